/**
 * How much memory the program takes: at rest, under 20 relayed calls, under clients that never
 * acknowledge, and two minutes after them. `node e2e/bench/memory.js [OPTIONS OF THE PROGRAM]`; the
 * heap is set by `--max-memory`, or by DUOLOGUE_JAVA_OPTS=-Xmx64m.
 *
 * The relayed calls come from `bench/turn/turn-load.c`, which needs a C compiler and OpenSSL.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { residentBytes, startOurs } from './measured-server.js';
import { RawWebSocket, textFrame } from './raw-web-socket.js';
import { printTable } from './table.js';

const SECRET = 'a-secret-of-a-benchmark';
const REST = 15_000;
const AFTERMATH = 120_000;
const LOOK = 100;
const MEBIBYTE = 1 << 20;
/** As many as one address may have. */
const CONNECTIONS = 100;
const SPACES = textFrame(`${' '.repeat(65_400)}{"type":"control"}`);
const LONG = textFrame(`{"type":"control","long":"${'x'.repeat(60_000)}"}`);

const server = await startOurs([
  '--message-rate=0',
  '--frame-rate=0',
  '--turn-quota=0',
  `--turn-secret=${SECRET}`,
  ...process.argv.slice(2),
]);
/** @type {[string, number][]} */
const rows = [];

await pause(REST);
rows.push(['at rest', residentBytes(server.pid)]);
rows.push(['20 relayed calls, 250 datagrams/s of 1200 bytes each way', await highest(relayCalls)]);
rows.push(['16 connections, 300 messages of 65,400 spaces each', await highest(sendSpaces)]);
rows.push([
  `${CONNECTIONS} connections, 60 kB messages that nobody acknowledges`,
  await highest(sendLong),
]);
await pause(AFTERMATH);
rows.push(['two minutes later', residentBytes(server.pid)]);

printTable(
  ['', 'resident, MiB'],
  rows.map(([what, bytes]) => [what, bytes / MEBIBYTE]),
);
server.stop();
process.exit();

/**
 * The largest size of the process while something happens.
 *
 * @param {() => Promise<void>} load
 */
async function highest(load) {
  let most = 0;
  const look = setInterval(() => {
    most = Math.max(most, residentBytes(server.pid));
  }, LOOK);
  await load();
  clearInterval(look);
  return most;
}

async function relayCalls() {
  const folder = fileURLToPath(new URL('../../bench/turn/', import.meta.url));
  const program = `${folder}target/turn-load`;
  mkdirSync(`${folder}target`, { recursive: true });
  const flags = ['-O2', '-Wno-deprecated-declarations', '-o', program, `${folder}turn-load.c`];
  execFileSync('cc', [...flags, '-lssl', '-lcrypto']);
  const words = ['-p', String(server.port), '-w', SECRET, '-n', '20', '-r', '250', '-d', '20'];
  await once(spawn(program, words, { stdio: 'inherit' }), 'exit');
}

async function sendSpaces() {
  const all = await openPairs(16);
  await flood(all, SPACES, 300);
  for (const one of all) {
    one.close();
  }
}

async function sendLong() {
  const all = await openPairs(CONNECTIONS);
  await flood(all, LONG, 20);
  for (const one of all) {
    one.abort();
  }
}

/** @param {number} count */
async function openPairs(count) {
  const all = [];
  for (let i = 0; i < count; i += 1) {
    all.push(await RawWebSocket.open(server.port, `attack-${i >> 1}`));
  }
  return all;
}

/**
 * Each sends, and goes on once its partner has the message.
 *
 * @param {RawWebSocket[]} all
 * @param {Buffer} frame
 * @param {number} times
 */
async function flood(all, frame, times) {
  for (let i = 0; i < times; i += 1) {
    const before = all.map((one) => one.received);
    for (const one of all) {
      one.send(frame);
    }
    while (all.some((one, k) => !one.closed && one.received === before[k])) {
      await pause(1);
    }
  }
}
