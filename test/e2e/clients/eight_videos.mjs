import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { linkSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { Browser } from '../support/browsers.mjs';
import { temporaryFolder } from '../support/folder.mjs';
import { Ranged } from '../support/ranged.mjs';
import { matrix } from './matrix.mjs';

// Eight <video preload=auto> on one page, and small requests beside them. Chromium has six connections to a
// server. When a player has enough it stops reading, and what is not sent yet holds its connection.

const count = 8;
const connections = 6;
const octets = 40_000_000; // of a film: more than any player wants before it plays
const soon = 50; // milliseconds
const late = 2000;

const folder = temporaryFolder();
const rates = [...new Set(matrix.pages.map(({ megabits }) => megabits))];
let browser;

const ffmpeg = (...args) => execFileSync('ffmpeg', ['-v', 'error', ...args]);

/// <megabits>/ with a page, its films, and something small.
function makePage(megabits) {
  folder.makeFolder(`${megabits}`);
  const at = (name) => join(folder.path, `${megabits}`, name);
  const rate = `${megabits * 1000}k`;
  const picture = 'testsrc2=size=640x360:rate=25:duration=10,noise=alls=20:allf=t';
  ffmpeg('-f', 'lavfi', '-i', picture, '-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p',
    '-g', '25', '-b:v', rate, '-maxrate', rate, '-bufsize', rate, at('scene.mp4'));
  const scenes = Math.ceil(octets / (megabits * 1_250_000));
  ffmpeg('-stream_loop', `${scenes}`, '-i', at('scene.mp4'), '-c', 'copy', '-movflags', '+faststart', at('0.mp4'));
  for (let i = 1; i < count; ++i) linkSync(at('0.mp4'), at(`${i}.mp4`));
  folder.write(`${megabits}/small.txt`, 'small');
  folder.write(`${megabits}/page.html`, '<!doctype html><title>eight</title><link rel="icon" href="data:,">' +
    Array.from({ length: count }, (_, i) => `<video src="${i}.mp4" preload="auto" muted width="80"></video>`).join(''));
}

before(async () => {
  rates.forEach(makePage);
  browser = await Browser.launch('chromium');
});
after(async () => {
  await browser?.close();
  folder.remove();
});

/// Milliseconds that each of some small requests takes once so many players could play as there are
/// connections; the last one may be one that was given up.
const click = async (connections, late) => {
  const isReady = ({ readyState }) => readyState === HTMLMediaElement.HAVE_ENOUGH_DATA;
  const ready = () => [...document.querySelectorAll('video')].filter(isReady).length;
  while (ready() < connections) await new Promise(requestAnimationFrame);
  const taken = [];
  while (taken.length < 15 && !(taken.at(-1) >= late)) {
    await new Promise((resolve) => { setTimeout(resolve, 100); }); // for the players to stop reading
    const began = performance.now();
    const options = { cache: 'no-store', signal: AbortSignal.timeout(late) };
    await fetch(`small.txt?${taken.length}`, options).then((answer) => answer.text()).catch(() => {});
    taken.push(performance.now() - began);
  }
  return taken;
};

for (const { megabits, flags, outcome } of matrix.pages) {
  test(`beside films of ${megabits} Mbit/s, ${flags}: ${outcome}`, async () => {
    const server = await Ranged.start(['--root', folder.path, '--access-log', 'off', ...flags.split(' ')]);
    let taken;
    try {
      await browser.use(async (page) => {
        await page.goto(`${server.url}/${megabits}/page.html`);
        taken = await page.evaluate(click, connections, late);
      });
    } finally {
      await server.stop();
    }
    const [longest, usual] = [Math.max(...taken), taken.sort((a, b) => a - b)[Math.floor(taken.length / 2)]];
    const word = longest >= late ? 'waits' : usual < soon ? 'at once' : 'slow';
    assert.equal(word, outcome, `${taken.map(Math.round)} ms`);
  });
}
