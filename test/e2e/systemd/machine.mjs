import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

// The machine that with_machine.sh has started. Its loopback is the test's own, and its files are
// below `root`.

const longest = 60_000;
const inside = join(dirname(fileURLToPath(import.meta.url)), 'inside.sh');

export const root = `/proc/${process.env.E2E_MACHINE}/root`;

/// Runs a command in the machine: its exit status, or the signal that ended it, and what it said.
export function attempt(...command) {
  return new Promise((resolve) => {
    execFile('sh', [inside, ...command], { timeout: longest, maxBuffer: 1 << 30 },
      (error, stdout, stderr) => {
        resolve({ status: error ? error.signal ?? error.code : 0, stdout, stderr });
      });
  });
}

/// The same for one that must succeed: its standard output.
export async function run(...command) {
  const { status, stdout, stderr } = await attempt(...command);
  assert.equal(status, 0, `${command.join(' ')}:\n${stdout}${stderr}`);
  return stdout.trimEnd();
}

/// A property of a unit, as systemd spells it.
export const property = (unit, name) =>
  run('systemctl', 'show', '--value', `--property=${name}`, unit);

/// What the journal has of a unit in records that match all of `fields`.
export async function records(unit, ...fields) {
  await run('journalctl', '--sync');
  const lines = await run(
    'journalctl', '--quiet', '--all', '--output=json', `--unit=${unit}`, ...fields);
  return lines.split('\n').filter(Boolean).map((line) => JSON.parse(line));
}
