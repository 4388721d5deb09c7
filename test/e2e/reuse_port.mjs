import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { after, before, test } from 'node:test';

import { temporaryFolder } from './support/folder.mjs';
import { Ranged, within } from './support/ranged.mjs';

// Several instances on one address: the kernel spreads the connections.

const deadline = 20_000;
const clients = 200;
const folder = temporaryFolder();
const instances = [];
const start = (address, ...flags) =>
  Ranged.start(['--root', folder.path, '--listen', address, ...flags]);

before(async () => {
  folder.write('a.txt', 'a');
  instances.push(await start('127.0.0.1:0', '--reuse-port'));
  const address = `127.0.0.1:${instances[0].port}`;
  for (let i = 1; i < 4; ++i) instances.push(await start(address, '--reuse-port'));
});
after(async () => {
  for (const instance of instances) assert.equal(await instance.stop(), 0);
  folder.remove();
});

async function ask(port) {
  const socket = connect(port, '127.0.0.1');
  socket.end('GET /a.txt HTTP/1.1\r\nHost: a\r\n\r\n');
  let text = '';
  socket.on('data', (data) => { text += data.toString('latin1'); });
  await once(socket, 'close');
  return text.slice(0, 15);
}

test('four instances listen on one address, as ss shows', () => {
  const { port } = instances[0];
  const listed = execFileSync('ss', ['-Hltn', `sport = :${port}`], { encoding: 'utf8' });
  assert.equal(listed.trim().split('\n').length, 4, listed);
  for (const instance of instances) assert.equal(instance.port, port);
});

test('each of them answers some of the clients, and all are answered', async () => {
  const { port } = instances[0];
  const answers = Array.from({ length: clients }, () => ask(port));
  for (const answer of await within(deadline, 'the answers', Promise.all(answers))) {
    assert.equal(answer, 'HTTP/1.1 200 OK');
  }
  for (const instance of instances) await instance.says(/^ranged: GET \/a\.txt 200 /);
});

test('an instance that was not told to share is refused', async () => {
  const address = `127.0.0.1:${instances[0].port}`;
  await assert.rejects(start(address), /exit 69 before it said .*address already in use/s);
});
