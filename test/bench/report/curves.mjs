import { figure } from './statistics.mjs';
import { drawing } from './svg.mjs';

/// The drawings of `results`: a file's name, its title and its text. A scenario's `curve` has the measure that
/// is drawn, and what stands at the axes.
export function curvesOf({ scenarios }) {
  return scenarios.filter(({ curve }) => curve).flatMap(({ name, title, curve, ...scenario }) =>
    curve.map(({ measure, file, x, y }) => {
      const peers = [...new Set(scenario.runs.map(({ peer }) => peer))];
      const series = peers.map((peer) => ({
        name: peer,
        points: scenario.points.map(({ value }) =>
          [value, figure(scenario, { point: value, measure, peer })]).filter(([, y]) => y > 0),
      })).filter(({ points }) => points.length > 0);
      const caption = `${title}: ${y}`;
      return { name: file, title: caption, text: drawing({ title: caption, x, y, series }) };
    }));
}
