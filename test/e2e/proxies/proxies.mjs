import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { noise } from '../clients/content.mjs';
import { temporaryFolder } from '../support/folder.mjs';
import { Ranged } from '../support/ranged.mjs';
import { kinds, Proxy } from './proxy.mjs';

// What comes through each proxy, with each profile: octet by octet, before and after its cache has it. Its
// argument says which proxies: those whose name begins with it.

const wanted = process.argv[2] ?? '';
const matrix = JSON.parse(readFileSync(new URL('matrix.json', import.meta.url)));
const part = 5 * 1024 * 1024;
const length = 17_000_000;
const middle = 8_000_000;

const content = temporaryFolder();
const files = Object.fromEntries(['cold', 'some', 'whole'].map((name, i) => [`${name}.mp4`, noise(length, i + 10)]));
before(() => {
  for (const [name, octets] of Object.entries(files)) writeFileSync(join(content.path, name), octets);
});
after(() => content.remove());

/// An answer in a word: `file` is all there is, and `first` to `last` what was asked for.
function judge({ status, fields, body, cut }, file, first, last) {
  if (cut) return 'cut off';
  if (status === 200) return body.equals(file) ? 'whole' : 'wrong';
  if (status !== 206) return `${status}`;
  const [, from, to, total] = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(fields['content-range']).map(Number);
  assert.equal(total, file.length);
  if (!body.equals(file.subarray(from, to + 1)) || from !== (first ?? 0)) return 'wrong';
  if (first !== undefined && to === last) return 'exact';
  return to - from + 1 === part ? 'part' : 'wrong';
}

const asks = async (proxy, name, first, last) => {
  const headers = first === undefined ? {} : { Range: `bytes=${first}-${last ?? ''}` };
  const answer = proxy.ask(`/${name}`, headers).catch(() => ({ cut: true }));
  return judge(await answer, files[name], first, last ?? length - 1);
};

const requests = {
  'the rest, from the middle': (proxy) => asks(proxy, 'cold.mp4', middle),
  'a hundred octets': (proxy) => asks(proxy, 'some.mp4', middle, middle + 99),
  'no Range': (proxy) => asks(proxy, 'whole.mp4'),
  'no Range, again': (proxy) => asks(proxy, 'whole.mp4'),
  'then the rest': (proxy) => asks(proxy, 'whole.mp4', middle),
};

test('each proxy has its rows in the table', () => {
  assert.deepEqual(matrix.requests, Object.keys(requests));
  assert.deepEqual(Object.keys(matrix.outcomes), Object.keys(kinds));
});

for (const kind of Object.keys(kinds).filter((name) => name.startsWith(wanted))) {
  matrix.profiles.forEach((profile, column) => describe(`${kind}, ${profile}`, () => {
    let server, proxy;
    before(async () => {
      server = await Ranged.start(['--root', content.path, '--profile', profile, '--access-log', 'off']);
      proxy = await Proxy.start(kind, server.port);
    });
    after(async () => {
      await proxy?.stop();
      await server?.stop();
    });

    for (const [name, ask] of Object.entries(requests)) {
      test(name, async () => {
        assert.equal(await ask(proxy), matrix.outcomes[kind][name]?.[column]);
      });
    }
  }));
}
