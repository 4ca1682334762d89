import { originOf } from '../signaling/messages.js';
import { CandidateQueue } from './candidate-queue.js';

/** @import {EventLog} from '../page/event-log.js' */

/**
 * @typedef {{type: 'description', description: RTCSessionDescription, answers?: string}
 *   | {type: 'candidate', candidate: RTCIceCandidateInit}
 *   | {type: 'ask'}} Signal what the other side must be told: `ask` asks it for an offer
 */

/**
 * The offers, answers and candidates of one peer connection.
 *
 * With a side that understands it, all offers but the first are the impolite side's: the polite one
 * asks for them. So offers do not cross, and none is taken back, after which Chromium shows no more
 * pictures to a side that had only answered before. With any other side it is perfect negotiation:
 * either side may offer at any time, and where two offers cross, the polite side takes its own back.
 */
export class Negotiation {
  /** Whether this side gives way when two offers cross. */
  polite = false;
  /** Whether the other side makes an offer when it is asked to. */
  canAsk = false;
  #connection;
  #candidates;
  #send;
  #onOffer;
  #onRestart;
  #log;
  /** From here on this side negotiates by itself whenever it is needed. */
  #started = false;
  #makingOffer = false;
  #applyingAnswer = false;
  #ignoredOffer = false;
  /** Whether the other side has been asked for an offer that has not come yet. */
  #asked = false;
  /** @type {string | undefined} the offer of the other side that the next answer is for */
  #answering;
  /** @type {Promise<void>} what was received, in its order */
  #received = Promise.resolve();
  /** @type {RTCIceCandidateInit[]} of the current local description */
  #gathered = [];

  /**
   * @param {object} options
   * @param {RTCPeerConnection} options.connection
   * @param {(signal: Signal) => void} options.send
   * @param {(sdp: string) => void} options.onOffer prepares the answer to an offer
   * @param {() => void} options.onRestart a new path is looked for
   * @param {EventLog} options.log
   */
  constructor({ connection, send, onOffer, onRestart, log }) {
    this.#connection = connection;
    this.#candidates = new CandidateQueue(connection);
    this.#send = send;
    this.#onOffer = onOffer;
    this.#onRestart = onRestart;
    this.#log = log;
    connection.onnegotiationneeded = () => this.#negotiate();
    connection.onicecandidate = ({ candidate }) => this.#found(candidate);
  }

  /** Sends the first offer. */
  async call() {
    this.#started = true;
    await this.#offer();
  }

  /** Answers the offer that was received, and negotiates by itself from here on. */
  async accept() {
    await this.#received;
    this.#started = true;
    await this.#answer();
  }

  /**
   * Takes in an offer or answer; an offer is answered at once, the first one by `accept`.
   *
   * @param {RTCSessionDescriptionInit} description
   * @param {string} [answers] the offer that an answer is for
   */
  receive(description, answers) {
    return this.#inOrder(() =>
      description.type === 'offer'
        ? this.#applyOffer(description)
        : this.#applyAnswer(description, answers),
    );
  }

  /**
   * Takes in a candidate, in whatever order it comes.
   *
   * @param {RTCIceCandidateInit} candidate
   */
  addCandidate(candidate) {
    return this.#inOrder(() => this.#addCandidate(candidate));
  }

  /** Finds a new path for the media, which goes on over the old one for as long as that works. */
  restartIce() {
    this.#onRestart();
    this.#connection.restartIce();
    // What nobody has answered yet stands in the way of the event that asks for the next offer.
    if (this.#started && this.#connection.signalingState === 'have-local-offer') {
      void this.#offer();
    } else if (this.#asked) {
      this.#ask();
    }
  }

  /** Makes the offer that the other side asks for, because it needs a new path. */
  offerAsAsked() {
    if (this.#connection.signalingState === 'have-local-offer') {
      this.resend();
    } else if (this.#started) {
      this.restartIce();
    }
  }

  /** Sends again what the other side may have missed while one of us had no signalling. */
  resend() {
    const description = this.#connection.localDescription;
    if (description && this.#connection.signalingState === 'have-local-offer') {
      this.#send({ type: 'description', description });
    } else if (this.#asked) {
      this.#ask();
    }
    if (this.#connection.connectionState !== 'connected') {
      for (const candidate of this.#gathered) {
        this.#send({ type: 'candidate', candidate });
      }
    }
  }

  /** Says nothing any more. */
  stop() {
    this.#connection.onnegotiationneeded = null;
    this.#connection.onicecandidate = null;
    this.#started = false;
  }

  #negotiate() {
    if (!this.#started) {
      return;
    }
    if (!this.polite || !this.canAsk) {
      void this.#offer();
    } else if (!this.#asked) {
      this.#ask();
    }
  }

  #ask() {
    this.#asked = true;
    this.#log.add('info', 'offer-asked');
    this.#send({ type: 'ask' });
  }

  async #offer() {
    try {
      this.#makingOffer = true;
      this.#gathered = [];
      await this.#connection.setLocalDescription();
      this.#sendDescription();
    } catch (error) {
      this.#failed(error);
    } finally {
      this.#makingOffer = false;
    }
  }

  async #answer() {
    const answers = this.#answering;
    this.#onOffer(this.#connection.remoteDescription?.sdp ?? '');
    this.#gathered = [];
    await this.#connection.setLocalDescription();
    this.#sendDescription(answers);
  }

  /** @param {string} [answers] the offer that it answers */
  #sendDescription(answers) {
    const description = this.#connection.localDescription;
    if (description && this.#connection.signalingState !== 'closed') {
      this.#log.add('info', `${description.type}-sent`);
      this.#send({ type: 'description', description, ...(answers && { answers }) });
    }
  }

  /** @param {() => Promise<void>} step */
  #inOrder(step) {
    this.#received = this.#received.then(step).catch((error) => this.#failed(error));
    return this.#received;
  }

  /** @param {RTCSessionDescriptionInit} offer */
  async #applyOffer(offer) {
    // An answer that is being applied is as good as a stable state: an offer may follow it.
    const stable =
      !this.#makingOffer && (this.#connection.signalingState === 'stable' || this.#applyingAnswer);
    this.#ignoredOffer = !stable && !this.polite;
    if (this.#ignoredOffer) {
      this.#log.add('info', 'offer-ignored');
      return;
    }
    this.#asked = false;
    this.#answering = originOf(offer.sdp);
    this.#onRestart();
    await this.#connection.setRemoteDescription(offer);
    await this.#candidates.release();
    if (this.#started) {
      await this.#answer();
    }
  }

  /**
   * An offer that was sent again is answered each time, and one that was made anew may have been
   * answered before that: only the answer that is waited for counts.
   *
   * @param {RTCSessionDescriptionInit} answer
   * @param {string | undefined} answers the offer that it is for, where the other side says it
   */
  async #applyAnswer(answer, answers) {
    const { signalingState, localDescription } = this.#connection;
    const isOfOther = answers !== undefined && answers !== originOf(localDescription?.sdp);
    this.#ignoredOffer = false;
    if (signalingState === 'stable' || isOfOther) {
      return;
    }
    this.#applyingAnswer = true;
    try {
      await this.#connection.setRemoteDescription(answer);
    } finally {
      this.#applyingAnswer = false;
    }
    await this.#candidates.release();
  }

  /** @param {RTCIceCandidateInit} candidate */
  async #addCandidate(candidate) {
    try {
      await this.#candidates.add(candidate);
    } catch (error) {
      if (!this.#ignoredOffer) {
        throw error;
      }
    }
  }

  /** @param {RTCIceCandidate | null} candidate */
  #found(candidate) {
    if (candidate?.candidate) {
      const init = candidate.toJSON();
      this.#gathered.push(init);
      this.#send({ type: 'candidate', candidate: init });
    }
  }

  /** @param {unknown} error */
  #failed(error) {
    if (this.#connection.signalingState !== 'closed') {
      this.#log.add('error', 'negotiation-failed', { error: String(error) });
    }
  }
}
