/**
 * Counts how long nothing has come in over a connection that carried media. A browser takes seconds
 * to notice a dead path, and Chromium then silently moves to the next best pair. A live path is
 * never silent for long: audio is sent even while muted, and where the system stops that, RTCP is.
 */
export class StallWatch {
  /** @type {number | undefined} */
  #bytes = 0;
  #flowed = false;
  #still = 0;
  /** Of any path, ever. */
  #heard = 0;
  #silence = 0;

  get isFlowing() {
    return this.#flowed && this.#still === 0;
  }

  /** How many times in a row nothing came in, over whichever path, once something had. */
  get silence() {
    return this.#silence;
  }

  /** What came in until now proves nothing any more: something must come in anew. */
  restart() {
    this.#bytes = undefined;
    this.#flowed = false;
    this.#still = 0;
  }

  /**
   * Takes the connection's statistics, at even intervals.
   *
   * @param {RTCStatsReport} report
   * @returns {number} how many times in a row nothing has come in, after something did since the
   *   last restart
   */
  look(report) {
    const bytes = bytesReceived(report);
    this.#listen(bytes);
    const before = this.#bytes ?? bytes;
    this.#bytes = bytes;
    if (bytes > before) {
      this.#flowed = true;
      this.#still = 0;
    } else if (this.#flowed) {
      this.#still += 1;
    }
    return this.#still;
  }

  /** @param {number} bytes may become fewer: a restart drops old pairs */
  #listen(bytes) {
    const before = this.#heard;
    this.#heard = bytes;
    if (bytes > before) {
      this.#silence = 0;
    } else if (before > 0) {
      this.#silence += 1;
    }
  }
}

/** @param {RTCStatsReport} report */
function bytesReceived(report) {
  return [...report.values()]
    .filter(({ type }) => type === 'candidate-pair')
    .reduce((sum, pair) => sum + (pair.bytesReceived ?? 0), 0);
}
