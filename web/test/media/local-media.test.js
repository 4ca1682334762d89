import assert from 'node:assert/strict';
import { test } from 'node:test';
import { settle } from '../fakes/fakes.js';
import { setUp, trackOf } from './media-setup.js';

test('both are asked for together', async () => {
  const { media, devices } = setUp();
  assert.equal(media.untouched, true);
  const started = media.start();
  assert.equal(media.video.state, 'starting');
  await started;
  assert.equal(devices.asked.length, 1);
  assert.equal(media.audio.state, 'on');
  assert.equal(media.video.state, 'on');
  assert.equal(media.stream.getTracks().length, 2);
  assert.equal(media.untouched, false);
  assert.deepEqual(media.kindsOn, ['audio', 'video']);
});

test('one that fails leaves the other, and is tried again when it is asked for', async () => {
  const { media, devices } = setUp();
  devices.busy.add('cam1');
  await media.start();
  assert.deepEqual(media.video, { state: 'failed', problem: 'busy' });
  assert.equal(media.audio.state, 'on');
  devices.asked.length = 0;
  devices.busy.clear();
  await media.start();
  assert.deepEqual(
    devices.asked.map((constraints) => Object.keys(constraints)),
    [['video']],
  );
  assert.equal(media.video.state, 'on');
});

test('starting does not turn on what the person turned off', async () => {
  const { media } = setUp();
  media.want('audio', false);
  await media.start();
  assert.equal(media.wants('audio'), false);
  assert.equal(media.audio.state, 'paused');
  assert.equal(media.video.state, 'on');
});

test('muting keeps the microphone, and undoing it asks for nothing', async () => {
  const { media, devices } = setUp();
  await media.start();
  const microphone = trackOf(media, 'audio');
  await media.toggle('audio');
  assert.equal(media.audio.state, 'paused');
  assert.equal(microphone.enabled, false);
  await media.toggle('audio');
  assert.equal(microphone.enabled, true);
  assert.equal(devices.asked.length, 1);
});

test('a camera turned off sends black first, then lets go of the device', async () => {
  const { media, devices, pass } = setUp();
  await media.start();
  const camera = trackOf(media, 'video');
  await media.toggle('video');
  assert.equal(camera.enabled, false);
  assert.equal(trackOf(media, 'video'), camera);
  await pass(1000);
  assert.equal(camera.readyState, 'ended');
  assert.equal(media.track('video'), undefined);
  await media.toggle('video');
  assert.equal(media.video.state, 'on');
  assert.equal(devices.asked.length, 2);
});

test('a camera turned on again within that second is the same', async () => {
  const { media, pass } = setUp();
  await media.start();
  const camera = trackOf(media, 'video');
  await media.toggle('video');
  await media.toggle('video');
  await pass(5000);
  assert.equal(media.track('video'), camera);
  assert.equal(camera.readyState, 'live');
});

test('a camera turned off, changed and turned on within a second is the new one, and stays', async () => {
  const { media, devices, pass } = setUp('cam1', 'cam2', 'mic1');
  await media.start();
  await pass(5000);
  await media.toggle('video');
  await pass(300);
  await media.select('video', 'cam2');
  await media.toggle('video');
  await pass(5000);
  assert.equal(media.video.state, 'on');
  assert.equal(trackOf(media, 'video').deviceId, 'cam2');
  assert.equal(devices.open('video').length, 1);
});

test('a camera turned off twice within a second goes out a second after the last time', async () => {
  const { media, pass } = setUp();
  await media.start();
  await media.toggle('video');
  await pass(600);
  await media.toggle('video');
  await media.toggle('video');
  await pass(600);
  assert.equal(trackOf(media, 'video').readyState, 'live');
  await pass(400);
  assert.equal(media.track('video'), undefined);
});

test('what is allowed after the person changed their mind is not used', async () => {
  const { media, devices, pass } = setUp();
  devices.delay = () => Number.POSITIVE_INFINITY;
  void media.start();
  await settle();
  media.want('video', false);
  media.want('audio', true);
  devices.answer();
  await media.settled();
  assert.equal(media.audio.state, 'on');
  assert.deepEqual(media.video, { state: 'paused' });
  assert.deepEqual(devices.open('video'), []);
  await pass(5000);
  assert.equal(media.track('video'), undefined);
});

test('a question that was refused is not asked again for a camera that is not wanted any more', async () => {
  const { media, devices } = setUp();
  devices.delay = () => Number.POSITIVE_INFINITY;
  devices.blocked.add('video');
  void media.start();
  await settle();
  media.want('video', false);
  devices.delay = () => 0;
  devices.answer();
  await media.settled();
  assert.equal(media.audio.state, 'on');
  assert.deepEqual(
    devices.asked.slice(1).map((constraints) => Object.keys(constraints)),
    [['audio']],
  );
});

test('a microphone that takes a second to open stays muted if it was muted meanwhile', async () => {
  const { media, devices, pass } = setUp('mic1', 'mic2', 'cam1');
  await media.start();
  devices.delay = () => 1000;
  void media.select('audio', 'mic2');
  await pass(500);
  await media.toggle('audio');
  await pass(1000);
  assert.equal(media.audio.state, 'paused');
  assert.equal(trackOf(media, 'audio').deviceId, 'mic2');
  assert.equal(trackOf(media, 'audio').enabled, false);
});

test('a microphone that was muted and changed does not come on again as the old one', async () => {
  const { media, devices, pass } = setUp('mic1', 'mic2', 'cam1');
  await media.start();
  await media.toggle('audio');
  devices.delay = () => 1000;
  void media.select('audio', 'mic2');
  await pass(500);
  void media.toggle('audio');
  assert.equal(media.track('audio'), undefined);
  assert.equal(media.audio.state, 'starting');
  await pass(1000);
  assert.equal(media.audio.state, 'on');
  assert.equal(trackOf(media, 'audio').deviceId, 'mic2');
});

test('what failed is tried again in the next call', async () => {
  const { media, devices } = setUp();
  devices.busy.add('cam1');
  await media.start();
  media.release();
  devices.busy.clear();
  media.use();
  await media.settled();
  assert.equal(media.video.state, 'on');
});

test('letting go closes every device and keeps the wishes', async () => {
  const { media, devices } = setUp();
  await media.start();
  await media.toggle('audio');
  media.release();
  assert.deepEqual([...devices.open('audio'), ...devices.open('video')], []);
  assert.equal(media.track('audio'), undefined);
  assert.deepEqual(media.video, { state: 'off' });
  assert.deepEqual(media.audio, { state: 'paused' });
  assert.equal(media.untouched, false);
  media.use();
  await media.settled();
  assert.equal(media.video.state, 'on');
  assert.equal(media.audio.state, 'paused');
  assert.deepEqual(devices.open('audio'), []);
});

test('what opens after everything was let go of is closed at once', async () => {
  for (const letGo of /** @type {const} */ (['release', 'stop'])) {
    const { media, devices } = setUp();
    devices.delay = () => Number.POSITIVE_INFINITY;
    void media.start();
    await settle();
    media[letGo]();
    devices.answer();
    await media.settled();
    assert.equal(devices.tracks.length, 2);
    assert.deepEqual([...devices.open('audio'), ...devices.open('video')], []);
    assert.equal(media.stream.getTracks().length, 0);
  }
});

test('a microphone that is there while the camera is still sought is let go of at once', async () => {
  const { media, devices } = setUp();
  devices.blocked.add('video');
  devices.delay = () => (devices.asked.at(-1).audio ? 0 : Number.POSITIVE_INFINITY);
  void media.start();
  await settle();
  assert.equal(media.audio.state, 'on');
  assert.equal(media.video.state, 'starting');
  media.release();
  assert.deepEqual(devices.open('audio'), []);
});

test('stopping forgets the wishes', async () => {
  const { media } = setUp();
  await media.start();
  media.stop();
  assert.equal(media.untouched, true);
  media.use();
  await media.settled();
  assert.deepEqual(media.audio, { state: 'off' });
});

test('a prompt for the camera does not hold up the microphone', async () => {
  const { media, devices } = setUp();
  devices.delay = () => (devices.asked.at(-1).video ? Number.POSITIVE_INFINITY : 0);
  media.want('video', true);
  await settle();
  media.want('audio', true);
  await settle();
  assert.equal(media.audio.state, 'on');
  assert.equal(media.video.state, 'starting');
});
