import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/// A content folder of the test's own.
export function temporaryFolder() {
  const path = mkdtempSync(join(tmpdir(), 'ranged-e2e-'));
  return {
    path,
    write: (name, text) => writeFileSync(join(path, name), text),
    makeFolder: (name) => mkdirSync(join(path, name)),
    link: (target, name) => symlinkSync(target, join(path, name)),
    /// A file of `octets` zeros that takes no room.
    makeSparse: (name, octets) => {
      writeFileSync(join(path, name), '');
      truncateSync(join(path, name), octets);
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}
