import { Timer } from '../page/clock.js';
import { Captured } from './captured.js';
import { DeviceEvent } from './devices.js';
import { KINDS } from './media-kind.js';
import { Reconciler } from './reconciler.js';
import { Wanted } from './wanted.js';

/** @import {Capture} from './capture.js' */
/** @import {Clock} from '../page/clock.js' */
/** @import {EventLog} from '../page/event-log.js' */
/** @import {MediaKind} from './media-kind.js' */
/** @import {MediaProblem} from './errors.js' */
/** @import {PreferenceStore} from '../page/storage.js' */

/**
 * @typedef {{state: 'off'}
 *   | {state: 'starting'}
 *   | {state: 'on', track: MediaStreamTrack}
 *   | {state: 'paused', track?: MediaStreamTrack}
 *   | {state: 'interrupted', track: MediaStreamTrack}
 *   | {state: 'failed', problem: MediaProblem}} Source
 *   a camera or microphone: `off` until it was asked for, and while devices are let go of; `paused`
 *   by the person; `interrupted` by the system, which gives nothing for now. A paused microphone
 *   keeps its track, a paused camera lets go of it a second later, so that its light goes out
 */

/**
 * @typedef {object} Interruption
 * @property {'none' | 'waiting' | 'told'} stage whether the person knows of it
 * @property {Timer} timer
 */

/** A camera that stutters, on a slow computer, is worth no notice: its state says it all the same. */
const INTERRUPTION_TOLD_AFTER = 1000;

/**
 * This side's camera and microphone: what the person wants, and what is captured because of it.
 * Nothing here throws: what goes wrong is the state of the source. Fires `change`; `device-lost`
 * when the one in use went away; `device-refused` when a chosen one cannot be had; `interrupted`
 * when the system has taken a source for a second, and `resumed` when it has given it back.
 */
export class LocalMedia extends EventTarget {
  #wanted;
  #captured = new Captured();
  #reconciler;
  /** @type {Record<MediaKind, Interruption>} */
  #interruptions;

  /**
   * @param {object} options
   * @param {Pick<Capture, 'open'>} options.capture
   * @param {PreferenceStore} options.preferences
   * @param {Clock} options.clock
   * @param {EventLog} options.log
   */
  constructor({ capture, preferences, clock, log }) {
    super();
    this.#interruptions = {
      audio: { stage: 'none', timer: new Timer(clock) },
      video: { stage: 'none', timer: new Timer(clock) },
    };
    this.#wanted = new Wanted(preferences);
    const wanted = this.#wanted;
    this.#reconciler = new Reconciler({ wanted, captured: this.#captured, capture, clock, log });
    this.#reconciler.addEventListener('change', () => this.#changed());
    this.#reconciler.addEventListener('device-refused', () => {
      this.dispatchEvent(new Event('device-refused'));
    });
    this.#reconciler.addEventListener('device-lost', (event) => {
      const { kind, label, lost } = /** @type {DeviceEvent} */ (event);
      this.dispatchEvent(new DeviceEvent('device-lost', kind, label, '', lost));
    });
  }

  /** What is captured now; the same object for as long as the page lives. */
  get stream() {
    return this.#captured.stream;
  }

  get audio() {
    return this.#source('audio');
  }

  get video() {
    return this.#source('video');
  }

  /** What the person wants to be seen and heard with. */
  get kindsOn() {
    return KINDS.filter((kind) => this.wants(kind));
  }

  /** Whether the person has said nothing about camera and microphone yet. */
  get untouched() {
    return KINDS.every((kind) => this.wants(kind) === undefined);
  }

  /**
   * @param {MediaKind} kind
   * @returns {boolean | undefined} undefined until the person was asked
   */
  wants(kind) {
    return this.#wanted.isOn(kind);
  }

  /**
   * The track of one kind that may be sent now: none that is on against the person's wish.
   *
   * @param {MediaKind} kind
   * @returns {MediaStreamTrack | undefined}
   */
  track(kind) {
    return this.#captured.track(kind);
  }

  /**
   * Turns one kind on or off. What is on goes off before this returns; what has to be opened first
   * comes on later, if it is still wanted then.
   *
   * @param {MediaKind} kind
   * @param {boolean} on
   */
  want(kind, on) {
    this.#turn(kind, on);
    this.#reconciler.reconcile();
  }

  /**
   * Turns on those of `kinds` that the person was never asked about, or that failed, and takes the
   * devices into use; resolves when it is known how that went.
   *
   * @param {readonly MediaKind[]} [kinds]
   */
  start(kinds = KINDS) {
    this.#wanted.inUse = true;
    for (const kind of kinds) {
      if (this.wants(kind) !== false) {
        this.#turn(kind, true);
      }
    }
    this.#reconciler.reconcile();
    return this.#reconciler.settled(kinds);
  }

  /**
   * Mutes the microphone or turns the camera off, or undoes it; tries one again that failed.
   * Resolves when it is known how that went.
   *
   * @param {MediaKind} kind
   */
  async toggle(kind) {
    const on = !this.wants(kind) || this[kind].state === 'failed';
    this.want(kind, on);
    if (on) {
      await this.#reconciler.settled([kind]);
    }
  }

  /**
   * Changes to another device, now and on later visits. Where it cannot be had, another stays.
   *
   * @param {MediaKind} kind
   * @param {string} deviceId
   */
  select(kind, deviceId) {
    this.#wanted.choose(kind, deviceId);
    this.#reconciler.retry(kind);
    this.#reconciler.reconcile();
    return this.#reconciler.settled([kind]);
  }

  /** Resolves when nothing is being opened, nor waits for the person's answer to the browser. */
  settled() {
    return this.#reconciler.settled(KINDS);
  }

  /** Lets go of all devices, also of those that are still being opened; the wishes stay. */
  release() {
    this.#wanted.inUse = false;
    this.#reconciler.reconcile();
  }

  /** Opens what is wanted, after `release`; what failed before is tried again. */
  use() {
    if (!this.#wanted.inUse) {
      this.#wanted.inUse = true;
      for (const kind of KINDS) {
        this.#reconciler.retry(kind);
      }
      this.#reconciler.reconcile();
    }
  }

  /** Lets go of all devices and forgets the wishes: the page goes away. */
  stop() {
    this.#wanted.forget();
    this.release();
  }

  /**
   * @param {MediaKind} kind
   * @param {boolean} on
   */
  #turn(kind, on) {
    this.#wanted.turn(kind, on);
    this.#reconciler.retry(kind);
  }

  /**
   * @param {MediaKind} kind
   * @returns {Source}
   */
  #source(kind) {
    const on = this.#wanted.isOn(kind);
    const track = this.#captured.track(kind);
    if (on === undefined || (on && !this.#wanted.inUse)) {
      return { state: 'off' };
    }
    if (!on) {
      return track ? { state: 'paused', track } : { state: 'paused' };
    }
    if (track) {
      return { state: this.#captured.isInterrupted(kind) ? 'interrupted' : 'on', track };
    }
    const problem = this.#reconciler.problem(kind);
    return problem ? { state: 'failed', problem } : { state: 'starting' };
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
    for (const kind of KINDS) {
      this.#tellOfInterruption(kind);
    }
  }

  /** @param {MediaKind} kind */
  #tellOfInterruption(kind) {
    const { state } = this[kind];
    const interruption = this.#interruptions[kind];
    if (state === 'interrupted' && interruption.stage === 'none') {
      interruption.stage = 'waiting';
      interruption.timer.set(INTERRUPTION_TOLD_AFTER, () => this.#interruptionLasts(kind));
    } else if (state !== 'interrupted') {
      const wasTold = interruption.stage === 'told';
      interruption.timer.cancel();
      interruption.stage = 'none';
      if (wasTold && state === 'on') {
        this.dispatchEvent(new DeviceEvent('resumed', `${kind}input`));
      }
    }
  }

  /** @param {MediaKind} kind */
  #interruptionLasts(kind) {
    const interruption = this.#interruptions[kind];
    if (this.#reconciler.isOpening(kind)) {
      interruption.stage = 'none'; // iOS silences a microphone while the next one is opened
    } else {
      interruption.stage = 'told';
      this.dispatchEvent(new DeviceEvent('interrupted', `${kind}input`));
    }
  }
}
