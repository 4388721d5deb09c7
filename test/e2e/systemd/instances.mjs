import assert from 'node:assert/strict';
import { before, test } from 'node:test';

import { ask } from '../support/ask.mjs';
import { eventually } from '../support/eventually.mjs';
import { lostDuring } from './lost_requests.mjs';
import { records, run } from './machine.mjs';
import { content, install, restart, setFlags, unit, write } from './ranged_service.mjs';

// Several instances on one address: the kernel deals out the connections.

const port = 8080;
const requests = 400;
const instances = [1, 2, 3, 4].map((i) => `ranged@${i}.service`);

before(async () => {
  await install();
  write(`${content}/a.txt`, 'a');
  setFlags(`--listen 127.0.0.1:${port}`);
  await run('systemctl', 'disable', '--now', unit);
  await run('systemctl', 'enable', '--now', ...instances);
});

test('four instances share the load', async () => {
  for (let i = 0; i < requests; ++i) assert.equal((await ask(port, '/a.txt')).status, 200);
  const answeredBy = async (instance) => (await records(instance, 'HTTP_PATH=/a.txt')).length;
  const found = await eventually('all the records', async () => {
    const each = await Promise.all(instances.map(answeredBy));
    return each.reduce((sum, count) => sum + count) === requests && each;
  });
  // A quarter each, give or take: fewer than 50 of 100 is less likely than one in ten million.
  for (const count of found) assert.ok(count >= requests / 8, `${found}`);
});

test('restarted one after the other, they lose nobody but who was just connecting', async () => {
  const lost = await lostDuring(port, async () => {
    for (const instance of instances) await restart(instance);
  });
  // The kernel deals out a handshake to a socket, and resets it if that is closed in its midst.
  assert.ok(lost.length <= 2, `of a thousand: ${lost}`);
});
