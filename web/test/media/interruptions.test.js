import assert from 'node:assert/strict';
import { test } from 'node:test';
import { settle } from '../fakes/fakes.js';
import { setUp, trackOf } from './media-setup.js';

for (const kind of /** @type {const} */ (['audio', 'video'])) {
  test(`${kind} that the system takes is told, and so is its return`, async () => {
    const { media, events, pass } = setUp();
    await media.start();
    const track = trackOf(media, kind);
    track.interrupt(true);
    assert.equal(media[kind].state, 'interrupted');
    assert.equal(media.wants(kind), true);
    await pass(1000);
    track.interrupt(false);
    assert.equal(media[kind].state, 'on');
    assert.deepEqual(events, [`interrupted ${kind}input`, `resumed ${kind}input`]);
  });

  test(`${kind} that the system takes obeys the person all the same`, async () => {
    const { media, events, pass } = setUp();
    await media.start();
    const track = trackOf(media, kind);
    track.interrupt(true);
    await pass(1000);
    await media.toggle(kind);
    assert.equal(media[kind].state, 'paused');
    track.interrupt(false);
    assert.equal(media[kind].state, 'paused');
    assert.equal(track.enabled, false);
    assert.deepEqual(events, [`interrupted ${kind}input`]);
  });
}

test('a microphone that the next one silences while it is opened is not interrupted', async () => {
  const { media, devices, events, pass } = setUp('mic1', 'mic2', 'cam1');
  await media.start();
  devices.delay = () => Number.POSITIVE_INFINITY;
  const selected = media.select('audio', 'mic2');
  await settle();
  trackOf(media, 'audio').interrupt(true);
  await pass(2000);
  devices.answer();
  await selected;
  assert.equal(media.audio.state, 'on');
  assert.deepEqual(events, []);
  const refused = media.select('audio', 'gone');
  await settle();
  trackOf(media, 'audio').interrupt(true);
  await pass(2000);
  devices.answer();
  await refused;
  assert.equal(media.audio.state, 'interrupted');
  await pass(1000);
  assert.deepEqual(events, ['device-refused', 'interrupted audioinput']);
});

test('an interruption of less than a second is no matter for a notice', async () => {
  const { media, events, pass } = setUp();
  await media.start();
  const camera = trackOf(media, 'video');
  for (let count = 0; count < 3; count += 1) {
    camera.interrupt(true);
    await pass(900);
    camera.interrupt(false);
    await pass(900);
  }
  assert.deepEqual(events, []);
});
