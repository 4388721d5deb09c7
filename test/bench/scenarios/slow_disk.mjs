import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { atLeast, atMost } from '../report/targets.mjs';
import { client } from '../support/load.mjs';
import { programs } from '../support/programs.mjs';
import { smallFile } from './files.mjs';

// A disk that is slow, or counts what is read: slow_reads.cpp between the server and the kernel.

const megabyte = 1024 * 1024;
const block = 256 * 1024; // what ranged reads at once

const slowFile = ({ content }) => content.file('slow.mp4', 100 * megabyte);

const preloaded = (file, milliseconds) => ({
  environment: {
    LD_PRELOAD: programs.slowReads,
    SLOW_READS_FILE: file.path,
    SLOW_READS_MILLISECONDS: `${milliseconds}`,
    SLOW_READS_LOG: 'reads', // in the server's own folder
  },
});

/// How often each block was read, by a log of reads: lines of offset and length.
export function readsOfBlocks(log) {
  const reads = new Map();
  for (const [, offset, length] of log.matchAll(/^(\d+) (\d+)$/gm)) {
    const end = Number(offset) + Number(length);
    for (let at = Math.floor(offset / block); at * block < end; ++at) {
      reads.set(at, (reads.get(at) ?? 0) + 1);
    }
  }
  return reads;
}

/// The same of a server. None means that it reads in a way that slow_reads.cpp does not know.
function readsOf(server) {
  const reads = readsOfBlocks(readFileSync(join(server.folder, 'reads'), 'utf8'));
  if (reads.size === 0) throw new Error('no read of the slow file was seen');
  return reads;
}

export const slowDisk = {
  name: 'slow-disk',
  title: '16 readers of a file whose every read takes 200 ms, 20 others on a small hot file',
  peers: ['ranged', 'nginx', 'nginx-aio', 'lighttpd', 'h2o'],
  measures: [
    { name: 'kept', title: 'of their undisturbed rate, the 20' },
    { name: 'slow', title: 'MB/s for the 16' },
  ],
  targets: [atLeast(0.9, 'kept')],
  file: slowFile,
  measure: ({ file: slow, context, started }) => {
    const hot = smallFile(context);
    return started(preloaded(slow, 200), async (server) => {
      const seconds = context.seconds(1.2);
      const rate = async () =>
        (await client('small', server, hot, { connections: 20, seconds })).requests_per_second;
      await rate();
      const undisturbed = await rate();
      const readers = client('parts', server, slow, { connections: 16, seconds: seconds + 1 });
      await pause(500);
      const disturbed = await rate();
      const { megabytes_per_second: slowly } = await readers;
      readsOf(server);
      return { kept: disturbed / undisturbed, slow: slowly };
    });
  },
};

export const coldPart = {
  name: 'cold-part',
  title: '64 connections ask at once for the same 5 MiB that nobody has read yet',
  peers: ['ranged'],
  measures: [
    { name: 'most', title: 'reads of one block, at most' },
    { name: 'blocks', title: 'blocks of 256 KiB read' },
    { name: 'took', title: 'ms until all have it' },
  ],
  targets: [atMost(1, 'most')],
  file: slowFile,
  measure: ({ file, started }) => started(preloaded(file, 0), async (server) => {
    const report = await client('parts', server, file,
      { connections: 64, each: 1, at: 15 * megabyte, seconds: 30 });
    const reads = readsOf(server);
    return { most: Math.max(...reads.values()), blocks: reads.size, took: report.seconds * 1000 };
  }),
};
