import { spawn } from 'node:child_process';
import { once } from 'node:events';

import { environment } from './ranged.mjs';

/// Runs another program than ours to its end: its exit status, or the signal that ended it, and what
/// it wrote. It is killed if that takes longer than `timeout` milliseconds.
export async function runProgram(program, args, { timeout = 60_000, env = {}, ...options } = {}) {
  const child = spawn(program, args,
    { stdio: ['ignore', 'pipe', 'pipe'], ...options, env: environment(env), timeout, killSignal: 'SIGKILL' });
  const said = { stdout: [], stderr: [] };
  for (const [name, pieces] of Object.entries(said)) child[name].on('data', (octets) => pieces.push(octets));
  const [status, signal] = await once(child, 'close');
  const { stdout, stderr } = said;
  return { status: status ?? signal, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr).toString() };
}
