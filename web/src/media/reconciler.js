import { Timer } from '../page/clock.js';
import { ALIASES } from './capture.js';
import { DeviceEvent } from './devices.js';
import { KINDS } from './media-kind.js';

/** @import {Capture, CaptureRequest, NotOpened} from './capture.js' */
/** @import {Captured, TrackEvent} from './captured.js' */
/** @import {Clock} from '../page/clock.js' */
/** @import {EventLog} from '../page/event-log.js' */
/** @import {MediaKind} from './media-kind.js' */
/** @import {MediaProblem} from './errors.js' */
/** @import {Wanted} from './wanted.js' */

/**
 * @typedef {{state: 'idle'}
 *   | {state: 'opening'}
 *   | {state: 'failed', problem: MediaProblem}} Attempt
 *   to open a device; a failed one is repeated when the person asks for it
 */

/** How long a camera that was turned off still sends black, so that no last picture stays. */
const CAMERA_RELEASE_DELAY = 1000;

/**
 * Makes what is captured follow what is wanted. Every change of either ends in `reconcile`, which
 * compares the two as they are at that moment and remembers no earlier wish; a track that arrives
 * late is judged by the wish at that time. Fires `change`, `device-lost` and `device-refused`.
 */
export class Reconciler extends EventTarget {
  /** @type {Record<MediaKind, Attempt>} */
  #attempts = { audio: { state: 'idle' }, video: { state: 'idle' } };
  /** Up to which choice of a device each kind has followed. @type {Record<MediaKind, number>} */
  #followed = { audio: 0, video: 0 };
  /** What was in use before a choice that is being followed. @type {Partial<Record<MediaKind, string>>} */
  #former = {};
  /** Names of devices that went away, for which others are sought. @type {Map<MediaKind, string>} */
  #lost = new Map();
  /** @type {(() => void)[]} */
  #waiting = [];
  #wanted;
  #captured;
  #capture;
  #log;
  #cameraRelease;

  /**
   * @param {object} options
   * @param {Wanted} options.wanted
   * @param {Captured} options.captured
   * @param {Pick<Capture, 'open'>} options.capture
   * @param {Clock} options.clock
   * @param {EventLog} options.log
   */
  constructor({ wanted, captured, capture, clock, log }) {
    super();
    this.#wanted = wanted;
    this.#captured = captured;
    this.#capture = capture;
    this.#cameraRelease = new Timer(clock);
    this.#log = log;
    captured.addEventListener('interruption', () => this.reconcile());
    captured.addEventListener('ended', (event) => {
      const { kind, track } = /** @type {TrackEvent} */ (event);
      this.#log.add('warning', 'media-lost', { kind, label: track.label });
      this.#lost.set(kind, track.label);
      this.reconcile();
    });
  }

  /**
   * Why the last attempt at a device failed.
   *
   * @param {MediaKind} kind
   * @returns {MediaProblem | undefined}
   */
  problem(kind) {
    const attempt = this.#attempts[kind];
    return attempt.state === 'failed' ? attempt.problem : undefined;
  }

  /** Whether a device is being opened. @param {MediaKind} kind */
  isOpening(kind) {
    return this.#attempts[kind].state === 'opening';
  }

  /** Lets a failed attempt be repeated. @param {MediaKind} kind */
  retry(kind) {
    if (this.#attempts[kind].state === 'failed') {
      this.#attempts[kind] = { state: 'idle' };
    }
  }

  /** Resolves when nothing of `kinds` is being opened. @param {readonly MediaKind[]} kinds */
  async settled(kinds) {
    while (kinds.some((kind) => this.isOpening(kind))) {
      await new Promise((resolve) => this.#waiting.push(() => resolve(undefined)));
    }
  }

  /** Compares what is captured with what is wanted, and does what follows. */
  reconcile() {
    for (const kind of KINDS) {
      this.#align(kind);
    }
    const missing = KINDS.filter((kind) => this.#isMissing(kind));
    const fresh = missing.filter((kind) => !this.#captured.track(kind));
    if (fresh.length > 0) {
      void this.#open(fresh, false);
    }
    for (const kind of missing.filter((each) => !fresh.includes(each))) {
      void this.#open([kind], true);
    }
    this.dispatchEvent(new Event('change'));
    for (const resolve of this.#waiting.splice(0)) {
      resolve();
    }
  }

  /**
   * Makes the present track follow the wish, at once.
   *
   * @param {MediaKind} kind
   */
  #align(kind) {
    const on = this.#wanted.isOn(kind) === true;
    if (!on) {
      this.#lost.delete(kind);
    }
    const track = this.#captured.track(kind);
    if (!this.#wanted.inUse) {
      this.#captured.drop(kind);
    } else if (track && on && !track.enabled && this.#isBehind(kind)) {
      // Another device was chosen while this one was off: it does not come on again.
      this.#giveUp(kind, track);
    } else if (track) {
      const goesOff = track.enabled && !on;
      track.enabled = on;
      if (goesOff && kind === 'video') {
        this.#cameraRelease.set(CAMERA_RELEASE_DELAY, () => this.#releaseCamera());
      }
    }
  }

  /** Only if it is off at that moment, whatever happened since the timer was set. */
  #releaseCamera() {
    if (this.#captured.track('video')?.enabled === false) {
      this.#captured.drop('video');
      this.reconcile();
    }
  }

  /**
   * Whether a device has to be opened. A muted microphone stays open, so that a word is not cut off.
   *
   * @param {MediaKind} kind
   */
  #isMissing(kind) {
    if (!this.#wanted.inUse || this.#attempts[kind].state !== 'idle') {
      return false;
    }
    const on = this.#wanted.isOn(kind);
    if (this.#captured.track(kind)) {
      return this.#isBehind(kind) && (on || kind === 'audio');
    }
    return on;
  }

  /** Whether another device was chosen than the one that is open. @param {MediaKind} kind */
  #isBehind(kind) {
    return this.#followed[kind] !== this.#wanted.choice(kind);
  }

  /**
   * Whether a device that is being opened for `choice` is wanted now.
   *
   * @param {MediaKind} kind
   * @param {number} choice
   */
  #isWanted(kind, choice) {
    const on = this.#wanted.isOn(kind);
    const mayStayMuted = kind === 'audio' && on === false;
    return this.#wanted.inUse && choice === this.#wanted.choice(kind) && (on || mayStayMuted);
  }

  /**
   * @param {MediaKind[]} kinds
   * @param {boolean} beside whether the device that is in use goes on until the new one is there
   */
  async #open(kinds, beside) {
    const choices = { audio: this.#wanted.choice('audio'), video: this.#wanted.choice('video') };
    for (const kind of kinds) {
      this.#attempts[kind] = { state: 'opening' };
    }
    const pending = new Set(kinds);
    const request = this.#request(kinds, beside, choices);
    for await (const result of this.#capture.open(request)) {
      const { kind } = result;
      pending.delete(kind);
      this.#attempts[kind] = { state: 'idle' };
      if ('track' in result) {
        this.#arrived(kind, result.track, choices[kind]);
      } else {
        this.#failed(result, beside, choices[kind]);
      }
      this.reconcile();
    }
    for (const kind of pending) {
      this.#attempts[kind] = { state: 'idle' };
    }
    this.reconcile();
  }

  /**
   * @param {MediaKind[]} kinds
   * @param {boolean} beside
   * @param {Record<MediaKind, number>} choices
   * @returns {CaptureRequest}
   */
  #request(kinds, beside, choices) {
    const idsOf = (/** @type {MediaKind} */ kind) => {
      const ids = [this.#wanted.device(kind), this.#former[kind]];
      return ids.flatMap((id) => id || []);
    };
    return {
      kinds,
      preferred: { audio: idsOf('audio'), video: idsOf('video') },
      only: beside && kinds.every((kind) => this.#wanted.device(kind) !== ''),
      isWanted: (kind) => this.#isWanted(kind, choices[kind]),
    };
  }

  /**
   * @param {MediaKind} kind
   * @param {MediaStreamTrack} track
   * @param {number} choice
   */
  #arrived(kind, track, choice) {
    if (!this.#isWanted(kind, choice)) {
      track.stop();
      return;
    }
    if (track.readyState === 'ended') {
      this.#fail({ kind, problem: 'lost', error: 'ended' });
      return;
    }
    track.enabled = this.#wanted.isOn(kind) === true;
    this.#captured.put(track);
    this.#log.add('success', 'media-started', { kind, label: track.label });
    const isOther = this.#isBehind(kind) && !isDevice(track, this.#wanted.device(kind));
    this.#follow(kind, choice);
    if (isOther) {
      this.dispatchEvent(new Event('device-refused'));
    }
    this.#tellOfLost(kind, track.label);
  }

  /**
   * @param {NotOpened} failure
   * @param {boolean} beside
   * @param {number} choice
   */
  #failed(failure, beside, choice) {
    const { kind, problem } = failure;
    if (!this.#isWanted(kind, choice)) {
      return; // the wish has moved on, and what it is now has not been tried
    }
    const track = this.#captured.track(kind);
    if (track && problem === 'busy') {
      // Some phones open one camera at a time: let go of the old one, and try again.
      this.#giveUp(kind, track);
    } else if (track) {
      this.#follow(kind, choice);
      this.dispatchEvent(new Event('device-refused'));
    } else if (!beside && this.#wanted.isOn(kind)) {
      this.#fail(failure);
    }
  }

  /** @param {NotOpened} failure */
  #fail({ kind, problem, error }) {
    this.#log.add('error', 'media-failed', { kind, problem, error });
    this.#attempts[kind] = { state: 'failed', problem: this.#lost.has(kind) ? 'lost' : problem };
    this.#follow(kind, this.#wanted.choice(kind));
    this.#tellOfLost(kind, '');
  }

  /**
   * @param {MediaKind} kind
   * @param {string} successor what took the place of the lost device, if anything did
   */
  #tellOfLost(kind, successor) {
    const lost = this.#lost.get(kind);
    if (lost !== undefined) {
      this.#lost.delete(kind);
      const event = new DeviceEvent('device-lost', `${kind}input`, successor, '', lost);
      this.dispatchEvent(event);
    }
  }

  /**
   * @param {MediaKind} kind
   * @param {number} choice
   */
  #follow(kind, choice) {
    this.#followed[kind] = choice;
    delete this.#former[kind];
  }

  /**
   * Releases a device in favour of the chosen one, and returns to it if that one cannot be opened.
   *
   * @param {MediaKind} kind
   * @param {MediaStreamTrack} track
   */
  #giveUp(kind, track) {
    this.#former[kind] = track.getSettings().deviceId;
    this.#captured.drop(kind);
  }
}

/**
 * @param {MediaStreamTrack} track
 * @param {string} deviceId
 */
function isDevice(track, deviceId) {
  const { deviceId: own } = track.getSettings();
  return !deviceId || !own || own === deviceId || ALIASES.includes(deviceId);
}
