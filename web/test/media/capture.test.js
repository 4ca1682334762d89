import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Capture } from '../../src/media/capture.js';
import { FakeMediaDevices } from '../fakes/fake-devices.js';
import { FakeClock } from '../fakes/fakes.js';
import { strict } from '../fakes/strict.js';

/** @import {CaptureRequest} from '../../src/media/capture.js' */

/** @type {CaptureRequest} */
const BOTH = { kinds: ['audio', 'video'] };

/** @param {...string} ids */
function plugged(...ids) {
  return new FakeMediaDevices(new FakeClock(), ...ids);
}

/**
 * What there is of each kind after a request: a device, or the problem.
 *
 * @param {FakeMediaDevices} devices
 * @param {CaptureRequest} request
 * @param {Record<string, string | undefined>} [permissions] what the browser says of each
 */
async function open(devices, request, permissions) {
  const query = async ({ name = '' }) => {
    const state = permissions?.[name];
    if (!state) {
      throw new TypeError(`'${name}' is not a permission`);
    }
    return { state };
  };
  const api = permissions && /** @type {any} */ (strict({ query }));
  const capture = new Capture(/** @type {any} */ (strict(devices)), true, api);
  /** @type {Record<string, string>} */
  const found = {};
  for await (const result of capture.open(request)) {
    const { deviceId = '' } = 'track' in result ? result.track.getSettings() : {};
    found[result.kind] = 'track' in result ? deviceId : result.problem;
  }
  return found;
}

/** @param {FakeMediaDevices} devices @returns the kinds of each request, and the device */
function asked(devices) {
  return devices.asked.map((constraints) =>
    Object.entries(constraints)
      .map(([kind, { deviceId }]) => (deviceId ? `${kind} ${deviceId.exact}` : kind))
      .join(' + '),
  );
}

test('a camera is asked for by what is ideal, so that a small one is one too', async () => {
  const devices = plugged('mic1', 'cam1');
  assert.deepEqual(await open(devices, BOTH), { audio: 'mic1', video: 'cam1' });
  assert.deepEqual(devices.asked, [
    {
      audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
      video: {
        width: { ideal: 1280 },
        height: { ideal: 720 },
        frameRate: { ideal: 30 },
        facingMode: 'user',
      },
    },
  ]);
});

test('a remembered device is asked for, whichever way it faces', async () => {
  const devices = plugged('cam1', 'cam2');
  await open(devices, { kinds: ['video'], preferred: { video: ['cam2'] } });
  assert.deepEqual(devices.asked[0].video.deviceId, { exact: 'cam2' });
  assert.equal('facingMode' in devices.asked[0].video, false);
});

test('where the remembered devices are gone, others do', async () => {
  const devices = plugged('mic1', 'cam1');
  const preferred = { audio: ['mic9'], video: ['cam9'] };
  assert.deepEqual(await open(devices, { ...BOTH, preferred }), { audio: 'mic1', video: 'cam1' });
});

test('one remembered device that is gone does not cost the other one', async () => {
  const devices = plugged('mic1', 'mic2', 'cam1', 'cam2');
  const preferred = { audio: ['mic2'], video: ['cam9'] };
  assert.deepEqual(await open(devices, { ...BOTH, preferred }), { audio: 'mic2', video: 'cam1' });
});

test('each camera is tried until one is free', async () => {
  const devices = plugged('mic1', 'cam1', 'cam2', 'cam3');
  devices.busy = new Set(['cam1', 'cam2']);
  const preferred = { video: ['cam2'] };
  assert.deepEqual(await open(devices, { ...BOTH, preferred }), { audio: 'mic1', video: 'cam3' });
  devices.busy.add('cam3');
  assert.deepEqual(await open(devices, { ...BOTH, preferred }), { audio: 'mic1', video: 'busy' });
});

test('where only one device will do, no other is asked for', async () => {
  const devices = plugged('cam1', 'cam2');
  devices.busy.add('cam2');
  const request = { ...BOTH, kinds: /** @type {['video']} */ (['video']), only: true };
  const preferred = { video: ['cam2'] };
  assert.deepEqual(await open(devices, { ...request, preferred }), { video: 'busy' });
  assert.deepEqual(asked(devices), ['video cam2']);
});

test('without a camera there is still the microphone, and the other way round', async () => {
  assert.deepEqual(await open(plugged('mic1'), BOTH), { audio: 'mic1', video: 'not-found' });
  assert.deepEqual(await open(plugged('cam1'), BOTH), { audio: 'not-found', video: 'cam1' });
});

for (const [blocked, left] of /** @type {const} */ ([
  ['video', 'audio'],
  ['audio', 'video'],
])) {
  for (const [what, permissions] of /** @type {const} */ ([
    ['granted before', { audio: 'granted', video: 'granted' }],
    ['not asked for yet', { audio: 'prompt', video: 'prompt' }],
    ['not known to the browser', undefined],
  ])) {
    test(`blocked ${blocked} does not take ${left} with it, which is ${what}`, async () => {
      const devices = plugged('mic1', 'cam1');
      devices.blocked.add(blocked);
      const told = permissions && { ...permissions, [blocked]: 'denied' };
      const named = told && { microphone: told.audio, camera: told.video };
      assert.deepEqual(await open(devices, BOTH, named), {
        [blocked]: 'refused',
        [left]: left === 'audio' ? 'mic1' : 'cam1',
      });
    });
  }
}

test('who refused both is not asked a second time', async () => {
  const devices = plugged('mic1', 'cam1');
  devices.blocked = new Set(['audio', 'video']);
  const denied = { microphone: 'denied', camera: 'denied' };
  assert.deepEqual(await open(devices, BOTH, denied), { audio: 'refused', video: 'refused' });
  assert.equal(devices.asked.length, 1);
});

test('who dismissed the question is not asked a second time', async () => {
  const devices = plugged('mic1', 'cam1');
  devices.blocked = new Set(['audio', 'video']);
  devices.refusal = 'Permission dismissed';
  const open2 = { microphone: 'prompt', camera: 'prompt' };
  assert.deepEqual(await open(devices, BOTH, open2), { audio: 'refused', video: 'refused' });
  assert.equal(devices.asked.length, 1);
});

test('a refusal is not tried on the next camera', async () => {
  const devices = plugged('cam1', 'cam2');
  devices.blocked.add('video');
  const request = { kinds: BOTH.kinds.slice(1), preferred: { video: ['cam2'] } };
  assert.deepEqual(await open(devices, request), { video: 'refused' });
  assert.equal(devices.asked.length, 1);
});

test('what is not wanted any more is not asked for', async () => {
  const devices = plugged('mic1', 'cam1');
  devices.busy.add('cam1');
  const isWanted = (/** @type {string} */ kind) => kind === 'audio';
  assert.deepEqual(await open(devices, { ...BOTH, isWanted }), { audio: 'mic1' });
  assert.deepEqual(asked(devices), ['audio + video', 'audio']);
});

test('a list of devices that cannot be read is an empty one', async () => {
  const devices = plugged('cam1', 'cam2');
  devices.busy.add('cam1');
  devices.enumerateDevices = async () => {
    throw new DOMException('no', 'NotAllowedError');
  };
  assert.deepEqual(await open(devices, { kinds: ['video'] }), { video: 'busy' });
});

for (const [secure, problem] of /** @type {const} */ ([
  [false, 'insecure'],
  [true, 'unsupported'],
])) {
  test(`without mediaDevices the problem is "${problem}"`, async () => {
    const problems = [];
    for await (const result of new Capture(undefined, secure, undefined).open(BOTH)) {
      problems.push('problem' in result && result.problem);
    }
    assert.deepEqual(problems, [problem, problem]);
  });
}
