import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConnectionSupply } from '../../src/call/connection-supply.js';
import { FakePeerConnection } from '../fakes/fake-peer-connection.js';
import { FakeMedia } from '../fakes/fake-room.js';
import { strict } from '../fakes/strict.js';

class FakeRoster extends EventTarget {
  /** @type {RTCIceServer[]} */
  iceServers = [{ urls: 'turn:old' }];
  /** @type {object | undefined} */
  other;

  /** @param {object} facts */
  become(facts) {
    Object.assign(this, facts);
    this.dispatchEvent(new Event('change'));
  }
}

function setUp() {
  const roster = strict(new FakeRoster());
  const media = strict(new FakeMedia());
  /** @type {FakePeerConnection[]} */
  const made = [];
  const supply = new ConnectionSupply({
    roster: /** @type {any} */ (roster),
    media: /** @type {any} */ (media),
    newConnection: (configuration) => {
      const connection = strict(new FakePeerConnection(configuration));
      made.push(connection);
      return /** @type {any} */ (connection);
    },
  });
  return { roster, media, supply, made };
}

test('one is made ahead of time as soon as there is somebody to call, and taken', () => {
  const { roster, supply, made } = setUp();
  roster.become({});
  assert.equal(made.length, 0);
  roster.become({ other: {} });
  roster.become({ other: {} });
  assert.equal(made.length, 1);
  supply.take();
  assert.equal(made.length, 1);
  roster.become({ other: {} });
  assert.equal(made.length, 1, 'none while there is a call');
});

test('one that the browser has closed meanwhile is not taken', () => {
  const { roster, supply, made } = setUp();
  roster.become({ other: {} });
  made[0]?.close();
  assert.equal(supply.take(), made[1]);
});

test('the next one is made when a call has given its own back', () => {
  const { roster, supply, made } = setUp();
  roster.become({ other: {} });
  const connection = supply.take();
  supply.retire(connection);
  assert.equal(made[0]?.closed, true);
  assert.equal(made.length, 2);
});

test('fresh credentials reach the one that is prepared and the one that is in use', () => {
  const { roster, supply, made } = setUp();
  roster.become({ other: {} });
  supply.take();
  supply.take();
  const fresh = [{ urls: 'turn:fresh', username: 'later' }];
  roster.become({ iceServers: fresh });
  assert.deepEqual(
    made.map(({ configuration }) => configuration.iceServers),
    [fresh, fresh],
  );
  const prepared = setUp();
  prepared.roster.become({ other: {} });
  prepared.roster.become({ iceServers: fresh });
  assert.deepEqual(prepared.made[0]?.configuration.iceServers, fresh);
});

test('a server that is away takes no credentials from a running call', () => {
  const { roster, supply, made } = setUp();
  supply.take();
  roster.become({ iceServers: [] });
  assert.deepEqual(made[0]?.configuration.iceServers, [{ urls: 'turn:old' }]);
});

test('an offer without BUNDLE gets a connection that takes one', () => {
  const { roster, supply, made } = setUp();
  roster.become({ other: {} });
  supply.take({ bundled: false });
  assert.deepEqual(
    made.map(({ configuration }) => configuration.bundlePolicy),
    ['max-bundle', 'balanced'],
  );
});

test('all of them send what is captured now', () => {
  const { roster, media, supply, made } = setUp();
  roster.become({ other: {} });
  supply.take();
  supply.take();
  media.audio = { state: 'off' };
  media.dispatchEvent(new Event('change'));
  for (const { tracks } of made) {
    assert.equal(tracks.get('audio'), undefined);
    assert.equal(tracks.get('video'), media.video.track);
  }
});

test('when the page goes away, all of them are closed', () => {
  const { roster, supply, made } = setUp();
  supply.take();
  roster.become({ other: {} });
  supply.take();
  supply.shutDown();
  assert.ok(made.every(({ closed }) => closed));
});
