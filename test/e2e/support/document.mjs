import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';

/// What stands between <!-- name --> and <!-- /name --> in a document of docs/ is `made`; with
/// RANGED_UPDATE_DOCUMENTS in the environment it is written there.
export function assertDocumented(document, name, made) {
  const path = new URL(`../../../docs/${document}`, import.meta.url);
  const [begin, end] = [`<!-- ${name} -->\n`, `<!-- /${name} -->`];
  const text = readFileSync(path, 'utf8');
  const [from, to] = [text.indexOf(begin) + begin.length, text.indexOf(end)];
  assert.ok(from >= begin.length && to >= from, `${document} has no ${begin}`);
  if (process.env.RANGED_UPDATE_DOCUMENTS) writeFileSync(path, text.slice(0, from) + made + text.slice(to));
  else assert.equal(text.slice(from, to), made, 'run the test with RANGED_UPDATE_DOCUMENTS=1 to write it anew');
}

/// A table in Markdown.
export const table = (head, rows) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |\n`).join('');
