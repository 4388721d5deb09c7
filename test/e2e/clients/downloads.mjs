import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { runProgram } from '../support/program.mjs';
import { compare } from './matrix.mjs';
import { archive, film, makeFiles } from './content.mjs';

// What fetches files: is what is on the disk afterwards the file, and does the client know if not?

const begun = 1024 * 1024; // octets that are there before a download is resumed
const saved = 'saved';

/// What a run has left of `name`, in a word.
function judge(name, { content }, scratch, { status }) {
  if (status !== 0) return 'refused';
  const path = join(scratch.path, saved);
  const there = existsSync(path) ? readFileSync(path) : Buffer.alloc(0);
  const wanted = readFileSync(join(content, name));
  if (there.equals(wanted)) return 'whole';
  if (there.length < wanted.length && there.equals(wanted.subarray(0, there.length))) return 'truncated';
  return 'wrong';
}

/// One run of a command that saves a file.
const fetches = (name, program, ...args) => async (origin, scratch) => {
  const run = await runProgram(program, [...args, `${origin.url}/${name}`], { cwd: scratch.path });
  return judge(name, origin, scratch, run);
};

/// Runs that begin where the last one ended, for as long as each says that all is well.
const resumes = (name, program, ...args) => async (origin, scratch) => {
  const path = join(scratch.path, saved);
  writeFileSync(path, readFileSync(join(origin.content, name)).subarray(0, begun));
  const again = fetches(name, program, ...args);
  for (let runs = 1, before = begun; ; ++runs) {
    const word = await again(origin, scratch);
    if (word === 'whole' && runs > 1) return 'in steps';
    const { length } = readFileSync(path);
    if (word !== 'truncated' || length === before) return word;
    before = length;
  }
};

const curl = ['curl', '-sS', '-o', saved];
const wget = ['wget', '-q', '-O', saved];
const aria2 = ['aria2c', '-q', '--no-conf', '-o', saved];
const ytdlp = ['yt-dlp', '-q', '--no-config', '--no-cache-dir', '-o', saved];
const urllib = ['python3', '-c', `import sys, urllib.request; urllib.request.urlretrieve(sys.argv[1], '${saved}')`];

compare('downloads', makeFiles, {
  'curl-film': fetches(film, ...curl),
  'curl-archive': fetches(archive, ...curl),
  'curl-resume-film': resumes(film, ...curl, '-C', '-'),
  'curl-resume-archive': resumes(archive, ...curl, '-C', '-'),
  'curl-range': async (origin, scratch) => {
    const [first, last] = [6_000_000, 6_000_099];
    const run = await runProgram('curl', ['-sS', '-r', `${first}-${last}`, `${origin.url}/${film}`]);
    const wanted = readFileSync(join(origin.content, film)).subarray(first, last + 1);
    return run.status === 0 && run.stdout.equals(wanted) ? 'exact' : 'wrong';
  },
  'curl-download': async (origin, scratch) => {
    const run = await runProgram('curl', ['-sS', '-OJ', `${origin.url}/${film}?download`], { cwd: scratch.path });
    const path = join(scratch.path, film);
    if (existsSync(path)) writeFileSync(join(scratch.path, saved), readFileSync(path));
    return judge(film, origin, scratch, run);
  },
  'wget-film': fetches(film, ...wget),
  'wget-archive': fetches(archive, ...wget),
  'wget-resume-film': resumes(film, ...wget, '-c'),
  'aria2-one': fetches(film, ...aria2, '-x1', '-s1'),
  'aria2-long': fetches(film, ...aria2, '-x2', '-s2', '-k1M'),
  'aria2-short': fetches(film, ...aria2, '-x8', '-s8', '-k1M'),
  'axel-one': fetches(film, 'axel', '-q', '-n1', '-o', saved),
  'axel-four': fetches(film, 'axel', '-q', '-n4', '-o', saved),
  'yt-dlp': fetches(film, ...ytdlp),
  'yt-dlp-chunks': fetches(film, ...ytdlp, '--http-chunk-size', '5M'),
  'urllib': fetches(film, ...urllib),
  'node-fetch': async (origin, scratch) => {
    const answer = await fetch(`${origin.url}/${film}`);
    writeFileSync(join(scratch.path, saved), Buffer.from(await answer.arrayBuffer()));
    return judge(film, origin, scratch, { status: answer.ok ? 0 : answer.status });
  },
});
