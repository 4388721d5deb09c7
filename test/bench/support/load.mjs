import { once } from 'node:events';
import { createInterface } from 'node:readline';

import { run, start } from './child.mjs';
import { cores } from './machine.mjs';
import { cpuSeconds } from './process_tree.mjs';
import { programs } from './programs.mjs';

// Whoever asks the servers: bench_client, and wrk.

const gibibyte = 2 ** 30;
const scripts = (name) => new URL(`../wrk/${name}`, import.meta.url).pathname;

const clientCommand = (mode, server, file, flags) => [
  programs.client, mode, '--port', server.port, '--target', file.target, '--length', file.length,
  ...Object.entries(flags).flatMap(([name, value]) => [`--${name}`, value]),
].map(String);

/// What bench_client says after its last request.
export async function client(mode, server, file, flags) {
  return JSON.parse(await run(cores.load, clientCommand(mode, server, file, flags)));
}

/// Lets `use` have the server while bench_client holds its connections.
export async function holding(mode, server, file, flags, use) {
  const child = start(cores.load, clientCommand(mode, server, file, flags), {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  try {
    const [line] = await Promise.race([
      once(createInterface({ input: child.stdout }), 'line'),
      child.exited.then((status) => { throw new Error(`bench_client ended with ${status}`); }),
    ]);
    return await use(JSON.parse(line));
  } finally {
    child.stdin.end();
    await child.exited;
  }
}

/// What wrk says with the script `script`, in the same words as bench_client.
export async function wrk(server, file, { connections, seconds, script = 'report.lua' }) {
  const stdout = await run(cores.load, [
    'wrk', '-t1', `-c${connections}`, `-d${seconds}s`, '--timeout', '30s', '-s', scripts(script),
    `http://127.0.0.1:${server.port}${file.target}`, '--', `${file.length}`,
  ]);
  const report = JSON.parse(stdout.trim().split('\n').at(-1));
  if (report.errors > 0) throw new Error(`wrk counts ${report.errors} errors`);
  return report;
}

/// The report of `ask`, and what it cost the server.
export async function costing(server, ask) {
  const before = cpuSeconds(server.pid);
  const report = await ask();
  const cpu = cpuSeconds(server.pid) - before;
  const octets = report.octets + (report.before ?? 0);
  return {
    ...report,
    cpu_seconds: cpu,
    cpu_seconds_per_gibibyte: cpu / (octets / gibibyte),
    cpu_microseconds_per_request: cpu * 1e6 / report.requests,
  };
}
