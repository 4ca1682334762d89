// first: what is imported below extends the elements that this puts in place
import '../../fakes/fake-document.js';
import assert from 'node:assert/strict';
import { beforeEach, mock, test } from 'node:test';
import { I18n } from '../../../src/i18n/i18n.js';
import { LevelMeter } from '../../../src/ui/lobby/level-meter.js';
import { FakeAudioContext } from '../../fakes/fake-audio.js';
import { newPage } from '../../fakes/fake-document.js';
import { FakeTrack } from '../../fakes/fakes.js';
import { strict } from '../../fakes/strict.js';

/** Longer than a change waits to be shown, and the meter between two looks. */
const SOON = 200;

/** @type {any} */
let page;

beforeEach(() => {
  page = newPage();
  mock.timers.reset();
  mock.timers.enable({ apis: ['setTimeout', 'setInterval'] });
});

/** A lobby in which the microphone is on. */
function setUp() {
  const media = Object.assign(new EventTarget(), { audio: on() });
  const call = Object.assign(new EventTarget(), { state: { state: 'idle' } });
  const app = strict({
    i18n: new I18n('en'),
    media,
    call,
    server: { reach: 'open' },
    signaling: { persistent: false },
  });
  const meter = new LevelMeter(/** @type {any} */ (app));
  page.body.append(meter);
  return {
    meter,
    /** @param {object} audio @param {string} [state] of the call */
    change(audio, state = 'idle') {
      Object.assign(media, { audio });
      call.state = { state };
      media.dispatchEvent(new Event('change'));
      mock.timers.tick(SOON);
    },
    /** How many bars are lit when the sound is so loud. @param {number} loudness 0 to 127 */
    lit(loudness) {
      Object.assign(context(), { loudness });
      mock.timers.tick(SOON);
      return [...meter.children].filter(({ classList }) => classList.contains('lit')).length;
    },
  };
}

/** A microphone that is on. @returns {any} */
function on() {
  return { state: 'on', track: new FakeTrack('audio') };
}

function context() {
  const [made] = FakeAudioContext.made;
  assert.ok(made);
  return made;
}

/** How many microphones are listened to. */
function listened() {
  return context().sources.filter(({ to }) => to).length;
}

test('where there is no sound the meter stays dark', () => {
  FakeAudioContext.refused = true;
  const { meter } = setUp();
  mock.timers.tick(SOON);
  meter.remove();
  FakeAudioContext.refused = false;
});

test('the louder the voice, the more bars; silence lights none, and the loudest all', () => {
  const { meter, lit } = setUp();
  assert.equal(meter.hidden, false);
  const bars = [0, 1, 10, 25, 48, 127].map(lit);
  assert.equal(bars[0], 0);
  assert.equal(bars.at(-1), meter.children.length);
  assert.deepEqual(
    bars,
    bars.toSorted((a, b) => a - b),
  );
  assert.ok(new Set(bars).size > 3);
  assert.equal(lit(0), 0);
});

test('a screen reader does not hear of it', () => {
  assert.equal(setUp().meter.getAttribute('aria-hidden'), 'true');
});

test('it is shown in the lobby alone, and while the microphone is on', () => {
  const { meter, change } = setUp();
  change({ ...on(), state: 'paused' });
  assert.equal(meter.hidden, true);
  change(on());
  assert.equal(meter.hidden, false);
  change(on(), 'in-call');
  assert.equal(meter.hidden, true);
});

test('it listens to one microphone, the one that is on now, and to none when it is not shown', () => {
  context().sources.splice(0);
  const { change } = setUp();
  assert.equal(listened(), 1);
  const audio = on();
  change(audio);
  change(audio);
  assert.deepEqual([listened(), context().sources.length], [1, 2]);
  change(audio, 'in-call');
  assert.equal(listened(), 0);
});

test('it listens to nothing after it left the page, and again when it is back', () => {
  context().sources.splice(0);
  const { meter, lit } = setUp();
  meter.remove();
  const { looks } = context();
  mock.timers.tick(SOON);
  assert.deepEqual([listened(), context().looks], [0, looks]);
  page.body.append(meter);
  assert.equal(listened(), 1);
  assert.ok(lit(100) > 0);
});

test('a microphone that cannot be listened to beside this speaker does no harm', () => {
  const made = context();
  made.createMediaStreamSource = () => {
    throw new DOMException('another sample rate', 'NotSupportedError');
  };
  const { meter, lit } = setUp();
  Reflect.deleteProperty(made, 'createMediaStreamSource');
  assert.equal(lit(100), 0);
  meter.remove();
});
