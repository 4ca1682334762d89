import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { twoHosts } from './lib/hosts.js';
import { givenCertificate, startServer } from './lib/server.js';
import { startEchoPeer, uclient } from './lib/turnutils.js';

/** @import {Host} from './lib/hosts.js' */
/** @import {Server} from './lib/server.js' */

const SECRET = 'shared with the other side';
/** What the clients of a test do: four of them, 10 messages each, within a tenth of a second. */
const CLIENTS = 4;
const MESSAGES = 10;
const TRAFFIC = ['-m', CLIENTS, '-n', MESSAGES, '-l', 170, '-z', 10].map(String);
/** Each client waits up to 6 s before it begins, so as many as there are may wait together. */
const TOGETHER = { concurrency: 12 };

const TRANSPORTS = { UDP: '', TCP: '-t', TLS: '-t -S' };
/** What two clients of one server do that reach each other through their relayed addresses. */
const BETWEEN_CLIENTS = [
  ['channels', '-y -c'],
  ['Send and Data indications', '-s -y -c'],
  ['pairs of ports', '-y'],
  ['IPv4 asked for', '-X -y -c'],
  ['IPv6 relayed addresses', '-x -y -c'],
  ['both families at once', '-Z -y'],
  ['DONT-FRAGMENT', '-g -s -y -c'],
  ['padding over UDP too, and requests more than once', '-D -G -y -c'],
  ['requests that must be refused', '-N -y -c'],
  ['ORIGIN and BANDWIDTH', '-o duologue.test -a 100000 -y -c'],
];

/** Addresses of the internet, for the relay sends to no others; only these two hosts have them. */
const OURS = ['8.8.0.1', '2620::1'];
const THEIRS = ['8.8.0.2', '2620::2'];
const ECHO_PORT = 3480;

describe('closed: coturn’s clients reach each other', TOGETHER, () => {
  /** @type {Server} */
  let server;
  before(async () => {
    server = await startServer({ args: ['--turn-secret', SECRET, '--turn-quota', '0'] });
  });
  after(() => server.stop());

  for (const [transport, flags] of Object.entries(TRANSPORTS)) {
    for (const [what, options] of BETWEEN_CLIENTS) {
      test(`${transport}, ${what}`, () => losesNothing(`${flags} ${options}`, '127.0.0.1'));
    }
    test(`${transport} over IPv6`, () => losesNothing(`${flags} -y -c`, '::1'));
    test(`${transport} over IPv6, indications to IPv6 addresses`, () =>
      losesNothing(`${flags} -x -s -y -c`, '::1'));
    test(`${transport}, a wrong secret`, () => isRefused(flags));
  }

  /** @param {string} options @param {string} address */
  const losesNothing = (options, address) => holds(server, options, address);

  /** @param {string} flags */
  async function isRefused(flags) {
    const words = [...flags.split(' '), '-y', '-c', '-u', 'user', '-W', 'another secret'];
    const { status, traffic, output } = await uclient(toServer(server, words, '127.0.0.1'));
    assert.equal(traffic, undefined);
    assert.match(output, /Cannot complete Allocation/);
    assert.notEqual(status, 0);
  }
});

describe('open: coturn’s clients reach each other and coturn’s peer', TOGETHER, () => {
  /** @type {readonly Host[]} */
  let hosts;
  /** @type {Server} */
  let server;
  /** @type {ReturnType<typeof startEchoPeer>[]} */
  let peers;
  before(async () => {
    hosts = await twoHosts([OURS, THEIRS].map(withPrefixes));
    const [ours, theirs] = /** @type {[Host, Host]} */ (hosts);
    peers = THEIRS.map((address) => startEchoPeer(address, ECHO_PORT, theirs));
    server = await startServer({
      command: 'turn',
      args: [
        ...['--relay', 'open', '--turn-secret', SECRET, '--turn-quota', '0'],
        // The two servers keep their own in one folder, and are in different networks.
        ...(await givenCertificate()),
      ],
      inside: ours.command(),
    });
  });
  after(async () => {
    try {
      await server?.stop();
    } finally {
      // What is left running would keep this file from ending.
      for (const peer of peers ?? []) {
        peer.kill();
      }
      await Promise.all(hosts?.map((host) => host.switchOff()) ?? []);
    }
  });

  for (const [transport, flags] of Object.entries(TRANSPORTS)) {
    for (const [i, to] of THEIRS.entries()) {
      const at = `-e ${to} -r ${ECHO_PORT} ${i === 0 ? '-X' : '-x'}`;
      const from = /** @type {string} */ (OURS[i]);
      const family = i === 0 ? 'IPv4' : 'IPv6';
      const losesNothing = (/** @type {string} */ options) =>
        holds(server, `${flags} ${options}`, from, hosts[0]);

      test(`${transport}, ${family}, the peer by channels`, () => losesNothing(`${at} -g`));
      test(`${transport}, ${family}, the peer by indications`, () => losesNothing(`${at} -s -c`));
      test(`${transport}, ${family}, client to client`, () =>
        losesNothing(`${i === 0 ? '' : '-x'} -y -c`));
    }
  }
});

/**
 * Lets coturn's clients do something, and sees every message arrive.
 *
 * @param {Server} server
 * @param {string} options
 * @param {string} address of the server
 * @param {Host} [host] of the clients
 */
async function holds(server, options, address, host) {
  const words = [...options.split(' '), ...TRAFFIC, '-u', 'user', '-W', SECRET];
  const { status, traffic, output } = await uclient(toServer(server, words, address), host);
  const sent = CLIENTS * MESSAGES;
  assert.deepEqual(traffic, { sent, received: sent, lost: 0 }, output);
  assert.equal(status, 0);
}

/** @param {Server} server @param {string[]} words @param {string} address */
function toServer(server, words, address) {
  return [...words.filter((word) => word !== ''), '-p', String(server.port), address];
}

/** @param {string[]} addresses */
function withPrefixes(addresses) {
  return addresses.map((address) => address + (address.includes(':') ? '/64' : '/24'));
}
