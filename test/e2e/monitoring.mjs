import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { request } from 'node:http';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { temporaryFolder } from './support/folder.mjs';
import { Ranged, run, within } from './support/ranged.mjs';

// --metrics and --drain-delay, as Prometheus and a load balancer use them.

const partSize = 1024 * 1024;
const folder = temporaryFolder();
before(() => {
  folder.makeSparse('film.bin', 3 * partSize);
  folder.write('a.txt', 'a');
});
after(() => folder.remove());

/// A server, and where its monitoring is.
async function start(...flags) {
  const server = await Ranged.start(['--root', folder.path, '--part-size', String(partSize),
    ...(flags.includes('--metrics') ? [] : ['--metrics', '127.0.0.1:0']), ...flags]);
  const [[, where]] = await server.says(/^ranged: metrics on (.*?)(?:\/metrics)?$/);
  return { server, where };
}

/// Status, media type and text of the answer.
async function ask(where, path, { method = 'GET' } = {}) {
  const address = where.startsWith('unix:')
    ? { socketPath: where.slice(5) }
    : { host: new URL(where).hostname, port: new URL(where).port };
  const asking = request({ ...address, path, method, agent: false, headers: { Host: 'a' } });
  asking.end();
  const [answer] = await within(10_000, path, once(asking, 'response'));
  let text = '';
  for await (const chunk of answer) text += chunk;
  return { status: answer.statusCode, type: answer.headers['content-type'], text };
}

async function samples(where) {
  const { text } = await ask(where, '/metrics');
  const lines = text.split('\n').filter((line) => line && !line.startsWith('#'));
  return Object.fromEntries(lines.map((line) => line.split(/ (?=[^ ]+$)/)));
}

/// Asks until the samples are as they should be: an answer is counted a moment after its last octet.
async function eventually(where, expected) {
  const wanted = Object.entries(expected);
  for (const until = Date.now() + 10_000; ;) {
    const now = await samples(where);
    if (wanted.every(([name, value]) => now[name] === value)) return now;
    if (Date.now() > until) {
      assert.deepEqual(Object.fromEntries(wanted.map(([name]) => [name, now[name]])), expected);
    }
  }
}

test('promtool has nothing to say about the metrics, before and after traffic', async () => {
  const { server, where } = await start();
  for (let i = 0; i < 2; ++i) {
    const { status, type, text } = await ask(where, '/metrics');
    assert.equal(status, 200);
    assert.equal(type, 'text/plain; version=0.0.4; charset=utf-8');
    const promtool = spawnSync('promtool', ['check', 'metrics'], { input: text, encoding: 'utf8' });
    assert.equal(promtool.status, 0, promtool.stdout + promtool.stderr);
    assert.equal(promtool.stdout + promtool.stderr, '');
    for (const path of ['a.txt', 'film.bin', 'none']) {
      await (await fetch(`${server.url}/${path}`)).arrayBuffer();
    }
  }
  assert.equal(await server.stop(), 0);
});

test('the metrics are what happened', async () => {
  const { server, where } = await start();
  for (const [path, options] of [
    ['film.bin', {}], ['film.bin', {}], ['film.bin', { headers: { Range: 'bytes=0-9' } }],
    ['a.txt', {}], ['a.txt', { method: 'HEAD' }], ['none', {}], ['a.txt', { method: 'POST' }],
  ]) {
    await (await fetch(`${server.url}/${path}`, options)).arrayBuffer();
  }
  const now = await eventually(where, {
    'ranged_http_requests_total{method="GET",status="206"}': '3',
    'ranged_http_requests_total{method="GET",status="200"}': '1',
    'ranged_http_requests_total{method="HEAD",status="200"}': '1',
    'ranged_http_requests_total{method="GET",status="404"}': '1',
    'ranged_http_requests_total{method="other",status="405"}': '1',
    ranged_http_responses_capped_total: '2',
    ranged_http_responses_aborted_total: '0',
    ranged_content_files: '2',
    ranged_content_bytes: String(3 * partSize + 1),
    ranged_ready: '1',
  });
  assert.ok(Number(now.ranged_sent_bytes_total) > 2 * partSize + 11);
  assert.ok(Number(now.ranged_sent_bytes_total) < 2 * partSize + 10_000);
  // Four blocks and the small file's; what was read ahead was not waited for.
  assert.ok(Number(now.ranged_block_cache_hits_total) >= 5);
  assert.ok(Number(now.ranged_block_cache_misses_total) >= 2);
  assert.equal(now.ranged_block_cache_reads_total, '5');
  assert.equal(now.ranged_block_cache_bytes, String(partSize + 1));
  assert.equal(now.ranged_disk_operations_in_flight, '0');
  const process = readFileSync(`/proc/${server.pid}/status`, 'utf8');
  const resident = Number(/^VmRSS:\s+(\d+) kB$/m.exec(process)[1]) * 1024;
  assert.ok(Math.abs(Number(now.process_resident_memory_bytes) - resident) < 1024 * 1024);
  assert.ok(Math.abs(Number(now.process_start_time_seconds) - Date.now() / 1000) < 60);
  const version = execFileSync(globalThis.process.env.E2E_SERVER, ['--version'], { encoding: 'utf8' });
  assert.ok(Object.keys(now).some((name) =>
    name.startsWith(`ranged_build_info{version="${version.trim().split(' ')[1]}"`)));
  assert.equal(await server.stop(), 0);
  assert.equal(server.records.length, 7, 'who looks at the metrics is in no log');
});

test('an answer that breaks off is counted with what was not wanted of it', async () => {
  folder.makeSparse('long.bin', 64 * 1024 * 1024);
  const { server, where } = await start('--part-size', '64MiB');
  const client = connect(server.port, '127.0.0.1');
  client.on('error', () => {});
  client.write('GET /long.bin HTTP/1.1\r\nHost: a\r\n\r\n');
  await once(client, 'data');
  client.resetAndDestroy();
  const now = await eventually(where, {
    ranged_http_responses_aborted_total: '1', ranged_connections: '0',
    'ranged_connections_closed_total{reason="peer-reset"}': '1',
  });
  assert.ok(Number(now.ranged_http_response_unwanted_bytes_total) > 0);
  assert.equal(await server.stop(), 0);
});

test('the turns of the loop are in the histogram', async () => {
  const { server, where } = await start();
  const count = async () => Number((await samples(where)).ranged_loop_turn_seconds_count);
  const before = await count();
  for (let i = 0; i < 20; ++i) await (await fetch(`${server.url}/a.txt`)).arrayBuffer();
  assert.ok(await count() >= before + 20);
  const now = await samples(where);
  assert.equal(now['ranged_loop_turn_seconds_bucket{le="+Inf"}'], now.ranged_loop_turn_seconds_count);
  assert.equal(await server.stop(), 0);
});

test('other paths and methods get what they would get of a folder', async () => {
  const { server, where } = await start();
  for (const [path, method, expected] of [
    ['/healthz', 'GET', 200], ['/healthz', 'HEAD', 200], ['/readyz', 'GET', 200],
    ['/metrics?debug=1', 'GET', 200], ['/metrics', 'OPTIONS', 204], ['/metrics', 'POST', 405],
    ['/metrics/', 'GET', 404], ['/', 'GET', 404], ['/a.txt', 'GET', 404],
  ]) {
    assert.equal((await ask(where, path, { method })).status, expected, `${method} ${path}`);
  }
  assert.equal((await ask(where, '/healthz')).text, 'alive\n');
  assert.equal((await ask(where, '/readyz')).text, 'ready\n');
  assert.equal((await ask(where, '/metrics', { method: 'HEAD' })).text, '');
  assert.equal((await fetch(`${server.url}/metrics`)).status, 404, 'the content has none');
  assert.equal(await server.stop(), 0);
});

test('however many probes stay connected, the next is answered', async () => {
  const { server, where } = await start();
  const probes = [];
  for (let i = 0; i < 40; ++i) {
    const probe = connect(new URL(where).port, '127.0.0.1');
    probes.push(probe);
    probe.write('GET /readyz HTTP/1.1\r\nHost: a\r\n\r\n');
    const [answer] = await within(5_000, `the answer to probe ${i}`, once(probe, 'data'));
    assert.match(answer.toString(), /^HTTP\/1\.1 200 /);
    if (i === 0) assert.match(answer.toString(), /\r\nConnection: keep-alive\r\n/);
  }
  for (const probe of probes) probe.destroy();
  assert.equal(await server.stop(), 0);
});

test('a Unix socket serves as well, and its file goes with the server', async () => {
  const path = join(folder.path, 'metrics.sock');
  const { server, where } = await start('--metrics', `unix:${path}`);
  assert.equal((await ask(where, '/readyz')).status, 200);
  assert.equal(await server.stop(), 0);
  assert.ok(!existsSync(path));
});

test('an address that is taken, or none, ends the start with a line that names the flag', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const address = `127.0.0.1:${taken.address().port}`;
  for (const [value, status] of [[address, 69], ['metrics', 64], ['unix:relative', 64]]) {
    const result = run(['--root', folder.path, '--listen', '127.0.0.1:0', '--metrics', value]);
    assert.equal(result.status, status, value);
    assert.match(result.lines.at(-1), /--metrics/);
  }
  taken.close();
});

test('a Unix socket that somebody listens at is refused without naming the wrong flag', () => {
  const address = `unix:${join(folder.path, 'both.sock')}`;
  const result = run(['--root', folder.path, '--listen', address, '--metrics', address]);
  assert.equal(result.status, 69);
  assert.match(result.lines.at(-1), /both\.sock: somebody listens there; stop it, or choose another$/);
});

test('while the drain is delayed everybody is served, but readiness is gone', async () => {
  const { server, where } = await start('--drain-delay', '1500ms');
  const stopped = server.stop();
  await server.says(/stopping: not ready any more, serving on for 1500ms/);
  assert.deepEqual(await ask(where, '/readyz').then(({ status, text }) => [status, text]),
    [503, 'stopping\n']);
  assert.equal((await ask(where, '/healthz')).status, 200);
  assert.equal((await samples(where)).ranged_ready, '0');
  const began = Date.now();
  for (let served = 0; ;) { // on new connections
    try {
      assert.equal((await ask(server.url, '/a.txt')).status, 200);
      ++served;
    } catch (error) {
      assert.match(error.code, /^ECONN(REFUSED|RESET)$/); // it was too late, or just too late
      assert.ok(served > 0);
      break;
    }
  }
  assert.ok(Date.now() - began > 500, 'the delay is not over at once');
  assert.equal(await stopped, 0);
});

test('readiness is off for as long as answers are finished', async () => {
  folder.makeSparse('long.bin', 64 * 1024 * 1024);
  const { server, where } = await start('--part-size', '64MiB');
  const client = connect(server.port, '127.0.0.1');
  client.write('GET /long.bin HTTP/1.1\r\nHost: a\r\n\r\n');
  await once(client, 'data');
  client.pause();
  const stopped = server.stop();
  await server.says(/stopping/);
  assert.equal((await ask(where, '/readyz')).status, 503);
  client.resume();
  client.end();
  assert.equal(await stopped, 0);
  await assert.rejects(ask(where, '/healthz'), { code: 'ECONNREFUSED' });
});

test('a second signal does not wait for the delay', async () => {
  const { server } = await start('--drain-delay', '1h');
  server.signal('SIGTERM');
  await server.says(/serving on for 1h/);
  server.signal('SIGTERM');
  assert.equal(await server.end(), 0);
});

test('an idle server is woken by nothing, a scraper that stays connected notwithstanding', async () => {
  const { server, where } = await start();
  const scraper = connect(new URL(where).port, '127.0.0.1');
  scraper.write('GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n');
  await once(scraper, 'data');
  const wakeUps = () => readdirSync(`/proc/${server.pid}/task`).reduce((sum, thread) => {
    const status = readFileSync(`/proc/${server.pid}/task/${thread}/status`, 'utf8');
    return sum + Number(/^voluntary_ctxt_switches:\s+(\d+)$/m.exec(status)[1]);
  }, 0);
  const wait = () => new Promise((resolve) => setTimeout(resolve, 1000));
  await wait(); // until it sleeps
  const before = wakeUps();
  await wait(); // what must not happen has its chance
  assert.equal(wakeUps() - before, 0);
  scraper.destroy();
  assert.equal(await server.stop(), 0);
});
