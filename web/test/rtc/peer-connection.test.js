import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FakeTrack, settle } from '../fakes/fakes.js';
import { ANSWER, OFFER, setUp } from '../fakes/peer-connection-setup.js';

/** @param {'audio' | 'video'} kind @returns {any} */
function track(kind) {
  return new FakeTrack(kind);
}

/** @typedef {'lan' | 'relay-udp'} Path */

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
  await session.negotiation.receive(ANSWER);
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
  await session.negotiation.receive(OFFER);
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
  await callee.session.negotiation.receive({
    type: 'offer',
    sdp: 'v=0\r\nm=application 9 UDP\r\n',
  });
  await callee.session.accept();
  assert.equal(callee.connection.channels, 1);
  const other = setUp();
  await other.session.negotiation.receive(OFFER);
  await other.session.accept();
  assert.equal(other.connection.channels, 0);
});

test('a closed session says nothing any more', async () => {
  const { connection, session, sent, log } = setUp();
  await session.call();
  session.close();
  sent.length = 0;
  connection.find('candidate:1');
  await session.negotiation.receive(ANSWER);
  assert.deepEqual(sent, []);
  assert.ok(!log.codes.includes('negotiation-failed'));
});

test('what no event tells is found by looking: another path, and that nothing comes in', async () => {
  const { connection, session } = setUp();
  /** @type {(string | undefined)[]} */
  const told = [];
  session.addEventListener('path', () => told.push(session.path));
  await look('lan', 10);
  assert.deepEqual(told, [], 'not connected yet');
  connection.connectionState = 'connected';
  const stills = [];
  for (const [path, bytes] of /** @type {const} */ ([
    ['lan', 50],
    ['lan', 100],
    ['lan', 150],
    ['relay-udp', 150],
    ['relay-udp', 150],
    ['relay-udp', 200],
  ])) {
    stills.push(await look(path, bytes));
  }
  assert.deepEqual(told, ['lan', 'relay-udp']);
  assert.deepEqual(stills, [0, 0, 0, 1, 2, 0]);

  /**
   * @param {Path} path
   * @param {number} bytesReceived
   */
  function look(path, bytesReceived) {
    connection.report = reportOfPath(path, bytesReceived);
    return session.look();
  }
});

test('a call may go direct if this side has not learnt its own address', async () => {
  assert.equal(await mayGoDirect(), true);
  assert.equal(await mayGoDirect({ learnt: true }), false);
  assert.equal(await mayGoDirect({ path: 'lan' }), false);
  assert.equal(await mayGoDirect({ state: 'disconnected' }), false);
  assert.equal(await mayGoDirect({ policy: 'relay' }), false);

  /** @param {{learnt?: boolean, path?: Path, state?: string, policy?: RTCIceTransportPolicy}} [how] */
  async function mayGoDirect({ learnt, path = 'relay-udp', state = 'connected', policy } = {}) {
    const { connection, session } = setUp({ policy });
    await session.call();
    connection.connectionState = 'connected';
    connection.report = reportOfPath(path, 1);
    await session.look();
    connection.connectionState = state;
    const kinds = ['host', ...(learnt ? ['srflx'] : []), 'relay'];
    const lines = kinds.map((kind) => `a=candidate:1 1 udp 1 192.0.2.1 9 typ ${kind} generation 0`);
    connection.localDescription.sdp += lines.join('\r\n');
    return session.mayGoDirect;
  }
});

test('while a new path is looked for, nothing counts as missing', async () => {
  const { connection, session } = setUp();
  await session.call();
  connection.connectionState = 'connected';
  const look = (/** @type {number} */ bytesReceived) => {
    connection.report = reportOf({ P: { type: 'candidate-pair', bytesReceived } });
    return session.look();
  };
  assert.equal(await look(5), 0);
  assert.equal(await look(5), 1);
  session.restartIce();
  for (const bytes of [5, 5, 6]) {
    assert.equal(await look(bytes), 0);
  }
  assert.equal(await look(6), 1);
});

/**
 * @param {Path} path
 * @param {number} bytesReceived
 */
function reportOfPath(path, bytesReceived) {
  const local = { candidateType: path === 'lan' ? 'host' : 'relay', relayProtocol: 'udp' };
  return reportOf({
    T: { type: 'transport', selectedCandidatePairId: 'P' },
    P: { type: 'candidate-pair', localCandidateId: 'L', remoteCandidateId: 'R', bytesReceived },
    L: { ...local, address: '10.0.0.1' },
    R: { candidateType: 'host', address: '10.0.0.2' },
  });
}

/** @param {Record<string, object>} entries by their ids @returns {any} */
function reportOf(entries) {
  return new Map(Object.entries(entries).map(([id, entry]) => [id, { id, ...entry }]));
}
