/** Delays before the first attempts after a loss, in milliseconds. */
const DELAYS = [0, 300, 1200, 2700, 4800];
/** The longest one while a call waits for the server. */
const URGENT_DELAY = 2000;
/** A connection that did not last this long was no success: its loss continues the schedule. */
const STEADY_AFTER = 5000;

/** When to connect to the server again. */
export class ReconnectPolicy {
  /** Whether a call rings, connects, or is broken. */
  urgent = false;
  #random;
  #attempt = 0;
  /** @type {number | undefined} */
  #openedAt;

  /** @param {() => number} [random] */
  constructor(random = Math.random) {
    this.#random = random;
  }

  /** @param {number} now when there is a connection, in milliseconds */
  opened(now) {
    this.#openedAt = now;
  }

  /** What failed before says nothing about what is tried now. */
  restart() {
    this.#attempt = 0;
  }

  /**
   * A connection was lost, or did not come up.
   *
   * @param {number} now
   * @param {number} [first] with which of the delays to begin
   * @returns {number} the delay before the next attempt, in milliseconds
   */
  next(now, first = 0) {
    if (this.#openedAt !== undefined && now - this.#openedAt >= STEADY_AFTER) {
      this.restart();
    }
    this.#openedAt = undefined;
    const attempt = Math.max(this.#attempt, first);
    this.#attempt = attempt + 1;
    const delay = DELAYS[attempt] ?? 5000 + this.#random() * 2000;
    return this.urgent ? Math.min(delay, URGENT_DELAY) : delay;
  }
}
