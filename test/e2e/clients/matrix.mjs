import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';

import { temporaryFolder } from '../support/folder.mjs';
import { Ranged } from '../support/ranged.mjs';

// matrix.json says how each client does with each policy, in one word a cell. Here each cell is run.

export const matrix = JSON.parse(readFileSync(new URL('matrix.json', import.meta.url)));
export const policies = Object.keys(matrix.policies);

/// Every cell of a group of rows: `tasks[id](origin, scratch)` uses the client and says the word for what
/// came of it; `origin` is {url, content}, `scratch` a folder of the cell's own. `make` fills the content.
export function compare(group, make, tasks, { concurrency = 2 } = {}) {
  const rows = matrix.rows[group];
  const content = temporaryFolder();
  const servers = {};
  before(async () => {
    await make(content.path);
    for (const policy of policies) {
      const { flags } = matrix.policies[policy];
      servers[policy] = await Ranged.start(['--root', content.path, '--access-log', 'off', ...flags.split(' ')]);
    }
  });
  after(async () => {
    await Promise.all(Object.values(servers).map((server) => server.stop()));
    content.remove();
  });

  test('each row of the table has its task, and each task its row', () => {
    assert.deepEqual(rows.map(({ id }) => id), Object.keys(tasks));
  });
  describe(group, { concurrency }, () => {
    for (const { id, does, outcomes } of rows) {
      policies.forEach((policy, column) => test(`${does}: ${policy}`, async () => {
        const scratch = temporaryFolder();
        try {
          const word = await tasks[id]({ url: servers[policy].url, content: content.path }, scratch);
          assert.equal(word, outcomes[column]);
        } finally {
          scratch.remove();
        }
      }));
    }
  });
}
