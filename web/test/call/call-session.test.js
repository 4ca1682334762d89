import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CallSession } from '../../src/call/call-session.js';
import { FakePeerConnection } from '../fakes/fake-peer-connection.js';
import { FakeChannel } from '../fakes/fake-room.js';
import { FakeClock, quietLog, settle } from '../fakes/fakes.js';
import { strict } from '../fakes/strict.js';

/** Gives connections to one session, and closes them. */
class FakeSupply {
  /** @type {FakePeerConnection[]} */
  taken = [];
  /** @type {boolean[]} of each that was asked for, whether everything is to share one transport */
  bundled = [];
  /** @type {{connection: FakePeerConnection, said: boolean}[]} */
  retired = [];

  /** @param {{bundled: boolean}} options */
  take({ bundled }) {
    const connection = strict(new FakePeerConnection({ iceServers: [], bundlePolicy: 'balanced' }));
    this.taken.push(connection);
    this.bundled.push(bundled);
    return connection;
  }

  /** @param {FakePeerConnection} connection @param {{said?: boolean}} [options] */
  retire(connection, { said = false } = {}) {
    this.retired.push({ connection, said });
  }
}

/** @param {Partial<import('../../src/call/call-session.js').CallFacts>} [facts] */
function setUp(facts = {}) {
  const clock = new FakeClock();
  const signaling = strict(new FakeChannel());
  signaling.enter('open');
  const supply = strict(new FakeSupply());
  const timeouts = { connect: 60_000, recover: 60_000 };
  const session = new CallSession(
    { id: 'x', number: 0, peer: 'b', polite: false, outgoing: true, form: 'object', ...facts },
    /** @type {any} */ ({ signaling, supply, clock, log: quietLog(), timeouts }),
  );
  const sent = /** @type {any[]} */ (signaling.sent);
  return { clock, signaling, supply, session, sent };
}

/** @param {object} fields @returns {any} */
const message = (fields) => ({ from: 'b', call: 'x', ...fields });
/** @param {number} session */
const sdp = (session) => `v=0\r\no=- ${session} 2 IN IP4 0.0.0.0\r\n`;

test('a message is part of the call that it names; of a client that names none, by its sender', () => {
  const { session } = setUp();
  assert.equal(session.owns(message({ type: 'hangup', from: 'another id' })), true);
  assert.equal(session.owns(message({ type: 'hangup', call: 'y' })), false);
  assert.equal(session.owns(message({ type: 'hangup', call: undefined })), true);
  assert.equal(session.owns(message({ type: 'hangup', call: undefined, from: 'c' })), false);
});

test('of a client that names no calls, an offer of another connection is another call', () => {
  const { session } = setUp({ outgoing: false });
  const offer = (/** @type {number} */ number) =>
    message({ type: 'offer', sdp: sdp(number), call: undefined });
  assert.equal(session.owns(offer(7)), true, 'the first one');
  session.ring(offer(7));
  assert.equal(session.owns(offer(7)), true);
  assert.equal(session.owns(offer(8)), false);
  assert.equal(session.canRenew, false);
  assert.equal(session.leads, true);
});

test('what negotiates is sent with the name of the call, its number and its connection', async () => {
  const { session, sent } = setUp();
  session.call({ introduced: true });
  await settle();
  session.sendSignal({ type: 'ask' });
  session.renew();
  await settle();
  assert.deepEqual(
    sent.map(({ type, call, n, connection, target }) => [type, call, n, connection, target]),
    [
      ['offer', 'x', 1, undefined, 'b'],
      ['control', 'x', 2, undefined, 'b'],
      ['offer', 'x', 3, 1, 'b'],
    ],
  );
});

test('descriptions are written as the other side writes its own', async () => {
  const { session, sent } = setUp();
  session.receive(message({ type: 'answer', sdp: sdp(7) }));
  session.connection.negotiation.resend();
  assert.equal(typeof sent.at(-1).sdp, 'string');
  session.receive(message({ type: 'answer', sdp: { type: 'answer', sdp: sdp(7) } }));
  session.connection.negotiation.resend();
  assert.equal(typeof sent.at(-1).sdp, 'object');
});

test('the other side goes on over a new connection, which is answered, and the old one closed', async () => {
  const { session, supply, sent } = setUp();
  const [old] = supply.taken;
  let tracks = 0;
  session.addEventListener('track', () => {
    tracks += 1;
  });
  session.receive(message({ type: 'offer', sdp: sdp(9), connection: 2 }));
  await settle();
  assert.equal(session.number, 2);
  assert.deepEqual(supply.retired, [{ connection: old, said: false }]);
  assert.equal(sent.at(-1).type, 'answer');
  assert.equal(tracks, 1);
  assert.equal(session.admits(message({ type: 'candidate', n: 50, connection: 1 })), false);
  assert.equal(session.admits(message({ type: 'candidate', n: 51, connection: 2 })), true);
});

test('an offer without BUNDLE asks for a connection that takes it', () => {
  const lines = 'm=audio 9\r\nm=video 9\r\n';
  const plain = message({ type: 'offer', sdp: sdp(1) + lines });
  const grouped = message({ type: 'offer', sdp: `${sdp(1)}a=group:BUNDLE 0 1\r\n${lines}` });
  assert.deepEqual(setUp({ outgoing: false, offer: plain }).supply.bundled, [false]);
  assert.deepEqual(setUp({ outgoing: false, offer: grouped }).supply.bundled, [true]);
  assert.deepEqual(setUp().supply.bundled, [true]);
});

test('a closed session stays silent, and says whether its reason is on its way', () => {
  const { session, signaling, supply, clock, sent } = setUp();
  signaling.enter('waiting');
  assert.equal(session.close('ended'), false);
  assert.equal(supply.retired[0]?.said, true);
  clock.advance(120_000);
  assert.deepEqual(sent, []);
  const other = setUp();
  assert.equal(other.session.close('ended'), true);
  assert.equal(other.sent.at(-1).reason, 'ended');
  assert.equal(setUp().session.close(), true, 'there is nothing to be told');
});
