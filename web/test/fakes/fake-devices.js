/** Cameras and microphones that are plugged in, busy and slow as a test says. */
import { FakeStream } from './fakes.js';
import { strict } from './strict.js';

/** @import {FakeClock} from './fakes.js' */

/** @typedef {'audio' | 'video'} Kind */

/** A track of a device, with all that the page touches of a real one. */
class DeviceTrack {
  enabled = true;
  muted = false;
  /** @type {'live' | 'ended'} */
  readyState = 'live';
  /** @type {(() => void) | null} */
  onended = null;
  /** @type {(() => void) | null} */
  onmute = null;
  /** @type {(() => void) | null} */
  onunmute = null;

  /** @param {{kind: string, deviceId: string, label: string}} device */
  constructor({ kind, deviceId, label }) {
    this.kind = kind === 'audioinput' ? 'audio' : 'video';
    this.deviceId = deviceId;
    this.label = label;
  }

  getSettings() {
    return { deviceId: this.deviceId };
  }

  stop() {
    this.readyState = 'ended';
  }

  /** The device is gone. */
  end() {
    if (this.readyState === 'live') {
      this.readyState = 'ended';
      this.onended?.();
    }
  }

  /** The system takes the sound or the picture away, or gives it back. @param {boolean} muted */
  interrupt(muted) {
    if (this.readyState === 'live' && this.muted !== muted) {
      this.muted = muted;
      (muted ? this.onmute : this.onunmute)?.();
    }
  }
}

/** Stands in for `navigator.mediaDevices`. */
export class FakeMediaDevices extends EventTarget {
  /** @type {any[]} */
  devices = [];
  /** Devices that another program uses. @type {Set<string>} */
  busy = new Set();
  /** Kinds that are not allowed. @type {Set<Kind>} */
  blocked = new Set();
  /** Kinds of which only one device can be open at a time, as on some phones. @type {Set<Kind>} */
  single = new Set();
  /** How long the next request takes, in milliseconds; `Infinity` until `answer`. */
  delay = () => 0;
  /** What the browser says where a kind is blocked. */
  refusal = 'Permission denied';
  /** Every request, oldest first. @type {any[]} */
  asked = [];
  /** Every track that was ever given out. @type {any[]} */
  tracks = [];
  /** @type {(() => void)[]} */
  #held = [];
  #clock;

  /**
   * @param {FakeClock} clock
   * @param {...string} ids such as `mic1` or `cam2`, the system's favourite of each kind first
   */
  constructor(clock, ...ids) {
    super();
    this.#clock = clock;
    for (const id of ids) {
      this.plug(id);
    }
  }

  async enumerateDevices() {
    return [...this.devices];
  }

  /** @param {any} constraints */
  async getUserMedia(constraints) {
    this.asked.push(constraints);
    const delay = this.delay();
    await new Promise((resolve) => {
      if (delay === Number.POSITIVE_INFINITY) {
        this.#held.push(() => resolve(undefined));
      } else if (delay === 0) {
        resolve(undefined);
      } else {
        this.#clock.after(delay, () => resolve(undefined));
      }
    });
    const kinds = /** @type {Kind[]} */ (Object.keys(constraints));
    if (kinds.some((kind) => this.blocked.has(kind))) {
      throw new DOMException(this.refusal, 'NotAllowedError');
    }
    const found = kinds.map((kind) => this.#find(kind, constraints[kind].deviceId?.exact));
    const tracks = found.map((device) => strict(new DeviceTrack(device)));
    this.tracks.push(...tracks);
    return new FakeStream(tracks);
  }

  /** Answers what waits, as a person does. */
  answer() {
    for (const resolve of this.#held.splice(0)) {
      resolve();
    }
  }

  /** @param {string} deviceId */
  plug(deviceId) {
    if (this.devices.every((device) => device.deviceId !== deviceId)) {
      const kind = deviceId.startsWith('mic') ? 'audioinput' : 'videoinput';
      this.devices.push(strict({ kind, deviceId, label: `the ${deviceId}`, groupId: '' }));
      this.dispatchEvent(new Event('devicechange'));
    }
  }

  /** @param {string} deviceId */
  unplug(deviceId) {
    this.devices = this.devices.filter((device) => device.deviceId !== deviceId);
    for (const track of this.tracks.filter((each) => each.deviceId === deviceId)) {
      track.end();
    }
    this.dispatchEvent(new Event('devicechange'));
  }

  /** The tracks of one kind that keep a device open. @param {Kind} kind */
  open(kind) {
    return this.tracks.filter((track) => track.kind === kind && track.readyState === 'live');
  }

  /**
   * @param {Kind} kind
   * @param {string | undefined} exact
   */
  #find(kind, exact) {
    const there = this.devices.filter((device) => device.kind === `${kind}input`);
    const device = exact ? there.find(({ deviceId }) => deviceId === exact) : there[0];
    if (!device) {
      throw new DOMException('none', exact ? 'OverconstrainedError' : 'NotFoundError');
    }
    const taken = this.single.has(kind) && this.open(kind).length > 0;
    if (this.busy.has(device.deviceId) || taken) {
      throw new DOMException('busy', 'NotReadableError');
    }
    return device;
  }
}
