import { readablePower } from './words.mjs';

// A drawing of curves: both axes logarithmic, a line a server; readable on light and dark ground.

const size = { width: 720, height: 400 };
const plot = { left: 80, right: 600, top: 44, bottom: 350 };
const colours = ['#0b7a75', '#d1495b', '#8d6a9f', '#c77d0a', '#3a6ea5', '#6b8e23', '#8c5a3c'];

const style = `
  text { font: 13px sans-serif; fill: #333 }
  .title { font-weight: bold }
  .grid { stroke: #ccc; stroke-width: 1 }
  .line { fill: none; stroke-width: 2.5 }
  @media (prefers-color-scheme: dark) { text { fill: #ddd } .grid { stroke: #444 } }`;

const escaped = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

/// The powers of ten that enclose `numbers`, as exponents.
export function decades(numbers) {
  const first = Math.floor(Math.log10(Math.min(...numbers)));
  return { first, last: Math.max(first + 1, Math.ceil(Math.log10(Math.max(...numbers)))) };
}

/// Where a number lies between `from` and `to`.
export function scale({ first, last }, from, to) {
  return (number) => from + (Math.log10(number) - first) / (last - first) * (to - from);
}

const ticks = ({ first, last }) =>
  Array.from({ length: last - first + 1 }, (_, i) => 10 ** (first + i));

const line = (x1, y1, x2, y2) => `<line class="grid" x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}"/>`;
const label = (x, y, anchor, text, more = '') =>
  `<text x="${x}" y="${y}" text-anchor="${anchor}"${more}>${escaped(text)}</text>`;
const tenth = (number) => Math.round(number * 10) / 10;

function curve({ name, points }, number, toX, toY) {
  const colour = colours[number % colours.length];
  const places = points.map(([x, y]) => [tenth(toX(x)), tenth(toY(y))]);
  const legend = plot.top + 12 + number * 22;
  return [
    `<polyline class="line" stroke="${colour}" ` +
      `points="${places.map((place) => place.join(',')).join(' ')}"/>`,
    ...places.map(([x, y]) => `<circle cx="${x}" cy="${y}" r="3.5" fill="${colour}"/>`),
    `<line x1="${plot.right + 14}" y1="${legend}" x2="${plot.right + 34}" y2="${legend}" ` +
      `stroke="${colour}" stroke-width="3"/>`,
    label(plot.right + 40, legend + 4, 'start', name),
  ];
}

/// `series`: for each line a name and its points. `x` and `y` are the titles of the axes.
export function drawing({ title, x, y, series }) {
  const points = series.flatMap((one) => one.points);
  const [xs, ys] = [0, 1].map((i) => decades(points.length ? points.map((p) => p[i]) : [1, 10]));
  const toX = scale(xs, plot.left, plot.right);
  const toY = scale(ys, plot.bottom, plot.top);
  const middle = (plot.top + plot.bottom) / 2;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${size.height}" ` +
      `width="${size.width}" height="${size.height}" role="img">`,
    `<title>${escaped(title)}</title>`,
    `<style>${style}\n</style>`,
    label(plot.left, 24, 'start', title, ' class="title"'),
    ...ticks(xs).flatMap((tick) => [
      line(tenth(toX(tick)), plot.top, tenth(toX(tick)), plot.bottom),
      label(tenth(toX(tick)), plot.bottom + 18, 'middle', readablePower(tick)),
    ]),
    ...ticks(ys).flatMap((tick) => [
      line(plot.left, tenth(toY(tick)), plot.right, tenth(toY(tick))),
      label(plot.left - 6, tenth(toY(tick)) + 4, 'end', readablePower(tick)),
    ]),
    label((plot.left + plot.right) / 2, plot.bottom + 40, 'middle', x),
    label(0, 0, 'middle', y, ` transform="translate(16 ${middle}) rotate(-90)"`),
    ...series.flatMap((one, number) => curve(one, number, toX, toY)),
    '</svg>\n',
  ].join('\n');
}
