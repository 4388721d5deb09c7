import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { makeFilm } from './support/film.mjs';
import { temporaryFolder } from './support/folder.mjs';
import { Ranged } from './support/ranged.mjs';

// A film of several parts in a real Chromium: it plays to its end, and it can be sought in.

const partSize = 5 * 1024 * 1024;
const seconds = 24;
const deadline = 60_000;
const flags = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync',
  '--disable-background-networking', '--disable-component-update', '--mute-audio',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1', // nothing but the server under test
];

const modules = process.env.E2E_MODULES;
if (!existsSync(join(modules, 'installed')) && process.env.CI !== 'true') {
  console.log('missing: playwright-core; see the test e2e.modules');
  process.exit(77);
}

const folder = temporaryFolder();
let size, browser;

before(async () => {
  const film = join(folder.path, 'film.mp4');
  makeFilm(film, seconds);
  size = statSync(film).size;
  folder.write('index.html',
    '<!doctype html><title>film</title><link rel="icon" href="data:,">' +
    '<video src="film.mp4" preload="auto" muted width="640" height="360"></video>');
  const { chromium } = createRequire(`${modules}/`)('playwright-core');
  const path = execFileSync('sh', ['-c', 'command -v chromium'], { encoding: 'utf8' }).trim();
  browser = await chromium.launch({ executablePath: path, args: flags, timeout: deadline });
});

after(async () => {
  await browser?.close();
  folder.remove();
});

/// Serves the film to a fresh profile, runs `act` in the page, and checks what must hold whatever
/// it does there. Gives what `act` gave and the parts of the film that were sent.
async function watch(act, argument) {
  const server = await Ranged.start(['--root', folder.path]);
  const context = await browser.newContext();
  const complaints = [];
  let outcome;
  try {
    const page = await context.newPage();
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => complaints.push(message.text()));
    await page.goto(`${server.url}/`, { timeout: deadline });
    outcome = await page.evaluate(act, argument);
  } finally {
    await context.close();
    await server.stop();
  }
  assert.deepEqual(complaints, []);

  const film = server.records.filter(({ path }) => path === '/film.mp4');
  // After a seek Chromium may ask whether a part that it still has is current.
  const records = film.filter(({ status, octets }) => status !== 304 || octets !== 0);
  for (const record of records) {
    assert.equal(record.status, 206, JSON.stringify(record));
    assert.ok(record.octets <= partSize, JSON.stringify(record));
    const [first, last, total] = record.part;
    assert.ok(last - first < partSize && total === size, JSON.stringify(record));
  }
  return { outcome, records };
}

test('the film is longer than 15 MB', () => assert.ok(size > 15 * 1024 * 1024, `${size} octets`));

test('a film of several parts plays from its start to its end', async () => {
  const { outcome, records } = await watch(async (deadline) => {
    const video = document.querySelector('video');
    const ended = new Promise((resolve, reject) => {
      video.addEventListener('ended', resolve);
      video.addEventListener('error', () => reject(new Error(video.error.message)));
      setTimeout(() => reject(new Error(`only at ${video.currentTime} s`)), deadline);
    });
    let frames = 0;
    const count = () => {
      ++frames;
      video.requestVideoFrameCallback(count);
    };
    video.requestVideoFrameCallback(count);
    video.playbackRate = 4;
    await video.play();
    await ended;
    const played = Array.from({ length: video.played.length },
      (_, i) => [video.played.start(i), video.played.end(i)]);
    const { currentTime, duration, error, videoWidth, videoHeight } = video;
    return { currentTime, duration, error, videoWidth, videoHeight, frames, played };
  }, deadline);

  assert.equal(outcome.error, null);
  assert.deepEqual([outcome.videoWidth, outcome.videoHeight], [640, 360]);
  assert.ok(Math.abs(outcome.duration - seconds) < 0.2, `${outcome.duration} s long`);
  assert.ok(Math.abs(outcome.currentTime - outcome.duration) < 0.1, `${outcome.currentTime} s`);
  assert.equal(outcome.played.length, 1, 'without a gap');
  const [from, to] = outcome.played[0];
  assert.ok(from < 0.1 && to > seconds - 0.2, `${from} s to ${to} s`);
  assert.ok(outcome.frames >= seconds, `${outcome.frames} frames shown`);

  assert.ok(records.length >= Math.ceil(size / partSize), `${records.length} requests`);
  let reached = 0;
  const sent = records.map(({ part, octets }) => [part[0], part[0] + octets]);
  for (const [first, end] of sent.sort((a, b) => a[0] - b[0])) {
    if (first <= reached) reached = Math.max(reached, end);
  }
  assert.equal(reached, size, 'the parts make up the whole film');
});

test('a film can be sought in, back and forth across the borders of parts', async () => {
  const wanted = [0.93, 0.05, 0.6, 0.31, 0.35, 0.75, 0.02, 0.98, 0.5].map((x) => x * seconds);
  const { outcome, records } = await watch(async ({ wanted, deadline }) => {
    const video = document.querySelector('video');
    const happens = (what, start) => new Promise((resolve, reject) => {
      const late = () => reject(new Error(`no ${what} at ${video.currentTime} s`));
      const timer = setTimeout(late, deadline);
      video.addEventListener('error', () => reject(new Error(video.error.message)), { once: true });
      start((value) => {
        clearTimeout(timer);
        resolve(value);
      });
    });
    if (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) {
      await happens('data', (done) => video.addEventListener('loadeddata', done, { once: true }));
    }
    const reached = [];
    for (const time of wanted) {
      const frame = happens('frame', (done) => {
        const look = (_, { mediaTime }) => Math.abs(mediaTime - time) < 0.2
          ? done(mediaTime) : video.requestVideoFrameCallback(look);
        video.requestVideoFrameCallback(look);
      });
      await happens('seek', (done) => {
        video.addEventListener('seeked', done, { once: true });
        video.currentTime = time;
      });
      const mediaTime = await frame;
      const { currentTime, readyState, error } = video;
      reached.push({ time, currentTime, mediaTime, readyState, error });
    }
    await video.play();
    const before = video.currentTime;
    await happens('progress', (done) => video.addEventListener('timeupdate', () => {
      if (video.currentTime > before) done();
    }));
    return reached;
  }, { wanted, deadline });

  for (const { time, currentTime, readyState, error } of outcome) {
    assert.equal(error, null);
    assert.ok(Math.abs(currentTime - time) < 0.01, `${currentTime} s instead of ${time} s`);
    assert.ok(readyState >= 2, `no picture at ${time} s`);
  }
  const parts = new Set(records.map(({ part }) => Math.floor(part[0] / partSize)));
  assert.ok(parts.size > 2, `parts asked for began in ${[...parts]}`);
});
