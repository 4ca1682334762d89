import { ControlMessageEvent } from '../../src/rtc/control-channel.js';
import { FakeStream } from './fakes.js';

/** What two pages tell each other without the server, once `join` has opened it. */
export class FakeControl extends EventTarget {
  isOpen = false;
  /** @type {FakeControl | undefined} */
  #other;

  /** @param {any} message */
  send(message) {
    if (this.isOpen) {
      this.#other?.dispatchEvent(new ControlMessageEvent(message));
    }
    return this.isOpen;
  }

  /** @param {FakeControl} other */
  join(other) {
    this.#other = other;
    other.#other = this;
    for (const control of [this, other]) {
      control.isOpen = true;
    }
    for (const control of [this, other]) {
      control.dispatchEvent(new Event('open'));
    }
  }
}

/** A peer connection that says what it was asked, and connects when it is told. */
export class FakePeerConnection extends EventTarget {
  /** @type {any} */
  owner;
  configuration;
  /** @type {boolean | undefined} */
  relayOnly;
  control = new FakeControl();
  connectionState = 'new';
  /** @type {string | undefined} */
  path;
  remoteStream = new FakeStream();
  closed = false;
  restarts = 0;
  looks = 0;
  still = 0;
  isFlowing = false;
  mayGoDirect = false;
  ownAddress = true;
  asked = 0;
  resent = 0;
  /** @type {any[]} */
  received = [];
  /** @type {any[]} */
  candidates = [];
  /** @type {Map<string, unknown>} */
  tracks = new Map();
  static #count = 0;
  #number = ++FakePeerConnection.#count;

  get isClosed() {
    return this.closed;
  }

  /** @param {{iceServers: RTCIceServer[], bundlePolicy: RTCBundlePolicy}} configuration */
  constructor(configuration) {
    super();
    this.configuration = configuration;
  }

  get negotiation() {
    return this;
  }

  /**
   * @param {string} kind
   * @param {unknown} track
   */
  setTrack(kind, track) {
    this.tracks.set(kind, track);
  }

  /** @param {'offer' | 'answer'} type */
  #describe(type) {
    const sdp = `v=0\r\no=- ${this.#number} 2 IN IP4 127.0.0.1\r\n`;
    this.owner?.sendSignal({ type: 'description', description: { type, sdp } });
  }

  async call() {
    this.#describe('offer');
  }

  async accept() {
    this.#describe('answer');
  }

  /** @param {any} description */
  async receive(description) {
    this.received.push(description);
  }

  /** @param {any} candidate */
  async addCandidate(candidate) {
    this.candidates.push(candidate);
  }

  /** @param {{relayOnly?: boolean}} [options] */
  restartIce({ relayOnly = false } = {}) {
    this.restarts += 1;
    this.relayOnly = relayOnly;
  }

  resend() {
    this.resent += 1;
    this.#describe('offer');
  }

  async look() {
    this.looks += 1;
    return this.still;
  }

  async learnsOwnAddress() {
    return this.ownAddress;
  }

  offerAsAsked() {
    this.asked += 1;
  }

  /** @param {RTCIceServer[]} iceServers */
  setIceServers(iceServers) {
    this.configuration = { ...this.configuration, iceServers };
  }

  /** As on a path that was not restarted. */
  get silence() {
    return this.still;
  }

  async stats() {
    return new Map();
  }

  close() {
    this.closed = true;
    this.owner = undefined;
  }

  /** The browser refuses a description. */
  fail() {
    this.dispatchEvent(new Event('failed'));
  }

  /** @param {string} state */
  become(state) {
    this.connectionState = state;
    this.dispatchEvent(new Event('connection'));
  }
}
