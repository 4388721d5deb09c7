import { execFileSync } from 'node:child_process';
import { accessSync, closeSync, constants, mkdirSync, mkdtempSync, openSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { ranged } from '../peers/ranged.mjs';
import { atMost } from '../report/targets.mjs';
import { readable } from '../report/words.mjs';
import { start, stop } from '../support/child.mjs';
import { cores } from '../support/machine.mjs';
import { memory } from '../support/process_tree.mjs';

// From nothing to "listening on": the index of the content is made before.

const filesAFolder = 1000;
const most = 1_000_000;
const sizes = (context) => (context.quick ? [1000, 10_000] : [1000, 10_000, 100_000, most]);

/// In memory if there is such a place: a million files are soon made there, and soon gone.
function place() {
  try {
    accessSync('/dev/shm', constants.W_OK);
    return '/dev/shm';
  } catch {
    return tmpdir();
  }
}

let tree;

/// The folder of the first `files` files: each size is inside the next.
const folderOf = (context, files) => {
  const names = sizes(context).filter((size) => size > files).reverse().map((size) => `of-${size}`);
  return join(tree, ...names);
};

function makeFolder(path) {
  mkdirSync(path, { recursive: true });
  for (let i = 0; i < filesAFolder; ++i) closeSync(openSync(join(path, `film-${i}.mp4`), 'w'));
}

function makeTree(context) {
  tree = mkdtempSync(join(place(), 'ranged-bench-'));
  process.on('exit', removeTree);
  let made = 0;
  for (const size of sizes(context)) {
    for (; made < size; made += filesAFolder) {
      makeFolder(join(folderOf(context, size), `folder-${made / filesAFolder}`));
    }
  }
}

function removeTree() {
  if (tree) execFileSync('rm', ['-rf', tree]);
  tree = undefined;
}

/// Resolves with the time that ranged took to listen, while it runs.
async function listening(child) {
  const began = performance.now();
  for await (const line of createInterface({ input: child.stderr })) {
    if (line.includes('listening on')) return (performance.now() - began) / 1000;
  }
  throw new Error('ranged ended before it listened');
}

export const startUp = {
  name: 'start-up',
  title: 'start-up on many small files',
  peers: ['ranged'],
  measures: [
    { name: 'took', title: 's' },
    { name: 'resident', title: 'MiB of resident memory' },
    { name: 'peak', title: 'MiB of it while starting' },
  ],
  targets: [
    atMost(10, 'took', undefined, { point: most }),
    atMost(250, 'resident', undefined, { point: most }),
  ],
  curve: [
    { file: 'start-up', measure: 'took', x: 'files', y: 's' },
    { file: 'start-up-memory', measure: 'resident', x: 'files', y: 'MiB' },
  ],
  points: (context) =>
    sizes(context).map((value) => ({ value, title: `${readable(value)} files` })),
  after: removeTree,
  measure: async ({ point, context }) => {
    if (!tree) makeTree(context);
    const command = ranged.command({ content: folderOf(context, point.value), port: 0 });
    const child = start(cores.server, command, { stdio: ['ignore', 'ignore', 'pipe'] });
    try {
      const took = await listening(child);
      const { resident, peak } = memory(child.pid);
      return { took, resident: resident / 1024, peak: peak / 1024 };
    } finally {
      child.stderr.resume();
      await stop(child);
    }
  },
};
