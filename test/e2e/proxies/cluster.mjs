import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { noise } from '../clients/content.mjs';
import { eventually } from '../support/eventually.mjs';
import { temporaryFolder } from '../support/folder.mjs';
import { runProgram } from '../support/program.mjs';
import { Ranged } from '../support/ranged.mjs';
import { Proxy } from './proxy.mjs';

// Varnish in front of HAProxy in front of three ranged, while viewers ask both. One origin stops, one is
// killed, and the films are replaced on one after the other: nobody ever gets a wrong octet.

const viewers = 6;
const length = 2_000_000;
const middle = 700_000;
const names = Array.from({ length: 12 }, (_, i) => `film-${i}.mp4`);
const longName = 'long.mp4'; // longer than what is under way in sockets
const versions = [1, 2].map((version) =>
  Object.fromEntries(names.map((name, i) => [name, noise(length, 100 * version + i)])));

const folder = temporaryFolder();
const origins = {};
let balancer, cache;

async function startOrigin(name, address = '127.0.0.1:0') {
  const server = await Ranged.start([
    '--root', join(folder.path, name), '--listen', address, '--metrics', origins[name]?.metrics ?? '127.0.0.1:0',
    '--drain-delay', '2s', '--profile', 'origin', '--access-log', 'off',
  ]);
  const [[, metrics]] = await server.says(/^ranged: metrics on http:\/\/([^/]*)/);
  origins[name] = { server, metrics, address: `127.0.0.1:${server.port}` };
}

/// The films of a version, as they are on the machine that they are copied from.
function makeMaster(version) {
  const master = join(folder.path, `master-${version}`);
  mkdirSync(master);
  for (const [name, octets] of Object.entries(versions[version - 1])) {
    writeFileSync(join(master, name), octets);
    utimesSync(join(master, name), 1_700_000_000, 1_700_000_000.123456 + version * 1000);
  }
  return master;
}

async function copy(version, name) {
  const [from, to] = [`master-${version}`, name].map((below) => `${join(folder.path, below)}/`);
  const { status, stderr } = await runProgram('rsync', ['-rt', from, to]);
  assert.equal(status, 0, stderr);
}

before(async () => {
  makeMaster(1);
  makeMaster(2);
  folder.makeSparse(`master-1/${longName}`, 50_000_000);
  for (const name of ['a', 'b', 'c']) {
    mkdirSync(join(folder.path, name));
    await copy(1, name);
    await startOrigin(name);
  }
  const addresses = ['a', 'b', 'c'].map((name, i) =>
    [`10.0.0.1${i + 1}:8080`, `${origins[name].address} port ${origins[name].metrics.split(':')[1]}`]);
  balancer = await Proxy.start('haproxy-cluster', null, [...addresses, ['inter 1s', 'inter 200ms']]);
  cache = await Proxy.start('varnish-cluster', null, [
    ['.host = "10.0.0.10";\n  .port = "80";', `.path = "${balancer.socket}";`],
    ['beresp.ttl = 60s', 'beresp.ttl = 0.2s'], ['beresp.grace = 10s', 'beresp.grace = 0.1s'],
  ]);
});
after(async () => {
  await cache?.stop();
  await balancer?.stop();
  for (const { server } of Object.values(origins)) await server.stop();
  folder.remove();
});

const versionOf = new Map(); // of each name with an entity tag
const seen = new Set(); // names with the version that somebody has got

/// Of which version the octets of an answer are, which must be all of one, and of the one that it says.
function check(name, { status, fields, body }) {
  const [from, to] = status === 206
    ? /^bytes (\d+)-(\d+)\//.exec(fields['content-range']).slice(1).map(Number) : [0, length - 1];
  const version = versions.findIndex((films) => body.equals(films[name].subarray(from, to + 1)));
  assert.notEqual(version, -1, `${name}: octets of no version`);
  const key = `${name} ${fields.etag}`;
  assert.equal(versionOf.get(key) ?? version, version, `${key}: octets of another version`);
  versionOf.set(key, version);
  seen.add(`${name} ${version + 1}`);
}

/// Viewers who ask both proxies for whole films and for their ends, until stop().
function watch() {
  const failures = [];
  let isOver = false, answers = 0;
  const agent = new Agent({ keepAlive: true, maxSockets: Infinity });
  const viewer = async (number) => {
    for (let turn = number; !isOver; ++turn) {
      const name = names[(turn * 7) % names.length];
      const proxy = turn % 2 ? cache : balancer;
      const began = Date.now();
      const range = turn % 3 ? {} : { Range: `bytes=${middle}-` };
      const answer = await proxy.ask(`/${name}`, range, agent).catch((error) => ({ cut: true, fields: {}, error }));
      if (answer.cut || ![200, 206].includes(answer.status)) {
        failures.push({ name, began, origin: answer.fields['x-origin'], status: answer.status, error: answer.error });
      } else {
        check(name, answer);
        ++answers;
      }
    }
  };
  const all = Promise.all(Array.from({ length: viewers }, (_, i) => viewer(i)));
  return {
    failures,
    /// Waits for so many further answers.
    more: async (count) => {
      const until = answers + count;
      await Promise.race([eventually(`${count} answers`, () => answers >= until), all]);
    },
    stop: async () => {
      isOver = true;
      await all;
      agent.destroy();
    },
  };
}

const originOf = async (name) => (await balancer.ask(`/${name}`, { Range: 'bytes=0-0' })).fields['x-origin'];
const isBack = (name) => eventually(`${name} is asked again`, async () => {
  const asked = await Promise.all([...names, longName].map(originOf));
  return asked.includes(name);
});

test('each origin has films of its own to serve', async () => {
  const asked = await Promise.all([...names, longName].map(originOf));
  assert.deepEqual([...new Set(asked)].sort(), ['a', 'b', 'c']);
});

test('an origin that is told to stop fails nobody', async () => {
  const watching = watch();
  await watching.more(50);
  assert.equal(await origins.a.server.stop(), 0);
  await watching.more(50);
  await startOrigin('a', origins.a.address);
  await isBack('a');
  await watching.more(50);
  await watching.stop();
  assert.deepEqual(watching.failures, []);
});

test('an origin that is killed fails those who were being answered by it, and nobody else', async () => {
  const killed = await originOf(longName);
  const watching = watch();
  await watching.more(50);

  const held = request({ socketPath: balancer.socket, path: `/${longName}`, agent: false });
  const [answer] = await once(held.end(), 'response'); // and nothing is read of it yet
  process.kill(origins[killed].server.pid, 'SIGKILL');
  await origins[killed].server.exited;
  const gone = Date.now();
  await assert.rejects(async () => {
    for await (const octets of answer) assert.ok(octets.length);
  }, { code: 'ECONNRESET' }, 'an answer that breaks off does not look complete');

  await watching.more(100);
  await startOrigin(killed, origins[killed].address);
  await isBack(killed);
  await watching.stop();
  for (const { name, began, origin, status, error } of watching.failures) {
    const which = `${name} ${status} ${error} of ${origin}, begun ${began - gone} ms after the end`;
    assert.ok(began <= gone, which);
    assert.ok(origin === undefined || origin === killed, which);
  }
});

test('films that are replaced on one origin after the other are never mixed', async () => {
  const watching = watch();
  for (const name of ['a', 'b', 'c']) {
    await watching.more(50);
    await copy(2, name);
  }
  await eventually('the new version of each film', () => names.every((name) => seen.has(`${name} 2`)));
  await watching.stop();
  assert.deepEqual(watching.failures, []);
  for (const name of names) assert.ok(seen.has(`${name} 1`), `${name} was watched before`);
});
