/** @import {Devices} from './devices.js' */
/** @import {PreferenceStore} from '../page/storage.js' */

/** @typedef {Pick<HTMLMediaElement, 'setSinkId'>} Output what plays the other side's sound */

/**
 * The speaker that plays the other side: the chosen one while it is there, else the system's.
 * `playing` is the one that is heard, even if it is not the chosen one. Fires `change`.
 */
export class Speaker extends EventTarget {
  /** The id of the device that plays; empty for the system's choice. */
  playing = '';
  /** @type {Output | undefined} */
  #output;
  /** @type {{again: boolean} | undefined} */
  #following;
  #devices;
  #preferences;

  /**
   * @param {Devices} devices
   * @param {PreferenceStore} preferences
   */
  constructor(devices, preferences) {
    super();
    this.#devices = devices;
    this.#preferences = preferences;
    devices.addEventListener('change', () => void this.#follow());
  }

  /** Whether this browser lets a page choose. */
  get canChoose() {
    return 'setSinkId' in HTMLMediaElement.prototype;
  }

  /** @param {Output} output the element that plays from now on, by the system's choice as yet */
  use(output) {
    if (output !== this.#output) {
      this.#output = output;
      this.playing = '';
    }
    return this.#follow();
  }

  /**
   * Plays over another one, now and on later visits.
   *
   * @param {string} deviceId empty for the system's choice
   */
  choose(deviceId) {
    this.#preferences.set('speaker', deviceId);
    return this.#follow();
  }

  /** One change at a time, the last towards the newest choice. */
  async #follow() {
    if (this.#following) {
      this.#following.again = true;
      return;
    }
    const following = { again: false };
    this.#following = following;
    do {
      following.again = false;
      await this.#step();
    } while (following.again);
    this.#following = undefined;
  }

  async #step() {
    const target = this.#target();
    if (target === this.playing) {
      return;
    }
    const output = this.#output;
    try {
      await output?.setSinkId?.(target);
      if (output?.setSinkId && output === this.#output) {
        this.playing = target;
      }
    } catch {
      // It is gone, or not allowed yet: the next change of the list may help.
    }
    this.dispatchEvent(new Event('change'));
  }

  /** The chosen device, unless the list says that it is away. */
  #target() {
    const chosen = this.#preferences.get('speaker');
    const there = this.#devices.of('audiooutput');
    const away = there.length > 0 && there.every(({ deviceId }) => deviceId !== chosen);
    return away ? '' : chosen;
  }
}
