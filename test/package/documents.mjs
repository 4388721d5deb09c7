import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';

import { run as runServer } from '../e2e/support/ranged.mjs';
import { temporaryFolder } from '../e2e/support/folder.mjs';

// --help, the man page and the completions of three shells say the same. The shells are asked
// themselves what they would offer.

const documents = process.env.PACKAGE_DOCUMENTS;
const folder = temporaryFolder();
after(() => folder.remove());
mkdirSync(join(folder.path, 'films'));
folder.write('file.txt', '');

/// What `command` prints; it may print nothing on standard error.
function run(command, ...args) {
  const { status, stdout, stderr } = spawnSync(command, args, {
    encoding: 'utf8', cwd: folder.path, timeout: 20_000,
    env: { PATH: process.env.PATH, HOME: folder.path, LC_ALL: 'C.UTF-8', MANWIDTH: '78' },
  });
  assert.deepEqual([status, stderr], [0, ''], `${command} ${args.join(' ')}`);
  return stdout;
}

const words = (text) => text.split(/\s+/).filter(Boolean);
const lines = (text) => text.split('\n').filter(Boolean);
const sorted = (names) => [...names].sort();

/// "-r,--root DIR=content" or "--mime EXT=TYPE ...", as in the help -> what is known of the flag.
function flagOf(line) {
  const match = /^ {2}(?:(-\w),)?(--[\w-]+)(?: ([A-Z]+=[A-Z]+(?!\S)|[^\s=]+)(?:=(\S+))?)?(?: \.\.\.)?(?: \(Env:(\w+)\))?(?: .*)?$/.exec(line);
  assert.ok(match, `not understood in the help: ${line}`);
  const [, short, name, type = '', value = ''] = match;
  const isFlag = type === '' || type.startsWith('(Env');
  return { name, short, type: isFlag ? '' : type, value };
}

const help = runServer(['--help']).stdout;
const flags = lines(help).filter((line) => /^ {2}-/.test(line)).map(flagOf);
const choices = flags.filter(({ type }) => /^[a-z|-]+$/.test(type));
const names = sorted(flags.map(({ name }) => name));

const page = run('man', '--warnings', '-l', join(documents, 'ranged.8'))
  .replace(/.\x08/g, '').replace(/\u2010\n +/g, '').replace(/\u2010/g, '-');

/// The text of a section of the man page.
function section(title) {
  const [, rest] = page.split(`\n${title}\n`);
  assert.ok(rest, `no section ${title}`);
  return rest.split(/\n(?=[A-Z])/)[0];
}

test('the help is understood: every flag, some with a value, some with a few words', () => {
  assert.ok(names.length > 20 && choices.length >= 3, help);
  assert.ok(flags.some(({ name, type }) => name === '--reuse-port' && type === ''));
});

test('the man page has no fault that man or mandoc would tell', () => {
  assert.equal(run('mandoc', '-T', 'lint', join(documents, 'ranged.8')), '');
});

test('the man page has the sections of a man page', () => {
  const titles = page.split('\n').filter((line) => /^[A-Z][A-Z ]+$/.test(line));
  assert.deepEqual(titles, [
    'NAME', 'SYNOPSIS', 'DESCRIPTION', 'OPTIONS', 'ENVIRONMENT', 'SIGNALS', 'EXIT STATUS', 'FILES',
    'JOURNAL', 'METRICS', 'EXAMPLES', 'SEE ALSO',
  ]);
  assert.match(section('NAME'), /^ +ranged - /);
  const version = runServer(['--version']).stdout.trim();
  assert.match(page, new RegExp(`\n${version.replaceAll('.', '\\.')} +\\d{4}-\\d\\d-\\d\\d +RANGED\\(8\\)\n`));
});

test('the man page has the flags of the help, in its groups and order, with their defaults', () => {
  const groups = (text, heading) => lines(text).flatMap((line) => {
    if (heading.test(line)) return [line.trim().replace(/:$/, '')];
    const flag = /^ +(?:-\w, ?)?(--[\w-]+)/.exec(line);
    return flag && /^ {2,7}-/.test(line) ? [flag[1]] : [];
  });
  assert.deepEqual(groups(section('OPTIONS'), /^ {3}[A-Z][\w ]+$/),
    groups(help, /^[A-Z][\w ]+:$/));

  const entries = section('OPTIONS').split(/\n(?= {7}-)/).slice(1);
  assert.equal(entries.length, flags.length);
  entries.forEach((entry, i) => {
    const { name, short, type, value } = flags[i];
    const tag = `${short ? `${short}, ` : ''}${name}${type ? ` ${type}` : ''}`;
    assert.equal(entry.split('\n')[0].trim(), tag);
    const said = /Default: (\S+)\.(\s|$)/.exec(entry.replace(/\s+/g, ' '))?.[1] ?? '';
    assert.equal(said, value, entry);
  });
});

test('the man page has the variables and the exit statuses of the help', () => {
  const variables = section('ENVIRONMENT').match(/RANGED_\w+/g);
  const expected = names.filter((name) => !['--help', '--version'].includes(name))
    .map((name) => `RANGED_${name.slice(2).toUpperCase().replaceAll('-', '_')}`);
  assert.deepEqual(sorted(new Set(variables)), sorted(expected));

  const statuses = /Exit status: ([^]*?)\.\n/.exec(help)[1].match(/\b\d+\b/g);
  assert.deepEqual(section('EXIT STATUS').match(/^ {7}\d+/gm).map((line) => line.trim()), statuses);
});

test('the man page names every field of a request that the guide does', () => {
  const guide = readFileSync(join(process.env.PACKAGE_SOURCE, 'docs/operations.md'), 'utf8');
  const fields = lines(guide).filter((line) => /^\| `[A-Z_]+`.*\| answered[,;]? ?.*\|/.test(line))
    .flatMap((line) => line.split('|')[1].match(/[A-Z_]+/g));
  assert.ok(fields.length > 10);
  assert.deepEqual(fields.filter((field) => !section('JOURNAL').includes(field)), []);
});

test('bash completes every flag, the words of those that have words, and folders', () => {
  const file = join(documents, 'ranged.bash');
  run('shellcheck', file);
  const complete = (...line) => words(run('bash', '--norc', '-c', `
    compopt() { :; } # is there in a real completion only
    source "$1" && shift && COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) && _ranged ranged
    echo "\${COMPREPLY[@]}"`, 'bash', file, 'ranged', ...line));
  assert.deepEqual(sorted(complete('--')), names);
  assert.deepEqual(complete('--max-f'), ['--max-fields']);
  for (const { name, type } of choices) {
    assert.deepEqual(complete(name, ''), type.split('|'), name);
    assert.deepEqual(complete(name, '='), type.split('|'), name);
    assert.deepEqual(complete(name, '=', type.slice(0, 2)), [type.split('|')[0]], name);
  }
  assert.deepEqual(complete('--root', ''), ['films']);
  assert.deepEqual(complete('-r', 'f'), ['films']);
  assert.deepEqual(complete('--part-size', ''), []);
  assert.deepEqual(complete('--reuse-port', '--hel'), ['--help']);
});

test('zsh is told every flag, the words of those that have words, and folders', () => {
  const specs = lines(run('zsh', '-f', '-c', `
    _arguments() { print -rl -- "$@" }
    source "$1"`, 'zsh', join(documents, '_ranged'))).filter((spec) => spec.includes('['));
  const told = new Map(specs.map((spec) => {
    const [, name, rest] = /^(?:\*|\([^)]*\))?(-[\w-]+)([=+]?\[.*)$/.exec(spec);
    return [name, rest];
  }));
  assert.deepEqual(sorted([...told.keys()].filter((name) => name.startsWith('--'))), names);
  for (const { name, short, type } of flags) {
    assert.match(told.get(name), type ? /^=\[.*\]:.+:.+$/ : /^\[.*\]$/, name);
    if (short) assert.match(told.get(short), type ? /^\+\[/ : /^\[/, short);
  }
  for (const { name, type } of choices) {
    assert.ok(told.get(name).endsWith(`:(${type.replaceAll('|', ' ')})`), name);
  }
  assert.ok(told.get('--root').endsWith(':_files -/'));
});

test('fish completes every flag, the words of those that have words, and folders', () => {
  const complete = (line) => lines(run('fish', '--no-config', '-c',
    'source $argv[1]; complete -C $argv[2]', join(documents, 'ranged.fish'), line))
    .map((text) => text.split('\t')[0]);
  assert.deepEqual(sorted(complete('ranged --')), names);
  for (const { name, type } of choices) {
    assert.deepEqual(sorted(complete(`ranged ${name} `)), sorted(type.split('|')), name);
  }
  assert.deepEqual(complete('ranged --root '), ['films/']);
  assert.deepEqual(complete('ranged -r '), ['films/']);
  assert.deepEqual(complete('ranged --part-size '), []);
});
