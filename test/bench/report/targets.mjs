import { figure, ratio } from './statistics.mjs';
import { readable } from './words.mjs';

// What is wanted of ranged. A target is data:
//   measure            of the scenario, at `point` if it has several
//   atLeast or atMost  as a factor of `peer`'s figure, or as a figure if there is no peer
//   stretch            wished for, not promised

export const atLeast = (bound, measure, peer, more) => ({ measure, peer, atLeast: bound, ...more });
export const atMost = (bound, measure, peer, more) => ({ measure, peer, atMost: bound, ...more });

/// `{ wanted: ">= 1.50 x nginx", actual: 1.62, met: true }`; null for what could not be judged.
export function judge(target, scenario) {
  const { measure, peer, point, stretch } = target;
  const own = figure(scenario, { point, measure, peer: 'ranged' });
  const actual = peer ? ratio(own, figure(scenario, { point, measure, peer })) : own;
  const [sign, bound] = 'atLeast' in target ? ['>=', target.atLeast] : ['<=', target.atMost];
  const met = actual === null ? null : sign === '>=' ? actual >= bound : actual <= bound;
  const wanted = `${sign} ${readable(bound)}${peer ? ` x ${peer}` : ''}`;
  return { wanted: stretch ? `${wanted} (stretch)` : wanted, actual, met };
}

/// `>= 1.50 x nginx: met (1.62)`
export function verdict(target, scenario) {
  const { wanted, actual, met } = judge(target, scenario);
  if (met === null) return `${wanted}: not measured`;
  return `${wanted}: ${met ? 'met' : 'MISSED'} (${readable(actual)})`;
}
