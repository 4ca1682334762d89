/**
 * From the start of the program to its first answer over HTTP. `node e2e/bench/start.js [ROUNDS]`
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../lib/ports.js';
import { median, printTable } from './table.js';

const ROUNDS = Number(process.argv[2] ?? 15);
const PROGRAM = fileURLToPath(new URL('../../duologue', import.meta.url));
const PAUSE = 2;

const used = await mkdtemp(join(tmpdir(), 'duologue-start-'));
/** @type {{first: number[], later: number[]}} */
const times = { first: [], later: [] };
await startAndAsk(used);
for (let round = 0; round < ROUNDS; round += 1) {
  const fresh = await mkdtemp(join(tmpdir(), 'duologue-start-'));
  times.first.push(await startAndAsk(fresh));
  times.later.push(await startAndAsk(used));
  await rm(fresh, { recursive: true });
}
await rm(used, { recursive: true });
printTable(
  [`start to first answer, ${ROUNDS} times`, 'median, ms', 'slowest, ms'],
  [
    ['the first start ever, which makes keys and certificate', ...summary(times.first)],
    ['every later start', ...summary(times.later)],
  ],
);

/** @param {number[]} all */
function summary(all) {
  return [median(all), Math.max(...all)];
}

/** @param {string} data */
async function startAndAsk(data) {
  const port = await freePort();
  const begin = performance.now();
  const program = spawn(PROGRAM, ['serve', '--port', String(port), '--data-dir', data], {
    stdio: 'ignore',
  });
  while (!(await answers(port))) {
    await new Promise((done) => setTimeout(done, PAUSE));
  }
  const time = performance.now() - begin;
  program.kill('SIGTERM');
  await once(program, 'exit');
  return time;
}

/** @param {number} port */
function answers(port) {
  return new Promise((/** @type {(answered: boolean) => void} */ resolve) => {
    const request = get({ port, path: '/', host: '127.0.0.1', agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    request.on('error', () => resolve(false));
  });
}
