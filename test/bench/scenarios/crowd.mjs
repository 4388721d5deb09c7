import { files } from '../peers/index.mjs';
import { atLeast, atMost } from '../report/targets.mjs';
import { client } from '../support/load.mjs';
import { smallFile } from './files.mjs';

// More connections than a processor's caches hold. Not Apache: with all its threads busy it closes
// connections that are at rest.

const peers = files.filter((name) => name !== 'apache');

export const crowd = {
  name: 'crowd',
  title: '5,000 connections that ask for a file of 1 KiB',
  peers,
  measures: [
    { name: 'rate', title: 'requests/s' },
    { name: 'p99', title: 'ms to the answer, p99' },
  ],
  targets: [
    atLeast(1, 'rate', 'nginx'),
    atLeast(1, 'rate', 'lighttpd'),
    atMost(1, 'p99', 'nginx'),
  ],
  file: smallFile,
  measure: ({ file, context, started }) => started({}, async (server) => {
    const connections = context.count(5000, 500);
    const report = await client('small', server, file,
      { connections, seconds: context.seconds(2) });
    return { rate: report.requests_per_second, p99: report.first_octet.p99 / 1000 };
  }),
};
