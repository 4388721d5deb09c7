import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, before } from 'node:test';

import { Browser, deadline } from '../support/browsers.mjs';
import { eventually } from '../support/eventually.mjs';
import { runProgram } from '../support/program.mjs';
import { archive, book, film, makeWeb, picture } from './content.mjs';
import { compare } from './matrix.mjs';

// What pages do with files, in a browser: its name is the argument.

const name = process.argv[2];
let browser;
before(async () => { browser = await Browser.launch(name); });
after(() => browser?.close());

/// `act` in a page of `origin` with a fresh profile.
const inPage = (act, file) => async ({ url }) => {
  let word;
  await browser.use(async (page) => {
    await page.goto(`${url}/page.html`);
    word = await page.evaluate(act, file, deadline);
  });
  return word;
};

/// Plays from `from` seconds to the end, and says so if that is where it ends.
const plays = (from, word) => async (origin) => {
  const play = async (file, deadline) => {
    const [path, from, word] = file;
    const video = document.createElement('video');
    document.body.append(video);
    const happens = (what) => new Promise((resolve, reject) => {
      video.addEventListener(what, resolve, { once: true });
      video.addEventListener('error', () => reject(new Error('refused')), { once: true });
      setTimeout(() => reject(new Error('stalls')), deadline);
    });
    try {
      const loaded = happens('loadeddata');
      Object.assign(video, { muted: true, preload: 'auto', src: path });
      await loaded;
      if (from) {
        const sought = happens('seeked');
        video.currentTime = from;
        await sought;
      }
      const ended = happens('ended');
      video.playbackRate = 8;
      await video.play();
      await ended;
    } catch ({ message }) {
      return message;
    }
    const { currentTime, duration, played } = video;
    const whole = played.length === 1 && played.start(0) < from + 0.1;
    return whole && duration > from && Math.abs(currentTime - duration) < 0.1 ? word : 'stops';
  };
  return inPage(play, [film, from, word])(origin);
};

/// What a link with `attributes` saves of the film.
const saves = (path) => async ({ url, content }) => {
  const file = join(browser.downloads, film);
  rmSync(file, { force: true });
  await browser.use(async (page) => {
    await browser.saveDownloadsOf(page);
    await page.goto(`${url}/page.html`);
    await page.evaluate((href, download) => {
      const link = Object.assign(document.createElement('a'), { href, download });
      document.body.append(link);
      link.click();
    }, path, film);
    const isDone = () => existsSync(file) && readdirSync(browser.downloads).length === 1;
    await eventually('the file that is saved', isDone);
  });
  const [saved, wanted] = [readFileSync(file), readFileSync(join(content, film))];
  return saved.equals(wanted) ? 'whole' : 'truncated';
};

const fetches = async (file) => {
  const answer = await fetch(file);
  const { byteLength } = await answer.arrayBuffer();
  const head = await fetch(file, { method: 'HEAD', headers: { Range: 'bytes=0-0' } });
  const length = Number(head.headers.get('content-range')?.split('/')[1] ?? head.headers.get('content-length'));
  if (!answer.ok) return 'refused';
  return byteLength === length ? 'whole' : 'truncated';
};

/// Whether the lowest line of the picture is there once the browser has said that all is. It is grey; what is
/// missing is black in one browser and white in the other.
const shows = async (file) => {
  const image = new Image();
  const happens = (what) => new Promise((resolve) => { image.addEventListener(what, () => resolve(what)); });
  const done = Promise.race([happens('load'), happens('error')]);
  image.src = file;
  if (await done === 'error') return 'refused';
  const canvas = Object.assign(document.createElement('canvas'), { width: 1, height: image.naturalHeight });
  const context = canvas.getContext('2d');
  context.drawImage(image, 0, 0);
  const [red] = context.getImageData(0, image.naturalHeight - 1, 1, 1).data;
  return red > 0 && red < 255 ? 'whole' : 'truncated';
};

const chance = 5000; // milliseconds, for what may never appear

async function isRed(page, scratch) {
  const shot = join(scratch.path, 'shot.png');
  await page.screenshot({ path: shot });
  const pixels = ['-vf', 'scale=64:48:flags=neighbor', '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-'];
  const { stdout } = await runProgram('ffmpeg', ['-v', 'error', '-i', shot, ...pixels]);
  return stdout.toString('hex').match(/.{6}/g).includes('ff0000');
}

/// Whether the red page of the book is on the screen. In the first profile: Chromium takes no picture of its
/// viewer in another.
const reads = async ({ url }, scratch) => {
  const page = await browser.browser.newPage();
  try {
    await page.goto(`${url}/${book}`);
    for (const end = Date.now() + chance; Date.now() < end;) {
      if (await isRed(page, scratch)) return 'whole';
    }
    return 'blank';
  } finally {
    await page.close();
  }
};

compare(name, makeWeb, {
  [`${name}-play`]: plays(0, 'plays'),
  [`${name}-seek`]: plays(9.3, 'seeks'),
  [`${name}-save`]: saves(film),
  [`${name}-save-download`]: saves(`${film}?download`),
  [`${name}-fetch`]: inPage(fetches, archive),
  [`${name}-image`]: inPage(shows, picture),
  [`${name}-pdf`]: reads,
}, { concurrency: 1 });
