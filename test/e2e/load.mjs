import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';

import { temporaryFolder } from './support/folder.mjs';
import { Ranged, within } from './support/ranged.mjs';

// Many clients at once: none is turned away, none waits long.

const part = 5 * 1024 * 1024;
const deadline = 120_000;
const folder = temporaryFolder();
let server;
before(async () => {
  folder.write('small.txt', 'x'.repeat(1000));
  folder.makeSparse('film.mp4', 20 * 1024 * 1024);
  server = await Ranged.start(['--root', folder.path, '--access-log', 'errors']);
});
after(async () => {
  const status = await server?.stop();
  folder.remove();
  assert.equal(status, 0);
});

/// What ab reports of `requests` requests over 200 connections.
async function ab(path, requests) {
  const flags = ['-q', '-k', '-c', '200', '-n', `${requests}`, `${server.url}${path}`];
  const { stdout } = await promisify(execFile)('ab', flags, { timeout: deadline });
  const number = (pattern) => Number(pattern.exec(stdout)?.[1] ?? 0);
  return {
    stdout,
    complete: number(/^Complete requests: +(\d+)/m),
    failed: number(/^Failed requests: +(\d+)/m),
    refused: number(/^Non-2xx responses: +(\d+)/m),
    octets: number(/^HTML transferred: +(\d+)/m),
    p95: number(/^ +95% +(\d+)/m),
  };
}

for (const [name, path, octets] of [
  ['a small file', '/small.txt', 1000], ['the first part of a film', '/film.mp4', part],
]) {
  test(`2,000 requests of 200 clients for ${name}, without one failure`, async () => {
    const { stdout, complete, failed, refused, octets: sum } = await ab(path, 2000);
    assert.deepEqual([complete, failed, refused], [2000, 0, 0], stdout);
    assert.ok(sum >= 2000 * octets, stdout);
  });
}

test('95 % of the requests of 200 clients take less than 500 ms', async () => {
  const { stdout, complete, failed, refused, p95 } = await ab('/small.txt', 200);
  assert.deepEqual([complete, failed, refused], [200, 0, 0], stdout);
  assert.ok(p95 < 500, stdout);
});

test('2,000 clients are connected at once, and all are served', async () => {
  const request = 'GET /small.txt HTTP/1.1\r\nHost: localhost\r\n\r\n';
  const sockets = Array.from({ length: 2000 }, () => connect(server.port, '127.0.0.1'));
  const served = (socket) => new Promise((resolve, reject) => {
    let text = '';
    socket.on('error', reject);
    socket.on('close', () => reject(new Error(`closed after "${text}"`)));
    socket.on('data', (data) => {
      text += data.toString('latin1');
      if (text.endsWith('x'.repeat(1000))) resolve(text.slice(0, 15));
    });
  });
  try {
    await within(deadline, 'the connections',
      Promise.all(sockets.map((socket) => once(socket, 'connect'))));
    const answers = sockets.map(served);
    for (const socket of sockets) socket.write(request);
    for (const line of await within(deadline, 'the answers', Promise.all(answers))) {
      assert.equal(line, 'HTTP/1.1 200 OK');
    }
    const open = sockets.filter(({ readyState }) => readyState === 'open');
    assert.equal(open.length, sockets.length, 'none was closed for another');
  } finally {
    for (const socket of sockets) socket.destroy();
  }
});
