import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** @import {Network} from './network.js' */

const JAVA_HOME = fileURLToPath(new URL('../../tools/java-home', import.meta.url));
const DELAY = fileURLToPath(new URL('Delay.java', import.meta.url));
/** The routing table of what has not been held back yet. */
const TABLE = '100';

/**
 * Makes the internet worse.
 *
 * @typedef {(network: Network) => Promise<() => void>} Condition which tells how to end it
 */

/**
 * Every packet is lost so often each time it crosses the backbone: once between two homes, twice
 * over the relay.
 *
 * @param {number} percent
 * @returns {Condition}
 */
export function loss(percent) {
  return filtering('loss', `numgen random mod 100 < ${percent} drop`);
}

/** No packet goes from one home to the other. */
export const directBlocked = filtering('direct-blocked', 'iifname "site-*" oifname "site-*" drop');

/** No UDP crosses the backbone. */
export const udpBlocked = filtering('udp-blocked', 'meta l4proto udp drop');

/**
 * @param {string} name of it
 * @param {string} rule of nftables, for what crosses the backbone
 * @returns {Condition}
 */
export function filtering(name, rule) {
  return async (network) => {
    const chain = `chain pass {\ntype filter hook forward priority filter\n${rule}\n}`;
    network.run('backbone', ['nft', '-f', '-'], `table inet ${name} {\n${chain}\n}`);
    return () => network.run('backbone', ['nft', 'delete', 'table', 'inet', name]);
  };
}

/**
 * Every packet waits so long each time it crosses the backbone.
 *
 * @param {number} ms
 * @returns {Condition}
 */
export function delay(ms) {
  return async (network) => {
    const java = `${execFileSync(JAVA_HOME, { encoding: 'utf8' }).trim()}/bin/java`;
    const run = [java, '--enable-native-access=ALL-UNNAMED', DELAY, 'delay', String(ms)];
    const [command = '', ...args] = [...network.inside('backbone'), ...run];
    const process = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(process.stdout, 'data');
    const ip = (/** @type {string[]} */ ...words) => network.run('backbone', ['ip', ...words]);
    ip('link', 'set', 'delay', 'up');
    for (const family of ['-4', '-6']) {
      ip(family, 'route', 'add', 'default', 'dev', 'delay', 'table', TABLE);
      for (const link of ['site-1', 'site-2', 'server']) {
        ip(family, 'rule', 'add', 'iif', link, 'table', TABLE);
      }
    }
    return () => {
      for (const family of ['-4', '-6']) {
        for (const link of ['site-1', 'site-2', 'server']) {
          ip(family, 'rule', 'delete', 'iif', link, 'table', TABLE);
        }
      }
      process.kill(); // and the device and its routes are gone
    };
  };
}

/**
 * The first site has a narrow link, both ways.
 *
 * @param {number} kbit a second
 * @returns {Condition}
 */
export function narrow(kbit) {
  const links = /** @type {const} */ ([
    ['backbone', 'site-1'],
    ['router-1', 'wan'],
  ]);
  return async (network) => {
    const bucket = ['tbf', 'rate', `${kbit}kbit`, 'burst', '6000', 'latency', '300ms'];
    for (const [part, link] of links) {
      network.run(part, ['tc', 'qdisc', 'add', 'dev', link, 'root', ...bucket]);
    }
    return () => {
      for (const [part, link] of links) {
        network.run(part, ['tc', 'qdisc', 'delete', 'dev', link, 'root']);
      }
    };
  };
}
