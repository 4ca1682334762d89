import { once } from 'node:events';
import { connect } from 'node:net';
import { frame, upgradeRequest } from '../lib/web-socket.js';

const TWO_BYTES = 126;
const EIGHT_BYTES = 127;
/** A close frame with the code 1000. */
const GOODBYE = frame(Buffer.from([0x03, 0xe8]), 0x88);

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
    socket.write(upgradeRequest(`localhost:${port}`, room));
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

/** A message of a client. @param {string} text */
export function textFrame(text) {
  return frame(Buffer.from(text));
}
