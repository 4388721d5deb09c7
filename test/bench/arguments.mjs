import { parseArgs } from 'node:util';

export const usage = `usage: ./dev bench [NAME...] [FLAGS]

  NAME...         scenarios to run; all of them if there is none. "list" shows them.
  --rounds N      rounds in which every server has its turn; 5 by default
  --peers LIST    names of those to compare with, separated by commas
  --quick         a fraction of a second each, one round: shows that it works, measures nothing
  --publish       put the table and the curves into docs/performance.md
  --again         measure nothing: show the last results again`;

/// `{ names, rounds, peers, quick, publish, again }`; throws what is wrong with them.
export function readArguments(words, scenarios, peers) {
  const { values, positionals: names } = parseArgs({
    args: words,
    allowPositionals: true,
    options: {
      rounds: { type: 'string' },
      peers: { type: 'string' },
      quick: { type: 'boolean', default: false },
      publish: { type: 'boolean', default: false },
      again: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false, short: 'h' },
    },
  });
  const rounds = Number(values.rounds ?? (values.quick ? 1 : 5));
  if (!Number.isInteger(rounds) || rounds < 1) {
    throw new Error(`not a number of rounds: ${values.rounds}`);
  }
  const wanted = values.peers?.split(',').filter(Boolean) ?? peers;
  const unknown = [
    ...names.filter((name) => name !== 'list' && !scenarios.includes(name)),
    ...wanted.filter((name) => !peers.includes(name)),
  ];
  if (unknown.length > 0) throw new Error(`unknown: ${unknown.join(', ')}`);
  return { ...values, names, rounds, peers: [...new Set(['ranged', ...wanted])] };
}
