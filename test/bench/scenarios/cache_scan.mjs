import { atLeast, atMost } from '../report/targets.mjs';
import { client } from '../support/load.mjs';
import { memory } from '../support/process_tree.mjs';

// More content than memory: the cache is of no use, and must at least not be in the way.

const cache = 64; // MiB
const connections = 100;

export const cacheScan = {
  name: 'cache-scan',
  title: `a cache of ${cache} MiB, 2 GiB read at random by ${connections} connections`,
  peers: ['ranged', 'nginx', 'lighttpd'],
  measures: [
    { name: 'throughput', title: 'MB/s' },
    { name: 'peak', title: 'MiB of resident memory, at most' },
  ],
  targets: [atLeast(1, 'throughput', 'nginx'), atMost(cache + 32, 'peak')],
  file: ({ content, count }) => content.file('long.mp4', count(2048, 128) * 1024 * 1024),
  measure: ({ peer, file, context, started }) => {
    const flags = peer.name === 'ranged' ? ['--cache-size', `${cache}MiB`] : [];
    return started({ flags }, async (server) => {
      const report = await client('parts', server, file,
        { connections, seconds: context.seconds(4) });
      return { throughput: report.megabytes_per_second, peak: memory(server.pid).peak / 1024 };
    });
  },
};
