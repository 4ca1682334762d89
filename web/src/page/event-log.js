/**
 * @typedef {'info' | 'success' | 'warning' | 'error'} LogLevel
 *
 * @typedef {object} LogEntry
 * @property {number} at milliseconds since the epoch
 * @property {LogLevel} level
 * @property {string} code what happened; the page has a sentence for each
 * @property {Record<string, string | number>} params what the sentence speaks of
 */

/** How many entries are kept; a call that reconnects for hours must not fill the memory. */
const MAX_ENTRIES = 2000;

/** Fired by {@link EventLog} for each new entry. */
export class LogEvent extends Event {
  /** @param {LogEntry} entry */
  constructor(entry) {
    super('entry');
    /** @readonly */
    this.entry = entry;
  }
}

/** The connection log: every step of finding each other and connecting, with its time. */
export class EventLog extends EventTarget {
  /** @type {LogEntry[]} */
  #entries = [];
  #clock;

  /** @param {import('./clock.js').Clock} clock */
  constructor(clock) {
    super();
    this.#clock = clock;
  }

  /** @returns {readonly LogEntry[]} oldest first */
  get entries() {
    return this.#entries;
  }

  /**
   * @param {LogLevel} level
   * @param {string} code
   * @param {Record<string, string | number>} [params]
   */
  add(level, code, params = {}) {
    const entry = { at: this.#clock.now(), level, code, params };
    this.#entries.push(entry);
    if (this.#entries.length > MAX_ENTRIES) {
      this.#entries.shift();
    }
    this.dispatchEvent(new LogEvent(entry));
  }
}
