import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

import { readArguments, usage } from './arguments.mjs';
import { peers } from './peers/index.mjs';
import { publish } from './report/document.mjs';
import { curvesOf } from './report/curves.mjs';
import { formatTable } from './report/table.mjs';
import { measure } from './rounds.mjs';
import { scenarios } from './scenarios/index.mjs';
import { Content } from './support/content.mjs';
import { cores, describeMachine } from './support/machine.mjs';

// Compares ranged with its peers: ./dev bench. Run from the folder of the project.

const folder = resolve('build/bench');
const resultsFile = join(folder, 'results.json');
const say = (text) => process.stderr.write(`bench: ${text}\n`);

/// What the program calls itself; null if it is not there.
function versionOf({ program, version }) {
  if (!version) return '';
  const { error, stdout, stderr } = spawnSync(program, version, { encoding: 'utf8' });
  return error ? null : `${stdout}${stderr}`.split('\n')[0].trim();
}

/// How long and how much: all of it, or just enough to see that it works.
function contextOf({ quick }) {
  return {
    say,
    quick,
    content: new Content(join(folder, quick ? 'content-quick' : 'content')),
    seconds: (wanted) => (quick ? 0.2 : wanted),
    wholeSeconds: (wanted) => (quick ? 1 : wanted), // wrk has no fractions
    count: (wanted, quickly) => (quick ? quickly : wanted),
  };
}

async function measureAll({ names, rounds, peers: wanted, quick }, command) {
  const versions = Object.fromEntries(peers.filter(({ name }) => wanted.includes(name))
    .map((peer) => [peer.name, versionOf(peer)]).filter(([name, version]) => {
      if (version === null) say(`${name} is not installed, and left out`);
      return version !== null;
    }));
  const those = peers.filter(({ name }) => name in versions);
  const context = contextOf({ quick });
  if (cores.server === cores.load) say('one core only: servers are measured with what asks them');
  const results = {
    date: new Date().toISOString(), command, rounds, machine: describeMachine(), versions,
    scenarios: [],
  };
  for (const scenario of scenarios) {
    if (names.length > 0 && !names.includes(scenario.name)) continue;
    results.scenarios.push(await measure(scenario, { peers: those, rounds, context }));
  }
  return results;
}

async function main(words) {
  const options = readArguments(words, scenarios.map(({ name }) => name),
    peers.map(({ name }) => name));
  if (options.help) return console.log(usage);
  if (options.names.includes('list')) {
    const lines = scenarios.map(({ name, title }) => `${name.padEnd(12)} ${title}`);
    return console.log(lines.join('\n'));
  }
  mkdirSync(folder, { recursive: true });
  if (!options.again) {
    const results = await measureAll(options, ['./dev bench', ...words].join(' '));
    writeFileSync(resultsFile, `${JSON.stringify(results, null, 1)}\n`);
  }
  const results = JSON.parse(readFileSync(resultsFile, 'utf8'));
  const curves = curvesOf(results);
  for (const { name, text } of curves) writeFileSync(join(folder, `${name}.svg`), text);
  console.log(formatTable(results));
  say(`all figures are in ${relative('.', resultsFile)}`);
  if (options.publish) publish(results, curves);
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  say(`${error.message}\n${usage}`);
  process.exitCode = 64;
}
