import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { makeFilm } from './film.mjs';

// Folders for the tests of the library: what a person might have, and what one hopes nobody has.

export const filmSeconds = 24;
export const strangeNames = [
  'A very long name of a recording that somebody made on a rainy afternoon in November and never ' +
    'thought of shortening, although it would have been easy (director’s cut, restored).mp4',
  `without-a-blank-${'that-could-be-broken'.repeat(6)}.mkv`.replaceAll('-', ''),
  '🎬 Emoji 👩‍👩‍👧 film 🎉.mp4',
  'שלום עולם.mp4',
  'مرحبا بالعالم 12.mkv',
  '日本語の映画.webm',
  'Ünïcödé & <b>bold<b> "quoted".mp3',
  '<script>document.title = "owned"<script>.mp4',
  '"><img src=x onerror=alert(1)>.mp4',
  'line\nend.mp4',
  'archive.tar.gz', 'notes (draft).txt', 'picture.png', 'book.pdf', 'README',
];

const subtitles = (...lines) => `WEBVTT\n${lines.map((line, i) =>
  `\n00:${String(i * 8).padStart(2, '0')}.000 --> 00:${String(i * 8 + 8).padStart(2, '0')}.000\n${line}\n`).join('')}`;

const ffmpeg = (...args) => execFileSync('ffmpeg', ['-loglevel', 'error', '-y', ...args]);

/// films/ with a film of several parts that has a poster and subtitles, two short ones, and music.
export function makeFilms(root) {
  const folder = join(root, 'films');
  mkdirSync(join(folder, 'empty'), { recursive: true });
  const film = join(folder, 'Film 2.mp4');
  makeFilm(film, filmSeconds);
  ffmpeg('-ss', '3', '-i', film, '-frames:v', '1', join(folder, 'Film 2.jpg'));
  writeFileSync(join(folder, 'Film 2.de.vtt'), subtitles('eins', 'zwei', 'drei'));
  writeFileSync(join(folder, 'Film 2.en.vtt'), subtitles('one', 'two', 'three'));
  makeFilm(join(folder, 'film 1.mp4'), 2);
  copyFileSync(join(folder, 'film 1.mp4'), join(folder, 'Film 10.mp4'));
  ffmpeg('-i', film, '-vn', '-c:a', 'libopus', join(folder, 'Song.opus'));
  writeFileSync(join(folder, 'notes.txt'), 'notes\n');
}

export function makeStrangeNames(root) {
  const folder = join(root, 'strange');
  mkdirSync(join(folder, 'Season 2'), { recursive: true });
  for (const name of strangeNames) {
    writeFileSync(join(folder, name), '');
    truncateSync(join(folder, name), name.length * 7_919_137);
  }
}

/// `count` files that take no room.
export function makeMany(root, name, count) {
  const folder = join(root, name);
  mkdirSync(folder, { recursive: true });
  for (let i = 0; i < count; ++i) {
    const path = join(folder, `Recording ${i}.${i % 3 ? 'mp4' : 'opus'}`);
    writeFileSync(path, '');
    truncateSync(path, 7001 * (i % 997 + 1));
  }
}
