import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, test } from 'node:test';

import { ask } from '../support/ask.mjs';
import { attempt, property, root, run } from './machine.mjs';
import {
  edit, install, mainPid, restart, setFlags, statusOf, takeBack, unit, write,
} from './ranged_service.mjs';

// What docs/operations.md tells an administrator to do does what it says.

const guide = readFileSync(new URL('../../../docs/operations.md', import.meta.url), 'utf8');
const told = (words) => assert.ok(guide.includes(words), `docs/operations.md does not say ${words}`);
const port = 8080;

before(async () => {
  await install();
  write('/srv/media/a.txt', 'a');
});

test('a folder on port 80, in five minutes', async () => {
  for (const command of [
    "echo 'RANGED_OPTS=--root /srv/media' | sudo tee /etc/default/ranged",
    'sudo systemctl disable --now ranged.service',
    'sudo systemctl enable --now ranged.socket',
  ]) {
    told(command);
    await run('sh', '-c', command.replaceAll('sudo ', ''));
  }
  assert.equal(String((await ask(80, '/a.txt')).body), 'a');
  await run('systemctl', 'disable', '--now', 'ranged.socket', unit);
});

test('port 80 by a capability, and by no other', async () => {
  told('the drop-in `port-80.conf` of the same folder, and `RANGED_OPTS=--port 80`');
  setFlags('--root /srv/media --port 80');
  assert.notEqual((await attempt('systemctl', 'start', unit)).status, 0);
  write(`/etc/systemd/system/${unit}.d/port-80.conf`,
    readFileSync(`${root}/usr/share/ranged/systemd/port-80.conf`));
  await run('systemctl', 'daemon-reload');
  await restart();
  assert.equal(String((await ask(80, '/a.txt')).body), 'a');
  const bindService = 1n << 10n;
  const status = statusOf(await mainPid());
  for (const set of ['CapPrm', 'CapEff', 'CapBnd', 'CapAmb']) {
    assert.equal(BigInt(`0x${status[set]}`), bindService, set);
  }
  await takeBack();
});

test('a Unix socket for a proxy', async () => {
  told('`--listen unix:/run/ranged/http.sock`');
  setFlags('--root /srv/media --listen unix:/run/ranged/http.sock');
  await restart();
  assert.equal(String((await ask(`${root}/run/ranged/http.sock`, '/a.txt')).body), 'a');
});

test('a stop that takes longer than the unit allows is prolonged while it goes on', async () => {
  told('`TimeoutStopSec=` of the unit is prolonged while it goes on');
  const seconds = 17; // more than systemd is asked for at once
  setFlags(`--root /srv/media --drain-delay ${seconds}s`);
  await edit(['[Service]', 'TimeoutStopSec=2']);
  await restart();
  const began = Date.now();
  await run('systemctl', 'stop', unit);
  assert.ok(Date.now() - began >= seconds * 1000);
  assert.equal(await property(unit, 'Result'), 'success');
  await takeBack();
});

for (const { where, prepare, section, line, without } of [
  {
    where: '/srv/films',
    prepare: 'groupadd media && chgrp media /srv/films/a.txt && chmod 640 /srv/films/a.txt',
    section: '[Service]', line: 'SupplementaryGroups=media', without: 404,
  },
  {
    where: '/home/me/films', prepare: 'chmod 711 /home/me',
    section: '[Service]', line: 'ProtectHome=read-only', without: 'failed',
  },
  {
    where: '/mnt/films', prepare: 'mv /mnt/films /srv/disk && mkdir /mnt/films',
    section: '[Unit]', line: 'RequiresMountsFor=/mnt/films', without: 404,
  },
  {
    where: '/tmp/films', prepare: 'true',
    section: '[Service]', line: 'BindReadOnlyPaths=/tmp/films', without: 'failed',
  },
]) {
  test(`films in ${where} take the line ${line}`, async () => {
    told(`\`${section}\` \`${line}\``);
    write(`${where}/a.txt`, 'a');
    write('/etc/systemd/system/mnt-films.mount',
      '[Mount]\nWhat=/srv/disk\nWhere=/mnt/films\nType=none\nOptions=bind\n');
    await run('sh', '-c', prepare);
    setFlags(`--root ${where}`);
    await attempt('systemctl', 'restart', unit);
    const state = await property(unit, 'ActiveState');
    assert.equal(state === 'active' ? (await ask(port, '/a.txt')).status : state, without);

    await edit([section, line]);
    await restart();
    assert.equal(String((await ask(port, '/a.txt')).body), 'a');
    await takeBack();
  });
}
