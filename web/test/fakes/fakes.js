/** Stand-ins for what Node lacks: time that is turned by hand, sockets, peer connections, tracks. */
import { strict } from './strict.js';

/** A clock that stands still until `advance`; what it shows can be set apart from what it measures. */
export class FakeClock {
  #now = 5000;
  #epoch = 1_000_000;
  /** @type {{at: number, task: () => void}[]} */
  #timers = [];

  now() {
    return this.#epoch + this.#now;
  }

  elapsed() {
    return this.#now;
  }

  /** Somebody sets the clock; no time passes. @param {number} ms what `now` says from here on */
  setWall(ms) {
    this.#epoch = ms - this.#now;
  }

  /**
   * @param {number} ms
   * @param {() => void} task
   */
  after(ms, task) {
    const timer = { at: this.#now + ms, task };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  /** Runs everything that is due within `ms`, in its order. @param {number} ms */
  advance(ms) {
    const end = this.#now + ms;
    this.#runUntil(end);
    this.#now = end;
  }

  /** Nothing runs for `ms`; what was due meanwhile runs then. @param {number} ms */
  sleep(ms) {
    this.#now += ms;
    this.#runUntil(this.#now);
  }

  /** @param {number} end */
  #runUntil(end) {
    for (;;) {
      const due = this.#timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (!due) {
        return;
      }
      this.#timers = this.#timers.filter((other) => other !== due);
      this.#now = Math.max(this.#now, due.at);
      due.task();
    }
  }
}

/** Lets everything that waits for a promise go on. */
export function settle() {
  return new Promise((resolve) => setImmediate(resolve));
}

/** A log that nobody reads. @returns {any} */
export function quietLog() {
  /** @type {string[]} */
  const codes = [];
  return {
    codes,
    add: (/** @type {string} */ _level, /** @type {string} */ code) => codes.push(code),
  };
}

export class FakeTrack extends EventTarget {
  enabled = true;
  readyState = 'live';
  stopped = false;
  label;
  kind;
  /** @type {(() => void) | null} */
  onended = null;

  /**
   * @param {'audio' | 'video'} kind
   * @param {string} [label]
   */
  constructor(kind, label = `fake ${kind}`) {
    super();
    this.kind = kind;
    this.label = label;
  }

  stop() {
    this.stopped = true;
  }
}

export class FakeStream {
  /** @type {any[]} */
  #tracks = [];

  /** @param {any[]} tracks */
  constructor(tracks = []) {
    this.#tracks = [...tracks];
  }

  getTracks() {
    return [...this.#tracks];
  }

  /** @param {any} track */
  addTrack(track) {
    this.#tracks.push(track);
  }

  /** @param {any} track */
  removeTrack(track) {
    this.#tracks = this.#tracks.filter((other) => other !== track);
  }
}
Object.assign(globalThis, { MediaStream: FakeStream });

/** The server's end of every socket that was opened; strict. */
export class FakeSocket {
  /** @type {FakeSocket[]} */
  static opened = [];
  /** @type {any[]} */
  sent = [];
  /** @type {number | undefined} with which the page closed it */
  closedWith;
  /** @type {((event: {data: string}) => void) | null} */
  onmessage = null;
  /** @type {((event: {code: number}) => void) | null} */
  onclose = null;

  /** @type {(url: string) => any} as a page opens one */
  static open = (url) => new FakeSocket(url);

  /** @param {string} url */
  constructor(url) {
    this.url = url;
    const whole = strict(this);
    FakeSocket.opened.push(whole);
    // biome-ignore lint/correctness/noConstructorReturn: who opens a socket gets the strict one
    return whole;
  }

  /** The one that was opened last. */
  static get last() {
    const last = FakeSocket.opened.at(-1);
    if (!last) {
      throw new Error('No socket was opened.');
    }
    return last;
  }

  /** @param {string} text */
  send(text) {
    if (this.closedWith !== undefined) {
      throw new Error(`sent over a socket that was closed: ${text}`);
    }
    this.sent.push(JSON.parse(text));
  }

  /** @param {number} code */
  close(code) {
    this.closedWith = code;
  }

  /** @param {object | string} message */
  say(message) {
    this.onmessage?.({ data: typeof message === 'string' ? message : JSON.stringify(message) });
  }

  /**
   * @param {string} clientId
   * @param {object} fields besides the usual ones
   */
  welcome(clientId = 'me', fields = {}) {
    this.say({ type: 'welcome', clientId, clientCount: 1, members: [], iceServers: [], ...fields });
  }

  /** @param {number} code */
  drop(code) {
    this.onclose?.({ code });
  }
}
