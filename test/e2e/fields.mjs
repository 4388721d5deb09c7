import assert from 'node:assert/strict';
import { once } from 'node:events';
import { unlinkSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';

import { temporaryFolder } from './support/folder.mjs';
import { Ranged } from './support/ranged.mjs';

// The fields that an operator asks for, as they arrive.

const folder = temporaryFolder();
const styles = 'body { margin: 0 }\n'.repeat(1000);
let server;
before(async () => {
  folder.makeFolder('clips');
  for (const name of ['scene.glb', 'clips/a.txt', 'b.txt']) folder.write(name, 'x'.repeat(1000));
  folder.write('site.css', styles);
  folder.write('site.css.br', brotliCompressSync(styles));
  folder.write('site.css.gz', gzipSync(styles));
  folder.write('gone.css', styles);
  folder.write('gone.css.gz', gzipSync(styles));
  server = await Ranged.start([
    '--root', folder.path, '--mime', 'glb=model/gltf-binary',
    '--cache-control', '/clips/*=no-store', '--cache-control', 'text/*=public, max-age=60',
    '--header', 'X-Robots-Tag=noindex', '--cors', 'https://example.org',
  ]);
});
after(async () => {
  assert.equal(await server?.stop(), 0);
  folder.remove();
});

async function ask(path, headers = {}, method = 'GET') {
  const asked = request(new URL(path, server.url), { method, headers });
  asked.end();
  const [answer] = await once(asked, 'response');
  const body = Buffer.concat(await answer.toArray());
  return { status: answer.statusCode, fields: answer.headers, body };
}

test('a file is of the type that the operator gave its extension', async () => {
  assert.equal((await ask('/scene.glb')).fields['content-type'], 'model/gltf-binary');
});

test('caches are told what the first matching glob says, on 200, 206 and 304', async () => {
  const { fields } = await ask('/b.txt');
  assert.equal(fields['cache-control'], 'public, max-age=60');
  assert.equal((await ask('/clips/a.txt')).fields['cache-control'], 'no-store');
  assert.equal((await ask('/scene.glb')).fields['cache-control'], undefined);
  const part = await ask('/b.txt', { Range: 'bytes=0-9' });
  assert.deepEqual([part.status, part.fields['cache-control']], [206, 'public, max-age=60']);
  const same = await ask('/b.txt', { 'If-None-Match': fields.etag });
  assert.deepEqual([same.status, same.fields['cache-control']], [304, 'public, max-age=60']);
  assert.equal((await ask('/nothing.txt')).fields['cache-control'], undefined);
});

test('every answer has the fields of --header, and says who may read it', async () => {
  const rows = [['/b.txt', 200], ['/', 200], ['/clips', 301], ['/nothing', 404], ['/%zz', 400]];
  for (const [path, expected] of rows) {
    const { status, fields } = await ask(path, { Origin: 'https://example.org' });
    assert.equal(status, expected);
    assert.equal(fields['x-robots-tag'], 'noindex', path);
    assert.equal(fields['access-control-allow-origin'], 'https://example.org', path);
    assert.match(fields['access-control-expose-headers'], /Content-Range/, path);
    assert.match(fields.vary, /\bOrigin$/, path);
  }
  const { fields } = await ask('/b.txt', { Origin: 'https://elsewhere.example' });
  assert.equal(fields['access-control-allow-origin'], undefined);
  assert.equal(fields.vary, 'Origin');
});

test('a preflight is told that ranges may be asked for', async () => {
  const { status, fields } = await ask('/b.txt', {
    Origin: 'https://example.org',
    'Access-Control-Request-Method': 'GET',
    'Access-Control-Request-Headers': 'range',
  }, 'OPTIONS');
  assert.equal(status, 204);
  assert.equal(fields['access-control-allow-methods'], 'GET, HEAD');
  assert.match(fields['access-control-allow-headers'], /^Range, If-Range/);
  assert.ok(Number(fields['access-control-max-age']) > 0);
});

test('text is sent as the sibling that the client accepts, and is what it was', async () => {
  const rows = [
    ['br, gzip', 'br', brotliDecompressSync], ['gzip', 'gzip', gunzipSync],
    ['identity', undefined, (body) => body],
  ];
  const tags = new Set();
  for (const [accepted, coding, decode] of rows) {
    const { status, fields, body } = await ask('/site.css', { 'Accept-Encoding': accepted });
    assert.deepEqual([status, fields['content-encoding']], [200, coding]);
    assert.equal(fields['content-type'], 'text/css; charset=utf-8');
    assert.match(fields.vary, /^Accept-Encoding\b/);
    assert.equal(decode(body).toString(), styles);
    tags.add(fields.etag);
    const again = { 'Accept-Encoding': accepted, 'If-None-Match': fields.etag };
    assert.equal((await ask('/site.css', again)).status, 304);
    const half = { 'Accept-Encoding': accepted, Range: 'bytes=20-', 'If-Range': fields.etag };
    const rest = await ask('/site.css', half);
    assert.deepEqual([rest.status, rest.fields['content-encoding']], [206, coding]);
    assert.equal(rest.body.compare(body.subarray(20)), 0);
  }
  assert.equal(tags.size, 3);
  const download = await ask('/site.css?download', { 'Accept-Encoding': 'br' });
  assert.equal(download.body.toString(), styles);
});

test('a sibling that has gone gives way to its file', async () => {
  unlinkSync(join(folder.path, 'gone.css.gz'));
  const { status, fields, body } = await ask('/gone.css', { 'Accept-Encoding': 'gzip' });
  assert.deepEqual([status, fields['content-encoding']], [200, undefined]);
  assert.match(fields.vary, /^Accept-Encoding\b/);
  assert.equal(body.toString(), styles);
});
