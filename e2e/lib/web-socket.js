/** What a WebSocket client writes (RFC 6455), where a test writes it itself. */

const FINISHED_TEXT = 0x81;
const MASKED = 0x80;
const [TWO_BYTES, EIGHT_BYTES] = [126, 127];

/**
 * A frame of a WebSocket client (RFC 6455 section 5.2), masked with zeros.
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
 * Asks for a WebSocket in a room.
 *
 * @param {string} host with a port
 * @param {string} room
 */
export function upgradeRequest(host, room) {
  return (
    `GET /ws?room=${room} HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\n` +
    'Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n' +
    'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n'
  );
}
