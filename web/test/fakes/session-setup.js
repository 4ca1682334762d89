import { PeerConnection } from '../../src/rtc/peer-connection.js';
import { FakeConnection } from './fake-connection.js';
import { FakeStream, quietLog } from './fakes.js';

/**
 * A session that is about to begin, and what it sends.
 *
 * @param {{polite?: boolean, policy?: RTCIceTransportPolicy}} [options]
 */
export function setUp({ polite = false, policy = 'all' } = {}) {
  const connection = new FakeConnection();
  connection.configuration = { iceTransportPolicy: policy };
  const log = quietLog();
  /** @type {any[]} */
  const sent = [];
  const session = new PeerConnection({
    connection: /** @type {any} */ (connection),
    localStream: /** @type {any} */ (new FakeStream()),
    send: (signal) => sent.push(signal),
    log,
  });
  session.negotiation.polite = polite;
  /** Types of the descriptions that were sent. */
  const descriptions = () => sent.flatMap(({ description }) => description?.type ?? []);
  return { connection, session, sent, log, descriptions };
}

/** @type {RTCSessionDescriptionInit} */
export const OFFER = { type: 'offer', sdp: 'v=0' };
/** @type {RTCSessionDescriptionInit} */
export const ANSWER = { type: 'answer', sdp: 'v=0' };
