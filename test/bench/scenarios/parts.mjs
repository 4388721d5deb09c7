import { files } from '../peers/index.mjs';
import { atLeast, atMost } from '../report/targets.mjs';
import { client, costing, wrk } from '../support/load.mjs';
import { film } from './files.mjs';

// Random parts of a film that is in memory: what a server of films does all day.

const connections = 20;

const throughput = { name: 'throughput', title: 'MB/s' };
const cpu = { name: 'cpu', title: 'CPU-s per GiB' };

export const parts = {
  name: 'parts',
  title: `random 5 MiB parts of a film of 100 MB in memory, ${connections} connections`,
  peers: files,
  measures: [throughput, cpu, { name: 'p99', title: 'ms to the first octet, p99' }],
  targets: [
    atLeast(1.5, 'throughput', 'nginx'),
    atLeast(0.8, 'throughput', 'lighttpd'),
    atLeast(1, 'throughput', 'lighttpd', { stretch: true }),
    atMost(0.65, 'cpu', 'nginx'),
    atMost(1, 'p99', 'lighttpd'),
  ],
  file: film,
  measure: ({ file, context, started }) => started({}, async (server) => {
    await client('parts', server, file, { connections, seconds: context.seconds(0.5) });
    const report = await costing(server, () =>
      client('parts', server, file, { connections, seconds: context.seconds(3) }));
    return {
      throughput: report.megabytes_per_second,
      cpu: report.cpu_seconds_per_gibibyte,
      p99: report.first_octet.p99 / 1000,
    };
  }),
};

/// wrk reads every octet into its own memory, so it is slower than some servers.
export const partsByWrk = {
  name: 'parts-wrk',
  title: 'the same, asked for by wrk',
  peers: ['ranged', 'nginx', 'lighttpd', 'h2o'],
  measures: [throughput, cpu],
  file: film,
  measure: ({ file, context, started }) => started({}, async (server) => {
    const seconds = context.wholeSeconds(2);
    const report = await costing(server, () =>
      wrk(server, file, { connections, seconds, script: 'random_parts.lua' }));
    return { throughput: report.megabytes_per_second, cpu: report.cpu_seconds_per_gibibyte };
  }),
};
