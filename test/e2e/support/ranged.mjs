import { spawn, spawnSync } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { createInterface } from 'node:readline';

// The program under test as a child process: started, listened to, stopped by its process id.

const startDeadline = 10_000;
const stopDeadline = 20_000;

/// `promise`, or an error that names `what` after `milliseconds`.
export async function within(milliseconds, what, promise) {
  let timer;
  const late = new Promise((_, reject) => {
    const error = new Error(`${what}: not within ${milliseconds} ms`);
    timer = setTimeout(() => reject(error), milliseconds);
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

/// Runs the program to its end: for flags with which it does not serve.
export function run(flags, env = {}) {
  const { status, signal, stdout, stderr } = spawnSync(process.env.E2E_SERVER, flags, {
    env: environment(env), encoding: 'utf8', timeout: startDeadline,
  });
  return { status: status ?? signal, stdout, lines: stderr.split('\n').slice(0, -1) };
}

export class Ranged {
  lines = [];
  told = [];
  #heard = new EventEmitter();

  /// Starts the program and resolves when it listens. Flags may name addresses; else it is a free
  /// port on 127.0.0.1, unless the program starts under another, which becomes it.
  static async start(flags, { env = {}, addresses = 1, under = [] } = {}) {
    const server = new Ranged();
    const listens = under.length > 2 || flags.some((flag) => /^(--listen|--port|-l|-p)$/.test(flag)) ||
      env.RANGED_LISTEN || env.RANGED_PORT;
    const [program, ...args] = [
      ...under, process.env.E2E_SERVER, ...(listens ? [] : ['--listen', '127.0.0.1:0']), ...flags,
    ];
    server.child = spawn(program, args,
      { env: environment(env), stdio: ['ignore', under.length ? 'pipe' : 'ignore', 'pipe'] });
    server.exited = once(server.child, 'close').then(([status, signal]) => status ?? signal);
    createInterface({ input: server.child.stderr }).on('line', (line) => {
      server.lines.push(line);
      server.#heard.emit('line', line);
    });
    if (server.child.stdout) {
      createInterface({ input: server.child.stdout }).on('line', (line) => {
        server.told.push(line);
        server.#heard.emit('line', line);
      });
    }
    const startUpLine = /^(?:<6>|ranged: |\{.*")listening on (http:\/\/\S+:\d+|(?:proxy:)?unix:[^\s"]+|proxy:\S+:\d+)\/?(?:"\})?$/;
    server.urls = (await server.says(startUpLine, addresses)).map(([, url]) => url);
    return server;
  }

  /// The first address listened on, without a slash at its end.
  get url() {
    return this.urls[0];
  }

  get port() {
    return Number(/:(\d+)$/.exec(this.url)[1]);
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

  /// Asks the program to stop, and waits for it.
  async stop() {
    if (this.child.exitCode === null) this.signal('SIGTERM');
    return this.end();
  }

  /// Waits for the program's end; its exit status, or the name of the signal that ended it.
  async end() {
    try {
      return await within(stopDeadline, 'the exit', this.exited);
    } catch (error) {
      this.signal('SIGKILL');
      throw error;
    }
  }

  /// Waits until `count` lines match; the matches.
  async says(pattern, count = 1) {
    return this.#matches(this.lines, pattern, count);
  }

  /// The same of what it told its service manager.
  async tells(pattern, count = 1) {
    return this.#matches(this.told, pattern, count);
  }

  async #matches(lines, pattern, count) {
    const matches = () => lines.map((line) => pattern.exec(line)).filter(Boolean);
    const heard = (async () => {
      while (matches().length < count) await once(this.#heard, 'line');
      return matches();
    })();
    const exited = this.exited.then((status) => {
      throw new Error(`exit ${status} before it said ${pattern}:\n${this.lines.join('\n')}`);
    });
    return within(startDeadline, `"${pattern}"`, Promise.race([heard, exited]));
  }
}
