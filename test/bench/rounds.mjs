import { withServer } from './support/server.mjs';

// Who is measured when. In each round every server has its turn, so that whatever else the machine
// does meets all of them alike.

/// One measurement: `{ round, peer, point, figures }`, or `error` in the place of figures.
async function measureOnce(scenario, { round, peer, point, context }) {
  const file = scenario.file?.(context, point);
  const started = (options, use) =>
    withServer(peer, { content: context.content.folder, ...options }, use);
  const run = { round, peer: peer.name, point: point.value };
  try {
    return { ...run, figures: await scenario.measure({ peer, point, file, context, started }) };
  } catch (error) {
    context.say(`${scenario.name}, ${peer.name}: ${error.message}`);
    return { ...run, error: error.message };
  }
}

/// All that was measured of `scenario`, with what is needed to understand it.
export async function measure(scenario, { peers, rounds, context }) {
  const { name, title, measures, targets = [], curve } = scenario;
  const points = scenario.points?.(context) ?? [{ value: null, title: '' }];
  const those = peers.filter((peer) => scenario.peers.includes(peer.name));
  for (const point of points) scenario.file?.(context, point); // before ranged looks for files
  const began = performance.now();
  const runs = [];
  for (let round = 1; round <= (scenario.rounds?.(rounds) ?? rounds); ++round) {
    context.say(`${name}: round ${round}`);
    for (const point of points) {
      for (const peer of those) {
        runs.push(await measureOnce(scenario, { round, peer, point, context }));
      }
    }
  }
  scenario.after?.();
  context.say(`${name}: took ${Math.round((performance.now() - began) / 1000)} s`);
  return { name, title, measures, targets, curve, points, runs };
}
