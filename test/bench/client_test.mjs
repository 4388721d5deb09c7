import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Ranged } from '../e2e/support/ranged.mjs';
import { temporaryFolder } from '../e2e/support/folder.mjs';
import { Content } from './support/content.mjs';
import { client, holding } from './support/load.mjs';
import { processTree } from './support/process_tree.mjs';

// bench_client against ranged: it asks for what it is told to, and notices what is wrong.

const folder = temporaryFolder();
const content = new Content(folder.path);
const film = content.file('film.mp4', 12 * 1024 * 1024);
const small = content.file('small.bin', 1000);
let server;
before(async () => {
  server = await Ranged.start(['--root', folder.path, '--access-log', 'all']);
});
after(async () => {
  await server.stop();
  folder.remove();
});

for (const [mode, file, flags] of [
  ['parts', film, { connections: 10 }],
  ['parts', film, { connections: 3, at: 7 * 1024 * 1024 }],
  ['small', small, { connections: 50 }],
  ['paced', film, { connections: 20, rate: 20 }],
]) {
  test(`${mode} ${JSON.stringify(flags)}: every octet is the file's`, async () => {
    const report = await client(mode, server, file, { ...flags, seconds: 1, check: file.path });
    assert.ok(report.requests > 0, JSON.stringify(report));
    assert.ok(report.octets >= report.requests, JSON.stringify(report));
    assert.ok(report.first_octet.p50 <= report.first_octet.p99);
    assert.ok(report.first_octet.p99 <= report.first_octet.max);
  });
}

test('each connection asks as often as it is told', async () => {
  const report = await client('small', server, small, { connections: 7, each: 3, seconds: 30 });
  assert.deepEqual([report.requests, report.octets], [21, 21_000]);
});

for (const [mode, file] of [['idle', small], ['stalled', film]]) {
  test(`${mode} connections are held until they are released`, async () => {
    await holding(mode, server, file, { connections: 5 }, ({ holding: held }) => {
      assert.equal(held, 5);
    });
  });
}

test('an answer that is not the right one ends it with a word', async () => {
  const longer = { ...small, length: 1001 };
  await assert.rejects(client('small', server, longer, { seconds: 1 }),
    /expected 200 with 1001 octets, got 200 with 1000/);
  const missing = { ...small, target: '/nothing' };
  await assert.rejects(client('small', server, missing, { seconds: 1 }), /got 404/);
  await assert.rejects(client('small', server, small, { seconds: 1, check: film.path }),
    /octets differ/);
});

test('a process is the first of its own tree', () => {
  const tree = processTree(process.pid);
  assert.equal(tree[0], process.pid);
  assert.ok(tree.includes(server.pid));
});
