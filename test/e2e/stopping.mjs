import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { after, before, test } from 'node:test';

import { temporaryFolder } from './support/folder.mjs';
import { Ranged, within } from './support/ranged.mjs';

// Signals: what is being sent is finished, nothing new begins, and nobody can hold up the end.

const size = 64 * 1024 * 1024; // more than the buffers of two sockets take
const folder = temporaryFolder();
before(() => folder.makeSparse('film.bin', size));
after(() => folder.remove());

const start = (...flags) =>
  Ranged.start(['--root', folder.path, '--part-size', '64MiB', ...flags]);

/// A client in the middle of an answer, which it has stopped to read.
async function stalledClient(server) {
  const socket = connect(server.port, '127.0.0.1');
  socket.on('error', () => {}); // a reset is what some of the tests are after
  socket.write('GET /film.bin HTTP/1.1\r\nHost: localhost\r\n\r\n');
  const [head] = await once(socket, 'data');
  socket.pause();
  return { socket, head, closed: once(socket, 'close') };
}

/// Connects until nobody listens any more; a connection made before is of no interest.
async function refusal(port) {
  for (;;) {
    const socket = connect(port, '127.0.0.1');
    try {
      await once(socket, 'connect');
    } catch (error) {
      if (error.code === 'ECONNREFUSED') return;
    } finally {
      socket.on('error', () => {});
      socket.destroy();
    }
  }
}

for (const signal of ['SIGTERM', 'SIGINT']) {
  test(`${signal} finishes the answer, accepts nobody and exits 0`, async () => {
    const server = await start();
    const { socket, head } = await stalledClient(server);
    server.signal(signal);
    await server.says(/stopping/);
    await within(10_000, 'the refusal', refusal(server.port));

    let octets = head.length - (head.indexOf('\r\n\r\n') + 4);
    socket.on('data', (data) => (octets += data.length));
    socket.resume();
    await within(30_000, 'the end of the answer', once(socket, 'end'));
    assert.equal(octets, size);
    socket.end();
    assert.equal(await server.end(), 0);
  });
}

test('an idle connection does not hold up the end', async () => {
  const server = await start('--idle-timeout', '1h');
  const socket = connect(server.port, '127.0.0.1');
  socket.write('HEAD /film.bin HTTP/1.1\r\nHost: localhost\r\n\r\n');
  await once(socket, 'data');
  assert.equal(await server.stop(), 0);
  socket.destroy();
});

test('a second signal aborts what is still being sent', async () => {
  const server = await start('--drain-timeout', '1h', '--send-timeout', '1h');
  const { socket, closed } = await stalledClient(server);
  server.signal('SIGTERM');
  await server.says(/stopping/);
  server.signal('SIGTERM');
  assert.equal(await server.end(), 0);
  socket.resume();
  await within(10_000, 'the reset', closed);
  assert.ok(socket.bytesRead < size);
});

test('the drain timeout aborts what is still being sent', async () => {
  const server = await start('--drain-timeout', '200ms', '--send-timeout', '1h');
  const { socket } = await stalledClient(server);
  assert.equal(await server.stop(), 0);
  socket.destroy();
});
