import { execFileSync } from 'node:child_process';
import { createCipheriv } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { makeFilm } from '../support/film.mjs';

// Files of some parts: three the film, four the others.

export const film = 'film.mp4';
export const archive = 'archive.bin';
export const picture = 'picture.png';
export const book = 'book.pdf';
export const filmSeconds = 14;

/// Octets without a pattern, the same at every run.
export const noise = (length, seed = 0) =>
  createCipheriv('aes-128-ctr', Buffer.alloc(16, seed), Buffer.alloc(16)).update(Buffer.alloc(length));

export function makeFilms(root) {
  makeFilm(join(root, film), filmSeconds);
}

export function makeFiles(root) {
  writeFileSync(join(root, film), noise(17_000_000, 1)); // who downloads does not look into it
  writeFileSync(join(root, archive), noise(17_000_000, 2));
}

/// A document of one red page, which its viewer finds by the table at its end, and 8 MB that nobody needs.
function makeBook(path) {
  const paint = Buffer.from('1 0 0 rg 0 0 600 800 re f');
  const stream = (octets) => ['<< /Length ', octets.length, ' >>\nstream\n', octets, '\nendstream'];
  const objects = [
    ['<< /Type /Catalog /Pages 2 0 R >>'],
    ['<< /Type /Pages /Kids [3 0 R] /Count 1 >>'],
    ['<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 5 0 R >>'],
    stream(noise(8_000_000, 3)),
    stream(paint),
  ];
  const pieces = [];
  let length = 0;
  const add = (piece) => {
    pieces.push(Buffer.from(Buffer.isBuffer(piece) ? piece : `${piece}`));
    length += pieces.at(-1).length;
  };
  add('%PDF-1.4\n');
  const table = objects.map((object, i) => {
    const at = length;
    [`${i + 1} 0 obj\n`, ...object, '\nendobj\n'].forEach(add);
    return `${String(at).padStart(10, '0')} 00000 n \n`;
  });
  const at = length;
  add(`xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table.join('')}`);
  add(`trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${at}\n%%EOF\n`);
  writeFileSync(path, Buffer.concat(pieces));
}

export function makeWeb(root) {
  makeFilms(root);
  writeFileSync(join(root, archive), noise(17_000_000, 2));
  writeFileSync(join(root, 'page.html'), '<!doctype html><title>page</title><link rel="icon" href="data:,"><body>');
  makeBook(join(root, book));
  const noisy = 'color=gray:size=1800x1800,format=rgb24,noise=alls=100:allf=u';
  execFileSync('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', noisy, '-frames:v', '1', join(root, picture)]);
}
