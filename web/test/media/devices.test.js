import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Devices } from '../../src/media/devices.js';
import { FakeClock, settle } from '../fakes/fakes.js';
import { strict } from '../fakes/strict.js';

/** @typedef {{kind: string, deviceId: string, label: string, groupId: string}} Info */

/**
 * @param {string} kind
 * @param {string} deviceId
 * @param {string} [label]
 */
function info(kind, deviceId, label = '') {
  return strict({ kind, deviceId, label, groupId: '' });
}

const BUILT_IN = info('audioinput', 'b', 'Built-in');
const HEADSET = [
  info('audiooutput', 'h1', 'Headset'),
  info('audioinput', 'h2', 'Headset'),
  info('audioinput', 'communications', 'Communications - Headset'),
];

function setUp() {
  const clock = new FakeClock();
  const mediaDevices = Object.assign(new EventTarget(), {
    /** @type {Info[]} */
    present: [],
    readings: 0,
    async enumerateDevices() {
      this.readings += 1;
      return [...this.present];
    },
  });
  const devices = new Devices(/** @type {any} */ (strict(mediaDevices)), clock);
  /** @type {string[]} */
  const added = [];
  devices.addEventListener('device-added', (event) => {
    const { kind, label } = /** @type {any} */ (event);
    added.push(`${kind} ${label}`);
  });
  /** @param {...Info} present */
  const change = async (...present) => {
    mediaDevices.present = present;
    mediaDevices.dispatchEvent(new Event('devicechange'));
    await settle();
  };
  return { clock, mediaDevices, devices, added, change };
}

test('a device that is plugged in is told, its first appearance with a name is not', async () => {
  const { devices, added, change } = setUp();
  await change(info('audioinput', ''));
  assert.deepEqual(devices.of('audioinput'), []);
  await change(BUILT_IN);
  await change(BUILT_IN, info('audioinput', 'u', 'USB'));
  assert.deepEqual(added, ['audioinput USB']);
  assert.equal(devices.of('audioinput').length, 2);
});

test('cameras whose names come to be known after those of microphones are not new', async () => {
  const { added, change } = setUp();
  await change(BUILT_IN, info('videoinput', ''));
  await change(BUILT_IN, info('videoinput', 'c', 'Camera'));
  assert.deepEqual(added, []);
  await change(BUILT_IN, info('videoinput', 'c', 'Camera'), info('videoinput', 'd', 'Second'));
  assert.deepEqual(added, ['videoinput Second']);
});

test('the first camera of a computer is new', async () => {
  const { added, change } = setUp();
  await change(BUILT_IN);
  await change(BUILT_IN, info('videoinput', 'c', 'Camera'));
  assert.deepEqual(added, ['videoinput Camera']);
});

test('four events for one headset are one arrival', async () => {
  const { mediaDevices, devices, added, change } = setUp();
  await change(BUILT_IN);
  mediaDevices.present = [BUILT_IN, ...HEADSET];
  for (let count = 0; count < 4; count += 1) {
    mediaDevices.dispatchEvent(new Event('devicechange'));
  }
  await devices.refresh();
  await settle();
  assert.deepEqual(added.sort(), ['audioinput Headset', 'audiooutput Headset']);
});

test('a headset that shows its parts one by one, and goes and comes meanwhile, arrives once', async () => {
  const { clock, added, change } = setUp();
  await change(BUILT_IN);
  const [output, input, alias] = /** @type {[Info, Info, Info]} */ (HEADSET);
  await change(BUILT_IN, output);
  await change(BUILT_IN, output, input);
  await change(BUILT_IN, output);
  await change(BUILT_IN, output, input, alias);
  assert.deepEqual(added, ['audiooutput Headset', 'audioinput Headset']);
  await change(BUILT_IN);
  clock.advance(60_000);
  await change(BUILT_IN, output, input, alias);
  assert.equal(added.length, 4, 'a minute later it is another arrival');
});

test('a device that arrives while the list is read for another reason is told', async () => {
  const { mediaDevices, devices, added, change } = setUp();
  await change(BUILT_IN);
  mediaDevices.present = [BUILT_IN, ...HEADSET];
  await devices.refresh();
  mediaDevices.dispatchEvent(new Event('devicechange'));
  await settle();
  assert.ok(added.includes('audioinput Headset'));
});

test('a list that cannot be read leaves what was known, and nothing is new after it', async () => {
  const { mediaDevices, devices, added, change } = setUp();
  await change(BUILT_IN);
  const read = mediaDevices.enumerateDevices;
  mediaDevices.enumerateDevices = async () => {
    throw new DOMException('no', 'InvalidStateError');
  };
  await devices.refresh();
  assert.equal(devices.of('audioinput').length, 1);
  mediaDevices.enumerateDevices = read;
  await devices.refresh();
  assert.deepEqual(added, []);
});

test('without mediaDevices there are none', async () => {
  const devices = new Devices(undefined, new FakeClock());
  await devices.refresh();
  assert.deepEqual(devices.of('videoinput'), []);
});
