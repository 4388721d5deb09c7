import assert from 'node:assert/strict';
import { Agent, get } from 'node:http';
import { after, before, test } from 'node:test';

import { temporaryFolder } from './support/folder.mjs';
import { makeMany } from './support/library.mjs';
import { Ranged } from './support/ranged.mjs';

// A folder of 50,000 files: how long the server needs to list it, and what that does to those who
// are watching something meanwhile.

const files = 50_000;
const mostForListing = 100; // milliseconds, at the server
const mostForOthers = 10; // likewise, added to a part
const partOctets = 64 * 1024;
const parts = 300;

const folder = temporaryFolder();
let server;
before(async () => {
  makeMany(folder.path, 'many', files);
  folder.makeSparse('film.mp4', 64 * 1024 * 1024);
  server = await Ranged.start(['--root', folder.path]);
});
after(async () => {
  await server?.stop();
  folder.remove();
});

/// Status, octets and milliseconds of one answer over a connection of `agent`.
const fetchOver = (agent, path, headers = {}) => new Promise((resolve, reject) => {
  const began = process.hrtime.bigint();
  get(server.url + path, { agent, headers }, async (answer) => {
    let octets = 0;
    for await (const piece of answer) octets += piece.length;
    resolve({ status: answer.statusCode, octets, took: Number(process.hrtime.bigint() - began) / 1e6 });
  }).on('error', reject);
});

const median = (numbers) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const almostAll = (numbers) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length * 0.98)];

/// Three of each, none of which is known already. The fastest counts: what others do with the machine
/// meanwhile is none of the server's.
const listings = {
  'a page': ['', '?filter=r', '?filter=re'],
  'by size': ['?sort=size', '?sort=size&filter=r', '?sort=size&filter=re'],
  'by type': ['?sort=type', '?sort=type&filter=r', '?sort=type&filter=re'],
  'the last page': ['?page=100', '?page=99', '?page=98'],
  'what a filter leaves': ['?filter=49', '?filter=48', '?filter=47'],
  'as JSON': ['?json', '?json&page=2', '?json&page=3'],
  'as much JSON as there is': ['?json&limit=10000', '?json&limit=10000&page=2', '?json&limit=10000&page=3'],
  'a playlist': ['?playlist', '?playlist', '?playlist'],
};

test('each form of its listing is made in time', async (t) => {
  const agent = new Agent({ keepAlive: true });
  for (const [form, queries] of Object.entries(listings)) {
    const took = [];
    for (const [number, query] of queries.entries()) {
      const answer = await fetchOver(agent, `/many/${query}`, { Host: `host${number}` });
      assert.equal(answer.status, 200);
      assert.ok(answer.octets > 10_000, `${form}: ${answer.octets} octets`);
      took.push(answer.took);
    }
    t.diagnostic(`${form}: ${took.map((ms) => ms.toFixed(1)).join(', ')} ms`);
    assert.ok(Math.min(...took) < mostForListing, `${form}: ${took} ms`);
  }
  agent.destroy();
});

test('a listing that is known is sent at once', async (t) => {
  const agent = new Agent({ keepAlive: true });
  await fetchOver(agent, '/many/?sort=date');
  const took = [];
  for (let i = 0; i < 20; ++i) took.push((await fetchOver(agent, '/many/?sort=date')).took);
  t.diagnostic(`${median(took).toFixed(2)} ms`);
  assert.ok(median(took) < 10, `${took}`);
  agent.destroy();
});

test('who watches a film does not notice', async (t) => {
  const watcher = new Agent({ keepAlive: true });
  let listed = 0;
  const watch = async (listingsAtLeast) => {
    const took = [];
    for (let i = 0; i < parts || listed < listingsAtLeast; ++i) {
      const first = (i * 7 % 512) * partOctets;
      const answer = await fetchOver(watcher, '/film.mp4', { Range: `bytes=${first}-${first + partOctets - 1}` });
      assert.deepEqual([answer.status, answer.octets], [206, partOctets]);
      took.push(answer.took);
    }
    return took;
  };
  await watch(0); // whose blocks are in memory then
  const alone = await watch(0);

  let goesOn = true;
  const reader = new Agent({ keepAlive: true });
  const listing = (async () => {
    for (; goesOn; ++listed) {
      assert.equal((await fetchOver(reader, `/many/?filter=${listed}&sort=date`)).status, 200);
    }
  })();
  const together = await watch(10);
  goesOn = false;
  await listing;
  t.diagnostic(`a part takes ${median(alone).toFixed(2)} ms, 98 of 100 ${almostAll(alone).toFixed(2)}; ` +
    `beside ${listed} listings ${median(together).toFixed(2)}, ${almostAll(together).toFixed(2)}`);
  assert.ok(almostAll(together) - almostAll(alone) < mostForOthers,
    `${almostAll(alone)} ms alone, ${almostAll(together)} ms beside listings`);
  watcher.destroy();
  reader.destroy();
});
