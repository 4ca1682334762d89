/** What attacks are made of: connections that are opened again when the server closes them. */

import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { connect as connectTls } from 'node:tls';
import { upgradeRequest } from '../lib/web-socket.js';

/** @import {Socket} from 'node:net' */

/**
 * @typedef {object} Target
 * @property {string} host an address
 * @property {number} port
 */

/** How long a place stays empty after its connection was closed, in milliseconds. */
const AGAIN_AFTER = 20;

/**
 * Holds so many connections, for ever.
 *
 * @param {number} count
 * @param {(place: number) => Promise<Socket>} open
 * @param {(socket: Socket, place: number) => unknown} use
 */
export function hold(count, open, use) {
  const fill = async (/** @type {number} */ place) => {
    for (;;) {
      const socket = await open(place).catch(() => undefined);
      if (socket) {
        const closed = once(socket, 'close').catch(() => {});
        use(socket, place);
        await closed;
      }
      await pause(AGAIN_AFTER);
    }
  };
  for (let place = 0; place < count; place += 1) {
    void fill(place);
  }
}

/** A TCP connection. @param {Target} target */
export async function plain({ host, port }) {
  return opened(connect({ host, port, noDelay: true }), 'connect');
}

/**
 * A TLS connection, whatever certificate the server has.
 *
 * @param {Target} target
 * @param {import('node:tls').ConnectionOptions} [options]
 */
export async function secure({ host, port }, options = {}) {
  const socket = connectTls({ host, port, rejectUnauthorized: false, ...options });
  return /** @type {import('node:tls').TLSSocket} */ (await opened(socket, 'secureConnect'));
}

/**
 * A WebSocket over TLS, whose frames are neither read nor written by anybody: what comes is thrown
 * away.
 *
 * @param {Target} target
 * @param {string} room
 */
export async function webSocket(target, room) {
  const socket = await secure(target);
  socket.write(upgradeRequest(`${target.host}:${target.port}`, room));
  const [answer] = await once(socket, 'data');
  if (!answer.toString('latin1').startsWith('HTTP/1.1 101')) {
    socket.destroy();
    throw new Error('no WebSocket');
  }
  socket.resume();
  return socket;
}

/**
 * Writes the same bytes again and again, as fast as they are taken.
 *
 * @param {Socket} socket
 * @param {Buffer | string} bytes
 */
export async function pour(socket, bytes) {
  let wake = () => {};
  socket.on('drain', () => wake());
  socket.on('close', () => wake());
  while (!socket.destroyed) {
    if (socket.write(bytes)) {
      await pause(0); // the other attacks have their turn
    } else {
      await new Promise((resolve) => {
        wake = () => resolve(undefined);
      });
    }
  }
}

/**
 * @param {Socket} socket
 * @param {string} event that says that it is open
 */
async function opened(socket, event) {
  socket.on('error', () => socket.destroy());
  await Promise.race([
    once(socket, event),
    once(socket, 'close').then(() => {
      throw new Error('refused');
    }),
  ]);
  return socket;
}
