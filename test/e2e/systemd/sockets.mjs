import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';

import { ask } from '../support/ask.mjs';
import { within } from '../support/ranged.mjs';
import { root, run } from './machine.mjs';
import {
  content, install, mainPid, restart, statusOf, takeBack, unit, upgrade, write,
} from './ranged_service.mjs';

// Behind its socket unit: port 80 without a capability, and not one request lost while it restarts.

const socket = 'ranged.socket';
const port = 80;
const requests = 1000;
const atOnce = 8;
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

/// A request on a connection of its own, sent after `delay` ms; whatever came of it.
async function request(delay) {
  const client = connect(port, '127.0.0.1');
  let answer = '';
  client.on('data', (octets) => (answer += octets));
  client.on('error', (error) => (answer += ` ${error.code}`));
  const closed = once(client, 'close');
  if (delay > 0) await once(client, 'connect').then(() => pause(delay), () => {});
  client.end('GET /a.txt HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
  await within(20_000, 'the answer', closed);
  return answer;
}

/// Asks all the time while `act` does something, and at least so many times; what came where the
/// answer should have been.
async function lostDuring(act) {
  const lost = [];
  let sent = 0;
  let acting = true;
  const clients = Array.from({ length: atOnce }, async () => {
    while (sent < requests || acting) {
      const answer = await request(sent++ % 5);
      if (!/^HTTP\/1\.1 200 OK\r\n[^]*\r\n\r\na$/.test(answer)) lost.push(answer);
      await pause(2);
    }
  });
  await act();
  acting = false;
  await Promise.all(clients);
  return lost;
}

test(`not one of ${requests} requests is lost in ${restarts} restarts`, async () => {
  const pids = new Set([await mainPid()]);
  const lost = await lostDuring(async () => {
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
  assert.deepEqual(await lostDuring(() => upgrade('+1')), []);
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
