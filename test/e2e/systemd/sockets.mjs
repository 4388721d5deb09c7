import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';

import { ask } from '../support/ask.mjs';
import { lostDuring } from './lost_requests.mjs';
import { root, run } from './machine.mjs';
import {
  content, install, mainPid, restart, statusOf, takeBack, unit, upgrade, write,
} from './ranged_service.mjs';

// Behind its socket unit: port 80 without a capability, and not one request lost while it restarts.

const socket = 'ranged.socket';
const port = 80;
const restarts = 5;

before(async () => {
  await install();
  write(`${content}/a.txt`, 'a');
  await run('systemctl', 'disable', '--now', unit);
  await run('systemctl', 'enable', '--now', socket);
});

test('the first request starts it, on port 80 and without a capability', async () => {
  assert.equal(await mainPid(), 0);
  assert.equal((await ask(port, '/a.txt')).status, 200);
  const status = statusOf(await mainPid());
  for (const set of ['CapPrm', 'CapEff', 'CapBnd', 'CapAmb']) {
    assert.equal(BigInt(`0x${status[set]}`), 0n, set);
  }
});

test(`not one of 1000 requests is lost in ${restarts} restarts`, async () => {
  const pids = new Set([await mainPid()]);
  const lost = await lostDuring(port, async () => {
    for (let i = 0; i < restarts; ++i) {
      await restart();
      pids.add(await mainPid());
      await pause(100);
    }
  });
  assert.deepEqual(lost, []);
  assert.equal(pids.size, restarts + 1);
});

test('nor in an upgrade', async () => {
  const pid = await mainPid();
  assert.deepEqual(await lostDuring(port, () => upgrade('+1')), []);
  await ask(port, '/a.txt');
  assert.notEqual(await mainPid(), pid);
});

test('without a network of its own it serves as well', async () => {
  write(`/etc/systemd/system/${unit}.d/no-network.conf`,
    readFileSync(`${root}/usr/share/ranged/systemd/no-network.conf`));
  await run('systemctl', 'daemon-reload');
  await restart();
  assert.equal(String((await ask(port, '/a.txt')).body), 'a');
  const network = readFileSync(`${root}/proc/${await mainPid()}/net/dev`, 'utf8');
  assert.deepEqual(network.match(/\w+(?=:)/g), ['lo']);
  await run('systemd-analyze', 'security', '--threshold=3', unit);
  await takeBack();
});
