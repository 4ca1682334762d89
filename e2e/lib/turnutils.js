import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** @import {Host} from './hosts.js' */

/**
 * @typedef {object} Traffic
 * @property {number} sent messages
 * @property {number} received messages
 * @property {number} lost messages
 */

/**
 * Runs coturn's TURN client to its end.
 *
 * @param {string[]} words its options and the address of the server
 * @param {Host} [host] to run on, instead of on this machine
 * @returns {Promise<{status: number, traffic: Traffic | undefined, output: string}>} without
 *   traffic if it came to none
 */
export async function uclient(words, host) {
  const client = start('turnutils_uclient', words, host);
  let output = '';
  for (const stream of [client.stdout, client.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
  }
  const [status] = await once(client, 'close');
  return { status, traffic: trafficIn(output), output };
}

/**
 * Starts coturn's peer, which sends back whatever it gets; the caller ends it.
 *
 * @param {string} address
 * @param {number} port
 * @param {Host} host
 */
export function startEchoPeer(address, port, host) {
  const peer = start('turnutils_peer', ['-L', address, '-p', String(port)], host);
  peer.stdout.resume();
  peer.stderr.resume();
  return peer;
}

/**
 * @param {string} tool
 * @param {string[]} words
 * @param {Host} [host]
 */
function start(tool, words, host) {
  const [command, ...more] = host?.command(tool, ...words) ?? [tool, ...words];
  return spawn(command, more, { stdio: ['ignore', 'pipe', 'pipe'] });
}

/** @param {string} output @returns {Traffic | undefined} */
function trafficIn(output) {
  const total = /tot_send_msgs=(\d+), tot_recv_msgs=(\d+)\n/.exec(output);
  const lost = /Total lost packets (\d+) /.exec(output);
  return total && lost
    ? { sent: Number(total[1]), received: Number(total[2]), lost: Number(lost[1]) }
    : undefined;
}
