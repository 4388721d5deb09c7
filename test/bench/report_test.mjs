import assert from 'node:assert/strict';
import { test } from 'node:test';

import { readArguments } from './arguments.mjs';
import { curvesOf } from './report/curves.mjs';
import { describe, fill } from './report/document.mjs';
import { figure, median, ratio } from './report/statistics.mjs';
import { decades, drawing, scale } from './report/svg.mjs';
import { formatMarkdown, formatTable } from './report/table.mjs';
import { atLeast, atMost, verdict } from './report/targets.mjs';
import { readable, readablePower, readableSize } from './report/words.mjs';
import { readsOfBlocks } from './scenarios/slow_disk.mjs';

// What becomes of figures, from the rounds to the document.

const runsOf = (figures) => Object.entries(figures).flatMap(([peer, numbers]) =>
  numbers.map((number, i) => (number === 'failed'
    ? { round: i + 1, peer, point: null, error: 'lost' }
    : { round: i + 1, peer, point: null, figures: { rate: number } })));

const scenarioOf = (figures, more) => ({
  name: 'parts',
  title: 'parts',
  measures: [{ name: 'rate', title: 'MB/s' }],
  points: [{ value: null, title: '' }],
  targets: [],
  runs: runsOf(figures),
  ...more,
});

const resultsOf = (...scenarios) => ({
  date: '2024-02-29T12:00:00.000Z',
  command: './dev bench',
  rounds: 3,
  machine: { processor: 'Z80', cores: 2, memory: '64 GiB', kernel: '6.1' },
  versions: { ranged: 'ranged 1', nginx: 'nginx 2', floor: '' },
  scenarios,
});

test('the median is the middle of what was measured', () => {
  for (const [numbers, expected] of [
    [[], null], [[3], 3], [[9, 1, 5], 5], [[4, 1, 2, 3], 2.5], [[null, 7, undefined], 7],
    [[10, 9, 100], 10],
  ]) assert.equal(median(numbers), expected, `${numbers}`);
});

test('a figure is the median over the rounds of one server at one point', () => {
  const runs = [
    { peer: 'ranged', point: 10, figures: { rate: 1 } },
    { peer: 'ranged', point: 10, figures: { rate: 3 } },
    { peer: 'ranged', point: 100, figures: { rate: 50 } },
    { peer: 'nginx', point: 10, figures: { rate: 70 } },
    { peer: 'ranged', point: 10, error: 'lost' },
  ];
  assert.equal(figure({ runs }, { point: 10, measure: 'rate', peer: 'ranged' }), 2);
  assert.equal(figure({ runs }, { point: 100, measure: 'rate', peer: 'ranged' }), 50);
  assert.equal(figure({ runs }, { point: 100, measure: 'rate', peer: 'nginx' }), null);
});

test('a ratio to nothing is none', () => {
  assert.equal(ratio(6, 3), 2);
  for (const [a, b] of [[1, 0], [null, 3], [3, null]]) assert.equal(ratio(a, b), null);
});

test('numbers have as many digits as one reads', () => {
  for (const [number, expected] of [
    [1234567, '1,234,567'], [1234.4, '1,234'], [99.94, '99.9'], [1.234, '1.23'], [0, '0'],
    [0.01234, '0.012'], [null, '-'],
  ]) assert.equal(readable(number), expected);
  assert.equal(readableSize(1024), '1 KiB');
  assert.equal(readableSize(5 * 2 ** 20), '5 MiB');
  assert.equal(readableSize(2 ** 30), '1 GiB');
  assert.deepEqual([0.01, 10, 1e5, 1e9].map(readablePower), ['0.01', '10', '100 k', '1 G']);
});

test('a verdict says what was wanted, whether it holds, and what is', () => {
  const scenario = scenarioOf(
    { ranged: [150, 160, 170], nginx: [100, 100, 90], caddy: ['failed'] });
  for (const [target, expected] of [
    [atLeast(1.5, 'rate', 'nginx'), '>= 1.50 x nginx: met (1.60)'],
    [atLeast(1.7, 'rate', 'nginx'), '>= 1.70 x nginx: MISSED (1.60)'],
    [atLeast(2, 'rate', 'nginx', { stretch: true }), '>= 2 x nginx (stretch): MISSED (1.60)'],
    [atMost(1, 'rate', 'nginx'), '<= 1 x nginx: MISSED (1.60)'],
    [atMost(200, 'rate'), '<= 200: met (160)'],
    [atLeast(1, 'rate', 'caddy'), '>= 1 x caddy: not measured'],
  ]) assert.equal(verdict(target, scenario), expected);
});

test('the table has a row for each measure and a column for each server', () => {
  const results = resultsOf(scenarioOf(
    { ranged: [5500, 5400, 5600], nginx: ['failed', 3600, 3600], floor: ['failed'] },
    { targets: [atLeast(1.5, 'rate', 'nginx')] }));
  assert.equal(formatTable(results), [
    '        ranged         nginx   floor  wanted',
    '',
    'parts',
    '  MB/s   5,500  3,600 (1.53)  failed  >= 1.50 x nginx: met (1.53)',
  ].join('\n'));
  assert.equal(formatMarkdown(results), [
    '| what | measure | ranged | nginx | floor | wanted |',
    '| --- | --- | --: | --: | --: | --- |',
    '| parts | MB/s | 5,500 | 3,600 (1.53) | failed | >= 1.50 x nginx: met (1.53) |',
  ].join('\n'));
});

test('a scenario with points has a row for each, and targets at theirs', () => {
  const table = formatTable(resultsOf(scenarioOf({}, {
    points: [{ value: 1, title: '1 file' }, { value: 2, title: '2 files' }],
    targets: [atMost(4, 'rate', undefined, { point: 2 })],
    runs: [1, 2].map((point) =>
      ({ round: 1, peer: 'ranged', point, figures: { rate: point * 2 } })),
  })));
  assert.match(table, /1 file, MB\/s +2\n/);
  assert.match(table, /2 files, MB\/s +4 +<= 4: met \(4\)$/);
});

test('axes go from a power of ten to another', () => {
  assert.deepEqual(decades([3, 250]), { first: 0, last: 3 });
  assert.deepEqual(decades([0.002, 0.05]), { first: -3, last: -1 });
  assert.deepEqual(decades([10, 10]), { first: 1, last: 2 });
  const toX = scale({ first: 0, last: 2 }, 100, 300);
  assert.deepEqual([1, 10, 100].map(toX), [100, 200, 300]);
});

test('a drawing has a line and a name for each server, and no markup of others', () => {
  const text = drawing({
    title: 'a < b & c', x: 'files', y: 's',
    series: [{ name: 'ranged', points: [[1, 1], [100, 10]] }, { name: 'nginx', points: [[1, 2]] }],
  });
  assert.equal(text.match(/<polyline/g).length, 2);
  assert.equal(text.match(/<circle/g).length, 3);
  assert.ok(text.includes('>nginx</text>') && text.includes('a &lt; b &amp; c'));
  assert.ok(text.includes('prefers-color-scheme: dark'));
  assert.ok(!text.includes('NaN'));
});

test('a curve that was not measured is an empty drawing', () => {
  const curve = [{ file: 'sizes', measure: 'rate', x: 'octets', y: 'MB/s' }];
  const [{ name, title, text }] = curvesOf(resultsOf(scenarioOf({ ranged: ['failed'] }, { curve })));
  assert.equal(name, 'sizes');
  assert.match(title, /: MB\/s$/);
  assert.ok(!text.includes('NaN') && !text.includes('<polyline'));
});

test('the document gets its figures between its marks, and keeps its words', () => {
  const text = 'a\n<!-- table -->\nold\n<!-- /table -->\nz';
  assert.equal(fill(text, 'table', 'new'), 'a\n<!-- table -->\nnew\n<!-- /table -->\nz');
  assert.throws(() => fill('no marks', 'table', 'new'), /no <!-- table -->/);
  const words = describe(resultsOf());
  assert.match(words, /^- 2024-02-29, `\.\/dev bench`, medians of 3 rounds\n- Z80, 2 cores/);
});

test('a log of reads says how often each block was read', () => {
  const kib = 1024;
  const log = `0 ${256 * kib}\n${256 * kib} ${256 * kib}\n${300 * kib} ${4 * kib}\n`;
  assert.deepEqual([...readsOfBlocks(log)], [[0, 1], [1, 2]]);
  assert.equal(readsOfBlocks('').size, 0);
});

test('arguments are judged before anything is started', () => {
  const judged = (...words) =>
    readArguments(words, ['parts', 'small'], ['ranged', 'nginx', 'caddy']);
  assert.deepEqual(judged().peers, ['ranged', 'nginx', 'caddy']);
  assert.deepEqual(judged('--peers', 'caddy').peers, ['ranged', 'caddy']);
  for (const [words, rounds] of [[[], 5], [['--quick'], 1], [['--rounds=7', '--quick'], 7]]) {
    assert.equal(judged(...words).rounds, rounds);
  }
  assert.deepEqual(judged('small').names, ['small']);
  for (const wrong of ['large', '--peers=iis', '--rounds=many', '--rounds=0', '--fast']) {
    assert.throws(() => judged(wrong), undefined, wrong);
  }
});
