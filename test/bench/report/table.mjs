import { figure, ratio } from './statistics.mjs';
import { verdict } from './targets.mjs';
import { readable } from './words.mjs';

// The one table: a row for each scenario, point and measure; a column for each server.

/// ranged's figure, or a peer's with ranged's in relation to it: `3,600 (1.53)`.
function cell(scenario, place, peer) {
  const theirs = figure(scenario, { ...place, peer });
  if (theirs === null) {
    const tried = scenario.runs.some((run) => run.peer === peer && run.point === place.point);
    return tried ? 'failed' : '';
  }
  if (peer === 'ranged') return readable(theirs);
  const share = ratio(figure(scenario, { ...place, peer: 'ranged' }), theirs);
  return share === null ? readable(theirs) : `${readable(theirs)} (${readable(share)})`;
}

function rowsOf(scenario, servers) {
  return scenario.points.flatMap((point) => scenario.measures.map((measure) => {
    const place = { point: point.value, measure: measure.name };
    const targets = scenario.targets.filter((target) =>
      target.measure === place.measure && (target.point ?? null) === place.point);
    return {
      measure: [point.title, measure.title].filter(Boolean).join(', '),
      cells: servers.map((peer) => cell(scenario, place, peer)),
      targets: targets.map((target) => verdict(target, scenario)).join('; '),
    };
  }));
}

/// The servers that `results` has figures of, in the order of their versions.
const serversOf = (results) => Object.keys(results.versions).filter((name) =>
  results.scenarios.some(({ runs }) => runs.some(({ peer }) => peer === name)));

/// For a terminal: the measures of a scenario below its title.
export function formatTable(results) {
  const servers = serversOf(results);
  const lines = [['', ...servers, 'wanted']];
  for (const scenario of results.scenarios) {
    lines.push([], [scenario.title]);
    for (const { measure, cells, targets } of rowsOf(scenario, servers)) {
      lines.push([`  ${measure}`, ...cells, targets]);
    }
  }
  const wide = lines.filter(({ length }) => length > 1);
  const widths = wide[0].map((_, i) => Math.max(...wide.map((line) => line[i].length)));
  const pad = (text, i) => (i === 0 || i === widths.length - 1
    ? text.padEnd(widths[i]) : text.padStart(widths[i]));
  return lines.map((line) => (line.length > 1 ? line.map(pad).join('  ') : line.join('')).trimEnd())
    .join('\n');
}

/// The same in Markdown, with what was measured where.
export function formatMarkdown(results) {
  const servers = serversOf(results);
  const row = (cells) => `| ${cells.join(' | ')} |`;
  const lines = [
    row(['what', 'measure', ...servers, 'wanted']),
    row(['---', '---', ...servers.map(() => '--:'), '---']),
  ];
  for (const scenario of results.scenarios) {
    rowsOf(scenario, servers).forEach(({ measure, cells, targets }, i) => {
      lines.push(row([i === 0 ? scenario.title : '', measure, ...cells, targets]));
    });
  }
  return lines.join('\n');
}
