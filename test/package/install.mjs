import assert from 'node:assert/strict';
import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';

import { run, scratchFolder, settingOf, shared, treeOf } from './support.mjs';

// cmake --install, for whoever has no package: everything lies below the prefix, and knows it.

const scratch = scratchFolder();
after(scratch.remove);

function install(prefix, destination = '') {
  run('cmake', ['--install', process.env.PACKAGE_BUILD, '--prefix', prefix],
    { env: { ...process.env, DESTDIR: destination } });
}

test('all of it is below the prefix', () => {
  install(scratch.path);
  assert.deepEqual(treeOf(scratch.path),
    [...shared, '/etc/default/ranged', '/var/lib/ranged/'].sort());
});

test('the program runs and the manual is found', () => {
  assert.match(run(join(scratch.path, 'sbin/ranged'), ['--version']), /^ranged /);
  const page = run('man', ['-M', join(scratch.path, 'share/man'), '-w', '8', 'ranged']).trim();
  assert.equal(page, join(scratch.path, 'share/man/man8/ranged.8.gz'));
});

test('the units name what was installed, and systemd understands them', () => {
  const units = ['ranged.service', 'ranged@.service', 'ranged.socket']
    .map((name) => join(scratch.path, 'lib/systemd/system', name));
  const [service, instance] = units;
  assert.equal(settingOf(service, 'ExecStart'), `${scratch.path}/sbin/ranged $RANGED_OPTS`);
  assert.equal(settingOf(instance, 'ExecStart'),
    `${scratch.path}/sbin/ranged --reuse-port $RANGED_OPTS`);
  assert.equal(settingOf(service, 'EnvironmentFile'), `-${scratch.path}/etc/default/ranged`);
  assert.equal(settingOf(service, 'Environment'),
    `RANGED_ROOT=${scratch.path}/var/lib/ranged RANGED_OPTS=`);
  run('systemd-analyze', ['verify', '--man=no', '--recursive-errors=no', ...units]);
});

test('a default file that was written in is kept', () => {
  const file = join(scratch.path, 'etc/default/ranged');
  appendFileSync(file, 'RANGED_OPTS=--port 8000\n');
  install(scratch.path);
  assert.match(readFileSync(file, 'utf8'), /^RANGED_OPTS=--port 8000$/m);
});

test('below /usr, /etc and /var are where they always are', () => {
  const root = join(scratch.path, 'destination');
  install('/usr', root);
  assert.deepEqual(treeOf(root),
    [...shared.map((path) => `/usr${path}`), '/etc/default/ranged', '/var/lib/ranged/'].sort());
  const unit = join(root, 'usr/lib/systemd/system/ranged.service');
  assert.equal(settingOf(unit, 'ExecStart'), '/usr/sbin/ranged $RANGED_OPTS');
  assert.equal(settingOf(unit, 'EnvironmentFile'), '-/etc/default/ranged');
});
