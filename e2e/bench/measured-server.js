import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('../../duologue', import.meta.url));
const WS_RELAY = fileURLToPath(new URL('ws-relay.js', import.meta.url));
const TICKS_A_SECOND = 100;

/** @typedef {{name: string, port: number, pid: number, stop: () => void}} MeasuredServer */

/**
 * This program as people start it, with no checks that tests switch on.
 *
 * @param {string[]} args
 */
export function startOurs(args) {
  const words = ['serve', '--port', '0', '--host', '127.0.0.1', ...args];
  return start('Duologue', [PROGRAM, ...words], /listens on port (\d+)/);
}

export function startWsRelay() {
  return start('ws on Node', [process.execPath, WS_RELAY], /^(\d+)$/m);
}

/**
 * @param {string} name
 * @param {string[]} words
 * @param {RegExp} tellsPort
 * @returns {Promise<MeasuredServer>}
 */
async function start(name, [command = '', ...args], tellsPort) {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  process.once('exit', () => child.kill());
  let said = '';
  let port = 0;
  while (port === 0) {
    const [bytes] = await once(child.stdout, 'data');
    said += bytes;
    port = Number(tellsPort.exec(said)?.[1] ?? 0);
  }
  return { name, port, pid: child.pid ?? 0, stop: () => child.kill() };
}

/** User and system time of a process, in seconds. @param {number} pid */
export function cpuTime(pid) {
  // The name of the program, in parentheses, may hold anything.
  const fields = readFileSync(`/proc/${pid}/stat`, 'latin1')
    .replace(/^.*\) /, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND;
}

/** What a process has in memory, in bytes. @param {number} pid */
export function residentBytes(pid) {
  const line = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'));
  return 1024 * Number(line?.[1]);
}
