import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Devices } from '../src/media/devices.js';
import { EventLog } from '../src/page/event-log.js';
import { PreferenceStore } from '../src/page/storage.js';
import { FirstPicture } from '../src/rtc/first-picture.js';
import { onNetworkChange } from '../src/rtc/network-change.js';
import { summarise } from '../src/rtc/stats.js';
import { FakeClock } from './fakes/fakes.js';

test('video begins with half the width on each path, and is whole a second later', async ({
  mock,
}) => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const parameters = { encodings: [{ scaleResolutionDownBy: 1 }] };
  const sender = {
    track: { kind: 'video' },
    getParameters: () => structuredClone(parameters),
    setParameters: async (/** @type {typeof parameters} */ changed) =>
      Object.assign(parameters, changed),
  };
  const connection = {
    connectionState: 'new',
    getSenders: () => [{ track: null }, { track: { kind: 'audio' } }, sender],
  };
  const picture = new FirstPicture(/** @type {any} */ (connection));
  const scale = () => parameters.encodings[0]?.scaleResolutionDownBy;
  picture.begin();
  mock.timers.tick(60_000);
  assert.equal(scale(), 2);
  connection.connectionState = 'connected';
  for (const path of ['the first', 'another']) {
    picture.begin();
    assert.equal(scale(), 2, path);
    mock.timers.tick(999);
    assert.equal(scale(), 2, path);
    mock.timers.tick(1);
    assert.equal(scale(), 1, path);
  }
});

test('the log keeps the last 2000 entries with their times', () => {
  const clock = new FakeClock();
  const log = new EventLog(clock);
  for (let i = 0; i < 2001; i += 1) {
    clock.advance(1);
    log.add('info', 'ice-state', { state: i });
  }
  assert.equal(log.entries.length, 2000);
  assert.equal(log.entries[0]?.params.state, 1);
  assert.equal(log.entries.at(-1)?.at, clock.now());
});

test('preferences are remembered, and without a storage until the page closes', () => {
  const kept = new Map();
  const storage = /** @type {any} */ ({
    getItem: (/** @type {string} */ key) => kept.get(key) ?? null,
    setItem: (/** @type {string} */ key, /** @type {string} */ value) => kept.set(key, value),
  });
  new PreferenceStore(storage).set('name', 'Anna');
  assert.equal(new PreferenceStore(storage).get('name'), 'Anna');
  assert.equal(kept.get('duologue.name'), 'Anna');
  const full = /** @type {any} */ ({
    getItem: () => null,
    setItem() {
      throw new DOMException('full', 'QuotaExceededError');
    },
  });
  const preferences = new PreferenceStore(full);
  preferences.set('name', 'Anna');
  assert.equal(preferences.get('name'), 'Anna');
  assert.equal(preferences.get('camera'), '');
});

test('a device that is plugged in is told, its first appearance with a name is not', async () => {
  const mediaDevices = /** @type {any} */ (new EventTarget());
  /** @type {any[]} */
  let present = [{ kind: 'audioinput', deviceId: '', label: '' }];
  mediaDevices.enumerateDevices = async () => present;
  const list = new Devices(mediaDevices);
  /** @type {string[]} */
  const added = [];
  list.addEventListener('device-added', (event) => added.push(/** @type {any} */ (event).label));
  const change = async () => {
    mediaDevices.dispatchEvent(new Event('devicechange'));
    await new Promise((resolve) => setImmediate(resolve));
  };
  await list.refresh();
  assert.deepEqual(list.of('audioinput'), []);
  present = [{ kind: 'audioinput', deviceId: '1', label: 'Built-in' }];
  await change();
  present = [...present, { kind: 'audioinput', deviceId: '2', label: 'Headset' }];
  await change();
  assert.deepEqual(added, ['Headset']);
  assert.equal(list.of('audioinput').length, 2);
});

test('statistics are summed up by kind and direction, with the path in use', () => {
  const report = new Map(
    Object.entries({
      v: {
        type: 'inbound-rtp',
        kind: 'video',
        bytesReceived: 10,
        framesDecoded: 3,
        frameWidth: 640,
      },
      a: {
        type: 'inbound-rtp',
        kind: 'audio',
        bytesReceived: 5,
        packetsReceived: 2,
        packetsLost: 1,
      },
      o: { type: 'outbound-rtp', kind: 'video', bytesSent: 7, framesEncoded: 4 },
      t: { type: 'transport', selectedCandidatePairId: 'p' },
      p: {
        type: 'candidate-pair',
        id: 'p',
        localCandidateId: 'l',
        remoteCandidateId: 'r',
        currentRoundTripTime: 0.02,
      },
      q: { type: 'candidate-pair', id: 'q', localCandidateId: 'r', remoteCandidateId: 'l' },
      l: { type: 'local-candidate', candidateType: 'relay', protocol: 'udp', relayProtocol: 'tcp' },
      r: { type: 'remote-candidate', candidateType: 'srflx' },
    }),
  );
  const summary = summarise(/** @type {any} */ (report));
  assert.equal(summary.inbound.video.frames, 3);
  assert.equal(summary.inbound.video.width, 640);
  assert.equal(summary.inbound.audio.packetsLost, 1);
  assert.equal(summary.outbound.video.frames, 4);
  assert.deepEqual(summary.path, {
    local: 'relay',
    remote: 'srflx',
    protocol: 'tcp',
    roundTripTime: 0.02,
  });
});

test('another network is one of another kind, or one after none', () => {
  const network = Object.assign(new EventTarget(), { type: 'wifi' });
  const window = Object.assign(new EventTarget(), { navigator: { connection: network } });
  let changes = 0;
  onNetworkChange(/** @type {any} */ (window), () => {
    changes += 1;
  });
  network.dispatchEvent(new Event('change'));
  assert.equal(changes, 0);
  network.type = 'cellular';
  network.dispatchEvent(new Event('change'));
  assert.equal(changes, 1);
  window.dispatchEvent(new Event('online'));
  assert.equal(changes, 2);
});

test('a browser that does not tell the kind of network tells when there is one again', () => {
  const window = Object.assign(new EventTarget(), { navigator: {} });
  let changes = 0;
  onNetworkChange(/** @type {any} */ (window), () => {
    changes += 1;
  });
  window.dispatchEvent(new Event('online'));
  assert.equal(changes, 1);
});
