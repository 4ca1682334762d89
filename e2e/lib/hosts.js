import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';

/** @import {ChildProcess} from 'node:child_process' */

/** A host besides this machine: a network namespace, which is gone when it is switched off. */
export class Host {
  #keeper;

  /** @param {ChildProcess} keeper a process that stays in the namespace */
  constructor(keeper) {
    this.#keeper = keeper;
  }

  get pid() {
    return String(this.#keeper.pid);
  }

  /**
   * How to run something there.
   *
   * @param {...string} words nothing for the command that runs whatever follows it
   * @returns {[string, ...string[]]}
   */
  command(...words) {
    return ['nsenter', '--target', this.pid, '--user', '--net', '--preserve-credentials', ...words];
  }

  /**
   * Runs something there to its end.
   *
   * @param {[string, ...string[]]} words
   */
  run(...words) {
    const [command, ...more] = this.command(...words);
    execFileSync(command, more, { stdio: ['ignore', 'ignore', 'inherit'] });
  }

  async switchOff() {
    const ended = once(this.#keeper, 'exit');
    this.#keeper.kill('SIGKILL');
    await ended;
  }
}

/**
 * Two hosts with a cable between them, and nothing else: whatever addresses they have are theirs
 * alone. Needs user namespaces, but no administrator.
 *
 * @param {string[][]} addresses of each of the two, with the lengths of their prefixes
 */
export async function twoHosts(addresses) {
  const one = await newHost('unshare', '--user', '--map-root-user');
  const [command, ...more] = one.command('unshare');
  const other = await newHost(command, ...more);
  one.run(
    'ip',
    'link',
    'add',
    'cable',
    'type',
    'veth',
    'peer',
    'name',
    'cable',
    'netns',
    other.pid,
  );
  for (const [i, host] of [one, other].entries()) {
    host.run('ip', 'link', 'set', 'lo', 'up');
    host.run('ip', 'link', 'set', 'cable', 'up');
    for (const address of addresses[i] ?? []) {
      // An IPv6 address that is still looked for on the cable cannot be used.
      const nodad = address.includes(':') ? ['nodad'] : [];
      host.run('ip', 'address', 'add', address, 'dev', 'cable', ...nodad);
    }
  }
  return /** @type {const} */ ([one, other]);
}

/**
 * @param {string} command that enters the new namespace with the option `--net`
 * @param {string[]} options
 */
async function newHost(command, ...options) {
  // `cat` says when the namespace is there, and ends with this process: its input does.
  const words = [...options, '--net', 'sh', '-c', 'echo ready; exec cat'];
  const keeper = spawn(command, words, { stdio: ['pipe', 'pipe', 'inherit'] });
  await once(keeper.stdout, 'data');
  return new Host(keeper);
}
