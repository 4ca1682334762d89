import assert from 'node:assert/strict';
import { test } from 'node:test';
import { liveTransceiver, Transceivers } from '../../src/rtc/transceivers.js';
import { FakeRtcConnection } from '../fakes/fake-rtc-connection.js';
import { FakeStream, FakeTrack, settle } from '../fakes/fakes.js';
import { strict } from '../fakes/strict.js';

function setUp() {
  const connection = strict(new FakeRtcConnection());
  const stream = /** @type {any} */ (new FakeStream());
  const transceivers = new Transceivers(/** @type {any} */ (connection), stream);
  return { connection, transceivers };
}

test('the other side replaces its tracks: of those that it sends the newest live one counts', () => {
  const { connection, transceivers } = setUp();
  const [first, second] = [connection.receive('video'), connection.receive('video')];
  const sound = connection.receive('audio');
  assert.deepEqual(transceivers.remoteTracks(), [sound.receiver.track, second.receiver.track]);
  first.currentDirection = 'sendonly'; // removeTrack
  assert.deepEqual(transceivers.remoteTracks(), [sound.receiver.track, second.receiver.track]);
  second.currentDirection = 'inactive';
  first.currentDirection = 'sendrecv';
  assert.deepEqual(transceivers.remoteTracks(), [sound.receiver.track, first.receiver.track]);
  first.receiver.track.readyState = 'ended';
  assert.deepEqual(transceivers.remoteTracks(), [sound.receiver.track]);
});

test('this side goes on sending where the other one has stopped a transceiver', async () => {
  const { connection, transceivers } = setUp();
  const first = connection.receive('video');
  const camera = /** @type {any} */ (new FakeTrack('video'));
  transceivers.setTrack('video', camera);
  await settle();
  assert.equal(first.sender.track, camera);
  first.direction = 'stopped';
  first.currentDirection = 'stopped';
  const second = connection.receive('video');
  transceivers.reattach();
  await settle();
  assert.equal(second.sender.track, camera);
  assert.equal(liveTransceiver(/** @type {any} */ (connection), 'video'), second);
});

test('nothing is sent any more once it is silenced', async () => {
  const { connection, transceivers } = setUp();
  const { sender } = connection.receive('audio');
  transceivers.setTrack('audio', /** @type {any} */ (new FakeTrack('audio')));
  await settle();
  transceivers.silence();
  await settle();
  assert.equal(sender.track, null);
});

test('a closed connection is given no tracks', () => {
  const { connection, transceivers } = setUp();
  connection.close();
  transceivers.setTrack('video', /** @type {any} */ (new FakeTrack('video')));
  transceivers.reattach();
  transceivers.silence();
  assert.deepEqual(connection.getSenders(), []);
});
