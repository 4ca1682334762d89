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

/** The browser's storage, if this page may use it. */
export function browserStorage() {
  try {
    return localStorage;
  } catch {
    return undefined;
  }
}

/** Remembers the person's choices in a `Storage`; without one (private windows), until the page closes. */
export class PreferenceStore {
  #storage;
  /** @type {Map<string, string>} */
  #fallback = new Map();

  /** @param {Storage | undefined} storage */
  constructor(storage) {
    this.#storage = storage;
  }

  /**
   * @param {keyof Preferences} key
   * @returns {string} empty where nothing is remembered
   */
  get(key) {
    try {
      return this.#storage?.getItem(PREFIX + key) ?? this.#fallback.get(key) ?? '';
    } catch {
      return this.#fallback.get(key) ?? '';
    }
  }

  /**
   * @param {keyof Preferences} key
   * @param {string} value
   */
  set(key, value) {
    this.#fallback.set(key, value);
    try {
      this.#storage?.setItem(PREFIX + key, value);
    } catch {
      // a full or forbidden storage: the choice holds for this visit
    }
  }
}
