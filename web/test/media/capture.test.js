import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Capture } from '../../src/media/capture.js';
import { problemOf } from '../../src/media/errors.js';
import { FakeStream, FakeTrack } from '../fakes/fakes.js';

/**
 * @param {(constraints: any) => string | undefined} refuse the name of the error, if it is one
 */
function devices(refuse) {
  /** @type {any[]} */
  const asked = [];
  const getUserMedia = async (/** @type {any} */ constraints) => {
    asked.push(constraints);
    const name = refuse(constraints);
    if (name) {
      throw new DOMException('no', name);
    }
    const kinds = /** @type {('audio' | 'video')[]} */ (Object.keys(constraints));
    return new FakeStream(kinds.map((kind) => new FakeTrack(kind)));
  };
  return { asked, mediaDevices: /** @type {any} */ ({ getUserMedia }) };
}

/** @param {string[]} granted @returns {any} */
function permissions(granted) {
  return {
    query: async ({ name = '' }) => ({ state: granted.includes(name) ? 'granted' : 'denied' }),
  };
}

/** @type {import('../../src/media/capture.js').CaptureRequest} */
const BOTH = { kinds: ['audio', 'video'] };

test('the camera is asked for as the reference asks', async () => {
  const { asked, mediaDevices } = devices(() => undefined);
  const { tracks } = await new Capture(mediaDevices, true, undefined).open(BOTH);
  assert.equal(tracks.length, 2);
  assert.deepEqual(asked[0], {
    audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
    video: {
      width: { min: 640, ideal: 1280, max: 1920 },
      height: { min: 480, ideal: 720, max: 1080 },
      frameRate: { ideal: 30 },
      facingMode: 'user',
    },
  });
});

test('a remembered device is asked for, whichever way it faces', async () => {
  const { asked, mediaDevices } = devices(() => undefined);
  const capture = new Capture(mediaDevices, true, undefined);
  await capture.open({ kinds: ['video'], preferred: { video: 'cam2' } });
  await capture.open({ kinds: ['video'], preferred: { video: 'cam2' }, exactly: 'cam3' });
  assert.deepEqual(asked[0].video.deviceId, { exact: 'cam2' });
  assert.equal(asked[0].video.facingMode, undefined);
  assert.deepEqual(asked[1].video.deviceId, { exact: 'cam3' });
});

test('where the remembered device is gone, another one does', async () => {
  const { mediaDevices } = devices(({ video }) =>
    video?.deviceId ? 'OverconstrainedError' : undefined,
  );
  const capture = new Capture(mediaDevices, true, undefined);
  const both = await capture.open({ ...BOTH, preferred: { audio: 'mic2', video: 'cam2' } });
  assert.deepEqual(
    both.tracks.map(({ kind }) => kind),
    ['audio', 'video'],
  );
  const chosen = await capture.open({ kinds: ['video'], exactly: 'cam3' });
  assert.equal(chosen.failures[0]?.problem, 'overconstrained');
});

test('without a camera there is still the microphone', async () => {
  const { mediaDevices } = devices(({ video }) => (video ? 'NotFoundError' : undefined));
  const { tracks, failures } = await new Capture(mediaDevices, true, undefined).open(BOTH);
  assert.deepEqual(
    tracks.map(({ kind }) => kind),
    ['audio'],
  );
  assert.deepEqual(
    failures.map(({ kind, problem }) => [kind, problem]),
    [['video', 'not-found']],
  );
});

test('who refused is not asked a second time', async () => {
  const { asked, mediaDevices } = devices(() => 'NotAllowedError');
  const { failures } = await new Capture(mediaDevices, true, permissions([])).open(BOTH);
  assert.equal(asked.length, 1);
  assert.deepEqual(
    failures.map(({ problem }) => problem),
    ['refused', 'refused'],
  );
});

test('a camera that is blocked does not take the microphone with it', async () => {
  const { mediaDevices } = devices(({ video }) => (video ? 'NotAllowedError' : undefined));
  const capture = new Capture(mediaDevices, true, permissions(['microphone']));
  const { tracks, failures } = await capture.open(BOTH);
  assert.equal(tracks[0]?.kind, 'audio');
  assert.equal(failures[0]?.kind, 'video');
});

for (const [secure, problem] of /** @type {const} */ ([
  [false, 'insecure'],
  [true, 'unsupported'],
])) {
  test(`without mediaDevices the problem is "${problem}"`, async () => {
    const { failures } = await new Capture(undefined, secure, undefined).open(BOTH);
    assert.deepEqual(
      failures.map((failure) => failure.problem),
      [problem, problem],
    );
  });
}

for (const [name, problem] of /** @type {const} */ ([
  ['NotAllowedError', 'refused'],
  ['NotFoundError', 'not-found'],
  ['NotReadableError', 'busy'],
  ['AbortError', 'busy'],
  ['OverconstrainedError', 'overconstrained'],
  ['SecurityError', 'refused'],
  ['SomethingElse', 'unknown'],
])) {
  test(`${name} is the problem "${problem}"`, () => {
    assert.equal(problemOf(new DOMException('no', name)), problem);
  });
}

test('a refusal by the system is told from one by the person', () => {
  const error = new DOMException('Permission denied by system', 'NotAllowedError');
  assert.equal(problemOf(error), 'refused-by-system');
});
