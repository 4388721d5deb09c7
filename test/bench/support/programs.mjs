import { join, resolve } from 'node:path';

// Where ./dev bench has built what the bench runs.

const built = resolve(process.env.BENCH_BUILT ?? 'build/release');

export const programs = {
  ranged: join(built, 'ranged'),
  client: join(built, 'test/bench/bench_client'),
  floor: join(built, 'test/bench/floor'),
  slowReads: join(built, 'test/bench/libslow_reads.so'),
  micro: join(built, 'test/bench/micro_benchmarks'),
};
