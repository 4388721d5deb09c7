import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

import { ask } from '../support/ask.mjs';
import { attempt, property, root, run } from './machine.mjs';
import { install, mainPid, setFlags, unit, upgrade, write } from './ranged_service.mjs';

// The life of the package: installed, upgraded, removed, purged.

const port = 8080;

/// Whether it starts at the next boot, and whether it runs now.
const state = async () => [
  (await attempt('systemctl', 'is-enabled', unit)).stdout.trim(),
  await property(unit, 'ActiveState'),
];
const version = () => run('dpkg-query', '--show', '--showformat=${Version}', 'ranged');

/// Every file and folder of the machine, but for what lives a life of its own.
async function everything() {
  const other = [
    '/var/log', '/var/cache', '/var/lib/dpkg', '/tmp', '/var/tmp', '/root', '/ranged.deb',
  ];
  const prune = other.flatMap((path) => ['-path', path, '-prune', '-o']);
  return (await run('find', '/', '-xdev', ...prune, '-print')).split('\n').sort();
}

write('/srv/media/film.mp4', Buffer.alloc(2 * 1024 * 1024));
const before = await everything();

test('once installed it runs, and will after the next boot', async () => {
  await install();
  assert.deepEqual(await state(), ['enabled', 'active']);
  assert.equal((await ask(port, '/nothing')).status, 404);
  assert.equal(await run('dpkg', '--verify', 'ranged'), '');
});

test('an upgrade restarts it, and keeps what the administrator has written', async () => {
  setFlags('--root /srv/media --part-size 1MiB');
  const pid = await mainPid();
  const old = await version();
  await upgrade('+1');
  assert.equal(await version(), `${old}+1`);
  assert.notEqual(await mainPid(), pid);
  assert.deepEqual(await state(), ['enabled', 'active']);
  assert.equal((await ask(port, '/film.mp4')).body.length, 1024 * 1024);
});

test('an upgrade starts nothing that was stopped and disabled', async () => {
  await run('systemctl', 'disable', '--now', unit);
  await upgrade('+2');
  assert.deepEqual(await state(), ['disabled', 'inactive']);
  await run('systemctl', 'enable', '--now', unit);
});

test('once removed it does not run, and what was written is still there', async () => {
  await run('dpkg', '--remove', 'ranged');
  assert.equal((await state())[1], 'inactive');
  assert.ok(!existsSync(`${root}/usr/sbin/ranged`));
  assert.match(readFileSync(`${root}/etc/default/ranged`, 'utf8'), /1MiB/);
});

test('installed again it goes on where it was', async () => {
  await install();
  assert.deepEqual(await state(), ['enabled', 'active']);
  assert.equal((await ask(port, '/film.mp4')).body.length, 1024 * 1024);
});

test('once purged nothing is left of it', async () => {
  await run('systemctl', 'disable', '--now', unit);
  await run('systemctl', 'enable', '--now', 'ranged.socket', 'ranged@1.service');
  await run('dpkg', '--purge', 'ranged');
  assert.equal((await attempt('systemctl', 'cat', unit)).status, 1);
  const known = new Set(before);
  const left = (await everything()).filter((path) => !known.has(path));
  assert.deepEqual(left, []);
});
