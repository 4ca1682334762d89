/** A peer connection with the signalling state of a real one, and no media. */
import { FakeDataChannel } from './fake-data-channel.js';
import { FakeTrack } from './fakes.js';

let sessions = 0;

/** A description that the browser refuses. */
export const REFUSED = 'not SDP';

class FakeTransceiver {
  direction = 'sendrecv';
  /** @type {string | null} */
  currentDirection = null;
  sender;
  receiver;

  /**
   * @param {'audio' | 'video'} kind
   * @param {any} track
   */
  constructor(kind, track) {
    this.receiver = { track: new FakeTrack(kind) };
    const sender = {
      /** @type {any} */
      track,
      transport: null,
      setStreams() {},
      replaceTrack: async (/** @type {any} */ next) => {
        sender.track = next;
      },
      getParameters: () => ({ encodings: [{}] }),
      setParameters: async () => {},
    };
    this.sender = sender;
  }
}

export class FakeRtcConnection extends EventTarget {
  signalingState = 'stable';
  connectionState = 'new';
  iceConnectionState = 'new';
  iceGatheringState = 'new';
  /** @type {any} */
  localDescription = null;
  /** @type {any} */
  remoteDescription = null;
  /** @type {any} */
  onnegotiationneeded = null;
  /** @type {any} */
  onicecandidate = null;
  /** @type {any} */
  ontrack = null;
  /** @type {any} */
  onconnectionstatechange = null;
  /** @type {any[]} */
  candidates = [];
  rollbacks = 0;
  report = new Map();
  channels = 0;
  restarts = 0;
  #session = ++sessions;
  #version = 0;
  /** @type {FakeTransceiver[]} */
  #transceivers = [];

  createDataChannel() {
    this.#mustBeOpen();
    this.channels += 1;
    return new FakeDataChannel();
  }

  getTransceivers() {
    return this.signalingState === 'closed' ? [] : this.#transceivers;
  }

  getSenders() {
    return this.getTransceivers().map(({ sender }) => sender);
  }

  /** @param {any} track */
  addTrack(track) {
    this.#mustBeOpen();
    this.#transceivers.push(new FakeTransceiver(track.kind, track));
    this.onnegotiationneeded?.();
  }

  /** @param {'audio' | 'video'} kind */
  addTransceiver(kind) {
    this.#mustBeOpen();
    this.#transceivers.push(new FakeTransceiver(kind, null));
  }

  async setLocalDescription() {
    const type = this.signalingState === 'have-remote-offer' ? 'answer' : 'offer';
    await null;
    const sdp = `v=0\r\no=- ${this.#session} ${++this.#version} IN IP4 0.0.0.0\r\n`;
    this.localDescription = { type, sdp };
    this.signalingState = type === 'offer' ? 'have-local-offer' : 'stable';
  }

  /** @param {any} description */
  async setRemoteDescription(description) {
    await null;
    if (description.sdp === REFUSED) {
      throw new Error('OperationError');
    }
    if (description.type === 'offer') {
      if (this.signalingState === 'have-local-offer') {
        this.rollbacks += 1;
      }
      this.signalingState = 'have-remote-offer';
      for (const kind of /** @type {const} */ (['audio', 'video'])) {
        if (!this.#transceivers.some(({ receiver }) => receiver.track.kind === kind)) {
          const transceiver = new FakeTransceiver(kind, null);
          transceiver.direction = 'recvonly';
          this.#transceivers.push(transceiver);
        }
      }
    } else if (this.signalingState === 'have-local-offer') {
      this.signalingState = 'stable';
    } else {
      throw new Error('InvalidStateError');
    }
    this.remoteDescription = description;
  }

  /** @param {any} candidate */
  async addIceCandidate(candidate) {
    if (!this.remoteDescription || candidate.candidate === 'of another offer') {
      throw new Error('InvalidStateError');
    }
    this.candidates.push(candidate);
  }

  /** What the other side sends comes in. @param {'audio' | 'video'} kind */
  receive(kind) {
    const transceiver = new FakeTransceiver(kind, null);
    transceiver.currentDirection = 'recvonly';
    this.#transceivers.push(transceiver);
    return transceiver;
  }

  async getStats() {
    return this.report;
  }

  restartIce() {
    this.restarts += 1;
    this.onnegotiationneeded?.();
  }

  /** @param {any} configuration */
  setConfiguration(configuration) {
    this.#mustBeOpen();
    this.configuration = configuration;
  }

  getConfiguration() {
    return this.configuration ?? { iceTransportPolicy: 'all' };
  }

  close() {
    this.signalingState = 'closed';
    this.connectionState = 'closed';
  }

  #mustBeOpen() {
    if (this.signalingState === 'closed') {
      throw new DOMException('the connection is closed', 'InvalidStateError');
    }
  }

  /** @param {string} candidate */
  find(candidate) {
    this.onicecandidate?.({ candidate: { candidate, toJSON: () => ({ candidate }) } });
  }
}
