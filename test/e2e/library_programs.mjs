import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { requireModule } from './support/browsers.mjs';
import { temporaryFolder } from './support/folder.mjs';
import { makeFilms, makeMany, makeStrangeNames, strangeNames } from './support/library.mjs';
import { Ranged } from './support/ranged.mjs';

// The library as programs meet it: JSON that keeps to its schema, and playlists that players open.

const folder = temporaryFolder();
const manyFiles = 2345;
const noText = ['caf\xe9 \xc3.mp4', '\xff\xfe', '\x01\x1b[31m.mp4', '"\\.mp4']; // octets of names
let server, validate;

before(async () => {
  makeFilms(folder.path);
  makeStrangeNames(folder.path);
  makeMany(folder.path, 'many', manyFiles);
  mkdirSync(join(folder.path, 'octets'));
  for (const name of noText) writeFileSync(Buffer.from(join(folder.path, 'octets', name), 'latin1'), name);
  server = await Ranged.start(['--root', folder.path]);
  const schema = readFileSync(new URL('../../docs/library.schema.json', import.meta.url));
  const Ajv = requireModule('ajv/dist/2020').default;
  validate = new Ajv({ strict: true, allErrors: true }).compile(JSON.parse(schema));
});
after(async () => {
  await server?.stop();
  folder.remove();
});

async function list(path, headers = {}) {
  const answer = await fetch(server.url + path, { headers });
  assert.equal(answer.status, 200);
  assert.equal(answer.headers.get('content-type'), 'application/json');
  const json = await answer.json();
  assert.ok(validate(json), JSON.stringify(validate.errors, null, 1));
  return { ...json, etag: answer.headers.get('etag') };
}

test('what is listed keeps to the schema, and is what a request for it gets', async () => {
  const paths = [
    '/?json', '/films/?json', '/films/empty/?json', '/strange/?json', '/octets/?json', '/films/?json&filter=nothing',
  ];
  for (const path of paths) {
    for (const entry of (await list(path)).entries) {
      const answer = await fetch(server.url + entry.path, { method: 'HEAD' });
      assert.ok(answer.ok, entry.path);
      if (entry.type === 'folder') continue;
      const [length, etag, type] = ['content-length', 'etag', 'content-type'].map((name) => answer.headers.get(name));
      const whole = answer.headers.get('content-range')?.split('/')[1] ?? length;
      assert.deepEqual([entry.length, entry.etag, entry.media_type], [Number(whole), etag, type]);
    }
  }
});

test('a name that is not UTF-8 is shown as well as can be, and asked for as it is', async () => {
  const { entries } = await list('/octets/?json');
  const octets = ({ path }) => path.slice('/octets/'.length).replace(/%(..)/g, (_, digits) =>
    String.fromCharCode(parseInt(digits, 16)));
  assert.deepEqual(entries.map(octets).sort(), [...noText].sort());
  assert.ok(entries.some(({ name }) => name === 'caf\ufffd \ufffd.mp4'));
});

test('posters and subtitles are named with their film', async () => {
  const { entries } = await list('/films/', { Accept: 'application/json' });
  const film = entries.find(({ name }) => name === 'Film 2.mp4');
  assert.equal(film.poster, '/films/Film%202.jpg');
  assert.deepEqual(film.subtitles.map(({ path, language, label }) => [path, language, label]), [
    ['/films/Film%202.de.vtt', 'de', 'Deutsch'], ['/films/Film%202.en.vtt', 'en', 'English'],
  ]);
  assert.ok(entries.some(({ path }) => path === film.poster), 'and are names of their own');
});

test('page after page has every name once', async () => {
  for (const first of ['/many/?json', '/many/?json&limit=100&sort=type&order=desc']) {
    const paths = [];
    for (let next = first; next;) {
      const page = await list(next);
      assert.equal(page.total, manyFiles);
      paths.push(...page.entries.map(({ path }) => path));
      next = page.next;
    }
    assert.equal(paths.length, manyFiles);
    assert.equal(new Set(paths).size, manyFiles);
  }
});

test('what has not changed is not sent again', async () => {
  const { etag } = await list('/films/?json');
  const again = await fetch(`${server.url}/films/?json`, { headers: { 'If-None-Match': etag } });
  assert.deepEqual([again.status, again.headers.get('etag'), await again.text()], [304, etag, '']);
});

/// What a player asks for when it is given the playlist of `path`.
function play(program, ...args) {
  const home = join(folder.path, `.home-${program}`);
  mkdirSync(home, { recursive: true });
  chmodSync(home, 0o777);
  chmodSync(folder.path, 0o755);
  const { status, stderr, error } = spawnSync(program, args,
    { env: { PATH: process.env.PATH, HOME: home }, encoding: 'utf8', timeout: 90_000 });
  assert.equal(status, 0, `${error} ${stderr}`);
}

const played = ['/films/film%201.mp4', '/films/Film%202.mp4', '/films/Film%2010.mp4', '/films/Song.opus'];

/// The films that were sent in part or whole since the line `from`, each once, in order; once all
/// are, or it is too late.
async function sentSince(from) {
  const until = Date.now() + 10_000;
  for (;;) {
    const paths = server.lines.slice(from).map((line) => / GET (\/films\/\S+) 20[06] /.exec(line)?.[1]);
    const films = [...new Set(paths.filter((path) => path && !path.includes('?')))];
    if (films.length >= played.length || Date.now() > until) return films;
    await new Promise(setImmediate);
  }
}

test('mpv opens the playlist of a folder', async () => {
  const from = server.lines.length;
  play('mpv', '--no-config', '--vo=null', '--ao=null', '--length=0.2', `${server.url}/films/?playlist`);
  assert.deepEqual(await sentSince(from), played);
});

test('VLC opens the playlist of a folder', async () => {
  const from = server.lines.length;
  const vlc = [
    'cvlc', '--ignore-config', '-I', 'dummy', '--vout=dummy', '--aout=dummy', '--no-media-library',
    '--run-time=1', '--play-and-exit', `${server.url}/films/?playlist`,
  ];
  // It does not run for root.
  const nobody = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'];
  play(...(process.getuid() === 0 ? nobody : []), ...vlc);
  assert.deepEqual(await sentSince(from), played);
});

test('a playlist has the addresses of the host that was asked, and a line for each film', async () => {
  const { request } = await import('node:http');
  const text = await new Promise((resolve, reject) => {
    const headers = { Host: 'films.example', 'X-Forwarded-Proto': 'https' };
    request(`${server.url}/strange/?playlist`, { headers }, async (answer) => {
      let octets = '';
      for await (const piece of answer.setEncoding('utf8')) octets += piece;
      assert.match(answer.headers['content-disposition'], /filename="strange\.m3u8"/);
      resolve(octets);
    }).on('error', reject).end();
  });
  const lines = text.split('\n').slice(0, -1);
  assert.equal(lines[0], '#EXTM3U');
  const addresses = lines.filter((line) => !line.startsWith('#'));
  const films = strangeNames.filter((name) => /\.(mp[34]|mkv|webm)$/.test(name));
  assert.equal(addresses.length, films.length);
  for (const name of films) {
    assert.ok(addresses.some((address) => decodeURIComponent(address) === `https://films.example/strange/${name}`), name);
  }
});
