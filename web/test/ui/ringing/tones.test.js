import assert from 'node:assert/strict';
import { beforeEach, mock, test } from 'node:test';
import { playRepeatedly, RING, RING_BACK } from '../../../src/ui/ringing/tones.js';
import { FakeAudioContext } from '../../fakes/fake-audio.js';

/** In milliseconds. */
const STEP = 100;
const RING_PERIOD = RING.period * 1000;

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ['setTimeout'] });
  FakeAudioContext.made[0]?.oscillators.splice(0);
});

/** What the loudspeaker plays, in Hz. */
function heard() {
  return FakeAudioContext.made.flatMap((context) =>
    context.heard.map(({ frequency }) => frequency),
  );
}

/** Step by step: what is set within one step is not due in it. @param {number} ms */
function pass(ms) {
  for (let passed = 0; passed < ms; passed += STEP) {
    mock.timers.tick(STEP);
  }
}

test('where there is no sound it rings silently', () => {
  FakeAudioContext.refused = true;
  const stop = playRepeatedly(RING);
  pass(RING_PERIOD);
  stop();
  FakeAudioContext.refused = false;
  assert.deepEqual(heard(), []);
});

test('it rings at once, and again after each period', () => {
  const stop = playRepeatedly(RING);
  pass(STEP);
  assert.deepEqual(heard(), RING.notes);
  pass(RING_PERIOD);
  assert.deepEqual(heard(), [...RING.notes, ...RING.notes]);
  stop();
});

test('its notes follow one another', () => {
  const stop = playRepeatedly(RING);
  pass(STEP);
  const begins = FakeAudioContext.made[0]?.heard.map(({ begin }) => begin);
  assert.deepEqual(
    begins,
    RING.notes.map((_, index) => index * RING.length),
  );
  stop();
});

test('a call that is answered at once has no ringback tone', () => {
  const stop = playRepeatedly(RING_BACK);
  pass(RING_BACK.delay * 1000 - STEP);
  assert.deepEqual(heard(), []);
  stop();
  pass(RING_BACK.period * 1000);
  assert.deepEqual(heard(), []);
});

test('it is silent as soon as it is stopped, and stays so', () => {
  const stop = playRepeatedly(RING);
  pass(STEP);
  stop();
  assert.deepEqual(heard(), [], 'nor is what has begun heard to its end');
  pass(RING_PERIOD * 2);
  assert.equal(FakeAudioContext.made[0]?.oscillators.length, RING.notes.length);
});

test('what nobody hears before the first press is not heard all at once after it', () => {
  const stop = playRepeatedly(RING);
  const [context] = FakeAudioContext.made;
  assert.ok(context);
  context.state = 'suspended';
  pass(RING_PERIOD * 3);
  context.state = 'running';
  pass(RING_PERIOD);
  assert.deepEqual(heard(), RING.notes);
  stop();
});
