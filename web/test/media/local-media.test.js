import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LocalMedia } from '../../src/media/local-media.js';
import { PreferenceStore } from '../../src/page/storage.js';
import { FakeClock, FakeTrack, quietLog, settle } from '../fakes/fakes.js';

/** @import {MediaKind} from '../../src/media/media-kind.js' */

function setUp() {
  const clock = new FakeClock();
  const preferences = new PreferenceStore(undefined);
  const capture = {
    /** @type {any[]} */
    requests: [],
    /** Devices that cannot be had. @type {Set<string>} */
    broken: new Set(),
    /** @param {any} request */
    async open(request) {
      this.requests.push(request);
      const tracks = [];
      const failures = [];
      for (const kind of request.kinds) {
        if (this.broken.has(request.exactly ?? kind)) {
          failures.push({ kind, problem: 'busy', error: 'NotReadableError' });
        } else {
          tracks.push(new FakeTrack(kind, request.exactly));
        }
      }
      return /** @type {any} */ ({ tracks, failures });
    },
  };
  const media = new LocalMedia({ capture, preferences, clock, log: quietLog() });
  /** @type {string[]} */
  const events = [];
  for (const type of ['device-lost', 'device-refused']) {
    media.addEventListener(type, () => events.push(type));
  }
  return { clock, preferences, capture, media, events };
}

/** @param {LocalMedia} media @param {MediaKind} kind @returns {any} */
function trackOf(media, kind) {
  const track = media.track(kind);
  assert.ok(track);
  return track;
}

test('both are asked for together', async () => {
  const { media, capture } = setUp();
  assert.equal(media.untouched, true);
  const started = media.start();
  await Promise.resolve();
  assert.equal(media.video.state, 'starting');
  await started;
  assert.deepEqual(capture.requests[0].kinds, ['audio', 'video']);
  assert.equal(media.audio.state, 'on');
  assert.equal(media.video.state, 'on');
  assert.equal(media.stream.getTracks().length, 2);
  assert.equal(media.untouched, false);
});

test('one that fails leaves the other', async () => {
  const { media, capture } = setUp();
  capture.broken.add('video');
  await media.start();
  assert.deepEqual(media.video, { state: 'failed', problem: 'busy' });
  assert.equal(media.audio.state, 'on');
});

test('starting again asks only for what is missing', async () => {
  const { media, capture } = setUp();
  capture.broken.add('video');
  await media.start();
  capture.broken.clear();
  await media.start();
  assert.deepEqual(capture.requests[1].kinds, ['video']);
  assert.equal(media.video.state, 'on');
});

test('muting keeps the microphone, and undoing it asks for nothing', async () => {
  const { media, capture } = setUp();
  await media.start();
  const microphone = trackOf(media, 'audio');
  await media.toggle('audio');
  assert.equal(media.audio.state, 'paused');
  assert.equal(microphone.enabled, false);
  await media.toggle('audio');
  assert.equal(microphone.enabled, true);
  assert.equal(capture.requests.length, 1);
});

test('a camera turned off sends black first, then lets go of the device', async () => {
  const { media, clock, capture } = setUp();
  await media.start();
  const camera = trackOf(media, 'video');
  await media.toggle('video');
  assert.equal(camera.enabled, false);
  assert.equal(camera.stopped, false);
  clock.advance(1000);
  assert.equal(camera.stopped, true);
  assert.equal(media.track('video'), undefined);
  await media.toggle('video');
  assert.equal(media.video.state, 'on');
  assert.equal(capture.requests.length, 2);
});

test('a camera turned on again within that second is the same', async () => {
  const { media, clock } = setUp();
  await media.start();
  const camera = trackOf(media, 'video');
  await media.toggle('video');
  await media.toggle('video');
  clock.advance(5000);
  assert.equal(media.track('video'), camera);
  assert.equal(camera.stopped, false);
});

test('another device takes the place of the first, and is remembered', async () => {
  const { media, preferences } = setUp();
  await media.start();
  const first = trackOf(media, 'audio');
  await media.select('audio', 'headset');
  assert.equal(trackOf(media, 'audio').label, 'headset');
  assert.equal(first.stopped, true);
  assert.equal(preferences.get('microphone'), 'headset');
});

test('a muted microphone stays muted when another is chosen', async () => {
  const { media } = setUp();
  await media.start();
  await media.toggle('audio');
  await media.select('audio', 'headset');
  assert.equal(media.audio.state, 'paused');
  assert.equal(trackOf(media, 'audio').enabled, false);
});

test('a device that cannot be had is told, and another goes on', async () => {
  const { media, capture, events } = setUp();
  await media.start();
  capture.broken.add('headset');
  await media.select('audio', 'headset');
  assert.equal(media.audio.state, 'on');
  assert.deepEqual(events, ['device-refused']);
});

test('the choice is the preferred device from then on', async () => {
  const { media, capture } = setUp();
  await media.select('video', 'second');
  assert.equal(capture.requests.length, 0);
  await media.start();
  assert.equal(capture.requests[0].preferred.video, 'second');
});

test('a device that is unplugged is followed by another of its kind', async () => {
  const { media, events } = setUp();
  await media.start();
  const first = trackOf(media, 'audio');
  first.onended();
  await settle();
  assert.equal(media.audio.state, 'on');
  assert.notEqual(media.track('audio'), first);
  assert.deepEqual(events, ['device-lost']);
});

test('who is muted when the device goes stays muted, and has another one afterwards', async () => {
  for (const kind of /** @type {const} */ (['audio', 'video'])) {
    const { media, capture } = setUp();
    await media.start();
    const first = trackOf(media, kind);
    await media.toggle(kind);
    first.onended();
    await settle();
    assert.deepEqual(media[kind], { state: 'paused' });
    assert.equal(capture.requests.length, 1);
    await media.toggle(kind);
    assert.equal(media[kind].state, 'on');
    assert.notEqual(media.track(kind), first);
  }
});

test('without another one it is lost', async () => {
  const { media, capture } = setUp();
  await media.start();
  capture.broken.add('video');
  trackOf(media, 'video').onended();
  await settle();
  assert.deepEqual(media.video, { state: 'failed', problem: 'lost' });
});

test('stopping lets go of everything', async () => {
  const { media } = setUp();
  await media.start();
  const tracks = [trackOf(media, 'audio'), trackOf(media, 'video')];
  media.stop();
  assert.ok(tracks.every(({ stopped }) => stopped));
  assert.equal(media.untouched, true);
});
