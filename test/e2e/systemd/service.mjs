import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, test } from 'node:test';

import { ask } from '../support/ask.mjs';
import { eventually } from '../support/eventually.mjs';
import { attempt, property, records, root, run } from './machine.mjs';
import {
  content, edit, install, mainPid, reload, restart, setFlags, statusOf, takeBack, unit, write,
} from './ranged_service.mjs';

// The service on a real systemd and journald: it serves, it comes back, and it may do nothing else.

const port = 8080;
const film = Buffer.alloc(6 * 1024 * 1024, 'film');

before(async () => {
  await install();
  write(`${content}/film.mp4`, film);
  await reload(port, '/film.mp4');
});

const get = (path, headers) => ask(port, path, headers);

/// Waits for another process than `pid` to serve.
async function successorOf(pid) {
  await eventually('a restart', async () => ![0, pid].includes(await mainPid()) &&
    await property(unit, 'ActiveState') === 'active');
  assert.equal((await get('/film.mp4', { Range: 'bytes=0-0' })).status, 206);
}

test('it serves the parts of a film', async () => {
  const first = await get('/film.mp4');
  assert.deepEqual([first.status, first.fields['content-range']],
    [206, `bytes 0-5242879/${film.length}`]);
  assert.ok(first.body.equals(film.subarray(0, 5242880)));
  const last = await get('/film.mp4', { Range: 'bytes=-5' });
  assert.deepEqual([last.status, last.body], [206, film.subarray(-5)]);
});

test('the journal has what was asked for, by its fields', async () => {
  await get('/film.mp4?a=b', {
    Range: 'bytes=10-19', Referer: 'http://a/list', 'User-Agent': 'Player/1',
  });
  const [record] = await eventually('the record', async () => {
    const found = await records(unit, 'HTTP_STATUS=206', 'HTTP_RANGE=bytes=10-19');
    return found.length > 0 && found;
  });
  const expected = {
    HTTP_METHOD: 'GET', HTTP_PATH: '/film.mp4', HTTP_BYTES: '10',
    HTTP_CONTENT_RANGE: `bytes 10-19/${film.length}`, HTTP_REFERER: 'http://a/list',
    HTTP_USER_AGENT: 'Player/1', REMOTE_ADDR: '127.0.0.1', PRIORITY: '6',
    SYSLOG_IDENTIFIER: 'ranged', _SYSTEMD_UNIT: unit, _TRANSPORT: 'journal',
    _PID: String(await mainPid()),
  };
  for (const [name, value] of Object.entries(expected)) assert.equal(record[name], value, name);
  for (const name of ['DURATION_US', 'CONNECTION_ID', 'REQUEST_ID']) assert.ok(record[name], name);
});

test('the journal explains what happened', async () => {
  const explained = await run(
    'journalctl', '--quiet', '--catalog', `--unit=${unit}`, '--identifier=ranged');
  assert.match(explained, /░░ Subject: The server accepts connections\n/);
  assert.match(explained, /░░ Documentation: man:ranged\(8\)/);
});

test('systemd is told how it is', async () => {
  assert.match(await property(unit, 'StatusText'), /^serving 1 files/);
});

test('a reload shows what is new, in the same process', async () => {
  const pid = await mainPid();
  write(`${content}/new.txt`, 'new');
  assert.equal((await get('/new.txt')).status, 404);
  await run('systemctl', 'reload', unit);
  // ExecReload= only sends a signal; RELOADING=1 and READY=1 tell the rest.
  const response = await eventually('the new file', async () => {
    const found = await get('/new.txt');
    return found.status === 200 && found;
  });
  assert.equal(String(response.body), 'new');
  assert.equal(await mainPid(), pid);
});

test('it has a user of its own, no capability, and few system calls', async () => {
  const status = statusOf(await mainPid());
  const [uid] = status.Uid.split('\t').map(Number);
  assert.ok(uid >= 61184 && uid <= 65519, `uid ${uid} is none that systemd makes up`);
  for (const set of ['CapInh', 'CapPrm', 'CapEff', 'CapBnd', 'CapAmb']) {
    assert.equal(BigInt(`0x${status[set]}`), 0n, set);
  }
  assert.deepEqual([status.NoNewPrivs, status.Seccomp], ['1', '2']);
});

test('it can write nowhere but where it must', async () => {
  // As the kernel shows the files to it, and with all rights besides.
  const pid = await mainPid();
  const touch = (path) => attempt('nsenter', `--target=${pid}`, '--mount', 'touch', path);
  for (const folder of ['/etc', '/usr', '/srv', '/var/lib', '/boot', '/root', '/home']) {
    const { status, stderr } = await touch(`${folder}/written`);
    assert.notEqual(status, 0, folder);
    assert.match(stderr, /Read-only file system|Permission denied/, folder);
  }
  assert.equal((await touch('/tmp/written')).status, 0, 'such a touch writes, where it may');
  assert.throws(() => readFileSync(`${root}/tmp/written`), 'its /tmp is its own');
});

test('one that aborts is started again', async () => {
  const pid = await mainPid();
  await run('systemctl', 'kill', '--kill-whom=main', '--signal=ABRT', unit);
  await successorOf(pid);
  assert.equal(await property(unit, 'NRestarts'), '1');
});

test('one whose loop stands still is killed by the watchdog, and started again', async () => {
  assert.match(await property(unit, 'WatchdogUSec'), /^[1-9]\d*s$/);
  await edit(['[Service]', 'WatchdogSec=500ms']);
  await restart();
  const pid = await mainPid();
  await run('systemctl', 'kill', '--kill-whom=main', '--signal=STOP', unit);
  await successorOf(pid);
  const killed = await records('init.scope', `UNIT=${unit}`, 'UNIT_RESULT=watchdog');
  assert.equal(killed.length, 1);
  await takeBack();
});

test('a bad flag is said once, and not tried again', async () => {
  setFlags('--nonsense');
  const { status } = await attempt('systemctl', 'restart', unit);
  assert.notEqual(status, 0);
  const names = ['ActiveState', 'ExecMainStatus', 'NRestarts'];
  const state = await Promise.all(names.map((name) => property(unit, name)));
  assert.deepEqual(state, ['failed', '64', '0']);
  assert.equal((await records(unit, 'PRIORITY=3', 'SYSLOG_IDENTIFIER=ranged')).length, 1);
  setFlags('');
  await restart();
});
