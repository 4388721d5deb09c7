import assert from 'node:assert/strict';
import { test } from 'node:test';

import { assertDocumented, table } from '../support/document.mjs';
import { temporaryFolder } from '../support/folder.mjs';
import { Ranged } from '../support/ranged.mjs';
import { matrix, policies } from './matrix.mjs';

// docs/clients.md shows matrix.json, which the other tests of this folder run; and what the server says at its
// start agrees with it.

const shown = (word) => (matrix.bad.includes(word) ? `**${word}**` : word);

test('every cell has a word that is explained', () => {
  for (const { does, outcomes } of Object.values(matrix.rows).flat()) {
    assert.equal(outcomes.length, policies.length, does);
    for (const word of outcomes) assert.ok(word in matrix.words, `${does}: ${word}`);
  }
});

test('the document explains the policies', () => {
  const rows = Object.entries(matrix.policies).map(([name, { flags, is }]) => [name, `\`${flags}\``, is]);
  assertDocumented('clients.md', 'policies', table(['column', 'flags', 'what it is'], rows));
});

test('the document explains the words', () => {
  const rows = Object.entries(matrix.words).map(([word, means]) => [shown(word), means]);
  assertDocumented('clients.md', 'words', table(['word', 'what it means'], rows));
});

for (const [group, rows] of Object.entries(matrix.rows)) {
  test(`the document has the table of ${group}`, () => {
    const lines = rows.map(({ does, outcomes }) => [does, ...outcomes.map(shown)]);
    assertDocumented('clients.md', group, table(['client and task', ...policies], lines));
  });
}

test('the document has the table of pages', () => {
  const lines = matrix.pages.map(({ megabits, flags, outcome }) =>
    [`${megabits} Mbit/s`, `\`${flags}\``, outcome === 'waits' ? `**${outcome}**` : outcome]);
  assertDocumented('clients.md', 'pages', table(['films of', 'flags', 'a small request'], lines));
});

const named = { curl: 'curl-film', wget: 'wget-film', ffmpeg: 'ffmpeg', GStreamer: 'gstreamer' };
const rowOf = (wanted) => Object.values(matrix.rows).flat().find(({ id }) => id === wanted);
for (const [column, policy] of policies.entries()) {
  const [flag, profile] = matrix.policies[policy].flags.split(' ');
  if (flag !== '--profile') continue;
  test(`the server says at its start whom --profile ${profile} does not suit`, async () => {
    const folder = temporaryFolder();
    const server = await Ranged.start(['--root', folder.path, flag, profile]);
    await server.stop();
    folder.remove();
    const [line, ...more] = server.lines.filter((said) => said.startsWith('ranged: delivery '));
    assert.deepEqual(more, []);
    for (const [client, id] of Object.entries(named)) {
      const isUnsuited = matrix.bad.includes(rowOf(id).outcomes[column]);
      assert.equal(line.includes(`${client} `) || line.includes(`${client},`), isUnsuited, `${client}: ${line}`);
    }
  });
}
