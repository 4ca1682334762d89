import assert from 'node:assert/strict';
import { after, before, mock, test } from 'node:test';
import { learnsOwnAddress } from '../../src/rtc/own-address.js';

/** A connection that gathers what it is told. */
class FakeProbe {
  /** @type {any} */
  onicecandidate = null;
  closed = 0;
  /** @type {any} */
  static last;
  static refuses = false;

  /** @param {any} configuration */
  constructor(configuration) {
    this.configuration = configuration;
    FakeProbe.last = this;
  }

  createDataChannel() {}

  async setLocalDescription() {
    if (FakeProbe.refuses) {
      throw new Error('no');
    }
  }

  /** @param {string} [type] without one, that was all */
  find(type) {
    this.onicecandidate({ candidate: type === undefined ? null : { type } });
  }

  close() {
    this.closed += 1;
  }
}

const SERVERS = [
  { urls: 'stun:a:1' },
  { urls: ['turn:a:1?transport=udp', 'stun:b:1'], username: 'u', credential: 'c' },
];

before(() => {
  mock.timers.enable({ apis: ['setTimeout'] });
  Object.assign(globalThis, { RTCPeerConnection: FakeProbe });
});

after(() => mock.timers.reset());

test('an address that a STUN server tells is learnt', async () => {
  const learnt = learnsOwnAddress(SERVERS);
  const probe = FakeProbe.last;
  assert.deepEqual(probe.configuration.iceServers, [{ urls: 'stun:a:1' }, { urls: 'stun:b:1' }]);
  probe.find('host');
  assert.equal(probe.closed, 0);
  probe.find('srflx');
  assert.equal(await learnt, true);
  assert.equal(probe.closed, 1);
});

test('none is where nobody tells it', async () => {
  const learnt = learnsOwnAddress(SERVERS);
  FakeProbe.last.find('host');
  FakeProbe.last.find();
  assert.equal(await learnt, false);
});

test('nobody is waited for longer than 3 s', async () => {
  const learnt = learnsOwnAddress(SERVERS);
  let known = false;
  void learnt.then(() => {
    known = true;
  });
  mock.timers.tick(2999);
  await Promise.resolve();
  assert.equal(known, false);
  mock.timers.tick(1);
  assert.equal(await learnt, false);
  assert.equal(FakeProbe.last.closed, 1);
});

test('a browser that refuses is no error', async () => {
  FakeProbe.refuses = true;
  assert.equal(await learnsOwnAddress(), false);
  FakeProbe.refuses = false;
});
