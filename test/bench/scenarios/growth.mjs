import { client } from '../support/load.mjs';
import { readable, readableSize } from '../report/words.mjs';
import { smallFile } from './files.mjs';

// How the cost grows: with connections, and with the size of files.

const peers = ['ranged', 'nginx', 'lighttpd'];
const fewer = (rounds) => Math.min(rounds, 3); // a curve needs fewer than a verdict
const part = 5 * 1024 * 1024;

export const connectionsCurve = {
  name: 'connections',
  title: 'a file of 1 KiB, more and more connections',
  peers,
  rounds: fewer,
  measures: [
    { name: 'rate', title: 'requests/s' },
    { name: 'p99', title: 'ms to the answer, p99' },
  ],
  curve: [
    { file: 'connections', measure: 'rate', x: 'connections', y: 'requests/s' },
    { file: 'connections-p99', measure: 'p99', x: 'connections', y: 'ms to the answer, p99' },
  ],
  points: ({ quick }) => (quick ? [10, 100] : [10, 100, 1000, 10_000])
    .map((value) => ({ value, title: `${readable(value)} connections` })),
  file: smallFile,
  measure: ({ point, peer, file, context, started }) => {
    // By itself it leaves descriptors for as many files as connections.
    const flags = peer.name === 'ranged' ? ['--max-connections', `${point.value}`] : [];
    return started({ flags }, async (server) => {
      const report = await client('small', server, file,
        { connections: point.value, seconds: context.seconds(1.5) });
      return { rate: report.requests_per_second, p99: report.first_octet.p99 / 1000 };
    });
  },
};

const sizes = [1024, 4096, 16_384, 65_536, 262_144, 2 ** 20, 4 * 2 ** 20, 16 * 2 ** 20,
  64 * 2 ** 20, 2 ** 28, 2 ** 30];

export const sizesCurve = {
  name: 'sizes',
  title: 'larger and larger files, in parts above 5 MiB, 20 connections',
  peers,
  rounds: fewer,
  measures: [{ name: 'throughput', title: 'MB/s' }],
  curve: [{ file: 'sizes', measure: 'throughput', x: 'octets of the file', y: 'MB/s' }],
  points: ({ quick }) => (quick ? [1024, 16 * 2 ** 20] : sizes)
    .map((value) => ({ value, title: readableSize(value) })),
  file: ({ content }, { value }) => content.file(`size-${value}.bin`, value),
  measure: ({ point, file, context, started }) => started({}, async (server) => {
    const mode = point.value > part ? 'parts' : 'small';
    await client(mode, server, file, { connections: 20, seconds: context.seconds(0.3) });
    const report = await client(mode, server, file,
      { connections: 20, seconds: context.seconds(1) });
    return { throughput: report.megabytes_per_second };
  }),
};
