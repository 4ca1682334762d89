import { PeerConnection } from '../../src/rtc/peer-connection.js';
import { FakeRtcConnection } from './fake-rtc-connection.js';
import { FakeStream, quietLog } from './fakes.js';
import { strict } from './strict.js';

/**
 * A session that is about to begin, and what it sends.
 *
 * @param {{polite?: boolean, policy?: RTCIceTransportPolicy}} [options]
 */
export function setUp({ polite = false, policy = 'all' } = {}) {
  const connection = new FakeRtcConnection();
  connection.configuration = { iceTransportPolicy: policy };
  const log = quietLog();
  /** @type {any[]} */
  const sent = [];
  const session = new PeerConnection({
    connection: /** @type {any} */ (strict(connection)),
    localStream: /** @type {any} */ (new FakeStream()),
    log,
  });
  const role = { polite, canAsk: false };
  session.owner = { role, sendSignal: (signal) => sent.push(signal) };
  /** Types of the descriptions that were sent. */
  const descriptions = () => sent.flatMap(({ description }) => description?.type ?? []);
  return { connection, session, role, sent, log, descriptions };
}

/** @type {RTCSessionDescriptionInit} */
export const OFFER = { type: 'offer', sdp: 'v=0' };
/** @type {RTCSessionDescriptionInit} */
export const ANSWER = { type: 'answer', sdp: 'v=0' };
