import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { after, before, test } from 'node:test';

import { temporaryFolder } from './support/folder.mjs';
import { Ranged } from './support/ranged.mjs';

// --log json: every line is an object, whatever a client sends.

const folder = temporaryFolder();
before(() => folder.write('a.txt', 'x'.repeat(2000)));
after(() => folder.remove());

/// Sends octets of its own and waits for the end of the connection.
async function send(port, octets) {
  const client = connect(port, '127.0.0.1');
  client.on('error', () => {}); // a reset is an end, too
  client.end(Buffer.from(octets, 'latin1'));
  client.resume();
  await once(client, 'close');
}

/// Octets that break formats, the same in every run.
function* hostileTexts() {
  let seed = 1;
  const below = (end) => (seed = (seed * 48271) % 2147483647) % end;
  for (let i = 0; i < 300; ++i) {
    const octets = Array.from({ length: below(60) }, () =>
      below(3) === 0 ? '"\\{},:\xC3\xFF\x80\x1B\t'[below(11)] : String.fromCharCode(below(256)));
    yield octets.join('');
  }
  yield '"'.repeat(7000);
  yield '\xFF'.repeat(7000);
}

test('the facts of a request are members', async () => {
  const server = await Ranged.start(['--root', folder.path, '--log', 'json']);
  await (await fetch(`${server.url}/a.txt?b`, {
    headers: { Range: 'bytes=10-19', 'User-Agent': 'Player "1"' },
  })).arrayBuffer();
  assert.equal(await server.stop(), 0);
  const objects = server.lines.map((line) => JSON.parse(line));
  assert.deepEqual(objects.map(({ event }) => event),
    ['indexed', 'delivery', 'listening', 'answered', 'stopping', 'summary', 'stopped']);
  for (const { time, level, message } of objects) {
    assert.match(time, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
    assert.ok(Math.abs(Date.parse(time) - Date.now()) < 60_000);
    assert.equal(level, 'info');
    assert.notEqual(message, '');
  }
  const object = (name) => objects.find(({ event }) => event === name);
  const { http_status: status, http_bytes: octets, http_path: path, http_query: query,
    http_user_agent: agent } = object('answered');
  assert.deepEqual([status, octets, path, query, agent], [206, 10, '/a.txt', 'b', 'Player "1"']);
  const { requests, octets: sent, connections_most: most } = object('summary');
  assert.deepEqual([requests, sent, most], [1, 10, 1]);
});

test('every line is one object, whatever octets come', async () => {
  const flags = ['--root', folder.path, '--log', 'json', '--log-level', 'debug'];
  const server = await Ranged.start(flags);
  const heard = [];
  server.child.stderr.on('data', (data) => heard.push(data));
  let requests = 0;
  for (const text of hostileTexts()) {
    await send(server.port, text);
    await send(server.port, `GET /${text} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`);
    await send(server.port, 'GET /a.txt HTTP/1.1\r\nHost: a\r\nConnection: close\r\n' +
      `Range: ${text}\r\nReferer: ${text}\r\nUser-Agent: ${text}\r\n\r\n`);
    requests += 3;
  }
  assert.equal(await server.stop(), 0);
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  const lines = utf8.decode(Buffer.concat(heard)).split('\n').slice(0, -1);
  const objects = lines.map((line) => JSON.parse(line));
  const closed = objects.filter(({ event }) => event === 'connection-closed');
  assert.equal(closed.length, requests);
  const kinds = new Set(objects.map(({ event }) => event));
  assert.deepEqual([...kinds].sort(),
    ['answered', 'connection-closed', 'stopped', 'stopping', 'summary']);
});
