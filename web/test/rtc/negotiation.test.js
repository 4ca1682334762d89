import assert from 'node:assert/strict';
import { test } from 'node:test';
import { REFUSED } from '../fakes/fake-rtc-connection.js';
import { settle } from '../fakes/fakes.js';
import { ANSWER, OFFER, setUp } from '../fakes/peer-connection-setup.js';

test('accepting waits for the offer to be taken in', async () => {
  const { session, descriptions } = setUp();
  void session.negotiation.receive(OFFER);
  await session.accept();
  assert.deepEqual(descriptions(), ['answer']);
});

test('later offers are answered at once', async () => {
  const { session, descriptions } = setUp();
  await session.negotiation.receive(OFFER);
  await session.accept();
  await session.negotiation.receive(OFFER);
  assert.deepEqual(descriptions(), ['answer', 'answer']);
});

test('candidates that come before the description wait for it, in their order', async () => {
  const { connection, session } = setUp();
  await session.call();
  void session.negotiation.addCandidate({ candidate: '1' });
  void session.negotiation.addCandidate({ candidate: '2' });
  await settle();
  assert.deepEqual(connection.candidates, []);
  void session.negotiation.receive(ANSWER);
  void session.negotiation.addCandidate({ candidate: '3' });
  await settle();
  assert.deepEqual(
    connection.candidates.map(({ candidate }) => candidate),
    ['1', '2', '3'],
  );
});

test('offers that cross: the impolite side ignores the other and its candidates', async () => {
  const { connection, session, log } = setUp({ polite: false });
  await session.call();
  await session.negotiation.receive(ANSWER);
  session.restartIce();
  await settle();
  await session.negotiation.receive(OFFER);
  await session.negotiation.addCandidate({ candidate: 'of another offer' });
  assert.equal(connection.signalingState, 'have-local-offer');
  assert.ok(log.codes.includes('offer-ignored'));
  assert.ok(!log.codes.includes('negotiation-failed'));
  await session.negotiation.receive(ANSWER);
  assert.equal(connection.signalingState, 'stable');
});

test('offers that cross: the polite side takes its own back and answers', async () => {
  const { connection, session, descriptions } = setUp({ polite: true });
  await session.call();
  await session.negotiation.receive(ANSWER);
  session.restartIce();
  await settle();
  await session.negotiation.receive(OFFER);
  assert.equal(connection.rollbacks, 1);
  assert.equal(connection.signalingState, 'stable');
  assert.deepEqual(descriptions(), ['offer', 'offer', 'answer']);
});

test('an offer right after the answer is no crossing', async () => {
  const { connection, session, descriptions } = setUp({ polite: false });
  await session.call();
  void session.negotiation.receive(ANSWER);
  await session.negotiation.receive(OFFER);
  assert.equal(connection.signalingState, 'stable');
  assert.deepEqual(descriptions(), ['offer', 'answer']);
});

test('the polite side asks one that understands it for offers, and takes none back', async () => {
  const { connection, session, role, sent, descriptions } = setUp({ polite: true });
  const { negotiation } = session;
  await negotiation.receive(OFFER);
  await session.accept();
  role.canAsk = true;
  session.restartIce();
  assert.deepEqual(sent.at(-1), { type: 'ask' });
  await negotiation.receive(OFFER);
  assert.deepEqual(descriptions(), ['answer', 'answer']);
  assert.equal(connection.rollbacks, 0);
});

test('what was asked for is asked for again while it does not come', async () => {
  const { session, role, sent } = setUp({ polite: true });
  const { negotiation } = session;
  await negotiation.receive(OFFER);
  await session.accept();
  role.canAsk = true;
  sent.length = 0;
  negotiation.resend();
  assert.deepEqual(sent, []);
  session.restartIce();
  sent.length = 0;
  negotiation.resend();
  assert.deepEqual(sent, [{ type: 'ask' }]);
  await negotiation.receive(OFFER);
  sent.length = 0;
  negotiation.resend();
  assert.deepEqual(sent, []);
});

test('who is asked for an offer makes one with new credentials, or says again what it offered', async () => {
  const { connection, session, descriptions } = setUp();
  const { negotiation } = session;
  negotiation.offerAsAsked();
  assert.equal(connection.restarts, 0, 'nothing is up yet');
  await session.call();
  negotiation.offerAsAsked();
  assert.equal(connection.restarts, 0);
  assert.deepEqual(descriptions(), ['offer', 'offer']);
  await negotiation.receive(ANSWER);
  negotiation.offerAsAsked();
  await settle();
  assert.equal(connection.restarts, 1);
  assert.deepEqual(descriptions(), ['offer', 'offer', 'offer']);
});

test('an answer says which offer it is for, and one for another offer counts for nothing', async () => {
  const { connection, session, sent } = setUp();
  await session.call();
  session.restartIce();
  await settle();
  await session.negotiation.receive(ANSWER, '7 1');
  assert.equal(connection.signalingState, 'have-local-offer');
  const [, version] = connection.localDescription.sdp.match(/o=- (\d+ \d+)/);
  await session.negotiation.receive(ANSWER, version);
  assert.equal(connection.signalingState, 'stable');
  await session.negotiation.receive({ type: 'offer', sdp: 'v=0\r\no=- 9 4 IN IP4 0.0.0.0\r\n' });
  assert.equal(sent.at(-1).answers, '9 4');
});

test('a candidate that cannot be used is logged, and the session goes on', async () => {
  const { session, log, descriptions } = setUp();
  await session.call();
  await session.negotiation.receive(ANSWER);
  await session.negotiation.addCandidate({ candidate: 'of another offer' });
  assert.ok(log.codes.includes('negotiation-failed'));
  await session.negotiation.receive(OFFER);
  assert.deepEqual(descriptions(), ['offer', 'answer']);
});

test('resending repeats the offer that has no answer, and candidates until it is connected', async () => {
  const { connection, session, sent } = setUp();
  await session.call();
  connection.find('candidate:1');
  sent.length = 0;
  session.negotiation.resend();
  assert.deepEqual(
    sent.map(({ type }) => type),
    ['description', 'candidate'],
  );
  await session.negotiation.receive(ANSWER);
  connection.connectionState = 'connected';
  sent.length = 0;
  session.negotiation.resend();
  assert.deepEqual(sent, []);
});

test('an offer that was sent twice may be answered twice', async () => {
  const { connection, session, log } = setUp();
  await session.call();
  session.negotiation.resend();
  await session.negotiation.receive(ANSWER);
  await session.negotiation.receive({ ...ANSWER, sdp: 'v=0 again' });
  assert.deepEqual(connection.remoteDescription, ANSWER);
  assert.ok(!log.codes.includes('negotiation-failed'));
});

test('an offer that the browser refuses is told, and no offer is sent in place of an answer', async () => {
  const { session, log, descriptions } = setUp();
  let failed = 0;
  session.addEventListener('failed', () => {
    failed += 1;
  });
  await session.negotiation.receive({ type: 'offer', sdp: REFUSED });
  await session.accept();
  assert.equal(failed, 1);
  assert.deepEqual(descriptions(), []);
  assert.ok(log.codes.includes('negotiation-failed'));
});

test('an answer that the browser refuses is told', async () => {
  const { session } = setUp();
  let failed = 0;
  session.addEventListener('failed', () => {
    failed += 1;
  });
  await session.call();
  await session.negotiation.receive({ type: 'answer', sdp: REFUSED });
  assert.equal(failed, 1);
});

test('a later offer that the browser refuses leaves things as they were', async () => {
  const { session, descriptions } = setUp();
  await session.negotiation.receive(OFFER);
  await session.accept();
  await session.negotiation.receive({ type: 'offer', sdp: REFUSED });
  await session.negotiation.receive(OFFER);
  assert.deepEqual(descriptions(), ['answer', 'answer']);
});
