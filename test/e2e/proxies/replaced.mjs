import assert from 'node:assert/strict';
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';

import { noise } from '../clients/content.mjs';
import { eventually } from '../support/eventually.mjs';
import { temporaryFolder } from '../support/folder.mjs';
import { Ranged } from '../support/ranged.mjs';
import { Proxy } from './proxy.mjs';

// A film that is replaced while a cache has something of the old one: nobody gets octets of both, and
// docs/scaling.md says what he gets.

const length = 6_000_000;
const [old, replacing] = [1, 2].map((seed) => noise(length, seed));

/// What a cache gives who asks for all of the film, when it had `first` of it before.
async function afterReplacing(kind, first) {
  const content = temporaryFolder();
  const at = (name) => join(content.path, name);
  writeFileSync(at('film.mp4'), old);
  const server = await Ranged.start(['--root', content.path, '--profile', 'origin', '--access-log', 'off']);
  const proxy = await Proxy.start(kind, server.port);
  try {
    await proxy.ask('/film.mp4', first);
    const etag = () => fetch(`${server.url}/film.mp4`, { method: 'HEAD' }).then(({ headers }) => headers.get('etag'));
    const before = await etag();
    writeFileSync(at('.new'), replacing);
    renameSync(at('.new'), at('film.mp4'));
    await eventually('the server has the new film', async () => await etag() !== before);
    return await proxy.ask('/film.mp4');
  } finally {
    await proxy.stop();
    await server.stop();
    content.remove();
  }
}

describe('a film that is replaced', () => {
  test('breaks off where slices of the old one end', async () => {
    const { cut, body } = await afterReplacing('nginx-slice-1m', { Range: 'bytes=0-99' });
    assert.ok(cut);
    assert.ok(body.length < length && body.equals(old.subarray(0, body.length)), `${body.length}`);
  });

  test('is the old one in a cache of whole files', async () => {
    const { cut, body } = await afterReplacing('nginx-cache', {});
    assert.ok(!cut && body.equals(old));
  });
});
