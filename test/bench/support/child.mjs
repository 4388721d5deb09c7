import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';

import { processTree } from './process_tree.mjs';

// Child processes on a core of their own. None outlives the bench.

const running = new Set();
const patience = 3_000;

process.on('exit', () => {
  for (const child of running) killTree(child);
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130));

function kill(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended by itself.
  }
}

function killTree(child) {
  for (const pid of processTree(child.pid)) kill(pid, 'SIGKILL');
}

/// Starts `command`, a list of words, on `core`. `options` are spawn's.
export function start(core, command, options = {}) {
  const child = spawn('taskset', ['-c', `${core}`, ...command], options);
  running.add(child);
  child.exited = once(child, 'close').then(([status, signal]) => {
    running.delete(child);
    return status ?? signal;
  });
  return child;
}

/// Ends it and its descendants: in peace, or by force if that takes too long.
export async function stop(child) {
  kill(child.pid, 'SIGTERM');
  await Promise.race([child.exited, pause(patience, null, { ref: false })]);
  if (running.has(child)) killTree(child);
  await child.exited;
}

/// Runs `command` to its end; what it wrote on standard output.
export async function run(core, command, options = {}) {
  const child = start(core, command, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr']) {
    child[name].setEncoding('utf8').on('data', (text) => { output[name] += text; });
  }
  const status = await child.exited;
  if (status !== 0) {
    throw new Error(`${command[0]} ended with ${status}: ${output.stderr.trim().slice(-300)}`);
  }
  return output.stdout;
}
