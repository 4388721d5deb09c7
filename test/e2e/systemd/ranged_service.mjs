import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

import { ask } from '../support/ask.mjs';
import { eventually } from '../support/eventually.mjs';
import { attempt, property, root, run } from './machine.mjs';

// The package under test, installed in the machine, and what an administrator does with it.

export const unit = 'ranged.service';
export const content = '/var/lib/ranged';

/// Installs the package, as `dpkg` does.
export async function install() {
  copyFileSync(process.env.E2E_PACKAGE, `${root}/ranged.deb`);
  await run('dpkg', '--install', '/ranged.deb');
}

/// Installs the same package as a later one, with `more` at the end of its version.
export async function upgrade(more) {
  await run('dpkg-deb', '--raw-extract', '/ranged.deb', '/later');
  const control = `${root}/later/DEBIAN/control`;
  writeFileSync(control, readFileSync(control, 'utf8').replace(/^Version: .*$/m, `$&${more}`));
  await run('dpkg-deb', '--root-owner-group', '--build', '/later', '/later.deb');
  await run('dpkg', '--install', '/later.deb');
  await run('rm', '-r', '/later', '/later.deb');
}

/// Writes a file of the machine, and the folders above it.
export function write(path, text) {
  mkdirSync(dirname(root + path), { recursive: true });
  writeFileSync(root + path, text);
}

/// Gives the service these flags from its next start on.
export const setFlags = (flags) => write('/etc/default/ranged', `RANGED_OPTS="${flags}"\n`);

/// Adds to a unit, as `systemctl edit` does, or takes back what was added.
export async function edit(lines, of = unit) {
  write(`/etc/systemd/system/${of}.d/test.conf`, `${lines.join('\n')}\n`);
  await run('systemctl', 'daemon-reload');
}

export async function takeBack(of = unit) {
  rmSync(`${root}/etc/systemd/system/${of}.d`, { recursive: true, force: true });
  await run('systemctl', 'daemon-reload');
}

/// Has the folder read again, and waits until `path` is served: systemctl does not wait for the end
/// of a reload.
export async function reload(port, path) {
  await run('systemctl', 'reload', unit);
  await eventually(`${path} after a reload`, async () =>
    (await ask(port, path, { Range: 'bytes=0-0' })).status === 206);
}

/// Starts anew, however often it has been started before.
export async function restart(of = unit) {
  await attempt('systemctl', 'reset-failed', of);
  await run('systemctl', 'restart', of);
}

/// The process of the service, by its number in the machine; 0 if there is none.
export const mainPid = async (of = unit) => Number(await property(of, 'MainPID'));

/// What the kernel says of a process of the machine: its fields in /proc/PID/status.
export function statusOf(pid) {
  const text = readFileSync(`${root}/proc/${pid}/status`, 'utf8');
  return Object.fromEntries(text.split('\n').filter(Boolean).map((line) => line.split(/:\s+/)));
}
