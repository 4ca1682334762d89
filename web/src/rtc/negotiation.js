import { CandidateQueue } from './candidate-queue.js';
import { originOf } from './sdp.js';

/** @import {EventLog} from '../page/event-log.js' */

/**
 * @typedef {{type: 'description', description: RTCSessionDescription, answers?: string}
 *   | {type: 'candidate', candidate: RTCIceCandidateInit}
 *   | {type: 'ask'}} Signal what the other side must be told: `ask` asks it for an offer
 *
 * @typedef {object} Role
 * @property {boolean} polite whether this side gives way when two offers cross
 * @property {boolean} canAsk whether the other side makes an offer when it is asked to
 *
 * @typedef {{state: 'passive'}
 *   | {state: 'stable'}
 *   | {state: 'offered', ignoring: boolean}
 *   | {state: 'asked'}
 *   | {state: 'stopped'}} NegotiationState
 *   `passive` until `call` or `accept`: an offer is taken in, and not answered yet; `offered` an
 *   offer of this side waits for its answer, `ignoring` after an offer of the other side crossed it;
 *   `asked` this side waits for the offer that it asked for
 */

/**
 * The offers, answers and candidates of one peer connection. Everything sent and received goes
 * through one queue, so that each step sees the result of the one before.
 *
 * Between two pages of ours, every offer after the first is made by the impolite side; the polite
 * one asks for it. That rules out glare, and with it rollback, after which Chromium shows no more
 * video to a side that had only answered so far. With any other client it is perfect negotiation
 * (WebRTC section 10.7): either side may offer at any time, and on glare the polite side rolls
 * back.
 */
export class Negotiation {
  /** @type {NegotiationState} */
  #state = { state: 'passive' };
  #connection;
  #candidates;
  #role;
  #send;
  #hooks;
  #log;
  /** @type {Promise<void>} */
  #queue = Promise.resolve();
  /** @type {RTCIceCandidateInit[]} of the current local description */
  #gathered = [];

  /**
   * @param {object} options
   * @param {RTCPeerConnection} options.connection
   * @param {() => Role} options.role
   * @param {(signal: Signal) => void} options.send
   * @param {object} options.hooks
   * @param {(sdp: string) => void} options.hooks.answering prepares the answer to an offer
   * @param {() => void} options.hooks.restarting a new path is looked for
   * @param {() => void} options.hooks.settled an offer has its answer, on whichever side
   * @param {() => void} options.hooks.failed a description was refused by the browser
   * @param {EventLog} options.log
   */
  constructor({ connection, role, send, hooks, log }) {
    this.#connection = connection;
    this.#candidates = new CandidateQueue(connection);
    this.#role = role;
    this.#send = send;
    this.#hooks = hooks;
    this.#log = log;
    connection.onnegotiationneeded = () => this.#negotiate();
    connection.onicecandidate = ({ candidate }) => this.#found(candidate);
  }

  /** Sends the first offer. */
  call() {
    this.#enter({ state: 'stable' });
    return this.#inOrder(() => this.#offer());
  }

  /** Answers the offer that was received, and negotiates by itself from here on. */
  accept() {
    return this.#inOrder(async () => {
      this.#enter({ state: 'stable' });
      await this.#answer();
    });
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
   * Takes a candidate, in whatever order. One that cannot be used affects nothing else.
   *
   * @param {RTCIceCandidateInit} candidate
   */
  addCandidate(candidate) {
    return this.#inOrder(() => this.#addCandidate(candidate));
  }

  /** Finds a new path for the media, which goes on over the old one for as long as that works. */
  restartIce() {
    this.#hooks.restarting();
    this.#connection.restartIce();
    // No `negotiationneeded` is fired while an offer has no answer.
    if (this.#state.state === 'offered') {
      void this.#inOrder(() => this.#offer());
    } else if (this.#state.state === 'asked') {
      this.#ask();
    }
  }

  /** Makes the offer that the other side asks for, because it needs a new path. */
  offerAsAsked() {
    if (this.#state.state === 'offered') {
      this.resend();
    } else if (this.#negotiates) {
      this.restartIce();
    }
  }

  /** Sends again what the other side may have missed while one of the two had no signalling. */
  resend() {
    const { localDescription, signalingState, connectionState } = this.#connection;
    if (localDescription && signalingState === 'have-local-offer') {
      this.#send({ type: 'description', description: localDescription });
    } else if (this.#state.state === 'asked') {
      this.#ask();
    }
    if (connectionState !== 'connected') {
      for (const candidate of this.#gathered) {
        this.#send({ type: 'candidate', candidate });
      }
    }
  }

  /** Says nothing any more. */
  stop() {
    this.#connection.onnegotiationneeded = null;
    this.#connection.onicecandidate = null;
    this.#state = { state: 'stopped' };
  }

  /** Whether this side makes offers and answers by itself. */
  get #negotiates() {
    return this.#state.state !== 'passive' && this.#state.state !== 'stopped';
  }

  /** @param {NegotiationState} state */
  #enter(state) {
    if (this.#state.state !== 'stopped') {
      this.#state = state;
    }
  }

  #negotiate() {
    if (!this.#negotiates) {
      return;
    }
    const { polite, canAsk } = this.#role();
    if (!polite || !canAsk) {
      void this.#inOrder(() => this.#offerIfStable());
    } else if (this.#state.state !== 'asked') {
      this.#ask();
    }
  }

  #ask() {
    this.#enter({ state: 'asked' });
    this.#log.add('info', 'offer-asked');
    this.#send({ type: 'ask' });
  }

  /** What was needed when this was queued may have come with the step before. */
  async #offerIfStable() {
    if (this.#connection.signalingState === 'stable') {
      await this.#offer();
    }
  }

  async #offer() {
    this.#gathered = [];
    await this.#connection.setLocalDescription();
    this.#enter({ state: 'offered', ignoring: false });
    this.#sendDescription();
  }

  async #answer() {
    const { signalingState, remoteDescription } = this.#connection;
    if (signalingState !== 'have-remote-offer') {
      return; // the offer was refused by the browser: there is nothing to answer
    }
    const sdp = remoteDescription?.sdp ?? '';
    this.#hooks.answering(sdp);
    this.#gathered = [];
    await this.#connection.setLocalDescription();
    this.#sendDescription(originOf(sdp));
    this.#hooks.settled();
  }

  /** @param {string} [answers] the offer that it answers */
  #sendDescription(answers) {
    const description = this.#connection.localDescription;
    if (description && this.#negotiates) {
      this.#log.add('info', `${description.type}-sent`);
      this.#send({ type: 'description', description, ...(answers && { answers }) });
    }
  }

  /** @param {RTCSessionDescriptionInit} offer */
  async #applyOffer(offer) {
    const crosses = this.#connection.signalingState === 'have-local-offer';
    if (crosses && !this.#role().polite) {
      this.#enter({ state: 'offered', ignoring: true });
      this.#log.add('info', 'offer-ignored');
      return;
    }
    this.#hooks.restarting();
    await this.#connection.setRemoteDescription(offer);
    await this.#candidates.release();
    if (this.#negotiates) {
      this.#enter({ state: 'stable' });
      await this.#answer();
    }
  }

  /**
   * An offer that is sent again is answered again, and an answer may be to an offer that has been
   * replaced: only the answer to the pending offer counts.
   *
   * @param {RTCSessionDescriptionInit} answer
   * @param {string | undefined} answers the offer that it is for, where the other side says it
   */
  async #applyAnswer(answer, answers) {
    const { signalingState, localDescription } = this.#connection;
    const isOfOther = answers !== undefined && answers !== originOf(localDescription?.sdp);
    if (signalingState !== 'have-local-offer' || isOfOther) {
      return;
    }
    await this.#connection.setRemoteDescription(answer);
    this.#enter({ state: 'stable' });
    await this.#candidates.release();
    this.#hooks.settled();
  }

  /** @param {RTCIceCandidateInit} candidate */
  async #addCandidate(candidate) {
    try {
      await this.#candidates.add(candidate);
    } catch (error) {
      const expected = this.#state.state === 'offered' && this.#state.ignoring;
      if (!expected) {
        this.#logFailure(error);
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

  /** @param {() => Promise<void>} step */
  #inOrder(step) {
    this.#queue = this.#queue.then(step).catch((error) => {
      this.#logFailure(error);
      if (this.#state.state !== 'stopped') {
        this.#hooks.failed();
      }
    });
    return this.#queue;
  }

  /** @param {unknown} error */
  #logFailure(error) {
    if (this.#state.state !== 'stopped' && this.#connection.signalingState !== 'closed') {
      this.#log.add('error', 'negotiation-failed', { error: String(error) });
    }
  }
}
