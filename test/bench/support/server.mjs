import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { start, stop } from './child.mjs';
import { cores } from './machine.mjs';
import { cpuSeconds } from './process_tree.mjs';

// A server under test: started afresh for every measurement, in a folder of its own, on one core.

const startDeadline = 10_000;
const folders = new Set();

process.on('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

async function freePort() {
  const listener = createServer().listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const { port } = listener.address();
  listener.close();
  await once(listener, 'close');
  return port;
}

async function accepts(port) {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

/// The configuration next to the peer's module, with `{name}` replaced by the value of that name.
function writeConfiguration(template, folder, values) {
  const text = readFileSync(new URL(`../peers/${template}`, import.meta.url), 'utf8');
  const file = join(folder, template);
  writeFileSync(file, text.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all));
  return file;
}

class Server {
  constructor(child, port, folder) {
    Object.assign(this, { child, port, folder });
  }

  get pid() {
    return this.child.pid;
  }

  get log() {
    return readFileSync(join(this.folder, 'log'), 'utf8');
  }

  /// Until it does nothing any more: what it was asked is done.
  async quiet() {
    for (let before = -1, now = cpuSeconds(this.pid); now !== before;) {
      await pause(300);
      [before, now] = [now, cpuSeconds(this.pid)];
    }
  }

  async listening() {
    const deadline = Date.now() + startDeadline;
    while (!await accepts(this.port)) {
      if (this.child.exitCode !== null || Date.now() > deadline) {
        throw new Error(`does not listen: ${this.log.trim().slice(-300)}`);
      }
      await pause(20);
    }
  }
}

/// Starts `peer`, lets `use` have it once it listens, and stops it; what `use` made of it. `flags`
/// are added to the command, `environment` to ours.
export async function withServer(peer, { content, flags = [], environment = {} }, use) {
  const folder = mkdtempSync(join(tmpdir(), 'ranged-bench-'));
  folders.add(folder);
  const port = await freePort();
  const values = { content, folder, port, ...peer.values?.() };
  const configuration = peer.template && writeConfiguration(peer.template, folder, values);
  const log = openSync(join(folder, 'log'), 'w');
  const child = start(cores.server, [...peer.command({ ...values, configuration }), ...flags], {
    env: { ...process.env, ...peer.environment?.(values), ...environment },
    cwd: folder,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  const server = new Server(child, port, folder);
  try {
    await server.listening();
    return await use(server);
  } finally {
    await stop(child);
    rmSync(folder, { recursive: true, force: true });
    folders.delete(folder);
  }
}
