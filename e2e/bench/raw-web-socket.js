import { once } from 'node:events';
import { connect } from 'node:net';

const FINISHED_TEXT = 0x81;
const MASKED = 0x80;
const TWO_BYTES = 126;
const EIGHT_BYTES = 127;
const MASK_LENGTH = 4;
/** A close frame with the code 1000, masked with zeros. */
const GOODBYE = Buffer.from([0x88, MASKED | 2, 0, 0, 0, 0, 0x03, 0xe8]);

/**
 * A WebSocket of a load generator: it costs next to nothing beside the server that is measured. It
 * counts what comes, and does not read it.
 */
export class RawWebSocket {
  received = 0;
  closed = false;
  /** Called for each message. */
  onMessage = () => {};
  #socket;
  /** Bytes of the current frame that are still to come. */
  #missing = 0;
  /** @type {Buffer} */
  #rest = Buffer.alloc(0);

  /** @param {import('node:net').Socket} socket */
  constructor(socket) {
    this.#socket = socket;
    socket.once('close', () => {
      this.closed = true;
    });
  }

  /**
   * Connects, and waits for the first message.
   *
   * @param {number} port
   * @param {string} room
   */
  static async open(port, room) {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    const opened = new RawWebSocket(socket);
    const welcomed = new Promise((resolve) => {
      opened.onMessage = () => resolve(undefined);
    });
    socket.write(
      `GET /ws?room=${room} HTTP/1.1\r\nHost: localhost:${port}\r\nConnection: Upgrade\r\n` +
        'Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n' +
        'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n',
    );
    const [answer] = await once(socket, 'data');
    if (!answer.toString('latin1').startsWith('HTTP/1.1 101')) {
      throw new Error(`The server does not speak WebSocket: ${answer}`);
    }
    const frames = answer.subarray(answer.indexOf('\r\n\r\n') + 4);
    socket.on('data', (bytes) => opened.#take(bytes));
    opened.#take(frames);
    await welcomed;
    return opened;
  }

  /** @param {Buffer} frame as `textFrame` makes it */
  send(frame) {
    this.#socket.write(frame);
  }

  /** Says goodbye, so that the server keeps no seat. */
  close() {
    this.onMessage = () => {};
    this.#socket.on('error', () => {}); // it may have ended meanwhile
    this.#socket.end(GOODBYE);
  }

  /** Is gone without a word. */
  abort() {
    this.#socket.on('error', () => {});
    this.#socket.resetAndDestroy();
  }

  /** @param {Buffer} bytes */
  #take(bytes) {
    let left = this.#rest.length > 0 ? Buffer.concat([this.#rest, bytes]) : bytes;
    while (left.length > this.#missing) {
      const start = this.#missing;
      const length = lengthOfFrame(left, start);
      if (length === undefined) {
        break;
      }
      left = left.subarray(start);
      this.#missing = length;
      this.received += 1;
      this.onMessage();
    }
    const taken = Math.min(this.#missing, left.length);
    this.#missing -= taken;
    this.#rest = left.subarray(taken);
  }
}

/**
 * The length of a whole frame, or undefined while its head is not there.
 *
 * @param {Buffer} bytes
 * @param {number} at
 */
function lengthOfFrame(bytes, at) {
  const short = bytes[at + 1];
  if (short === undefined || bytes.length < at + 10) {
    return short !== undefined && short < TWO_BYTES ? 2 + short : undefined;
  }
  if (short === TWO_BYTES) {
    return 4 + bytes.readUInt16BE(at + 2);
  }
  return short === EIGHT_BYTES ? 10 + Number(bytes.readBigUInt64BE(at + 2)) : 2 + short;
}

/**
 * A message of a client, masked with zeros.
 *
 * @param {string} text
 */
export function textFrame(text) {
  const payload = Buffer.from(text);
  const length =
    payload.length < TWO_BYTES
      ? [MASKED | payload.length]
      : [MASKED | TWO_BYTES, payload.length >> 8, payload.length & 0xff];
  return Buffer.concat([
    Buffer.from([FINISHED_TEXT, ...length]),
    Buffer.alloc(MASK_LENGTH),
    payload,
  ]);
}
