import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';

import { assertDocumented, table } from '../support/document.mjs';
import { reckon } from './reckoning.mjs';

// docs/scaling.md shows matrix.json, which the other tests of this folder run.

const read = (path) => readFileSync(new URL(path, import.meta.url), 'utf8');
const { words, bad, profiles, requests, outcomes } = JSON.parse(read('matrix.json'));
const shown = (word) => (bad.includes(word) ? `**${word}**` : word);

/// [names, value] of each different value, in the order of the first name that has it.
function alike(names, valueOf) {
  const groups = new Map();
  for (const name of names) {
    const key = JSON.stringify(valueOf(name));
    groups.set(key, [...groups.get(key) ?? [], name]);
  }
  return [...groups].map(([key, group]) => [group, JSON.parse(key)]);
}

test('every cell has a word that is explained', () => {
  for (const rows of Object.values(outcomes)) {
    for (const word of Object.values(rows).flat()) assert.ok(word in words, word);
  }
});

test('the document explains the words', () => {
  const rows = Object.entries(words).map(([word, means]) => [shown(word), means]);
  assertDocumented('scaling.md', 'proxy words', table(['word', 'what comes back'], rows));
});

test('the document has the table of the proxies', () => {
  const lines = alike(Object.keys(outcomes), (proxy) => outcomes[proxy]).flatMap(([proxies, rows]) =>
    alike(requests, (request) => rows[request]).map(([asked, cells]) =>
      [proxies.join(', '), asked.join('; '), ...cells.map(shown)]));
  assertDocumented('scaling.md', 'proxies', table(['proxy', 'asked for', ...profiles], lines));
});

test('the document reckons right', () => {
  const rows = reckon({
    viewers: 100_000, megabits: 5, partSize: 5 * 2 ** 20, edge: 100, origin: 25, hitRatios: [0.95, 0.9, 0.8], watched: 4000,
  });
  assertDocumented('scaling.md', 'reckoning', table(['what', 'how much', 'because'], rows));
});

test('the document shows every configuration file, and no other', () => {
  const named = [...read('../../../docs/scaling.md').matchAll(/\(scaling\/([^)]+)\)/g)].map(([, name]) => name);
  const there = readdirSync(new URL('../../../docs/scaling/', import.meta.url));
  assert.deepEqual([...new Set(named)].sort(), there.sort());
});
