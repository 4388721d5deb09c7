import { randomFillSync } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';

// What is served: files of random octets, as a sparse file costs a server less than a film.

const chunk = Buffer.alloc(1024 * 1024);

function write(path, octets) {
  const file = openSync(path, 'w');
  for (let rest = octets; rest > 0; rest -= chunk.length) {
    writeSync(file, randomFillSync(chunk), 0, Math.min(rest, chunk.length));
  }
  fsyncSync(file); // or the kernel does it while a server is measured
  closeSync(file);
}

export class Content {
  constructor(folder) {
    this.folder = folder;
    mkdirSync(folder, { recursive: true });
  }

  /// The file `name` of `length` octets, made if it is not there, as those who ask for it want it.
  file(name, length) {
    const path = join(this.folder, name);
    if (statSync(path, { throwIfNoEntry: false })?.size !== length) write(path, length);
    return { target: `/${name}`, length, path };
  }
}
