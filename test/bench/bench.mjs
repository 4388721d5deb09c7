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

/// The number of the program's version, empty if it has none; null if it is not there.
function versionOf({ program, version }) {
  if (!version) return '';
  const { error, stdout, stderr } = spawnSync(program, version, { encoding: 'utf8' });
  return error ? null : /\d+(\.\d+)+/.exec(`${stdout}${stderr}`)?.[0] ?? '';
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

/// Whether every measurement succeeded; whether targets are met is another matter.
async function bench(options, command) {
  mkdirSync(folder, { recursive: true });
  if (!options.again) {
    const results = await measureAll(options, command);
    writeFileSync(resultsFile, `${JSON.stringify(results, null, 1)}\n`);
  }
  const results = JSON.parse(readFileSync(resultsFile, 'utf8'));
  const curves = curvesOf(results);
  for (const { name, text } of curves) writeFileSync(join(folder, `${name}.svg`), text);
  console.log(formatTable(results));
  say(`all figures are in ${relative('.', resultsFile)}`);
  if (options.publish) publish(results, curves);
  return results.scenarios.every(({ runs }) => runs.every(({ error }) => !error));
}

function argumentsOrExit(words) {
  const names = (list) => list.map(({ name }) => name);
  try {
    return readArguments(words, names(scenarios), names(peers));
  } catch (error) {
    say(`${error.message}\n${usage}`);
    return process.exit(64);
  }
}

const words = process.argv.slice(2);
const options = argumentsOrExit(words);
if (options.help) {
  console.log(usage);
} else if (options.names.includes('list')) {
  for (const { name, title } of scenarios) console.log(`${name.padEnd(12)} ${title}`);
} else if (!await bench(options, ['./dev bench', ...words].join(' '))) {
  process.exitCode = 1;
}
