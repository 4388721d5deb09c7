import { createCipheriv } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { makeFilm } from '../support/film.mjs';

// Files of some parts: three the film, four the others.

export const film = 'film.mp4';
export const archive = 'archive.bin';
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
