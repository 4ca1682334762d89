/**
 * Runs files of scenarios, all of them or those that are named, and says how long each took. Each
 * file is a process of its own; `groups.js` says which of them may run beside another.
 *
 * `run.js [--name PATTERN] [FILE…]`: PATTERN picks tests by their names, as that of Node does.
 */

import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { wayIntoLab } from '../natlab/way-in.js';
import { GROUPS } from './groups.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** Files at a time, of those that may run beside each other. */
const BESIDE = 2;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { name: { type: 'string' } },
});
const picked = values.name === undefined ? [] : [`--test-name-pattern=${values.name}`];

/** @typedef {{file: string, failed: boolean, seconds: number}} Result */

/**
 * Runs one file to its end.
 *
 * @param {string} file
 * @param {string[]} wayIn the command that runs it where it shall run
 * @param {boolean} live whether its output is shown as it comes, and not in one piece at its end
 * @returns {Promise<Result>}
 */
async function runFile(file, wayIn, live) {
  const [command = '', ...args] = [
    ...wayIn,
    ...[process.execPath, '--test', '--test-reporter=spec', ...picked, file],
  ];
  const started = performance.now();
  const child = spawn(command, args, {
    cwd: ROOT,
    stdio: ['ignore', ...(live ? /** @type {const} */ (['inherit', 'inherit']) : pipes())],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
  }
  const code = await new Promise((resolve) => child.once('close', resolve));
  const seconds = Math.round((performance.now() - started) / 1000);
  process.stdout.write(`${output}${file}: ${seconds} s${code === 0 ? '' : ', FAILED'}\n`);
  return { file, failed: code !== 0, seconds };
}

/** @returns {('pipe')[]} */
function pipes() {
  return ['pipe', 'pipe'];
}

/**
 * Runs files, so many at a time.
 *
 * @param {readonly string[]} files
 * @param {number} atATime
 * @param {string[]} [wayIn]
 */
async function runAll(files, atATime, wayIn = []) {
  const waiting = [...files];
  /** @type {Result[]} */
  const results = [];
  const work = async () => {
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
      results.push(await runFile(file, wayIn, atATime === 1));
    }
  };
  await Promise.all(Array.from({ length: atATime }, work));
  return results;
}

/** The files that are there and in no group. */
function unlisted() {
  const listed = new Set(Object.values(GROUPS).flat());
  return ['e2e/', 'e2e/natlab/', 'e2e/faults/', 'e2e/hostile/']
    .flatMap((folder) => readdirSync(ROOT + folder).map((name) => folder + name))
    .filter((file) => file.endsWith('.test.js') && !listed.has(file));
}

/** @param {string[]} named files; none for all */
async function main(named) {
  const left = unlisted();
  if (left.length > 0) {
    console.error(`e2e/lib/groups.js has to say how these run: ${left.join(', ')}.`);
    return 1;
  }
  const wanted = new Set(named.map((file) => relative(ROOT, file)));
  const pick = (/** @type {readonly string[]} */ files) =>
    files.filter((file) => wanted.size === 0 || wanted.has(file));
  const [beside, lab] = [pick(GROUPS.beside), pick(GROUPS.lab)];
  const known = new Set(Object.values(GROUPS).flat());
  const unknown = [...wanted].filter((file) => !known.has(file));
  if (unknown.length > 0) {
    console.error(`There are no scenarios in ${unknown.join(', ')}.`);
    return 1;
  }
  const results = await runAll(beside, Math.min(BESIDE, beside.length));
  if (lab.length > 0) {
    const { command, obstacle } = wayIntoLab();
    if (command === undefined) {
      console.error(`The NAT lab and the faults are left out: ${obstacle}`);
      if (lab.length === wanted.size) {
        return 1; // nothing else was asked for
      }
    } else {
      results.push(...(await runAll(lab, 1, command)));
    }
  }
  const failed = results.filter((result) => result.failed);
  const seconds = results.reduce((sum, result) => sum + result.seconds, 0);
  console.log(`${results.length} files, ${seconds} s of files, ${failed.length} failed`);
  return failed.length > 0 || results.length === 0 ? 1 : 0;
}

process.exitCode = await main(positionals);
