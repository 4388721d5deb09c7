import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/// What `command` prints on standard output; it must end well.
export function run(command, args, { env = process.env } = {}) {
  const { status, signal, error, stdout, stderr } = spawnSync(command, args, {
    encoding: 'utf8', env, timeout: 30_000,
  });
  assert.equal(status ?? signal ?? error, 0, `${command} ${args.join(' ')}:\n${stdout}${stderr}`);
  return stdout;
}

/// A folder for trees that are installed, and `remove` for the end.
export function scratchFolder() {
  const path = mkdtempSync(join(tmpdir(), 'ranged-package-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/// The files below `root`, and the folders that are empty, as "/usr/sbin/ranged" and "/var/".
export function treeOf(root, below = '') {
  const entries = readdirSync(join(root, below), { withFileTypes: true });
  if (entries.length === 0) return [`${below}/`];
  return entries.flatMap((entry) => entry.isDirectory()
    ? treeOf(root, `${below}/${entry.name}`)
    : [`${below}/${entry.name}`]).sort();
}

/// The value of `key` in a unit, the last one if there are several.
export function settingOf(unit, key) {
  const values = readFileSync(unit, 'utf8').split('\n').filter((line) => line.startsWith(`${key}=`));
  assert.ok(values.length > 0, `${unit} has no ${key}=`);
  return values.at(-1).slice(key.length + 1);
}

/// What is installed below the prefix, wherever that is.
export const shared = [
  '/sbin/ranged',
  '/lib/systemd/catalog/ranged.catalog',
  '/lib/systemd/system/ranged.service',
  '/lib/systemd/system/ranged.socket',
  '/lib/systemd/system/ranged@.service',
  '/share/bash-completion/completions/ranged',
  '/share/doc/ranged/README.md',
  '/share/doc/ranged/changelog.gz',
  '/share/doc/ranged/copyright',
  ...treeOf(join(process.env.PACKAGE_SOURCE, 'docs')).map((path) => `/share/doc/ranged/docs${path}`),
  '/share/fish/vendor_completions.d/ranged.fish',
  '/share/man/man8/ranged.8.gz',
  '/share/ranged/systemd/no-network.conf',
  '/share/ranged/systemd/port-80.conf',
  '/share/zsh/site-functions/_ranged',
];
