import { readFileSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';

// The machine that figures are valid for, and who runs on which of its cores.

/// The numbers of the cores that this process may use.
function allowedCores() {
  const list = /^Cpus_allowed_list:\s+(\S+)/m.exec(readFileSync('/proc/self/status', 'utf8'))[1];
  return list.split(',').flatMap((run) => {
    const [first, last = first] = run.split('-').map(Number);
    return Array.from({ length: last - first + 1 }, (_, i) => first + i);
  });
}

const [serverCore, loadCore = serverCore] = allowedCores();

/// Servers have one core, whatever asks them has another, if there is one.
export const cores = { server: serverCore, load: loadCore };

export function describeMachine() {
  return {
    processor: cpus()[0].model.trim(),
    cores: allowedCores().length,
    memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
    kernel: release(),
  };
}
