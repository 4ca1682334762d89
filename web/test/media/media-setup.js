import assert from 'node:assert/strict';
import { Capture } from '../../src/media/capture.js';
import { LocalMedia } from '../../src/media/local-media.js';
import { PreferenceStore } from '../../src/page/storage.js';
import { FakeMediaDevices } from '../fakes/fake-devices.js';
import { FakeClock, quietLog, settle } from '../fakes/fakes.js';
import { strict } from '../fakes/strict.js';

/** @import {MediaKind} from '../../src/media/media-kind.js' */

/** What the media tells besides `change`. */
const EVENTS = ['device-lost', 'device-refused', 'interrupted', 'resumed'];

/**
 * A page's camera and microphone, over devices that a test plugs in and out. Every track that may be
 * sent is checked against the wish at each change, as the wire would see it.
 *
 * @param {...string} ids of the devices
 */
export function setUp(...ids) {
  const clock = new FakeClock();
  const devices = new FakeMediaDevices(clock, ...(ids.length ? ids : ['mic1', 'cam1']));
  const preferences = new PreferenceStore(undefined);
  const capture = new Capture(/** @type {any} */ (strict(devices)), true, undefined);
  const media = new LocalMedia({ capture, preferences, clock, log: quietLog() });
  /** @type {string[]} */
  const events = [];
  const guard = () => {
    for (const kind of /** @type {const} */ (['audio', 'video'])) {
      const track = media.track(kind);
      assert.ok(!track?.enabled || media.wants(kind) === true, `${kind} is sent unasked`);
      assert.ok(track?.readyState !== 'ended', `${kind} is sent from a closed device`);
    }
  };
  for (const type of EVENTS) {
    media.addEventListener(type, guard);
    media.addEventListener(type, (event) => {
      const { kind = '', lost = '', label = '' } = /** @type {any} */ (event);
      events.push([type, kind, lost, label].filter(Boolean).join(' '));
    });
  }
  media.addEventListener('change', guard);
  /** Lets time pass, and all that happens in it. @param {number} ms */
  const pass = async (ms) => {
    await settle();
    for (let rest = ms; rest > 0; rest -= 50) {
      clock.advance(Math.min(50, rest));
      await settle();
      guard();
    }
  };
  return { clock, devices, preferences, media, events, pass, guard };
}

/**
 * The track of one kind that may be sent.
 *
 * @param {ReturnType<typeof setUp>['media']} media
 * @param {MediaKind} kind
 * @returns {any}
 */
export function trackOf(media, kind) {
  const track = media.track(kind);
  assert.ok(track, `there is no ${kind}`);
  return track;
}
