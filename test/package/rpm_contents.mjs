import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';

import { run, scratchFolder, shared } from './support.mjs';

// The .rpm: what is in it, and that it takes no folder for its own that is everybody's.

const scratch = scratchFolder();
after(scratch.remove);
const query = (...args) => run('rpm', ['--query', '--package', process.env.PACKAGE_RPM, ...args]);
const lines = (text) => text.split('\n').filter(Boolean);

test('every file is where it belongs, and only our own folders are ours', () => {
  const folders = [...new Set(shared.map((path) => dirname(path)))]
    .filter((path) => /^\/share\/(doc\/)?ranged(\/|$)/.test(path));
  const files = lines(query('--list'));
  assert.deepEqual(files.sort(), [
    ...shared.map((path) => `/usr${path}`), '/etc/default/ranged', '/var/lib/ranged',
    ...folders.map((path) => `/usr${path}`), '/usr/share/ranged',
  ].sort());
});

test('everything belongs to root, and the default file is the administrator\'s', () => {
  for (const line of lines(query('--queryformat', '[%{FILEUSERNAME}:%{FILEGROUPNAME} %{FILENAMES}\\n]'))) {
    assert.match(line, /^root:root /);
  }
  assert.equal(query('--configfiles'), '/etc/default/ranged\n');
});

test('it cannot be moved below another prefix: the units name the program', () => {
  assert.equal(query('--queryformat', '[%{PREFIXES}]'), '');
});

test('the scripts are sound', () => {
  for (const tag of ['POSTIN', 'PREUN', 'POSTUN']) {
    const script = join(scratch.path, tag);
    writeFileSync(script, query('--queryformat', `%{${tag}}`));
    run('shellcheck', ['--shell=sh', script]);
  }
});
