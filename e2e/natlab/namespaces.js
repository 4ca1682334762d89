/** The network namespaces that the lab is made of. */

import { execFileSync, spawnSync } from 'node:child_process';
import { isLeftOver } from './left-overs.js';

/** What the name of each begins with, before the id of the process that made it. */
export const PREFIX = 'duologue-lab-';

/**
 * Why this user on this computer cannot have such a network, in a sentence; nothing if they can.
 *
 * @returns {string | undefined}
 */
export function whyNot() {
  if (process.getuid?.() !== 0) {
    return 'The NAT lab makes network namespaces and has to be run by root.';
  }
  const missing = ['ip', 'nft', 'tc'].find((program) => spawnSync(program, ['-V']).error);
  if (missing !== undefined) {
    return `The NAT lab needs ${missing}, which e2e/install-tools installs.`;
  }
  const trial = `${PREFIX}${process.pid}-trial`;
  const { status, stderr } = spawnSync('ip', ['netns', 'add', trial], { encoding: 'utf8' });
  if (status !== 0) {
    return `The NAT lab cannot make network namespaces here: ${stderr.trim()}.`;
  }
  removeNamespace(trial);
  return undefined;
}

/** Removes those of runs that were killed before they could clean up. */
export function removeLeftOvers() {
  const names = run(['ip', 'netns', 'list'])
    .split('\n')
    .map((line) => line.split(' ')[0] ?? '');
  names.filter((name) => isLeftOver(name, PREFIX)).forEach(removeNamespace);
}

/**
 * Ends whatever runs in a namespace, and removes it.
 *
 * @param {string} namespace
 */
export function removeNamespace(namespace) {
  for (const pid of run(['ip', 'netns', 'pids', namespace]).split('\n').filter(Boolean)) {
    try {
      process.kill(Number(pid), 'SIGKILL');
    } catch {
      // it ended by itself
    }
  }
  run(['ip', 'netns', 'delete', namespace]);
}

/**
 * Runs a command to its end.
 *
 * @param {string[]} command
 * @param {string} [input]
 */
export function run([program = '', ...args], input = '') {
  return execFileSync(program, args, { input, encoding: 'utf8' });
}
