import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { after, before, test } from 'node:test';

import { eventually } from './support/eventually.mjs';
import { temporaryFolder } from './support/folder.mjs';
import { environment, within } from './support/ranged.mjs';

// The log in a real journal: what can be asked of it, and that nothing of it ever holds up the
// server. Everything here is the test's own: see with_journald.sh.

const deadline = 20_000;
const socket = '/run/systemd/journal/socket';
const port = 8080;
/// What systemd says of a standard error that it has connected to the journal.
const asAService = 'JOURNAL_STREAM=$(stat -Lc %d:%i /proc/self/fd/2) exec "$@"';
const folder = temporaryFolder();
let journald;

async function startJournald() {
  journald = spawn('/lib/systemd/systemd-journald', { stdio: 'ignore' });
  await eventually('the socket of journald', () => existsSync(socket) && ask('--sync') !== null);
}

async function stopJournald() {
  journald.kill('SIGTERM');
  await within(deadline, 'the end of journald', once(journald, 'exit'));
}

function ask(...flags) {
  try {
    return execFileSync('journalctl', ['--quiet', ...flags],
      { encoding: 'utf8', maxBuffer: 1 << 30, stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    return null; // journald is not there yet
  }
}

/// The records that have all of these fields.
function records(...fields) {
  ask('--sync');
  const lines = (ask('--all', '--output=json', ...fields) ?? '').split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line));
}

async function connected() {
  const client = connect(port, '127.0.0.1');
  await once(client, 'connect');
  return client;
}

/// Runs the program while `act` does, with a command in front of it if there is one.
async function serving(flags, act, command = []) {
  const words = [...command, process.env.E2E_SERVER, '--root', folder.path,
    '--listen', `127.0.0.1:${port}`, ...flags];
  const server = spawn(words[0], words.slice(1), { stdio: 'ignore', env: environment() });
  try {
    await eventually('a connection', () => connected().then((client) => client.destroy() ?? true,
      () => false));
    await act(server.pid);
  } finally {
    server.kill('SIGTERM');
    const [status] = await within(deadline, 'the exit', once(server, 'exit'));
    assert.equal(status, 0);
  }
}

/// Sends the request so many times over one connection and waits for as many answers; the longest
/// time without octets from the server, in milliseconds.
async function repeat(request, count) {
  const client = await connected();
  let answers = 0;
  let last = performance.now();
  let longest = 0;
  const done = new Promise((resolve) => client.on('data', (data) => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
    answers += data.toString('latin1').split('HTTP/1.1 200 OK').length - 1;
    if (answers >= count) resolve();
  }));
  for (let i = 0; i < count; i += 100) client.write(request.repeat(Math.min(100, count - i)));
  await within(deadline, `${count} answers`, done);
  client.destroy();
  return longest;
}

before(async () => {
  folder.write('a.txt', 'x'.repeat(2000));
  await startJournald();
});
after(async () => {
  await stopJournald();
  folder.remove();
});

test('a request is found by its fields', async () => {
  await serving(['--log', 'journal'], async (pid) => {
    const response = await fetch(`http://127.0.0.1:${port}/a.txt?b=c`, {
      headers: { Range: 'bytes=10-19', Referer: 'http://a/list', 'User-Agent': 'Player/1' },
    });
    await response.arrayBuffer();
    const [record] = await eventually('the record', () => {
      const found = records('HTTP_STATUS=206', `_PID=${pid}`);
      return found.length > 0 && found;
    });
    const expected = {
      HTTP_METHOD: 'GET', HTTP_PATH: '/a.txt', HTTP_QUERY: 'b=c', HTTP_STATUS: '206',
      HTTP_BYTES: '10', HTTP_RANGE: 'bytes=10-19', HTTP_CONTENT_RANGE: 'bytes 10-19/2000',
      HTTP_REFERER: 'http://a/list', HTTP_USER_AGENT: 'Player/1', REMOTE_ADDR: '127.0.0.1',
      SYSLOG_IDENTIFIER: 'ranged', PRIORITY: '6', _TRANSPORT: 'journal',
    };
    for (const [name, value] of Object.entries(expected)) assert.equal(record[name], value, name);
    assert.match(record.MESSAGE, /^GET \/a\.txt\?b=c 206 10 /);
    assert.match(record.REQUEST_ID, new RegExp(`^${record.CONNECTION_ID}\\.1$`));
  });
});

test('each kind of record is explained by the catalog', () => {
  const text = ask('--catalog', '--identifier=ranged');
  assert.match(text, / Subject: GET \/a\.txt was answered with 206/);
  assert.match(text, / Subject: The server has stopped/);
});

test('what a client sends is text in its field, whatever it is', async () => {
  await serving(['--log', 'journal'], async (pid) => {
    const client = await connected();
    client.end(Buffer.from('GET /a.txt HTTP/1.1\r\nHost: a\r\nUser-Agent: \xff\t"\\MESSAGE=\r\n\r\n',
      'latin1'));
    client.resume();
    await once(client, 'close');
    const [record] = await eventually('the record', () => {
      const found = records('HTTP_STATUS=200', `_PID=${pid}`);
      return found.length > 0 && found;
    });
    assert.equal(record.HTTP_USER_AGENT, '\\xFF\\x09"\\\\MESSAGE=');
  });
});

test('with a standard error that is the journal, the journal is the default', async () => {
  await serving([], async () => {
    await (await fetch(`http://127.0.0.1:${port}/auto`)).arrayBuffer();
    await eventually('the record', () =>
      records('HTTP_PATH=/auto', '_TRANSPORT=journal').length === 1);
  }, ['systemd-cat', 'sh', '-c', asAService, 'sh']);
});

test('a journald that has stopped holds up nobody, and what it missed is counted', async () => {
  const requests = 20_000;
  await serving(['--log', 'journal'], async (pid) => {
    journald.kill('SIGSTOP');
    let longest;
    try {
      longest = await repeat('GET /a.txt HTTP/1.1\r\nHost: a\r\n\r\n', requests);
    } finally {
      journald.kill('SIGCONT');
    }
    assert.ok(longest < 1000, `nothing came for ${longest} ms`);
    const read = await eventually('all the records', () => {
      const answered = records('HTTP_STATUS=200', `_PID=${pid}`).length;
      const missing = records(`MESSAGE_ID=4f504106a1464faf911e89e2eec94eae`, `_PID=${pid}`)
        .reduce((sum, { RECORDS_DROPPED }) => sum + Number(RECORDS_DROPPED), 0);
      return missing > 0 && answered + missing === requests && { answered };
    });
    assert.ok(read.answered > 500, `${read.answered} were kept`);
  });
});

test('a journald that is gone is found again when it is back', async () => {
  await serving(['--log', 'journal'], async (pid) => {
    const get = async (path) =>
      (await fetch(`http://127.0.0.1:${port}${path}`)).arrayBuffer();
    await get('/before');
    await stopJournald();
    await get('/between');
    await startJournald();
    await get('/behind');
    for (const path of ['/before', '/between', '/behind']) {
      await eventually(path, () => records(`HTTP_PATH=${path}`, `_PID=${pid}`).length === 1);
    }
  });
});
