import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, fstatSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { Ranged, environment, run } from './support/ranged.mjs';
import { temporaryFolder } from './support/folder.mjs';

// The command line is a contract: flags, environment, exit statuses, start-up lines.

const folder = temporaryFolder();
before(() => folder.write('file.txt', 'x'.repeat(3000)));
after(() => folder.remove());

/// Status and number of octets that `server` answers `path` with.
async function ask(server, path, headers = {}) {
  const response = await fetch(new URL(path, server.url), { headers });
  return [response.status, (await response.arrayBuffer()).byteLength];
}

/// Starts the program, lets `act` use it, and expects it to stop as it should.
async function serving(flags, options, act) {
  const server = await Ranged.start(flags, options);
  try {
    await act(server);
  } finally {
    assert.equal(await server.stop(), 0);
  }
  return server;
}

test('--version says name and version', () => {
  const { status, stdout, lines } = run(['--version']);
  assert.deepEqual([status, lines], [0, []]);
  assert.match(stdout, /^ranged \d+\.\d+\.\d+\n$/);
});

test('--help names every flag of the contract, with its default', () => {
  const { status, stdout, lines } = run(['--help']);
  assert.deepEqual([status, lines], [0, []]);
  const flags = {
    '-r,--root': 'content', '-l,--listen': '127.0.0.1:8080', '-p,--port': '',
    '--part-size': '5MiB', '--deny': 'confidential', '--listing': 'on', '--max-connections': '0',
    '--idle-timeout': '15s', '--head-timeout': '10s', '--send-timeout': '30s',
    '--drain-timeout': '30s', '--access-log': 'all', '--log': 'auto', '--log-level': 'info', '--version': '',
  };
  for (const [flag, value] of Object.entries(flags)) {
    const line = stdout.split('\n').find((text) => text.includes(`${flag} `));
    assert.ok(line?.includes(value), `${flag} ${value}:\n${stdout}`);
  }
});

test('what cannot work is one line that says what to do, and a status that says why', async (t) => {
  const busy = await Ranged.start(['--root', folder.path]);
  const rows = [
    [64, ['--frob']],
    [64, ['positional']],
    [64, ['--root']],
    [64, ['--root', '']],
    [64, ['--part-size', '5XB']],
    [64, ['--part-size', '-1']],
    [64, ['--part-size', '0']],
    [64, ['--part-size', '99999999999999999999']],
    [64, ['--max-connections', '10x']],
    [64, ['--max-connections', '0x10']],
    [64, ['--max-connections', '+5']],
    [64, ['--idle-timeout', '15']],
    [64, ['--head-timeout', 'soon']],
    [64, ['--port', '70000']],
    [64, ['--listen', 'nowhere']],
    [64, ['--listen', '127.0.0.1']],
    [64, ['--deny', '../elsewhere']],
    [64, ['--access-log', 'some']],
    [64, ['--log', 'syslog']],
    [64, ['--log-level', 'loud']],
    [64, [], { RANGED_PART_SIZE: 'big' }],
    [64, [], { RANGED_PORT: '-1' }],
    [66, ['--root', `${folder.path}/nothing`]],
    [66, ['--root', `${folder.path}/file.txt`]],
    [66, [], { RANGED_ROOT: `${folder.path}/nothing` }],
    [69, ['--root', folder.path, '--listen', new URL(busy.url).host, '--log-level', 'error']],
    ...(existsSync('/run/systemd/journal/socket') ? [] : [[69, ['--log', 'journal']]]),
  ];
  for (const [expected, flags, env = {}] of rows) {
    await t.test(`${JSON.stringify(env)} ${flags.join(' ')}`, () => {
      const { status, stdout, lines } = run(flags, env);
      assert.deepEqual([status, stdout, lines.length], [expected, '', 1], lines.join('\n'));
      assert.match(lines[0], /^ranged: error: .*(--|RANGED_)/);
    });
  }
  assert.equal(await busy.stop(), 0);
});

test('flags win over the environment, the environment over defaults', async () => {
  const env = {
    RANGED_ROOT: folder.path, RANGED_LISTEN: '127.0.0.1:0', RANGED_PART_SIZE: '1K',
    RANGED_DENY: 'file.txt',
  };
  await serving([], { env }, async (server) => {
    assert.deepEqual((await ask(server, '/file.txt'))[0], 403);
  });
  await serving(['--deny', 'other'], { env }, async (server) => {
    assert.deepEqual(await ask(server, '/file.txt'), [206, 1024]);
  });
  await serving(['--deny', 'other', '--part-size', '2KiB'], { env }, async (server) => {
    assert.deepEqual(await ask(server, '/file.txt'), [206, 2048]);
  });
});

test('every address gets a start-up line and is served', async () => {
  const flags = ['--root', folder.path, '--listen', '127.0.0.1:0', '--listen', '127.0.0.1:0'];
  await serving(flags, { addresses: 2 }, async ({ urls }) => {
    assert.notEqual(urls[0], urls[1]);
    for (const url of urls) assert.deepEqual(await ask({ url }, '/file.txt'), [200, 3000]);
  });
});

test('--port listens on every address, IPv4 too', async () => {
  await serving(['--root', folder.path, '--port', '0'], {}, async ({ url, port }) => {
    assert.match(url, /^http:\/\/\[::\]:\d+$/);
    const ipv4 = { url: `http://127.0.0.1:${port}` };
    assert.deepEqual(await ask(ipv4, '/file.txt'), [200, 3000]);
  });
});

test('an empty folder is served, with a warning', async () => {
  folder.makeFolder('empty');
  const server = await serving(['--root', `${folder.path}/empty`], {}, async (server) => {
    assert.equal((await ask(server, '/'))[0], 200);
  });
  assert.ok(server.lines.some((line) => line.startsWith('ranged: warning: ')));
});

test('--listing off shows no folder and plays nothing', async () => {
  const flags = ['--root', folder.path, '--listing', 'off'];
  await serving(flags, {}, async (server) => {
    assert.equal((await ask(server, '/'))[0], 404);
    assert.equal((await ask(server, '/.ranged/library.css'))[0], 404);
    assert.deepEqual(await ask(server, '/file.txt?download'), [200, 3000]);
  });
});

test('--access-log chooses the requests that get a line', async (t) => {
  for (const [choice, statuses] of [['all', [200, 404]], ['errors', [404]], ['off', []]]) {
    await t.test(choice, async () => {
      const flags = ['--root', folder.path, '--access-log', choice];
      const server = await serving(flags, {}, async (server) => {
        await ask(server, '/file.txt');
        await ask(server, '/nothing');
      });
      assert.deepEqual(server.records.map(({ status }) => status), statuses);
    });
  }
});

test('a line of the access log says what was asked and what was sent', async () => {
  const server = await serving(['--root', folder.path], {}, async (server) => {
    await ask(server, '/file.txt', { Range: 'bytes=1000-1999' });
  });
  const [{ method, path, status, octets, range, part, peer }] = server.records;
  assert.deepEqual([method, path, status, octets], ['GET', '/file.txt', 206, 1000]);
  assert.deepEqual([range, part], ['bytes=1000-1999', [1000, 1999, 3000]]);
  assert.match(peer, /^127\.0\.0\.1:\d+$/);
});

test('lines begin with their priority if standard error leads to the journal', () => {
  const path = join(folder.path, 'journal');
  const file = openSync(path, 'w');
  const { dev, ino } = fstatSync(file);
  const env = environment({ JOURNAL_STREAM: `${dev}:${ino}` });
  const stdio = ['ignore', 'ignore', file];
  const { status } = spawnSync(process.env.E2E_SERVER, ['--frob'], { env, stdio });
  closeSync(file);
  assert.equal(status, 64);
  assert.match(readFileSync(path, 'utf8'), /^<3>[^\n]+\n$/);
});
