import { execFileSync } from 'node:child_process';

import { run } from '../support/child.mjs';
import { cores } from '../support/machine.mjs';
import { programs } from '../support/programs.mjs';

// The pure functions between a request's octets and an answer's, one by one: micro/*.cpp.

export const micro = {
  name: 'micro',
  title: 'functions alone',
  peers: ['ranged'],
  measures: [{ name: 'time', title: 'ns' }],
  points: () => execFileSync(programs.micro, ['--benchmark_list_tests'], { encoding: 'utf8' })
    .trim().split('\n').map((name) => ({ value: name, title: name })),
  measure: async ({ point, context }) => {
    const stdout = await run(cores.server, [
      programs.micro, `--benchmark_filter=^${point.value}$`, '--benchmark_format=json',
      `--benchmark_min_time=${context.quick ? 0.01 : 0.1}`,
    ]);
    const [{ cpu_time: time }] = JSON.parse(stdout).benchmarks;
    return { time };
  },
};
