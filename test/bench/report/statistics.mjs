/// The middle one; of an even number, the mean of the two in the middle. null of none.
export function median(numbers) {
  const sorted = numbers.filter((number) => number !== null && number !== undefined)
    .sort((a, b) => a - b);
  if (sorted.length === 0) return null;
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/// The median over the rounds of what `measure` was for `peer` at `point`; null if it was never
/// measured.
export function figure(scenario, { point = null, measure, peer }) {
  const runs = scenario.runs.filter((run) => run.peer === peer && run.point === point);
  return median(runs.map(({ figures }) => figures?.[measure]));
}

/// `a` in relation to `b`; null if that says nothing.
export const ratio = (a, b) => (a === null || b === null || b === 0 ? null : a / b);
