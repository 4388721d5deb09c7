import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';

import { run, scratchFolder, settingOf, shared, treeOf } from './support.mjs';

// The .deb: what is in it, whose it is, and what it asks for. What its scripts do when it is installed
// is a matter of the tests with a real systemd.

const deb = process.env.PACKAGE_DEB;
const scratch = scratchFolder();
after(scratch.remove);
const root = join(scratch.path, 'root');
const control = join(scratch.path, 'control');
run('dpkg-deb', ['--extract', deb, root]);
run('dpkg-deb', ['--control', deb, control]);
const field = (name) => run('dpkg-deb', ['--field', deb, name]).trim();

/// Where Debian has what is elsewhere for others.
const place = (path) => `/usr${path}`
  .replace('/usr/lib/systemd/system/', '/lib/systemd/system/')
  .replace('/zsh/site-functions/', '/zsh/vendor-completions/');

test('every file is where Debian has its like', () => {
  assert.deepEqual(treeOf(root), [
    ...shared.map(place), '/etc/default/ranged', '/usr/share/lintian/overrides/ranged',
    '/var/lib/ranged/',
  ].sort());
});

test('everything belongs to root, everybody may read it, and only the program is run', () => {
  const entries = run('dpkg-deb', ['--contents', deb]).trim().split('\n');
  for (const entry of entries) {
    const [mode, owner, , , , path] = entry.split(/\s+/);
    const isRun = mode.startsWith('d') || path === './usr/sbin/ranged';
    assert.deepEqual([mode.slice(1), owner], [isRun ? 'rwxr-xr-x' : 'rw-r--r--', 'root/root'], entry);
  }
});

test('name, version and architecture are in the name of the file', () => {
  const name = `ranged_${field('Version')}_${field('Architecture')}.deb`;
  assert.equal(deb.split('/').at(-1), name);
  assert.equal(run(join(root, 'usr/sbin/ranged'), ['--version']), `ranged ${field('Version')}\n`);
});

test('it depends on the libraries it is linked with, and on nothing else', () => {
  const names = field('Depends').split(', ').map((text) => text.split(' ')[0]);
  const libraries = ['libc6', 'libgcc-s1', 'libllhttp', 'libstdc++6', 'libuv1'];
  for (const name of names) {
    assert.ok(libraries.some((library) => name.startsWith(library)), name);
  }
  for (const name of ['libc6', 'libuv1']) assert.ok(names.some((text) => text.startsWith(name)), name);
});

test('the default file, and no other, is the administrator\'s', () => {
  assert.equal(readFileSync(join(control, 'conffiles'), 'utf8'), '/etc/default/ranged\n');
});

test('the scripts are sound', () => {
  for (const script of ['postinst', 'prerm', 'postrm']) run('shellcheck', [join(control, script)]);
});

test('the licences of all that is compiled in are there', () => {
  const text = readFileSync(join(root, 'usr/share/doc/ranged/copyright'), 'utf8');
  assert.match(text, /^Files: \*\nCopyright: .*ranged authors\nLicense: Expat$/m);
  assert.match(text, /^Files: llhttp\/\*\nCopyright: .*Fedor Indutny\nLicense: Expat$/m);
  assert.match(text, /^License: Expat\n Permission is hereby granted/m);
});

test('what the documents link, and what journalctl -x names, is there', () => {
  const folder = join(root, 'usr/share/doc/ranged');
  const named = treeOf(folder).filter((path) => path.endsWith('.md')).flatMap((path) =>
    [...readFileSync(join(folder, path), 'utf8').matchAll(/\]\((?!https?:|#)([^)#]+)/g)]
      .map(([, to]) => join(dirname(path), to)));
  const catalog = readFileSync(join(root, 'usr/lib/systemd/catalog/ranged.catalog'), 'utf8');
  named.push(...catalog.match(/\bdocs\/[\w.]+\.md/g));
  assert.ok(named.length > 10);
  assert.deepEqual(named.filter((path) => !existsSync(join(folder, path))), []);
});

test('the service runs the program of the package', () => {
  const folder = join(root, 'lib/systemd/system');
  const unit = join(folder, 'ranged.service');
  assert.equal(settingOf(unit, 'ExecStart'), '/usr/sbin/ranged $RANGED_OPTS');
  assert.equal(settingOf(unit, 'EnvironmentFile'), '-/etc/default/ranged');
  assert.equal(settingOf(unit, 'Environment'), 'RANGED_ROOT=/var/lib/ranged RANGED_OPTS=');
});

test('the default file says nothing until somebody writes in it', () => {
  const lines = readFileSync(join(root, 'etc/default/ranged'), 'utf8').split('\n').filter(Boolean);
  assert.ok(lines.some((line) => line.startsWith('#RANGED_OPTS=')));
  assert.deepEqual(lines.filter((line) => !line.startsWith('#')), []);
});

test('the flags that the default file shows are flags', () => {
  const shown = readFileSync(join(root, 'etc/default/ranged'), 'utf8').match(/ ?--[\w-]+|RANGED_\w+/g)
    .filter((word) => word !== 'RANGED_OPTS');
  const help = run(join(root, 'usr/sbin/ranged'), ['--help']);
  assert.ok(shown.length > 3);
  for (const word of shown) assert.ok(help.includes(word.trim()), word);
});
