/**
 * Tells when sound that came in all the time comes no more. A browser takes seconds to notice a path
 * that died, and Chromium then takes the next best of its pairs without a word; sound never pauses,
 * not even of somebody who is muted.
 */
export class StallWatch {
  /** @type {number | undefined} */
  #packets = 0;
  #flowed = false;
  #still = 0;

  /** What came in until now proves nothing any more: something must come in anew. */
  restart() {
    this.#packets = undefined;
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
    const packets = soundPackets(report);
    const before = this.#packets ?? packets;
    this.#packets = packets;
    if (packets > before) {
      this.#flowed = true;
      this.#still = 0;
    } else if (this.#flowed) {
      this.#still += 1;
    }
    return this.#still;
  }
}

/** @param {RTCStatsReport} report */
function soundPackets(report) {
  return [...report.values()]
    .filter(({ type, kind }) => type === 'inbound-rtp' && kind === 'audio')
    .reduce((sum, { packetsReceived }) => sum + packetsReceived, 0);
}
