/**
 * Tells when a connection over which something came in all the time is silent. A browser takes
 * seconds to notice a path that died, and Chromium then takes the next best of its pairs without a
 * word. A path that lives is never silent for long: sound comes even of somebody who is muted, and
 * where a system has stopped that, there are still the reports on what is sent (RTCP).
 */
export class StallWatch {
  /** @type {number | undefined} */
  #bytes = 0;
  #flowed = false;
  #still = 0;

  get isFlowing() {
    return this.#flowed && this.#still === 0;
  }

  /** What came in until now proves nothing any more: something must come in anew. */
  restart() {
    this.#bytes = undefined;
    this.#flowed = false;
    this.#still = 0;
  }

  /**
   * To be told at even intervals what the connection's statistics say.
   *
   * @param {RTCStatsReport} report
   * @returns {number} how many times in a row nothing has come in, after something did
   */
  look(report) {
    const bytes = bytesReceived(report);
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
}

/** @param {RTCStatsReport} report */
function bytesReceived(report) {
  return [...report.values()]
    .filter(({ type }) => type === 'candidate-pair')
    .reduce((sum, pair) => sum + (pair.bytesReceived ?? 0), 0);
}
