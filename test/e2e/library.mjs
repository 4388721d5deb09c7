import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';

import { Browser, browserNames, deadline, obstaclesIn } from './support/browsers.mjs';
import { temporaryFolder } from './support/folder.mjs';
import { filmSeconds, makeFilms, makeMany, makeStrangeNames, strangeNames } from './support/library.mjs';
import { Ranged } from './support/ranged.mjs';

// The library as people meet it, in Debian's Chromium and Firefox: found, played, resumed, saved, and
// all of that with nothing but a keyboard.

const folder = temporaryFolder();
let server;

before(async () => {
  makeFilms(folder.path);
  makeStrangeNames(folder.path);
  makeMany(folder.path, 'many', 5000);
  server = await Ranged.start(['--root', folder.path]);
});
after(async () => {
  await server?.stop();
  folder.remove();
});

const film = '/films/Film%202.mp4?play';
const names = (page) => page.$$eval('.names li:not([hidden]) .name',
  (all) => all.map(({ textContent }) => textContent));
const state = (page) => page.$eval('#media', (media) => {
  const { currentTime, paused, muted, volume, duration, error, textTracks } = media;
  const track = [...textTracks].find(({ mode }) => mode === 'showing');
  return {
    currentTime, paused, muted, volume, duration, error: error?.message,
    language: track?.language, cue: track?.activeCues?.[0]?.text,
  };
});

/// Waits until `holds` is true of what state() says.
async function reaches(page, holds) {
  const until = Date.now() + deadline;
  for (;;) {
    const now = await state(page);
    if (holds(now)) return now;
    if (Date.now() > until) throw new Error(`only ${JSON.stringify(now)}, not ${holds}`);
    await delay(20);
  }
}

const isLoaded = (page) => page.waitForFunction(() => document.querySelector('#media').readyState >= 2);
const isThere = (page, selector) => page.waitForFunction(
  (wanted) => document.querySelector(wanted)?.offsetParent, {}, selector);

for (const name of browserNames) {
  describe(name, () => {
    let browser;
    before(async () => { browser = await Browser.launch(name); });
    after(() => browser?.close());

    const visit = (path, act, options) => browser.use(async (page) => {
      await page.goto(server.url + path);
      await act(page);
    }, options);

    test('a folder shows its names, and each leads somewhere', () => visit('/', async (page) => {
      assert.deepEqual(await names(page), ['films', 'many', 'strange']);
      await Promise.all([page.waitForNavigation(), page.click('.names a')]);
      assert.equal(await page.title(), 'films');
      assert.deepEqual(await names(page),
        ['empty', 'film 1.mp4', 'Film 2.mp4', 'Film 10.mp4', 'notes.txt', 'Song.opus']);
      const poster = await page.$eval('.names img', (image) => image.decode().then(() => image.naturalWidth));
      assert.ok(poster > 0);
    }));

    test('names are only names, whatever they are', () => visit('/strange/', async (page) => {
      const shown = await names(page);
      assert.equal(shown.length, strangeNames.length + 1);
      for (const strange of strangeNames) {
        assert.ok(shown.includes(strange.replace('\n', '␊')), strange);
      }
      const answers = await page.evaluate(() => Promise.all(
        [...document.querySelectorAll('.names a')].map(({ href }) => fetch(href, { method: 'HEAD' }).then(({ ok }) => ok))));
      assert.deepEqual([...new Set(answers)], [true]);
      assert.equal(await page.title(), 'strange');
    }));

    test('the filter finds words in the page while one types', () => visit('/films/', async (page) => {
      await page.type('#filter', 'FILM 1');
      assert.deepEqual(await names(page), ['film 1.mp4', 'Film 10.mp4']);
      assert.equal(await page.$eval('#found', ({ textContent }) => textContent), '2 of 6 names');
      await page.keyboard.press('Escape');
      assert.equal((await names(page)).length, 6);
    }));

    test('the filter asks the server about what is not in the page', () => visit('/many/', async (page) => {
      assert.equal((await names(page)).length, 500);
      await page.type('#filter', 'recording 499');
      await page.waitForFunction(() => document.querySelector('#found').textContent === '15 of 5000 names');
      const found = await names(page);
      assert.deepEqual([found[0], found.at(-1)], ['Recording 499.mp4', 'Recording 4999.mp4']);
      assert.equal(new URL(page.url()).search, '?filter=recording+499');
      await page.reload();
      assert.deepEqual(await names(page), found);
      await page.focus('#filter');
      await page.keyboard.press('Escape');
      await page.waitForFunction(() => document.querySelectorAll('.names li').length === 500);
    }));

    test('a long folder is sorted and turned over by links', () => visit('/many/', async (page) => {
      await Promise.all([page.waitForNavigation(), page.click('.orders .name')]);
      assert.equal((await names(page))[0], 'Recording 4999.mp4');
      await Promise.all([page.waitForNavigation(), page.click('.pages [rel=next]')]);
      assert.equal((await names(page))[0], 'Recording 4499.mp4');
    }));

    test('a film plays, is sought in, and shows its subtitles', () => visit(film, async (page) => {
      await isLoaded(page);
      assert.ok(Math.abs((await state(page)).duration - filmSeconds) < 0.2);
      await page.keyboard.press('k');
      const playing = await reaches(page, ({ currentTime, cue }) => currentTime > 0.5 && cue);
      assert.deepEqual([playing.language, playing.cue], ['en', 'one'], 'the language of the browser');
      await page.keyboard.press('l');
      await reaches(page, ({ currentTime, cue }) => currentTime > 10 && cue === 'two');
      await page.keyboard.press('ArrowRight');
      await reaches(page, ({ currentTime }) => currentTime > 15);
      await page.keyboard.press(' ');
      await reaches(page, ({ paused }) => paused);
      await page.keyboard.press('j');
      await reaches(page, ({ currentTime, cue }) => currentTime > 4 && currentTime < 10 && cue === 'one');
      await page.keyboard.press('m');
      await page.keyboard.press('ArrowDown');
      await reaches(page, ({ muted, volume }) => muted && volume > 0.8 && volume < 1);
      await page.keyboard.press('c');
      await reaches(page, ({ language }) => !language);
      await page.keyboard.press('c');
      await reaches(page, ({ language, cue }) => language === 'de' && cue === 'eins');
    }));

    test('N and P lead to the next film and back', () => visit(film, async (page) => {
      await Promise.all([page.waitForNavigation(), page.keyboard.press('n')]);
      assert.equal(await page.title(), 'Film 10');
      await Promise.all([page.waitForNavigation(), page.keyboard.press('p')]);
      assert.equal(await page.title(), 'Film 2');
      await Promise.all([page.waitForNavigation(), page.click('.neighbours [rel=prev]')]);
      assert.equal(await page.title(), 'film 1');
    }));

    test('what ends goes on to the next, if one wants it to', () => visit('/films/film%201.mp4?play', async (page) => {
      await isLoaded(page);
      await page.click('.neighbours label');
      await Promise.all([page.waitForNavigation(), page.keyboard.press('k')]);
      assert.equal(await page.title(), 'Film 2');
      await reaches(page, ({ currentTime }) => currentTime > 0.2);
    }));

    test('a film goes on where one has stopped, and the folder shows it', () => visit(film, async (page) => {
      await isLoaded(page);
      await page.keyboard.press('l');
      await page.keyboard.press('k');
      await reaches(page, ({ currentTime }) => currentTime > 10.5);
      await page.keyboard.press('k');
      const { currentTime } = await reaches(page, ({ paused }) => paused);
      await page.reload();
      await reaches(page, (now) => Math.abs(now.currentTime - currentTime) < 1);
      await isThere(page, '#notice button');
      await Promise.all([page.waitForNavigation(), page.click('.trail li:nth-child(2) a')]);
      const seen = await page.$eval('.seen', ({ style }) => parseFloat(style.width));
      assert.ok(Math.abs(seen - 100 * currentTime / filmSeconds) < 5, `${seen} %`);
      await page.goBack();
      await isThere(page, '#notice button');
      await page.click('#notice button');
      await reaches(page, (now) => now.currentTime === 0);
    }));

    test('music plays', () => visit('/films/Song.opus?play', async (page) => {
      await isLoaded(page);
      await page.keyboard.press(' ');
      await reaches(page, ({ currentTime }) => currentTime > 0.5);
    }));

    test('what cannot be played is said to be so', () => browser.use(async (page) => {
      await page.goto(`${server.url}/strange/${encodeURIComponent(strangeNames[4])}?play`);
      await page.waitForFunction(() => /cannot play/.test(document.querySelector('#notice').textContent));
    }));

    test('a keyboard is enough', () => visit('/films/', async (page) => {
      const focused = () => page.evaluate(() => document.activeElement.textContent || document.activeElement.id);
      await page.keyboard.press('Tab');
      assert.equal(await focused(), 'Skip to the content');
      await page.keyboard.press('/');
      assert.equal(await focused(), 'filter');
      await page.keyboard.type('film 2');
      await page.keyboard.press('ArrowDown');
      assert.equal(await focused(), 'Film 2.mp4');
      await page.waitForFunction(() => getComputedStyle(document.activeElement).outlineStyle === 'solid');
      await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
      await isLoaded(page);
      await page.keyboard.press(' ');
      await reaches(page, ({ currentTime }) => currentTime > 0.2);
      const stops = [];
      for (let i = 0; i < 20; ++i) {
        await page.keyboard.press('Tab');
        stops.push(await focused());
      }
      for (const stop of ['Open file', 'Download', 'NextFilm 10.mp4', 'Keys']) {
        assert.ok(stops.includes(stop), `${stop} is not among ${stops}`);
      }
    }));

    for (const path of ['/', '/films/', '/films/empty/', '/strange/', '/many/?page=2&sort=size', '/films/?filter=none',
      film, '/films/Song.opus?play']) {
      test(`nobody is kept from using ${path}`, async () => {
        for (const width of [320, 1024]) {
          await visit(path, async (page) => {
            assert.deepEqual(await obstaclesIn(page), []);
            const [needed, there] = await page.evaluate(
              () => [document.scrollingElement.scrollWidth, document.scrollingElement.clientWidth]);
            assert.ok(needed <= there, `${needed} of ${there} pixels`);
          }, { width });
        }
      });
    }

    test('the keys are the same once the film has been clicked', () => visit(film, async (page) => {
      await isLoaded(page);
      await page.click('#media');
      await reaches(page, ({ paused }) => !paused);
      await page.keyboard.press('k');
      const { currentTime: before } = await reaches(page, ({ paused }) => paused);
      await page.keyboard.press('ArrowRight');
      await reaches(page, ({ currentTime }) => Math.abs(currentTime - before - 5) < 0.1);
      await page.keyboard.press('ArrowLeft');
      await reaches(page, ({ currentTime }) => Math.abs(currentTime - before) < 0.1);
      await page.keyboard.press('ArrowDown');
      await reaches(page, ({ volume }) => Math.abs(volume - 0.9) < 0.01);
    }));

    test('F fills the screen, and F leaves it', () => visit(film, async (page) => {
      await isLoaded(page);
      await page.keyboard.press('f');
      await page.waitForFunction(() => document.fullscreenElement?.id === 'media');
      await page.keyboard.press('f');
      await page.waitForFunction(() => !document.fullscreenElement);
    }));

    // The last: Firefox shows what it has saved in a panel, which has the focus from then on, and pages have no outlines.
    test('a download is the film, octet for octet', () => visit(film, async (page) => {
      await browser.saveDownloadsOf(page);
      await page.click('[href$="?download"]');
      const original = readFileSync(join(folder.path, 'films/Film 2.mp4'));
      const saved = join(browser.downloads, 'Film 2.mp4');
      const until = Date.now() + deadline;
      while (!existsSync(saved) || statSync(saved).size !== original.length || readdirSync(browser.downloads).length > 1) {
        assert.ok(Date.now() < until, `${readdirSync(browser.downloads)}`);
        await delay(20);
      }
      assert.ok(readFileSync(saved).equals(original));
    }));
  });
}

describe('without scripts', () => {
  let browser;
  before(async () => { browser = await Browser.launch('chromium'); });
  after(() => browser?.close());
  const visit = (path, act) => browser.use(async (page) => {
    await page.goto(server.url + path);
    await act(page);
  }, { javascript: false });

  test('names are filtered by a form', () => visit('/many/', async (page) => {
    await page.type('#filter', '4999');
    await Promise.all([page.waitForNavigation(), page.click('.filter button')]);
    assert.deepEqual(await names(page), ['Recording 4999.mp4']);
  }));

  test('a film plays, with the browser’s own keys', () => visit(film, async (page) => {
    await page.focus('#media');
    await page.keyboard.press(' ');
    await reaches(page, ({ currentTime, cue }) => currentTime > 0.3 && cue === 'eins');
    assert.equal(await page.$eval('.keys', ({ hidden }) => hidden), true);
  }));
});

describe('content/', () => {
  let browser, show;
  before(async () => {
    show = await Ranged.start(['--root', process.env.E2E_CONTENT]);
    browser = await Browser.launch('chromium');
  });
  after(async () => {
    await browser?.close();
    await show?.stop();
  });

  test('the welcome page leads to the library, and to what is there', () => browser.use(async (page) => {
    await page.goto(`${show.url}/`);
    assert.deepEqual(await obstaclesIn(page), []);
    const addresses = await page.$$eval('a', (links) => links.map(({ href }) => href));
    for (const address of addresses) {
      const { status, headers } = await fetch(address, { method: 'HEAD' });
      assert.equal(status, address.includes('/confidential/') ? 403 : 200, address);
      if (address.endsWith('?download')) assert.match(headers.get('content-disposition'), /^attachment/);
    }
    assert.ok(addresses.some((address) => address.endsWith('clip.mp4?download')), `${addresses}`);
    await Promise.all([page.waitForNavigation(), page.click('.library a')]);
    assert.ok((await names(page)).includes('Into the Mandelbrot set.mp4'));
  }));
});
