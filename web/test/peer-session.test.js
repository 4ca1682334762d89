import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PeerSession } from '../src/peer-session.js';
import { FakeConnection } from './fake-connection.js';
import { FakeStream, FakeTrack, quietLog, settle } from './fakes.js';

/** @param {{polite?: boolean}} [options] */
function setUp({ polite = false } = {}) {
  const connection = new FakeConnection();
  const log = quietLog();
  /** @type {any[]} */
  const sent = [];
  const session = new PeerSession({
    connection: /** @type {any} */ (connection),
    localStream: /** @type {any} */ (new FakeStream()),
    send: (signal) => sent.push(signal),
    log,
  });
  session.polite = polite;
  /** Types of the descriptions that were sent. */
  const descriptions = () => sent.flatMap(({ description }) => description?.type ?? []);
  return { connection, session, sent, log, descriptions };
}

/** @type {RTCSessionDescriptionInit} */
const OFFER = { type: 'offer', sdp: 'v=0' };
/** @type {RTCSessionDescriptionInit} */
const ANSWER = { type: 'answer', sdp: 'v=0' };

/** @param {'audio' | 'video'} kind @returns {any} */
function track(kind) {
  return new FakeTrack(kind);
}

test('the first offer has sound and picture both ways, whatever there is to send', async () => {
  const { connection, session, descriptions } = setUp();
  session.setTrack('audio', track('audio'));
  await session.call();
  const kinds = connection.getTransceivers().map(({ receiver }) => receiver.track.kind);
  assert.deepEqual(kinds, ['audio', 'video']);
  assert.ok(connection.getTransceivers().every(({ direction }) => direction === 'sendrecv'));
  assert.deepEqual(descriptions(), ['offer']);
});

test('a camera that comes later needs no new negotiation', async () => {
  const { connection, session, descriptions } = setUp();
  await session.call();
  await session.receive(ANSWER);
  const camera = track('video');
  session.setTrack('video', camera);
  await settle();
  assert.equal(connection.getTransceivers()[1]?.sender.track, camera);
  assert.deepEqual(descriptions(), ['offer']);
});

test('tracks of a session that is not in use yet do not make it offer', async () => {
  const { session, descriptions } = setUp();
  session.setTrack('audio', track('audio'));
  await settle();
  assert.deepEqual(descriptions(), []);
});

test('an offer is answered when it is accepted, with both directions open', async () => {
  const { connection, session, descriptions } = setUp();
  await session.receive(OFFER);
  assert.deepEqual(descriptions(), []);
  session.setTrack('video', track('video'));
  await session.accept();
  assert.deepEqual(descriptions(), ['answer']);
  assert.ok(connection.getTransceivers().every(({ direction }) => direction === 'sendrecv'));
});

test('the pages talk to each other directly, unless the offer knows nothing of that', async () => {
  const caller = setUp();
  await caller.session.call();
  assert.equal(caller.connection.channels, 1);
  const callee = setUp();
  await callee.session.receive({ type: 'offer', sdp: 'v=0\r\nm=application 9 UDP\r\n' });
  assert.equal(callee.connection.channels, 1);
  const other = setUp();
  await other.session.receive(OFFER);
  await other.session.accept();
  assert.equal(other.connection.channels, 0);
});

test('accepting waits for the offer to be taken in', async () => {
  const { session, descriptions } = setUp();
  void session.receive(OFFER);
  await session.accept();
  assert.deepEqual(descriptions(), ['answer']);
});

test('later offers are answered at once', async () => {
  const { session, descriptions } = setUp();
  await session.receive(OFFER);
  await session.accept();
  await session.receive(OFFER);
  assert.deepEqual(descriptions(), ['answer', 'answer']);
});

test('candidates that come before the description wait for it, in their order', async () => {
  const { connection, session } = setUp();
  await session.call();
  void session.addCandidate({ candidate: '1' });
  void session.addCandidate({ candidate: '2' });
  await settle();
  assert.deepEqual(connection.candidates, []);
  void session.receive(ANSWER);
  void session.addCandidate({ candidate: '3' });
  await settle();
  assert.deepEqual(
    connection.candidates.map(({ candidate }) => candidate),
    ['1', '2', '3'],
  );
});

test('offers that cross: the impolite side ignores the other and its candidates', async () => {
  const { connection, session, log } = setUp({ polite: false });
  await session.call();
  await session.receive(ANSWER);
  session.restartIce();
  await settle();
  await session.receive(OFFER);
  await session.addCandidate({ candidate: 'of another offer' });
  assert.equal(connection.signalingState, 'have-local-offer');
  assert.ok(log.codes.includes('offer-ignored'));
  assert.ok(!log.codes.includes('negotiation-failed'));
  await session.receive(ANSWER);
  assert.equal(connection.signalingState, 'stable');
});

test('offers that cross: the polite side takes its own back and answers', async () => {
  const { connection, session, descriptions } = setUp({ polite: true });
  await session.call();
  await session.receive(ANSWER);
  session.restartIce();
  await settle();
  await session.receive(OFFER);
  assert.equal(connection.rollbacks, 1);
  assert.equal(connection.signalingState, 'stable');
  assert.deepEqual(descriptions(), ['offer', 'offer', 'answer']);
});

test('an offer right after the answer is no crossing', async () => {
  const { connection, session, descriptions } = setUp({ polite: false });
  await session.call();
  void session.receive(ANSWER);
  await session.receive(OFFER);
  assert.equal(connection.signalingState, 'stable');
  assert.deepEqual(descriptions(), ['offer', 'answer']);
});

test('a candidate that cannot be used is logged, and the session goes on', async () => {
  const { session, log, descriptions } = setUp();
  await session.call();
  await session.receive(ANSWER);
  await session.addCandidate({ candidate: 'of another offer' });
  assert.ok(log.codes.includes('negotiation-failed'));
  await session.receive(OFFER);
  assert.deepEqual(descriptions(), ['offer', 'answer']);
});

test('resending repeats the offer that has no answer, and candidates until it is connected', async () => {
  const { connection, session, sent } = setUp();
  await session.call();
  connection.find('candidate:1');
  sent.length = 0;
  session.resend();
  assert.deepEqual(
    sent.map(({ type }) => type),
    ['description', 'candidate'],
  );
  await session.receive(ANSWER);
  connection.connectionState = 'connected';
  sent.length = 0;
  session.resend();
  assert.deepEqual(sent, []);
});

test('an offer that was sent twice may be answered twice', async () => {
  const { connection, session, log } = setUp();
  await session.call();
  session.resend();
  await session.receive(ANSWER);
  await session.receive({ ...ANSWER, sdp: 'v=0 again' });
  assert.deepEqual(connection.remoteDescription, ANSWER);
  assert.ok(!log.codes.includes('negotiation-failed'));
});

test('a closed session says nothing any more', async () => {
  const { connection, session, sent, log } = setUp();
  await session.call();
  session.close();
  sent.length = 0;
  connection.find('candidate:1');
  await session.receive(ANSWER);
  assert.deepEqual(sent, []);
  assert.ok(!log.codes.includes('negotiation-failed'));
});
