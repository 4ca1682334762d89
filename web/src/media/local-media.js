import { DeviceEvent } from './devices.js';
import { KINDS } from './media-kind.js';

/** @import {Capture, CaptureRequest} from './capture.js' */
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
 *   | {state: 'failed', problem: MediaProblem}} Source
 *   a camera or microphone: `off` until it was asked for, `paused` by the person; a paused
 *   microphone keeps its track, a paused camera lets go of it, so that its light goes out
 */

/** How long a camera that was turned off still sends black, so that no last picture stays. */
const CAMERA_RELEASE_DELAY = 1000;
const PREFERENCE = /** @type {const} */ ({ audio: 'microphone', video: 'camera' });

/**
 * This side's camera and microphone. Nothing here throws: what goes wrong is the state of the
 * source. Fires `change`, `device-lost`, and `device-refused` when a chosen device cannot be had.
 */
export class LocalMedia extends EventTarget {
  /** What is captured now; the same object for as long as the page lives. */
  stream = new MediaStream();
  /** @type {Record<MediaKind, Source>} */
  #sources = { audio: { state: 'off' }, video: { state: 'off' } };
  #capture;
  #preferences;
  #clock;
  #log;
  #cancelRelease = () => {};
  /** @type {MediaKind[]} what was on when it was let go of */
  #released = [];
  /** @type {Promise<void>} one request at a time: a second prompt would hide the first */
  #queue = Promise.resolve();

  /**
   * @param {object} options
   * @param {Pick<Capture, 'open'>} options.capture
   * @param {PreferenceStore} options.preferences
   * @param {Clock} options.clock
   * @param {EventLog} options.log
   */
  constructor({ capture, preferences, clock, log }) {
    super();
    this.#capture = capture;
    this.#preferences = preferences;
    this.#clock = clock;
    this.#log = log;
  }

  get audio() {
    return this.#sources.audio;
  }

  get video() {
    return this.#sources.video;
  }

  /** What is being sent. */
  get kindsOn() {
    return KINDS.filter((kind) => this.#sources[kind].state === 'on');
  }

  /** Whether the person was never asked for a camera or microphone yet. */
  get untouched() {
    return this.audio.state === 'off' && this.video.state === 'off';
  }

  /**
   * What is to be sent of one kind.
   *
   * @param {MediaKind} kind
   * @returns {MediaStreamTrack | undefined}
   */
  track(kind) {
    const source = this.#sources[kind];
    return 'track' in source ? source.track : undefined;
  }

  /**
   * Turns on those of `kinds` that are off; resolves when it is known how that went.
   *
   * @param {MediaKind[]} [kinds]
   */
  start(kinds = [...KINDS]) {
    return this.#inTurn(async () => {
      const missing = kinds.filter((kind) => !['on', 'paused'].includes(this.#sources[kind].state));
      if (missing.length > 0) {
        await this.#open(missing);
      }
    });
  }

  /**
   * Mutes the microphone or turns the camera off, or undoes it; asks for one that never was on.
   *
   * @param {MediaKind} kind
   */
  async toggle(kind) {
    const source = this.#sources[kind];
    if (source.state === 'on') {
      this.#pause(kind, source.track);
    } else if (source.state === 'paused') {
      await this.#resume(kind, source.track);
    } else {
      await this.start([kind]);
    }
  }

  /**
   * Changes to another device, now and on later visits. Where it cannot be had, another stays.
   *
   * @param {MediaKind} kind
   * @param {string} deviceId
   */
  select(kind, deviceId) {
    this.#preferences.set(PREFERENCE[kind], deviceId);
    return this.#inTurn(async () => {
      const before = this.#sources[kind];
      if (before.state === 'failed') {
        return this.#open([kind]);
      }
      if (!('track' in before) || !before.track) {
        return; // it will be opened when it is turned on
      }
      await this.#exchange(kind, deviceId);
      const now = this.#sources[kind];
      if (before.state === 'paused' && now.state === 'on') {
        this.#pause(kind, now.track);
      }
    });
  }

  /**
   * Turns one kind on or off, whatever it is now.
   *
   * @param {MediaKind} kind
   * @param {boolean} on
   */
  want(kind, on) {
    if ((this.#sources[kind].state === 'on') !== on) {
      void this.toggle(kind);
    }
  }

  /** Takes the devices into use again that were let go of. */
  use() {
    const kinds = this.#released.splice(0);
    if (kinds.length > 0) {
      void this.start(kinds);
    }
  }

  /** Lets go of all devices, until they are used again. */
  release() {
    this.#released.push(...this.kindsOn);
    this.stop();
  }

  /** Lets go of camera and microphone. */
  stop() {
    this.#cancelRelease();
    for (const kind of KINDS) {
      this.#release(kind);
      this.#sources[kind] = { state: 'off' };
    }
    this.#changed();
  }

  /** @param {() => Promise<void>} task */
  #inTurn(task) {
    this.#queue = this.#queue.then(task);
    return this.#queue;
  }

  /** @param {MediaKind[]} kinds */
  async #open(kinds) {
    for (const kind of kinds) {
      this.#sources[kind] = { state: 'starting' };
    }
    this.#changed();
    const { tracks, failures } = await this.#capture.open(this.#request(kinds));
    this.#adopt(tracks);
    for (const { kind, problem, error } of failures) {
      this.#release(kind);
      this.#sources[kind] = { state: 'failed', problem };
      this.#log.add('error', 'media-failed', { kind, problem, error });
    }
    this.#changed();
  }

  /**
   * @param {MediaKind} kind
   * @param {string} deviceId
   */
  async #exchange(kind, deviceId) {
    const request = { kinds: [kind], exactly: deviceId };
    let { tracks } = await this.#capture.open(request);
    if (tracks.length === 0) {
      // Some phones open one camera at a time: let go of the old one, and try again.
      this.#release(kind);
      ({ tracks } = await this.#capture.open(request));
    }
    if (tracks.length === 0) {
      this.dispatchEvent(new Event('device-refused'));
      await this.#open([kind]);
      return;
    }
    this.#adopt(tracks);
    this.#changed();
  }

  /**
   * @param {MediaKind[]} kinds
   * @returns {CaptureRequest}
   */
  #request(kinds) {
    const preferred = {
      audio: this.#preferences.get('microphone'),
      video: this.#preferences.get('camera'),
    };
    return { kinds, preferred };
  }

  /** @param {MediaStreamTrack[]} tracks */
  #adopt(tracks) {
    for (const track of tracks) {
      const kind = /** @type {MediaKind} */ (track.kind);
      this.#release(kind);
      track.onended = () => void this.#lost(kind, track);
      this.stream.addTrack(track);
      this.#sources[kind] = { state: 'on', track };
      this.#log.add('success', 'media-started', { kind, label: track.label });
    }
  }

  /**
   * @param {MediaKind} kind
   * @param {MediaStreamTrack} track
   */
  #pause(kind, track) {
    track.enabled = false;
    this.#sources[kind] = { state: 'paused', track };
    if (kind === 'video') {
      this.#cancelRelease = this.#clock.after(CAMERA_RELEASE_DELAY, () => {
        this.#release('video');
        this.#sources.video = { state: 'paused' };
        this.#changed();
      });
    }
    this.#changed();
  }

  /**
   * @param {MediaKind} kind
   * @param {MediaStreamTrack | undefined} track
   */
  async #resume(kind, track) {
    if (kind === 'video') {
      this.#cancelRelease();
    }
    if (track) {
      track.enabled = true;
      this.#sources[kind] = { state: 'on', track };
      this.#changed();
    } else {
      await this.#inTurn(() => this.#open([kind]));
    }
  }

  /** @param {MediaKind} kind */
  #release(kind) {
    for (const track of this.stream.getTracks().filter((each) => each.kind === kind)) {
      track.onended = null;
      track.stop();
      this.stream.removeTrack(track);
    }
  }

  /**
   * The device went away, or the system took it: another one of its kind takes over, if there is
   * one. Who is muted stays so, and has another one when that ends.
   *
   * @param {MediaKind} kind
   * @param {MediaStreamTrack} track
   */
  #lost(kind, track) {
    this.#log.add('warning', 'media-lost', { kind, label: track.label });
    return this.#inTurn(async () => {
      if (this.#sources[kind].state === 'paused') {
        this.#release(kind);
        this.#sources[kind] = { state: 'paused' };
        return;
      }
      await this.#open([kind]);
      if (this.#sources[kind].state === 'failed') {
        this.#sources[kind] = { state: 'failed', problem: 'lost' };
        this.#changed();
      }
      const successor = this.track(kind)?.label ?? '';
      this.dispatchEvent(new DeviceEvent('device-lost', `${kind}input`, successor));
    });
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}
