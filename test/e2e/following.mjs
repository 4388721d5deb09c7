import assert from 'node:assert/strict';
import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { temporaryFolder } from './support/folder.mjs';
import { Ranged, run } from './support/ranged.mjs';

// The program follows its folder: nobody has to tell it anything.

const folder = temporaryFolder();
const inFolder = (name) => join(folder.path, name);
before(() => folder.write('film.txt', 'film'));
after(folder.remove);

/// Asks until the answer has this status, and returns it.
async function until(status, url) {
  for (const deadline = Date.now() + 10_000; ;) {
    const response = await fetch(url);
    const body = await response.text();
    if (response.status === status) return { body, tag: response.headers.get('etag') };
    assert.ok(Date.now() < deadline, `${url} is ${response.status} and not ${status}`);
  }
}

test('what is put into the folder is served, and what is taken out of it is not', async () => {
  const server = await Ranged.start(['--root', folder.path, '--access-log', 'off']);
  const url = (name) => `${server.urls[0]}/${name}`;
  const first = await until(200, url('film.txt'));
  await until(404, url('new/film.txt'));

  folder.makeFolder('new');
  folder.write('new/film.txt', 'new');
  assert.equal((await until(200, url('new/film.txt'))).body, 'new');
  await server.says(/content changed: 1 files added, 0 removed, 0 changed; now 2 files/);

  folder.write('.part', 'another');
  renameSync(inFolder('.part'), inFolder('film.txt'));
  const second = await until(200, url('film.txt'));
  assert.equal(second.body, 'another');
  assert.notEqual(second.tag, first.tag);

  renameSync(inFolder('new'), inFolder('old'));
  assert.equal((await until(200, url('old/film.txt'))).body, 'new');
  await until(404, url('new/film.txt'));
  rmSync(inFolder('old'), { recursive: true });
  await until(404, url('old/film.txt'));
  assert.equal(await server.stop(), 0);
  const changes = server.lines.filter((line) => line.includes('content changed'));
  assert.match(changes.at(-1), /1 changed; now/, 'the rest is said in the end');
});

test('it says how often it reads everything, if that is to be', async () => {
  const { status, lines } = run(['--root', folder.path, '--rescan', 'often']);
  assert.equal(status, 64);
  assert.match(lines[0], /--rescan: "often" is not auto, off or a duration such as 10m/);
  const server = await Ranged.start(['--root', folder.path, '--rescan', '20ms']);
  folder.write('more.txt', 'more');
  await until(200, `${server.urls[0]}/more.txt`);
  assert.equal(await server.stop(), 0);
});
