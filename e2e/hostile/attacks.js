/** What one hostile address can do to the server. */

import { randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { setTimeout as pause } from 'node:timers/promises';
import { frame } from '../lib/web-socket.js';
import { allocate } from './allocations.js';
import { hold, plain, pour, secure, webSocket } from './connections.js';

/** @import {Socket} from 'node:net' */
/** @import {Target} from './connections.js' */

/**
 * @typedef {object} Attack
 * @property {string} name
 * @property {(target: Target) => unknown} begin it goes on until the process ends
 * @property {string} [sign] the metric that tells the operator
 */

const OVER_LIMIT = 'duologue_refused_connections_total{reason="over-limit"}';
const TOO_MANY_FRAMES = 'duologue_closes_total{code="4007"}';
const LONGEST_DATAGRAM = 1200;
const BURST = 4 << 20;
const CONTROL = '{"type":"control"}';
const SPACES = frame(Buffer.from(' '.repeat(65_400) + CONTROL));
const LONG = frame(Buffer.from(`{"type":"control","long":"${'x'.repeat(60_000)}"}`));
const PINGS = Buffer.concat(Array.from({ length: 1000 }, () => frame(Buffer.alloc(0), 0x89)));
/** A text of 100,000 bytes, each of them a frame. */
const FRAGMENTS = Buffer.concat([
  frame(Buffer.from('x'), 0x01),
  ...Array.from({ length: 99_998 }, () => frame(Buffer.from('x'), 0x00)),
  frame(Buffer.from('x'), 0x80),
]);
const LONG_LINK = `/qr.svg?link=${'%E2%82%AC'.repeat(400)}`;
/** RFC 8489: a Binding request. */
const BINDING = Buffer.from('000100002112a442000102030405060708090a0b', 'hex');

/** @type {Attack[]} */
export const ATTACKS = [
  {
    name: 'long messages that nobody acknowledges',
    begin: (target) =>
      hold(
        16,
        (place) => room(target, place),
        (socket) => pour(socket, SPACES),
      ),
  },
  {
    name: 'rooms left without a word',
    begin: (target) => hold(32, (place) => room(target, place), sendAndVanish),
  },
  {
    name: 'QR images of the longest links',
    begin: (target) =>
      hold(
        6,
        () => secure(target),
        (socket) => pour(socket, get(target, LONG_LINK)),
      ),
  },
  {
    name: 'answers that nobody reads',
    begin: (target) =>
      hold(
        20,
        () => secure(target),
        (socket) => pour(socket.pause(), get(target, '/')),
      ),
  },
  {
    name: 'requests that come byte by byte',
    begin: (target) =>
      hold(
        90,
        () => plain(target),
        (socket) => trickle(socket, get(target, '/')),
      ),
    sign: 'duologue_refused_connections_total{reason="handshake-timeouts"}',
  },
  {
    name: 'TLS handshakes and nothing more',
    begin: (target) =>
      hold(
        40,
        () => secure(target),
        (socket) => socket.destroy(),
      ),
    sign: OVER_LIMIT,
  },
  {
    name: 'TLS renegotiations',
    begin: (target) => hold(10, () => secure(target, { maxVersion: 'TLSv1.2' }), renegotiate),
    sign: 'duologue_connections_total',
  },
  {
    name: 'messages of 100,000 fragments',
    begin: (target) =>
      hold(
        8,
        (place) => room(target, place),
        (socket) => pour(socket, FRAGMENTS),
      ),
    sign: TOO_MANY_FRAMES,
  },
  {
    name: 'pings of WebSockets',
    begin: (target) =>
      hold(
        8,
        (place) => room(target, place),
        (socket) => pour(socket, PINGS),
      ),
    sign: TOO_MANY_FRAMES,
  },
  {
    name: 'thousands of idle TURN connections',
    begin: (target) =>
      hold(
        2000,
        () => plain(target),
        (socket) => socket.write(BINDING),
      ),
    sign: OVER_LIMIT,
  },
  {
    name: 'headers and chunks without an end',
    begin: endless,
  },
  {
    name: 'bursts of 4 MiB',
    begin: (target) =>
      hold(
        10,
        (place) => room(target, place),
        (socket) => pour(socket, frame(Buffer.alloc(BURST, 0x20))),
      ),
    sign: 'duologue_errors_total{code="too-large"}',
  },
  {
    name: '10,000 allocations',
    begin: (target) => allocate(target, 10_000),
    sign: 'duologue_stun_refused_total{code="486"}',
  },
  {
    name: 'UDP without sense',
    begin: (target) => spray(target, randomBytes(LONGEST_DATAGRAM)),
    sign: 'duologue_relay_dropped_total',
  },
  {
    name: 'Binding requests',
    begin: (target) => spray(target, BINDING),
    sign: 'duologue_stun_requests_total',
  },
];

/**
 * Two places share a room.
 *
 * @param {Target} target
 * @param {number} place
 */
function room(target, place) {
  return webSocket(target, `hostile-${process.pid}-${place >> 1}`);
}

/**
 * @param {Target} target
 * @param {string} path
 */
function get({ host, port }, path) {
  return `GET ${path} HTTP/1.1\r\nHost: ${host}:${port}\r\n\r\n`;
}

/** @param {Socket} socket */
async function sendAndVanish(socket) {
  for (let i = 0; i < 20; i += 1) {
    socket.write(LONG);
  }
  await pause(500); // the server takes them in
  socket.destroy();
}

/**
 * @param {Socket} socket
 * @param {string} text
 */
async function trickle(socket, text) {
  for (let i = 0; !socket.destroyed; i = (i + 1) % (text.length - 4)) {
    socket.write(text.charAt(i));
    await pause(1000);
  }
}

/** @param {import('node:net').Socket} socket over TLS 1.2 */
async function renegotiate(socket) {
  const tls = /** @type {import('node:tls').TLSSocket} */ (socket);
  tls.renegotiate({ rejectUnauthorized: false }, () => tls.destroy());
}

/** @param {Target} target */
function endless(target) {
  const start = get(target, '/').slice(0, -2);
  const header = `X-Long: ${'x'.repeat(4000)}\r\n`;
  const chunk = `ffff\r\n${'x'.repeat(0xffff)}\r\n`;
  hold(
    20,
    () => secure(target),
    (socket) => {
      socket.write(start);
      void pour(socket, header);
    },
  );
  hold(
    20,
    () => secure(target),
    (socket) => {
      socket.write(`${start.replace('GET', 'POST')}Transfer-Encoding: chunked\r\n\r\n`);
      void pour(socket, chunk);
    },
  );
}

/**
 * As many as this computer can send.
 *
 * @param {Target} target
 * @param {Buffer} datagram
 */
async function spray({ host, port }, datagram) {
  const socket = createSocket('udp4');
  socket.on('error', () => {});
  for (;;) {
    for (let i = 0; i < 31; i += 1) {
      socket.send(datagram, port, host);
    }
    await new Promise((done) => socket.send(datagram, port, host, done));
  }
}
