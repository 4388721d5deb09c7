import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { chmodSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { runProgram } from '../support/program.mjs';
import { film, makeFilms } from './content.mjs';
import { compare } from './matrix.mjs';

// What plays films: does it show over HTTP what it shows of the same file on the disk?

const agreeing = {}; // what each task shows of the file on the disk, once it is known

/// `show(target, scratch)` plays and gives the exit status and a print of what was shown.
const plays = (id, show) => async ({ url, content }, scratch) => {
  agreeing[id] ??= show(join(content, film), scratch);
  const { status: local, print: wanted } = await agreeing[id];
  assert.ok(local === 0 && wanted, `${id} does not play the file on the disk`);
  const { status, print } = await show(`${url}/${film}`, scratch);
  if (status !== 0) return 'refused';
  return print === wanted ? 'plays' : 'stops';
};

const ffmpeg = (before, after = []) => async (target) => {
  const options = target.startsWith('http') ? before.network ?? [] : [];
  const args = ['-v', 'error', ...options, ...before.both ?? [], '-i', target, ...after, '-map', '0:v', '-f', 'md5', '-'];
  const { status, stdout } = await runProgram('ffmpeg', args);
  return { status, print: stdout.toString() };
};

const ffprobe = async (target) => {
  const args = ['-v', 'error', '-show_entries', 'format=duration,size,nb_streams', target];
  const { status, stdout } = await runProgram('ffprobe', args);
  return { status, print: stdout.toString() };
};

const mpv = (...options) => async (target, scratch) => {
  const to = join(scratch.path, 'shown');
  const args = [
    '--no-config', '--really-quiet', '--no-audio', ...options, '--ovc=rawvideo', '--of=md5', `--o=${to}`, target,
  ];
  const { status } = await runProgram('mpv', args);
  return { status, print: status === 0 && readFileSync(to, 'utf8') };
};

// It does not run for root.
const nobody = process.getuid() === 0 ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'] : [];
const vlc = (...options) => async (target, scratch) => {
  chmodSync(scratch.path, 0o777);
  const to = join(scratch.path, 'shown');
  const [program, ...args] = [
    ...nobody, 'cvlc', '--ignore-config', '-I', 'dummy', '--no-media-library', '--play-and-exit', ...options,
    '--no-sout-audio', '--sout', `#std{access=file,mux=dummy,dst=${to}}`, target,
  ];
  const { status } = await runProgram(program, args, { env: { HOME: scratch.path } });
  return { status, print: createHash('md5').update(readFileSync(to)).digest('hex') };
};

const gstreamer = async (target) => {
  const uri = target.startsWith('http') ? target : `file://${target}`;
  const args = ['-m', 'playbin', `uri=${uri}`, 'audio-sink=fakesink sync=false', 'video-sink=videocodectestsink'];
  const { status, stdout } = await runProgram('gst-launch-1.0', args);
  return { status, print: /checksum=\(string\)(\w+)/.exec(stdout)?.[1] };
};

const tasks = {
  'ffmpeg': ffmpeg({}),
  'ffmpeg-reconnect': ffmpeg({ network: ['-reconnect', '1'] }),
  'ffmpeg-not-seekable': ffmpeg({ network: ['-seekable', '0'] }),
  'ffmpeg-seek': ffmpeg({ both: ['-ss', '9', '-t', '2'] }),
  ffprobe,
  'mpv': mpv(),
  'mpv-seek': mpv('--start=9', '--length=2'),
  'vlc': vlc(),
  'vlc-seek': vlc('--start-time=9', '--stop-time=11'),
  gstreamer,
};
const shown = (root) => {
  chmodSync(root, 0o755); // for nobody
  makeFilms(root);
};
compare('players', shown, Object.fromEntries(Object.entries(tasks).map(([id, show]) => [id, plays(id, show)])));
