import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { ask } from './support/ask.mjs';
import { temporaryFolder } from './support/folder.mjs';
import { Ranged, environment } from './support/ranged.mjs';

// The program as a service: what it tells its manager, sockets that are passed to it, Unix sockets,
// and reloading.

const manager = process.env.E2E_SERVICE_MANAGER;
const folder = temporaryFolder();
const run = temporaryFolder();
const socketPath = join(run.path, 'http.sock');
before(() => folder.write('a.txt', 'a'));
after(() => {
  folder.remove();
  run.remove();
});

const start = (flags, options) => Ranged.start(['--root', folder.path, ...flags], options);

/// Starts the program below a manager that passes it `sockets`.
const startService = (sockets, flags = [], options = {}) =>
  start(flags, { under: [manager, ...sockets, '--'], addresses: sockets.length || 1, ...options });

/// Status and body of the answer over a port or a Unix socket.
async function statusAndBody(where, path = '/a.txt') {
  const { status, body } = await ask(where, path);
  return [status, String(body)];
}

test('the manager is told of start, reload and end', async () => {
  const server = await startService([]);
  await server.tells(/^READY=1\|STATUS=serving 1 files to 0 connections at 0 B\/s$/);
  server.signal('SIGHUP');
  await server.tells(/^RELOADING=1\|MONOTONIC_USEC=\d+\|STATUS=/);
  await server.tells(/^READY=1\|/, 2);
  assert.equal(await server.stop(), 0);
  assert.equal(server.told.at(-1),
    'STOPPING=1|EXTEND_TIMEOUT_USEC=15000000|STATUS=finishing 0 connections');
});

test('the watchdog is told, and nobody else if there is none', async () => {
  const server = await startService([], [], { env: { WATCHDOG_USEC: '100000' } });
  await server.tells(/^WATCHDOG=1$/, 3);
  assert.equal(await server.stop(), 0);
});

test('an idle server is woken by nothing', async () => {
  const wakeUps = (pid) => {
    let sum = 0;
    for (const thread of readdirSync(`/proc/${pid}/task`)) {
      const status = readFileSync(`/proc/${pid}/task/${thread}/status`, 'utf8');
      sum += Number(/^voluntary_ctxt_switches:\s+(\d+)$/m.exec(status)[1]);
    }
    return sum;
  };
  const server = await startService([]);
  await server.tells(/^READY=1/);
  const wait = () => new Promise((resolve) => setTimeout(resolve, 4000));
  await wait(); // until the status has been looked at for the last time
  const before = wakeUps(server.pid);
  await wait(); // what must not happen has its chance
  assert.equal(wakeUps(server.pid) - before, 0);
  assert.equal(await server.stop(), 0);
});

test('several sockets that are passed are served, of TCP and of Unix', async () => {
  const server = await startService(['tcp', `unix:${socketPath}`, 'tcp']);
  const ports = (await server.tells(/^port (\d+)$/, 2)).map(([, port]) => Number(port));
  for (const where of [...ports, socketPath]) assert.deepEqual(await statusAndBody(where), [200, 'a']);
  assert.equal(await server.stop(), 0);
  assert.ok(existsSync(socketPath), 'whose socket it is says when its file goes');
  assert.ok(server.records.some(({ peer }) => peer === 'unix:'));
});

test('sockets that cannot be served, and flags that say otherwise, are refused', async (t) => {
  for (const [status, sockets, flags, message] of [
    [64, ['tcp'], ['--listen', '127.0.0.1:0'], /--listen/],
    [64, ['tcp'], ['--port', '0'], /--listen or --port/],
    [64, ['tcp'], ['--reuse-port'], /ReusePort=yes/],
    [69, ['tcp', 'udp'], [], /descriptor 4 .*ListenStream=/],
  ]) {
    await t.test(`${sockets} ${flags}`, () => {
      const child = spawnSync(
        manager, [...sockets, '--', process.env.E2E_SERVER, '--root', folder.path, ...flags],
        { env: environment(), encoding: 'utf8', timeout: 10_000 });
      assert.equal(child.status, status, child.stderr);
      assert.match(child.stderr, message);
      assert.equal(child.stderr.trim().split('\n').length, 1);
    });
  }
});

test('sockets that are meant for another process are not ours', async () => {
  const server = await start([], { env: { LISTEN_PID: '1', LISTEN_FDS: '1' } });
  assert.deepEqual(await statusAndBody(server.port), [200, 'a']);
  assert.equal(await server.stop(), 0);
});

test('a Unix socket is made for everybody, and gone at the end', async () => {
  const path = join(run.path, 'own.sock');
  const server = await start(['--listen', `unix:${path}`]);
  assert.deepEqual(await statusAndBody(path), [200, 'a']);
  assert.equal(statSync(path).mode & 0o777, 0o666);
  await assert.rejects(start(['--listen', `unix:${path}`]), /exit 69 .*somebody listens there/s);
  assert.deepEqual(await statusAndBody(path), [200, 'a']);
  assert.equal(await server.stop(), 0);
  assert.ok(!existsSync(path));
});

test('what a killed server left of its Unix socket is replaced', async () => {
  const path = join(run.path, 'killed.sock');
  const killed = await start(['--listen', `unix:${path}`]);
  killed.signal('SIGKILL');
  assert.equal(await killed.end(), 'SIGKILL');
  assert.ok(existsSync(path));
  const server = await start(['--listen', `unix:${path}`]);
  assert.deepEqual(await statusAndBody(path), [200, 'a']);
  assert.equal(await server.stop(), 0);
});

test('SIGHUP shows what is new, and says what changed', async () => {
  const server = await start([]);
  assert.deepEqual((await statusAndBody(server.port, '/new.txt'))[0], 404);
  folder.write('new.txt', 'new');
  server.signal('SIGHUP');
  await server.says(/(?:reloaded in \d+ms|content changed): 1 files added, 0 removed, 0 changed/);
  await server.says(/reloaded in \d+ms: .*; now 2 files/);
  assert.deepEqual(await statusAndBody(server.port, '/new.txt'), [200, 'new']);
  assert.equal(await server.stop(), 0);
});

test('a folder that has vanished is an error, and still served as far as it is there', async () => {
  const gone = temporaryFolder();
  gone.write('a.txt', 'a');
  const server = await Ranged.start(['--root', gone.path]);
  gone.remove();
  server.signal('SIGHUP');
  await server.says(/^ranged: error: not reloaded: .*No such file or directory; what was indexed/);
  assert.equal((await statusAndBody(server.port))[0], 404);
  assert.equal(await server.stop(), 0);
});
