/** How many candidates may wait for their description; a browser gathers a few dozen. */
const MAX_EARLY = 256;

/**
 * Gives candidates of the other side to a connection in the order in which they came: those that
 * come before the description they belong to wait for it.
 */
export class CandidateQueue {
  #connection;
  /** @type {RTCIceCandidateInit[]} */
  #early = [];

  /** @param {RTCPeerConnection} connection */
  constructor(connection) {
    this.#connection = connection;
  }

  /** @param {RTCIceCandidateInit} candidate */
  async add(candidate) {
    if (this.#connection.remoteDescription) {
      await this.#connection.addIceCandidate(candidate);
    } else if (this.#early.length < MAX_EARLY) {
      this.#early.push(candidate);
    }
  }

  /** To be called when a description has been taken in. One that cannot be used is passed over. */
  async release() {
    for (const candidate of this.#early.splice(0)) {
      await this.add(candidate).catch(() => {});
    }
  }
}
