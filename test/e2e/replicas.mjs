import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdirSync, utimesSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { temporaryFolder } from './support/folder.mjs';
import { runProgram } from './support/program.mjs';
import { Ranged, within } from './support/ranged.mjs';

// Copies made with rsync -t: whoever asks one and goes on with another does not notice.

const folder = temporaryFolder();
const servers = [];

before(async () => {
  for (const name of ['first', 'first/sub']) folder.makeFolder(name);
  folder.makeSparse('first/film.mp4', 12_345_678);
  folder.write('first/notes.txt', 'notes');
  folder.write('first/sub/clip.webm', 'clip');
  // rsync takes the time of a folder that it has made in the same second for right.
  const hourAgo = Date.now() / 1000 - 3600.123456;
  for (const name of ['film.mp4', 'notes.txt', 'sub']) utimesSync(join(folder.path, 'first', name), hourAgo, hourAgo);
  mkdirSync(join(folder.path, 'second'));
  const { status, stderr } = await runProgram('rsync', ['-rt', `${folder.path}/first/`, `${folder.path}/second/`]);
  assert.equal(status, 0, stderr);
  for (const name of ['first', 'second']) servers.push(await Ranged.start(['--root', join(folder.path, name)]));
});
after(async () => {
  for (const server of servers) assert.equal(await server.stop(), 0);
  folder.remove();
});

/// All octets of the answer but those of Date.
async function ask(server, method, path, fields) {
  const socket = connect(server.port, '127.0.0.1');
  const lines = ['Host: media.example', 'Connection: close', ...fields].map((field) => `${field}\r\n`);
  socket.write(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n`);
  const pieces = [];
  socket.on('data', (octets) => pieces.push(octets));
  await within(20_000, 'the answer', once(socket, 'close'));
  const text = Buffer.concat(pieces).toString('latin1');
  assert.match(text, /^HTTP\/1\.1 [2-5][^]*\r\nDate: [^\r]*\r\n/);
  return text.replace(/\r\nDate: [^\r]*/, '');
}

const film = '/film.mp4';
const rows = [
  ['GET', film], ['HEAD', film], ['GET', '/notes.txt'], ['GET', film, 'Range: bytes=7000000-'],
  ['GET', film, 'Range: bytes=0-9,5000-5009'], ['GET', film, 'Range: bytes=99999999-'],
  ['GET', `${film}?download`, 'Range: bytes=-5'], ['GET', `${film}?play`],
  ['GET', '/'], ['GET', '/?json'], ['GET', '/?playlist'], ['GET', '/sub/'], ['GET', '/sub'], ['GET', '/nothing'],
  ['GET', film, 'If-Match: "another"'], ['OPTIONS', film], ['POST', film],
];
for (const [method, path, ...fields] of rows) {
  test([method, path, ...fields].join(' '), async () => {
    const [first, second] = await Promise.all(servers.map((server) => ask(server, method, path, fields)));
    assert.ok(first === second, `${first.slice(0, 600)}\n---\n${second.slice(0, 600)}`);
  });
}

test('what one copy has sent, the other knows as its own', async () => {
  const etag = /\r\nETag: ([^\r]*)/.exec(await ask(servers[0], 'HEAD', film, []))[1];
  assert.match(await ask(servers[1], 'GET', film, [`If-None-Match: ${etag}`]), /^HTTP\/1\.1 304 /);
  const rest = await ask(servers[1], 'GET', film, ['Range: bytes=12345670-', `If-Range: ${etag}`]);
  assert.match(rest, /^HTTP\/1\.1 206 [^]*\r\nContent-Range: bytes 12345670-12345677\/12345678\r\n/);
});
