import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { atLeast, atMost } from '../report/targets.mjs';
import { client } from '../support/load.mjs';
import { programs } from '../support/programs.mjs';

// A disk that is slow, or counts what is read: slow_reads.cpp between the server and the kernel.

const megabyte = 1024 * 1024;
const block = 256 * 1024; // what ranged reads at once

const preloaded = (file, more) => ({
  environment: { LD_PRELOAD: programs.slowReads, SLOW_READS_FILE: file.path, ...more },
});

export const slowDisk = {
  name: 'slow-disk',
  title: '16 readers of a file whose every read takes 200 ms, 20 others on a small hot file',
  peers: ['ranged', 'nginx', 'nginx-aio', 'lighttpd', 'h2o'],
  measures: [
    { name: 'kept', title: 'of their undisturbed rate, the 20' },
    { name: 'slow', title: 'MB/s for the 16' },
  ],
  targets: [atLeast(0.9, 'kept')],
  measure: ({ context, started }) => {
    const slow = context.content.file('slow.mp4', 100 * megabyte);
    const hot = context.content.file('small.bin', 1024);
    return started(preloaded(slow, { SLOW_READS_MILLISECONDS: '200' }), async (server) => {
      const seconds = context.seconds(1.5);
      const rate = async () =>
        (await client('small', server, hot, { connections: 20, seconds })).requests_per_second;
      await rate();
      const undisturbed = await rate();
      const readers = client('parts', server, slow, { connections: 16, seconds: seconds + 1 });
      await pause(500);
      const disturbed = await rate();
      return {
        kept: disturbed / undisturbed,
        slow: (await readers).megabytes_per_second,
      };
    });
  },
};

/// How often each block was read, by a log of reads: lines of offset and length.
export function readsOfBlocks(log) {
  const reads = new Map();
  for (const [offset, length] of log.trim().split('\n').filter(Boolean)
    .map((line) => line.split(' ').map(Number))) {
    for (let at = Math.floor(offset / block); at * block < offset + length; ++at) {
      reads.set(at, (reads.get(at) ?? 0) + 1);
    }
  }
  return reads;
}

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
  measure: async ({ context, started }) => {
    const file = context.content.file('slow.mp4', 100 * megabyte);
    const log = join(context.content.folder, '..', 'reads.log');
    const environment = { SLOW_READS_LOG: log };
    return started(preloaded(file, environment), async (server) => {
      const report = await client('parts', server, file,
        { connections: 64, each: 1, at: 15 * megabyte, seconds: 30 });
      const reads = readsOfBlocks(readFileSync(log, 'utf8'));
      return { most: Math.max(...reads.values()), blocks: reads.size, took: report.seconds * 1000 };
    });
  },
};
