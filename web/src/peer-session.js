import { watchPath } from './call-path.js';
import { CandidateQueue } from './candidate-queue.js';
import { logConnection } from './connection-log.js';
import { ControlChannel } from './control-channel.js';
import { beginSmall } from './first-picture.js';
import { KINDS } from './media-kind.js';

/** @import {CallPath} from './call-path.js' */
/** @import {EventLog} from './event-log.js' */
/** @import {MediaKind} from './media-kind.js' */

/**
 * @typedef {{type: 'description', description: RTCSessionDescription}
 *   | {type: 'candidate', candidate: RTCIceCandidateInit}} Signal what the other side must be told
 */

/**
 * One peer connection from the first offer to the end of the call, by perfect negotiation: either
 * side may offer at any time, and where two offers cross, the polite side takes its own back.
 *
 * Both kinds of media are negotiated in both directions from the start, also where there is no
 * camera or microphone yet: turning one on later then needs no new negotiation.
 *
 * Fires `track` for each track of the other side, `connection` when its connection state changes,
 * and `path` when the media takes another one. What is to be sent goes to `send`.
 */
export class PeerSession extends EventTarget {
  /** Whether this side gives way when two offers cross. */
  polite = false;
  /** The tracks of the other side. */
  remoteStream = new MediaStream();
  /** @type {CallPath | undefined} how the media goes, once that is known */
  path;
  /** What the two pages tell each other without the server. @readonly */
  control = new ControlChannel();
  #connection;
  #policy;
  #candidates;
  #localStream;
  #log;
  /** @type {(signal: Signal) => void} */
  #send;
  /** From here on the session negotiates by itself whenever it is needed. */
  #started = false;
  #makingOffer = false;
  #applyingAnswer = false;
  #ignoredOffer = false;
  /** @type {Promise<void>} what was received, in its order */
  #received = Promise.resolve();
  /** @type {RTCIceCandidateInit[]} of the current local description */
  #gathered = [];

  /**
   * @param {object} options
   * @param {RTCPeerConnection} options.connection
   * @param {MediaStream} options.localStream groups this side's tracks, so that lips match words
   * @param {(signal: Signal) => void} options.send
   * @param {EventLog} options.log
   */
  constructor({ connection, localStream, send, log }) {
    super();
    this.#connection = connection;
    this.#policy = connection.getConfiguration().iceTransportPolicy;
    this.#candidates = new CandidateQueue(connection);
    this.#localStream = localStream;
    this.#send = send;
    this.#log = log;
    connection.onnegotiationneeded = () => {
      if (this.#started) {
        void this.#offer();
      }
    };
    connection.onicecandidate = ({ candidate }) => this.#found(candidate);
    connection.ontrack = ({ track }) => this.#arrived(track);
    connection.onconnectionstatechange = () => this.dispatchEvent(new Event('connection'));
    logConnection(connection, log);
    /** Finds out whether the media takes another path now. @readonly */
    this.lookAtPath = watchPath(connection, (path) => this.#took(path));
  }

  get connectionState() {
    return this.#connection.connectionState;
  }

  /** @returns {Promise<RTCStatsReport>} */
  stats() {
    return this.#connection.getStats();
  }

  /**
   * Sends `track` from now on, or nothing of its kind.
   *
   * @param {MediaKind} kind
   * @param {MediaStreamTrack | undefined} track
   */
  setTrack(kind, track) {
    const transceiver = this.#transceiver(kind);
    if (!transceiver) {
      if (track) {
        this.#connection.addTrack(track, this.#localStream);
      }
      return;
    }
    if (transceiver.sender.track !== (track ?? null)) {
      transceiver.sender.replaceTrack(track ?? null).catch((error) => this.#failed(error));
    }
    this.#openBothWays(transceiver);
  }

  /** Sends the first offer. */
  async call() {
    this.control.join(this.#connection);
    for (const kind of KINDS) {
      if (!this.#transceiver(kind)) {
        this.#connection.addTransceiver(kind, { streams: [this.#localStream] });
      }
    }
    this.#started = true;
    beginSmall(this.#connection);
    await this.#offer();
  }

  /** Answers the offer that was received, and negotiates by itself from here on. */
  async accept() {
    await this.#received;
    this.#started = true;
    beginSmall(this.#connection);
    await this.#answer();
  }

  /**
   * Takes in an offer or answer; an offer is answered at once, the first one by `accept`.
   *
   * @param {RTCSessionDescriptionInit} description
   */
  receive(description) {
    return this.#inOrder(() => this.#apply(description));
  }

  /**
   * Takes in a candidate, in whatever order it comes.
   *
   * @param {RTCIceCandidateInit} candidate
   */
  addCandidate(candidate) {
    return this.#inOrder(() => this.#addCandidate(candidate));
  }

  /**
   * Finds a new path for the media, which goes on over the old one for as long as that works.
   *
   * @param {{relayOnly?: boolean}} [options] `relayOnly` where every kind was tried in vain
   */
  restartIce({ relayOnly = false } = {}) {
    const iceTransportPolicy = relayOnly ? 'relay' : this.#policy;
    const configuration = this.#connection.getConfiguration();
    this.#connection.setConfiguration({ ...configuration, iceTransportPolicy });
    this.#connection.restartIce();
    // An offer that nobody answered stands in the way of the event that asks for the next one.
    if (this.#started && this.#connection.signalingState === 'have-local-offer') {
      void this.#offer();
    }
  }

  /** Sends again what the other side may have missed while one of us had no signalling. */
  resend() {
    const description = this.#connection.localDescription;
    if (description && this.#connection.signalingState === 'have-local-offer') {
      this.#send({ type: 'description', description });
    }
    if (this.#connection.connectionState !== 'connected') {
      for (const candidate of this.#gathered) {
        this.#send({ type: 'candidate', candidate });
      }
    }
  }

  /** @param {RTCIceServer[]} iceServers for allocations from now on */
  setIceServers(iceServers) {
    this.#connection.setConfiguration({ ...this.#connection.getConfiguration(), iceServers });
  }

  /** @param {{said?: boolean}} [options] `said` if the other page must still hear something */
  close({ said = false } = {}) {
    const connection = this.#connection;
    connection.onnegotiationneeded = null;
    connection.onicecandidate = null;
    connection.ontrack = null;
    connection.onconnectionstatechange = null;
    this.#started = false;
    if (!said) {
      connection.close();
      return;
    }
    for (const sender of connection.getSenders()) {
      sender.replaceTrack(null).catch(() => {}); // the last words need no pictures with them
    }
    this.control.finish(() => connection.close());
  }

  /** @param {CallPath} path */
  #took(path) {
    this.path = path;
    this.#log.add('success', `path-${path}`);
    this.dispatchEvent(new Event('path'));
  }

  /** @param {() => Promise<void>} step */
  #inOrder(step) {
    this.#received = this.#received.then(step).catch((error) => this.#failed(error));
    return this.#received;
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
    for (const transceiver of this.#connection.getTransceivers()) {
      this.#openBothWays(transceiver);
    }
    this.#gathered = [];
    await this.#connection.setLocalDescription();
    this.#sendDescription();
  }

  #sendDescription() {
    const description = this.#connection.localDescription;
    if (description && this.#connection.signalingState !== 'closed') {
      this.#log.add('info', `${description.type}-sent`);
      this.#send({ type: 'description', description });
    }
  }

  /** @param {RTCSessionDescriptionInit} description */
  async #apply(description) {
    const connection = this.#connection;
    const isOffer = description.type === 'offer';
    // An answer that is being applied is as good as a stable state: an offer may follow it.
    const stable =
      !this.#makingOffer && (connection.signalingState === 'stable' || this.#applyingAnswer);
    this.#ignoredOffer = isOffer && !stable && !this.polite;
    if (this.#ignoredOffer) {
      this.#log.add('info', 'offer-ignored');
      return;
    }
    if (!isOffer && connection.signalingState === 'stable') {
      return; // the offer was sent again, and answered each time
    }
    this.#applyingAnswer = !isOffer;
    try {
      await connection.setRemoteDescription(description);
    } finally {
      this.#applyingAnswer = false;
    }
    // To one that offers none it would have to be offered, which the reference client takes for a call.
    if (isOffer && /^m=application /m.test(description.sdp ?? '')) {
      this.control.join(connection);
    }
    await this.#candidates.release();
    if (isOffer && this.#started) {
      await this.#answer();
    }
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

  /** @param {MediaStreamTrack} track */
  #arrived(track) {
    this.remoteStream.addTrack(track);
    this.dispatchEvent(new Event('track'));
  }

  /** @param {MediaKind} kind */
  #transceiver(kind) {
    return this.#connection
      .getTransceivers()
      .find(({ direction, receiver }) => direction !== 'stopped' && receiver.track.kind === kind);
  }

  /** @param {RTCRtpTransceiver} transceiver */
  #openBothWays(transceiver) {
    if (transceiver.direction !== 'sendrecv' && transceiver.direction !== 'stopped') {
      transceiver.direction = 'sendrecv';
      transceiver.sender.setStreams?.(this.#localStream);
    }
  }

  /** @param {unknown} error */
  #failed(error) {
    if (this.#connection.signalingState !== 'closed') {
      this.#log.add('error', 'negotiation-failed', { error: String(error) });
    }
  }
}
