import { readFileSync, readdirSync } from 'node:fs';

// What a process and its descendants cost, from /proc. One that ends meanwhile counts nothing.

const ticksASecond = 100; // USER_HZ, on every Linux that nodejs runs on

const read = (path) => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};

const threads = (pid) => {
  try {
    return readdirSync(`/proc/${pid}/task`).map((thread) => `/proc/${pid}/task/${thread}`);
  } catch {
    return [];
  }
};

const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);

/// What stands behind the name in /proc/PID/stat: state, parent, and so on.
const statusFields = (pid) => read(`/proc/${pid}/stat`).split(') ').at(-1).split(' ');

/// `pid` and all that descend from it.
export function processTree(pid) {
  const parents = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map((name) =>
    [Number(name), Number(statusFields(name)[1])]);
  const below = (ancestor) => [ancestor, ...parents.flatMap(([child, parent]) =>
    parent === ancestor ? below(child) : [])];
  return below(pid);
}

/// User and system time used so far, in seconds.
export function cpuSeconds(pid) {
  return sum(processTree(pid).map((one) => {
    const fields = statusFields(one);
    return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / ticksASecond;
  }));
}

/// In KiB: `resident`, `peak` of it, and `proportional`, which counts shared pages in shares.
export function memory(pid) {
  const field = (file, name) => sum(processTree(pid).map((one) =>
    Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(read(`/proc/${one}/${file}`))?.[1] ?? 0)));
  return {
    resident: field('status', 'VmRSS'),
    peak: field('status', 'VmHWM'),
    proportional: field('smaps_rollup', 'Pss'),
  };
}

/// How often a thread has begun to run, so far.
export function wakeUps(pid) {
  const switches = /^voluntary_ctxt_switches:\s+(\d+)/m;
  return sum(processTree(pid).flatMap(threads).map((thread) =>
    Number(switches.exec(read(`${thread}/status`))?.[1] ?? 0)));
}
