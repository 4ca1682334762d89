/** TURN allocations over UDP, each from a port of its own (RFC 8656). */

import { createHash, createHmac, randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { webSocket } from './connections.js';

/** @import {Target} from './connections.js' */

const MAGIC_COOKIE = 0x2112a442;
const ALLOCATE = 0x0003;
const ERROR_OF_ALLOCATE = 0x0113;
const [USERNAME, MESSAGE_INTEGRITY, REALM, NONCE] = [0x0006, 0x0008, 0x0014, 0x0015];
const REQUESTED_TRANSPORT = 0x0019;
const UDP = Buffer.from([17, 0, 0, 0]);
const HEADER = 20;
const WELCOME = /"username":"([^"]+)","credential":"([^"]+)"/;

/**
 * Asks for so many allocations, one after the other, as somebody who was let into a room.
 *
 * @param {Target} target
 * @param {number} count
 */
export async function allocate(target, count) {
  const credentials = await askForCredentials(target);
  for (let i = 0; i < count; i += 1) {
    const socket = createSocket('udp4').unref();
    socket.on('error', () => {});
    socket.on('message', (answer) => {
      const attributes = attributesOf(answer);
      const [realm, nonce] = [attributes.get(REALM), attributes.get(NONCE)];
      if (answer.readUInt16BE(0) === ERROR_OF_ALLOCATE && realm && nonce) {
        const signed = request({ ...credentials, realm: realm.toString(), nonce });
        socket.send(signed, target.port, target.host);
      } else {
        socket.close(); // the allocation outlives it
      }
    });
    const unsigned = request();
    await new Promise((done) => socket.send(unsigned, target.port, target.host, done));
    await new Promise(setImmediate);
  }
}

/** What the server gives each member of a room. @param {Target} target */
async function askForCredentials(target) {
  const socket = await webSocket(target, `hostile-${process.pid}`);
  let said = '';
  while (!WELCOME.test(said)) {
    said += String(await once(socket, 'data'));
  }
  const [, user = '', password = ''] = WELCOME.exec(said) ?? [];
  return { user, password };
}

/** @param {{user: string, password: string, realm: string, nonce: Buffer}} [credentials] */
function request(credentials) {
  const attributes = [attribute(REQUESTED_TRANSPORT, UDP)];
  if (!credentials) {
    return message(attributes, 0);
  }
  const { user, password, realm, nonce } = credentials;
  attributes.push(
    attribute(USERNAME, Buffer.from(user)),
    attribute(REALM, Buffer.from(realm)),
    attribute(NONCE, nonce),
  );
  // RFC 8489 section 14.5: the length counts the attribute that is being computed.
  const key = createHash('md5').update(`${user}:${realm}:${password}`).digest();
  const signed = message(attributes, 24);
  const integrity = createHmac('sha1', key).update(signed).digest();
  return Buffer.concat([signed, attribute(MESSAGE_INTEGRITY, integrity)]);
}

/**
 * @param {Buffer[]} attributes
 * @param {number} more bytes that follow
 */
function message(attributes, more) {
  const body = Buffer.concat(attributes);
  const header = Buffer.alloc(HEADER);
  header.writeUInt16BE(ALLOCATE, 0);
  header.writeUInt16BE(body.length + more, 2);
  header.writeUInt32BE(MAGIC_COOKIE, 4);
  randomBytes(12).copy(header, 8);
  return Buffer.concat([header, body]);
}

/**
 * @param {number} type
 * @param {Buffer} value
 */
function attribute(type, value) {
  const bytes = Buffer.alloc(4 + Math.ceil(value.length / 4) * 4);
  bytes.writeUInt16BE(type, 0);
  bytes.writeUInt16BE(value.length, 2);
  value.copy(bytes, 4);
  return bytes;
}

/** @param {Buffer} answer */
function attributesOf(answer) {
  const attributes = new Map();
  for (let at = HEADER; at + 4 <= answer.length; ) {
    const length = answer.readUInt16BE(at + 2);
    attributes.set(answer.readUInt16BE(at), answer.subarray(at + 4, at + 4 + length));
    at += 4 + Math.ceil(length / 4) * 4;
  }
  return attributes;
}
