import { atMost, atLeast } from '../report/targets.mjs';
import { client, costing } from '../support/load.mjs';
import { film } from './files.mjs';

// A thousand people watch: nobody is in a hurry, and nobody may be forgotten.

const rate = 5;
const starves = 0.95; // of his rate, below which a viewer's player stops

export const viewers = {
  name: 'viewers',
  title: `1,000 viewers at ${rate} Mbit/s each`,
  peers: ['ranged', 'nginx', 'lighttpd', 'h2o'],
  measures: [
    { name: 'cpu', title: 'CPU-s per GiB' },
    { name: 'p99', title: 'ms to the first octet, p99' },
    { name: 'slowest', title: 'of his rate, the slowest viewer' },
  ],
  targets: [
    atMost(0.95, 'cpu', 'nginx'),
    atMost(1, 'p99', 'lighttpd'),
    atMost(0.5, 'p99', 'nginx'),
    atLeast(starves, 'slowest'),
  ],
  file: film,
  measure: ({ file, context, started }) => started({}, async (server) => {
    const connections = context.count(1000, 50);
    const report = await costing(server, () => client('paced', server, file,
      { connections, rate, seconds: context.seconds(7) }));
    return {
      cpu: report.cpu_seconds_per_gibibyte,
      p99: report.first_octet.p99 / 1000,
      slowest: report.slowest,
    };
  }),
};
