/** @import {MediaKind} from './media-kind.js' */
/** @import {PreferenceStore} from '../page/storage.js' */

const PREFERENCE = /** @type {const} */ ({ audio: 'microphone', video: 'camera' });

/** What the person wants of camera and microphone, whatever there is. Knows no device. */
export class Wanted {
  /** Whether devices may be open at all: not once a call is over, nor when the page goes away. */
  inUse = true;
  /** @type {Record<MediaKind, boolean | undefined>} */
  #on = { audio: undefined, video: undefined };
  /** @type {Record<MediaKind, number>} */
  #choices = { audio: 0, video: 0 };
  #preferences;

  /** @param {PreferenceStore} preferences where the choice of devices is remembered */
  constructor(preferences) {
    this.#preferences = preferences;
  }

  /**
   * @param {MediaKind} kind
   * @returns {boolean | undefined} undefined until the person was asked
   */
  isOn(kind) {
    return this.#on[kind];
  }

  /**
   * @param {MediaKind} kind
   * @param {boolean} on
   */
  turn(kind, on) {
    this.#on[kind] = on;
  }

  /**
   * The id of the chosen device, now or on an earlier visit; empty if any will do.
   *
   * @param {MediaKind} kind
   */
  device(kind) {
    return this.#preferences.get(PREFERENCE[kind]);
  }

  /**
   * @param {MediaKind} kind
   * @param {string} deviceId
   */
  choose(kind, deviceId) {
    this.#preferences.set(PREFERENCE[kind], deviceId);
    this.#choices[kind] += 1;
  }

  /**
   * How often a device was chosen since the page was opened: tells whether what is open, or is being
   * opened, follows the newest choice.
   *
   * @param {MediaKind} kind
   */
  choice(kind) {
    return this.#choices[kind];
  }

  /** Forgets what is on and off, as if the person had never been asked. */
  forget() {
    this.#on = { audio: undefined, video: undefined };
  }
}
