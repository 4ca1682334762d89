import assert from 'node:assert/strict';
import { test } from 'node:test';
import { settle } from '../fakes/fakes.js';
import { setUp, trackOf } from './media-setup.js';

test('another device takes the place of the first, and is remembered', async () => {
  const { media, devices, preferences } = setUp('mic1', 'mic2', 'cam1');
  await media.start();
  const first = trackOf(media, 'audio');
  devices.delay = () => Number.POSITIVE_INFINITY;
  const selected = media.select('audio', 'mic2');
  await settle();
  assert.equal(trackOf(media, 'audio'), first, 'the first goes on until the second is there');
  devices.answer();
  await selected;
  assert.equal(trackOf(media, 'audio').deviceId, 'mic2');
  assert.equal(first.readyState, 'ended');
  assert.equal(preferences.get('microphone'), 'mic2');
});

test('of two devices chosen one after the other the last is used', async () => {
  const { media, devices, pass, events } = setUp('mic1', 'mic2', 'mic3', 'cam1');
  await media.start();
  devices.delay = () => 1000;
  void media.select('audio', 'mic2');
  await pass(500);
  void media.select('audio', 'mic3');
  await pass(3000);
  assert.equal(trackOf(media, 'audio').deviceId, 'mic3');
  assert.equal(devices.open('audio').length, 1);
  assert.deepEqual(events, []);
});

test('a chosen device that cannot be had is told, and the one in use goes on', async () => {
  const { media, events } = setUp();
  await media.start();
  const first = trackOf(media, 'audio');
  await media.select('audio', 'gone');
  assert.equal(trackOf(media, 'audio'), first);
  assert.deepEqual(events, ['device-refused']);
});

test('where only one camera can be open, the first is let go of, and comes back if need be', async () => {
  const { media, devices, events } = setUp('mic1', 'cam1', 'cam2', 'cam3');
  devices.single.add('video');
  await media.start();
  await media.select('video', 'cam3');
  assert.equal(trackOf(media, 'video').deviceId, 'cam3');
  assert.deepEqual(events, []);
  devices.busy.add('cam2');
  await media.select('video', 'cam2');
  assert.equal(trackOf(media, 'video').deviceId, 'cam3');
  assert.deepEqual(events, ['device-refused']);
});

test('any device will do again when none in particular is chosen', async () => {
  const { media } = setUp('mic1', 'mic2', 'cam1');
  await media.start();
  await media.select('audio', 'mic2');
  await media.select('audio', '');
  assert.equal(trackOf(media, 'audio').deviceId, 'mic1');
});

test('a choice that is made while it is off is followed when it is turned on', async () => {
  const { media, devices } = setUp('mic1', 'cam1', 'cam2');
  await media.select('video', 'cam2');
  assert.equal(devices.asked.length, 0);
  await media.start();
  assert.equal(trackOf(media, 'video').deviceId, 'cam2');
});

for (const problem of ['gone', 'busy']) {
  test(`the next camera is used where the remembered one is ${problem}`, async () => {
    const { media, devices, preferences } = setUp('mic1', 'cam1', 'cam2', 'cam3');
    preferences.set('camera', problem === 'gone' ? 'cam9' : 'cam1');
    devices.busy.add('cam1');
    await media.start();
    assert.equal(trackOf(media, 'video').deviceId, 'cam2');
    assert.equal(media.audio.state, 'on');
  });
}

test('a device that is unplugged is followed by another of its kind', async () => {
  const { media, devices, events } = setUp('mic1', 'mic2', 'cam1');
  await media.start();
  devices.unplug('mic1');
  await media.settled();
  assert.equal(trackOf(media, 'audio').deviceId, 'mic2');
  assert.deepEqual(events, ['device-lost audioinput the mic1 the mic2']);
});

test('who mutes while another is sought for the lost one stays muted', async () => {
  const { media, devices, pass } = setUp('mic1', 'mic2', 'cam1');
  await media.start();
  devices.delay = () => 1000;
  devices.unplug('mic1');
  await pass(300);
  void media.toggle('audio');
  await pass(2000);
  assert.equal(media.audio.state, 'paused');
  assert.ok(devices.open('audio').every(({ enabled }) => !enabled));
});

test('who is muted when the device goes stays muted, and has another one afterwards', async () => {
  for (const [kind, id] of /** @type {const} */ ([
    ['audio', 'mic1'],
    ['video', 'cam1'],
  ])) {
    const { media, devices, events } = setUp('mic1', 'mic2', 'cam1', 'cam2');
    await media.start();
    await media.toggle(kind);
    devices.unplug(id);
    await media.settled();
    assert.deepEqual(media[kind], { state: 'paused' });
    assert.equal(devices.asked.length, 1);
    assert.deepEqual(events, []);
    await media.toggle(kind);
    assert.equal(media[kind].state, 'on');
    assert.match(trackOf(media, kind).deviceId, /2$/);
  }
});

test('without another one it is lost, and is used again when the person tries', async () => {
  const { media, devices, events } = setUp();
  await media.start();
  devices.unplug('cam1');
  await media.settled();
  assert.deepEqual(media.video, { state: 'failed', problem: 'lost' });
  assert.deepEqual(events, ['device-lost videoinput the cam1']);
  devices.plug('cam1');
  await media.toggle('video');
  assert.equal(media.video.state, 'on');
});

test('a device that is gone before it is handed over is lost', async () => {
  const { media, devices } = setUp();
  const open = devices.getUserMedia.bind(devices);
  devices.getUserMedia = async (constraints) => {
    const stream = await open(constraints);
    devices.unplug('cam1');
    return stream;
  };
  await media.start(['video']);
  assert.deepEqual(media.video, { state: 'failed', problem: 'lost' });
});
