import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { temporaryFolder } from './support/folder.mjs';
import { Ranged } from './support/ranged.mjs';

// What curl, or anybody, gets from content/ and from a folder with awkward entries.

const part = 5 * 1024 * 1024;
const clip = readFileSync(join(process.env.E2E_CONTENT, 'clip.mp4'));
const page = readFileSync(join(process.env.E2E_CONTENT, 'index.html'));
const end = clip.length;

const folder = temporaryFolder();
let show, awkward;
before(async () => {
  for (const name of ['sub', 'plain', 'confidential']) folder.makeFolder(name);
  for (const name of ['sub/index.html', 'plain/file', 'confidential/note', '.hidden', '100%.txt']) {
    folder.write(name, name);
  }
  folder.link('confidential', 'door');
  folder.link('/etc/passwd', 'way-out');
  show = await Ranged.start(['--root', process.env.E2E_CONTENT]);
  awkward = await Ranged.start(['--root', folder.path]);
});
after(async () => {
  await Promise.all([show?.stop(), awkward?.stop()]);
  folder.remove();
});

function curl(url, ...flags) {
  const all = ['-sS', '-i', '--path-as-is', '--max-time', '20', ...flags, url];
  const answer = execFileSync('curl', all, { maxBuffer: 2 * end });
  const split = answer.indexOf('\r\n\r\n');
  const [line, ...fields] = answer.subarray(0, split).toString().split('\r\n');
  return {
    status: Number(line.split(' ')[1]),
    fields: Object.fromEntries(fields.map((field) => {
      const colon = field.indexOf(':');
      return [field.slice(0, colon).toLowerCase(), field.slice(colon + 1).trim()];
    })),
    body: answer.subarray(split + 4),
  };
}

const range = (value) => ['-H', `Range: ${value}`];

test('a file of at most one part comes whole', () => {
  const { status, fields, body } = curl(`${show.url}/`);
  assert.equal(status, 200);
  assert.ok(body.equals(page));
  assert.equal(fields['content-type'], 'text/html; charset=utf-8');
  assert.equal(fields['content-length'], `${page.length}`);
  assert.equal(fields['accept-ranges'], 'bytes');
  assert.equal(fields['server'], 'ranged');
  assert.equal(fields['x-content-type-options'], 'nosniff');
  assert.match(fields['etag'], /^"[^"]+"$/);
  for (const name of ['date', 'last-modified']) assert.match(fields[name], / GMT$/);
});

test('a longer one comes in parts', async (t) => {
  const rows = [
    ['no Range', [], 0, part],
    ['open-ended', range('bytes=0-'), 0, part],
    ['the rest', range(`bytes=${part}-`), part, end],
    ['bounded', range('bytes=100-199'), 100, 200],
    ['bounded, over a part', range(`bytes=7-${end - 1}`), 7, 7 + part],
    ['past the end', range(`bytes=${end - 10}-${end + 10}`), end - 10, end],
    ['suffix', range('bytes=-100'), end - 100, end],
    ['suffix, over a part', range(`bytes=-${end - 1}`), 1, 1 + part],
    ['suffix, longer than the file', range(`bytes=-${end + 1}`), 0, part],
  ];
  for (const [name, flags, first, after] of rows) {
    await t.test(name, () => {
      const { status, fields, body } = curl(`${show.url}/clip.mp4`, ...flags);
      assert.equal(status, 206);
      assert.equal(fields['content-range'], `bytes ${first}-${after - 1}/${end}`);
      assert.equal(fields['content-length'], `${after - first}`);
      assert.equal(fields['content-type'], 'video/mp4');
      assert.ok(body.equals(clip.subarray(first, after)));
    });
  }
});

test('a Range that is not honoured gets the whole file', async (t) => {
  const ranges = [
    range('bytes=9-1'), range('lines=1-2'), range('bytes=a-'), range('bytes'),
    [...range('bytes=0-9'), '-H', 'If-Range: "another"'],
  ];
  for (const flags of ranges) {
    await t.test(flags.join(' '), () => {
      const { status, fields, body } = curl(`${show.url}/clip.mp4`, ...flags);
      assert.deepEqual([status, fields['content-range']], [200, undefined]);
      assert.ok(body.equals(clip));
    });
  }
});

test('a range beyond the end is 416', () => {
  for (const value of [`bytes=${end}-`, 'bytes=-0']) {
    const { status, fields } = curl(`${show.url}/clip.mp4`, ...range(value));
    assert.deepEqual([status, fields['content-range']], [416, `bytes */${end}`]);
  }
});

test('conditions are judged', async (t) => {
  const { etag, 'last-modified': date } = curl(`${show.url}/clip.mp4`, '-I').fields;
  const rows = [
    [304, 0, `If-None-Match: ${etag}`],
    [304, 0, `If-None-Match: W/${etag}`],
    [304, 0, 'If-None-Match: *'],
    [304, 0, `If-Modified-Since: ${date}`],
    [206, part, 'If-None-Match: "another"'],
    [206, part, 'If-Modified-Since: Thu, 01 Jan 1970 00:00:01 GMT'],
    [206, part, `If-Match: ${etag}`],
    [412, null, 'If-Match: "another"'],
    [412, null, 'If-Unmodified-Since: Thu, 01 Jan 1970 00:00:01 GMT'],
    [206, 10, `If-Range: ${etag}`, 'Range: bytes=0-9'],
  ];
  for (const [expected, octets, ...fields] of rows) {
    await t.test(fields.join(', '), () => {
      const flags = fields.flatMap((field) => ['-H', field]);
      const answer = curl(`${show.url}/clip.mp4`, ...flags);
      assert.equal(answer.status, expected);
      if (octets !== null) assert.equal(answer.body.length, octets);
      if (expected === 304) assert.equal(answer.fields.etag, etag);
    });
  }
});

test('confidential/ is 403, however it is spelled', async (t) => {
  const spellings = [
    '/confidential', '/confidential/', '/confidential/note.txt', '/confidential/nothing',
    '/%63onfidential/note.txt', '/confidential%2Fnote.txt', '//confidential//note.txt',
    '/./confidential/./note.txt', '/a/../confidential/note.txt', '/a/%2e%2E/confidential',
    '/confidential/a/..', '/confidential?x', '/confidential/%6Eote.txt',
  ];
  for (const spelling of spellings) {
    await t.test(spelling, () => {
      const { status, body } = curl(`${show.url}${spelling}`);
      assert.equal(status, 403);
      assert.doesNotMatch(body.toString(), /something is wrong/);
    });
  }
  assert.equal(curl(`${awkward.url}/door/note`).status, 403, 'through a symlink');
});

test('what is not there, or not to be served, is 404', async (t) => {
  for (const path of [
    '/nothing', '/sub/nothing', '/.hidden', '/way-out', '/plain/file/x',
  ]) {
    await t.test(path, () => {
      const { status, fields, body } = curl(`${awkward.url}${path}`);
      assert.deepEqual([status, fields['content-type']], [404, 'text/html; charset=utf-8']);
      assert.match(body.toString(), /404/);
    });
  }
});

test('a folder is redirected to, and answered with its index.html', () => {
  const { status, fields } = curl(`${awkward.url}/sub?a=b`);
  assert.equal(status, 301);
  assert.match(fields.location, /^(http:\/\/[^/]+)?\/sub\/\?a=b$/);
  assert.equal(curl(`${awkward.url}/sub/`).body.toString(), 'sub/index.html');
});

test('a folder without one is listed, and nothing that is not served is in the list', () => {
  const { status, fields, body } = curl(`${awkward.url}/`, '-H', 'Accept: application/json');
  assert.deepEqual([status, fields['content-type'], fields.vary], [200, 'application/json', 'Accept']);
  const { entries } = JSON.parse(body);
  assert.deepEqual(entries.map(({ path }) => path), ['/plain/', '/sub/', '/100%25.txt']);
});

test('a name is decoded once', () => {
  assert.equal(curl(`${awkward.url}/100%25.txt`).body.toString(), '100%.txt');
  assert.equal(curl(`${awkward.url}/sub%2Findex.html`).status, 200);
  assert.equal(curl(`${awkward.url}/%2573ub/`).status, 404);
});

test('HEAD is GET without a body', async (t) => {
  for (const path of ['/', '/clip.mp4', '/nothing', '/confidential/', '/facts.json']) {
    await t.test(path, () => {
      const get = curl(`${show.url}${path}`);
      const head = curl(`${show.url}${path}`, '-I');
      delete get.fields.date;
      delete head.fields.date;
      assert.deepEqual([head.status, head.fields], [get.status, get.fields]);
      assert.equal(head.body.length, 0);
    });
  }
});

test('other methods are told what there is', async (t) => {
  for (const [method, statuses] of [
    ['OPTIONS', [200, 204]], ['POST', [405]], ['PUT', [405]], ['DELETE', [405]], ['FROB', [501]],
  ]) {
    await t.test(method, () => {
      const { status, fields } = curl(`${show.url}/clip.mp4`, '-X', method);
      assert.ok(statuses.includes(status), `${status}`);
      if (status !== 501) assert.match(fields.allow, /GET, HEAD, OPTIONS/);
    });
  }
});

test('HTTP/1.0 is answered, and the connection closed', () => {
  const { status, fields, body } = curl(`${show.url}/`, '--http1.0');
  assert.deepEqual([status, fields.connection], [200, 'close']);
  assert.ok(body.equals(page));
});
