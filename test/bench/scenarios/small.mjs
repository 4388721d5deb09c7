import { files } from '../peers/index.mjs';
import { atLeast, atMost } from '../report/targets.mjs';
import { costing, wrk } from '../support/load.mjs';

// Whole files over persistent connections: posters, subtitles, segments.

const connections = 100;

const scenario = ({ name, title, octets, time, peers, targets }) => ({
  name,
  title: `${title}, ${connections} persistent connections`,
  peers,
  targets,
  measures: [
    { name: 'rate', title: 'requests/s' },
    { name: 'cpu', title: 'us of CPU a request' },
    { name: 'p99', title: 'ms to the answer, p99' },
  ],
  file: ({ content }) => content.file(`${name}.bin`, octets),
  measure: ({ file, context, started }) => started({}, async (server) => {
    const seconds = context.wholeSeconds(time);
    const report = await costing(server, () => wrk(server, file, { connections, seconds }));
    return {
      rate: report.requests_per_second,
      cpu: report.cpu_microseconds_per_request,
      p99: report.answer.p99 / 1000,
    };
  }),
});

export const small = scenario({
  name: 'small',
  title: 'a file of 1 KiB',
  octets: 1024,
  time: 3,
  peers: [...files, 'floor'],
  targets: [
    atLeast(1.35, 'rate', 'nginx'),
    atLeast(1.05, 'rate', 'lighttpd'),
    atLeast(1.05, 'rate', 'h2o'),
    atMost(0.92, 'cpu', 'lighttpd'),
    atMost(1.2, 'cpu', 'floor'),
  ],
});

export const segment = scenario({
  name: 'segment',
  title: 'a file of 64 KiB',
  octets: 64 * 1024,
  time: 2,
  peers: files,
  targets: [atLeast(1.15, 'rate', 'nginx'), atLeast(1.15, 'rate', 'lighttpd')],
});
