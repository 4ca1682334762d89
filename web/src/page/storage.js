/**
 * @typedef {object} Preferences what is remembered on this device
 * @property {string} name
 * @property {string} camera device id
 * @property {string} microphone device id
 * @property {string} speaker device id
 * @property {string} language
 * @property {string} rooms JSON, the rooms used lately
 * @property {string} notify 'yes' or empty
 */

const PREFIX = 'duologue.';

const PROBE = `${PREFIX}probe`;

/** The browser's storage; undefined where this page may not use it. */
export function browserStorage() {
  try {
    return localStorage;
  } catch {
    return undefined;
  }
}

/**
 * Remembers the person's choices in a `Storage`. What that does not take, because there is none, or
 * it is full or forbidden, holds until the page closes.
 */
export class PreferenceStore {
  #storage;
  /** What the storage did not take; it stands before what it still has. @type {Map<string, string>} */
  #unsaved = new Map();
  #takes;

  /** @param {Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | null | undefined} storage */
  constructor(storage) {
    this.#storage = storage;
    this.#takes = this.#try((it) => {
      it.setItem(PROBE, '1');
      it.removeItem(PROBE);
      return true;
    });
  }

  /** Whether what is chosen now is still known on the next visit. */
  get isLasting() {
    return this.#takes === true && this.#unsaved.size === 0;
  }

  /**
   * @param {keyof Preferences} key
   * @returns {string} empty where nothing is remembered
   */
  get(key) {
    const kept = this.#unsaved.get(key) ?? this.#try((it) => it.getItem(PREFIX + key));
    return typeof kept === 'string' ? kept : '';
  }

  /**
   * @param {keyof Preferences} key
   * @param {string} value
   */
  set(key, value) {
    const saved = this.#try((it) => {
      it.setItem(PREFIX + key, value);
      return true;
    });
    if (saved) {
      this.#unsaved.delete(key);
    } else {
      this.#unsaved.set(key, value);
    }
  }

  /**
   * @template T
   * @param {(storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>) => T} access
   * @returns {T | undefined} undefined where it failed
   */
  #try(access) {
    try {
      return this.#storage ? access(this.#storage) : undefined;
    } catch {
      return undefined;
    }
  }
}
