import { mayReconnectAfter, ROOM_FULL, TAKEN_OVER } from './messages.js';

/** Delays before the first attempts after a loss, in milliseconds. */
const DELAYS = [0, 300, 1200, 2700, 4800];
/** The longest one while a call waits for the server. */
const URGENT_DELAY = 2000;
/** A connection that did not last this long was no success: its loss continues the schedule. */
const STEADY_AFTER = 5000;
/** For so long an attempt that was given up may still arrive, and take the place of a newer one. */
const STRAY_ATTEMPT = 30_000;
/**
 * The server is stopping, and will not be back at once. Firefox closes with the same code when it
 * leaves a page, before the page knows: a new connection would still be there when the next page
 * loads.
 */
const GOING_AWAY = 1001;
const FIRST_AFTER_GOING_AWAY = 2;

/** Whether and when to connect to the server again. All times are milliseconds of `clock.elapsed()`. */
export class ReconnectPolicy {
  /** Whether a call rings, connects, or is broken. It counts for a wait that has begun, too. */
  urgent = false;
  #random;
  #attempt = 0;
  /** @type {number | undefined} */
  #openedAt;
  #gaveUpAt = Number.NEGATIVE_INFINITY;
  #wait = { since: 0, delay: 0 };

  /** @param {() => number} [random] */
  constructor(random = Math.random) {
    this.#random = random;
  }

  /** @param {number} now when there is a connection */
  opened(now) {
    this.#openedAt = now;
  }

  /** What failed before says nothing about what is tried now. */
  restart() {
    this.#attempt = 0;
  }

  /** @param {number} now when an attempt was given up without a word from the server */
  gaveUp(now) {
    this.#gaveUpAt = now;
  }

  /**
   * Whether another attempt may meet another end.
   *
   * @param {number} code with which the connection was closed
   * @param {number} now
   * @param {boolean} persistent whether a full room is one to wait for
   */
  mayRetry(code, now, persistent) {
    const stray = code === TAKEN_OVER && now - this.#gaveUpAt < STRAY_ATTEMPT;
    return mayReconnectAfter(code) || stray || (persistent && code === ROOM_FULL);
  }

  /**
   * A connection was lost, or did not come up: the wait for the next attempt begins.
   *
   * @param {number} now
   * @param {number} [code] with which it was closed
   */
  lost(now, code) {
    if (this.#openedAt !== undefined && now - this.#openedAt >= STEADY_AFTER) {
      this.restart();
    }
    this.#openedAt = undefined;
    const attempt = Math.max(this.#attempt, code === GOING_AWAY ? FIRST_AFTER_GOING_AWAY : 0);
    this.#attempt = attempt + 1;
    this.#wait = { since: now, delay: DELAYS[attempt] ?? 5000 + this.#random() * 2000 };
  }

  /**
   * How long the current wait still lasts, as if `urgent` had had its present value all along.
   *
   * @param {number} now
   */
  remaining(now) {
    const { since, delay } = this.#wait;
    return Math.max(0, since + (this.urgent ? Math.min(delay, URGENT_DELAY) : delay) - now);
  }
}
