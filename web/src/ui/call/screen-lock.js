/**
 * Keeps the screen on while that is wanted. A browser gives a lock late, and takes it away while the
 * page is out of sight: after each wish the lock is compared with the newest one.
 */
export class ScreenLock {
  #wanted = false;
  /** @type {WakeLockSentinel | undefined} */
  #lock;
  /** @type {Promise<void>} */
  #queue = Promise.resolve();
  #wakeLock;

  /** @param {Pick<WakeLock, 'request'> | undefined} wakeLock the browser's, where it has one */
  constructor(wakeLock) {
    this.#wakeLock = wakeLock;
  }

  /** @param {boolean} wanted to be said anew when the page comes back into sight */
  keep(wanted) {
    this.#wanted = wanted;
    this.#queue = this.#queue.then(() => this.#align());
  }

  async #align() {
    try {
      if (!this.#wanted) {
        await this.#lock?.release();
      } else if (this.#lock?.released !== false) {
        this.#lock = await this.#wakeLock?.request('screen');
      }
    } catch {
      // low battery, or out of sight: then the screen may go dark
    }
  }
}
