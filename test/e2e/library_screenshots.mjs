import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { Browser, obstaclesIn } from './support/browsers.mjs';
import { temporaryFolder } from './support/folder.mjs';
import { makeFilms, makeMany, makeStrangeNames } from './support/library.mjs';
import { Ranged } from './support/ranged.mjs';

// How the library looks, on phones, tablets and desks, by day and by night. The pictures are for
// people, and stay in the build folder; what a machine can see of them is asserted: nothing is wider
// than the screen, and everything can be told from what is behind it.

const pictures = join(process.env.E2E_ARTEFACTS, 'library');
const views = {
  root: '/',
  films: '/films/',
  empty: '/films/empty/',
  'strange-names': '/strange/',
  'many-files': '/many/?page=2&sort=size',
  'nothing-found': '/films/?filter=nothing',
  film: '/films/Film%202.mp4?play',
  music: '/films/Song.opus?play',
};

const folder = temporaryFolder();
let server, browser;
before(async () => {
  mkdirSync(pictures, { recursive: true });
  makeFilms(folder.path);
  makeStrangeNames(folder.path);
  makeMany(folder.path, 'many', 5000);
  server = await Ranged.start(['--root', folder.path]);
  browser = await Browser.launch('chromium');
});
after(async () => {
  await browser?.close();
  await server?.stop();
  folder.remove();
});

for (const [name, path] of Object.entries(views)) {
  for (const scheme of ['light', 'dark']) {
    test(`${name}, ${scheme}`, async () => {
      for (const width of [360, 768, 1440]) {
        await browser.use(async (page) => {
          await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
          await page.goto(server.url + path);
          await page.evaluate(async () => {
            await document.fonts.ready;
            await Promise.all([...document.images].slice(0, 10).map((image) => image.decode().catch(() => {})));
            const media = document.querySelector('#media');
            if (media && media.readyState < 2) await new Promise((done) => media.addEventListener('loadeddata', done));
          });
          await page.screenshot({ path: join(pictures, `${name}-${width}-${scheme}.png`) });
          assert.deepEqual(await obstaclesIn(page), []);
          const [needed, there] = await page.evaluate(
            () => [document.scrollingElement.scrollWidth, document.scrollingElement.clientWidth]);
          assert.ok(needed <= there, `${needed} of ${there} pixels at ${width}`);
        }, { width, height: 800 });
      }
    });
  }
}
