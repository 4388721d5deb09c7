import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { formatMarkdown } from './table.mjs';

// docs/performance.md: the figures are put where its marks are; its words are written by hand.

const document = 'docs/performance.md';
const drawings = 'docs/performance';

/// `text` with `replacement` between `<!-- name -->` and `<!-- /name -->`.
export function fill(text, name, replacement) {
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [begin, end] = [text.indexOf(open), text.indexOf(close)];
  if (begin < 0 || end < begin) throw new Error(`no ${open} and ${close} in the document`);
  return `${text.slice(0, begin + open.length)}\n${replacement}\n${text.slice(end)}`;
}

/// Where and when, as a list.
export function describe({ date, command, rounds, machine, versions }) {
  const named = Object.entries(versions).filter(([, version]) => version)
    .map(([name, version]) => `${name} ${version}`);
  return [
    `- ${date.slice(0, 10)}, \`${command}\`, medians of ${rounds} rounds`,
    `- ${machine.processor}, ${machine.cores} cores, ${machine.memory}, Linux ${machine.kernel}`,
    `- ${named.join(', ')}`,
  ].join('\n');
}

export function publish(results, curves) {
  let text = readFileSync(document, 'utf8');
  text = fill(text, 'machine', describe(results));
  text = fill(text, 'table', formatMarkdown(results));
  text = fill(text, 'curves', curves.map(({ name, title }) =>
    `![${title}](performance/${name}.svg)`).join('\n'));
  mkdirSync(drawings, { recursive: true });
  for (const { name, text: drawn } of curves) writeFileSync(join(drawings, `${name}.svg`), drawn);
  writeFileSync(document, text);
}
