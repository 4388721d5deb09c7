import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { clearTimeout, setTimeout } from 'node:timers';

// The program under test as a child process: started, listened to, stopped by its process id.

const startDeadline = 10_000;
const stopDeadline = 20_000;

/// `promise`, or an error that names `what` after `milliseconds`.
export async function within(milliseconds, what, promise) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: not within ${milliseconds} ms`)), milliseconds);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/// The test's environment without what would be flags of the program.
export function environment(extra = {}) {
  const own = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('RANGED_') && name !== 'JOURNAL_STREAM');
  return { ...Object.fromEntries(own), ...extra };
}

/// One line of the access log, or null if it is another kind of line.
function accessRecord(line) {
  const match = /^ranged: (\S+) (\S+) (\d{3}) (\d+) \d+us (\S+)(.*)$/.exec(line);
  if (!match) return null;
  const [, method, path, status, octets, peer, rest] = match;
  return {
    method, path, peer,
    status: Number(status),
    octets: Number(octets),
    range: /range="([^"]*)"/.exec(rest)?.[1],
    part: /part="bytes (\d+)-(\d+)\/(\d+)"/.exec(rest)?.slice(1).map(Number),
  };
}

export class Ranged {
  lines = [];

  /// Starts the program and resolves when it listens. Flags may name addresses; else it is a free
  /// port on 127.0.0.1.
  static async start(flags, { env = {}, addresses = 1 } = {}) {
    const server = new Ranged();
    const listen = flags.some((flag) => /^(--listen|--port|-l|-p)/.test(flag)) || env.RANGED_LISTEN || env.RANGED_PORT;
    const all = listen ? flags : ['--listen', '127.0.0.1:0', ...flags];
    server.child = spawn(process.env.E2E_SERVER, all, {
      env: environment(env),
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    server.exited = once(server.child, 'close').then(([status, signal]) => ({ status, signal }));
    await within(startDeadline, 'the start-up line', server.#listening(addresses));
    return server;
  }

  /// The first address listened on, without a slash at its end.
  get url() {
    return this.urls[0];
  }

  get port() {
    return Number(new URL(this.url).port);
  }

  get pid() {
    return this.child.pid;
  }

  /// Complete only after stop().
  get records() {
    return this.lines.map(accessRecord).filter(Boolean);
  }

  signal(name) {
    process.kill(this.pid, name);
  }

  /// Asks the program to stop; its exit status.
  async stop() {
    if (this.child.exitCode === null) this.signal('SIGTERM');
    try {
      return (await within(stopDeadline, 'the exit', this.exited)).status;
    } catch (error) {
      this.signal('SIGKILL');
      throw error;
    }
  }

  async #listening(addresses) {
    this.urls = [];
    const reader = createInterface({ input: this.child.stderr });
    await Promise.race([
      new Promise((resolve) => {
        reader.on('line', (line) => {
          this.lines.push(line);
          const url = /^ranged: listening on (http:\/\/\S+:\d+)\/$/.exec(line)?.[1];
          if (url) this.urls.push(url);
          if (this.urls.length === addresses) resolve();
        });
      }),
      this.exited.then(({ status }) => {
        throw new Error(`exit ${status} instead of listening:\n${this.lines.join('\n')}`);
      }),
    ]);
  }
}
