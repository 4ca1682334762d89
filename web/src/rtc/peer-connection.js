import { logConnection } from './connection-log.js';
import { ControlChannel } from './control-channel.js';
import { FirstPicture } from './first-picture.js';
import { Negotiation } from './negotiation.js';
import { learnsOwnAddress } from './own-address.js';
import { hasReflexiveCandidate, offersDataChannel } from './sdp.js';
import { isRelayed, pathOf } from './selected-path.js';
import { StallWatch } from './stall-watch.js';
import { Transceivers } from './transceivers.js';

/** @import {MediaKind} from '../media/media-kind.js' */
/** @import {EventLog} from '../page/event-log.js' */
/** @import {Role, Signal} from './negotiation.js' */
/** @import {CallPath} from './selected-path.js' */

/**
 * @typedef {object} Owner the call that a peer connection is of
 * @property {Role} role
 * @property {(signal: Signal) => void} sendSignal tells the other side
 */

/** Of a connection that was made ahead of time, and is not of any call yet. @type {Role} */
const NO_ROLE = { polite: false, canAsk: false };

/**
 * One `RTCPeerConnection` from the first offer to the end of the call.
 *
 * Fires `track` when the tracks of the other side change, `connection` when the connection state
 * does, `path` when the media takes another one, and `failed` when the browser refuses an offer or
 * an answer.
 */
export class PeerConnection extends EventTarget {
  /** @type {Owner | undefined} */
  owner;
  /** The tracks of the other side: the newest live one of each kind. @readonly */
  remoteStream = new MediaStream();
  /** @type {CallPath | undefined} how the media goes, once that is known */
  path;
  /** What the two pages tell each other without the server. @readonly */
  control;
  /** @readonly */
  negotiation;
  #connection;
  #policy;
  #transceivers;
  #picture;
  #stall = new StallWatch();
  #log;

  /**
   * @param {object} options
   * @param {RTCPeerConnection} options.connection
   * @param {MediaStream} options.localStream groups this side's tracks, so that lips match words
   * @param {EventLog} options.log
   */
  constructor({ connection, localStream, log }) {
    super();
    this.#connection = connection;
    this.#policy = connection.getConfiguration().iceTransportPolicy;
    this.#transceivers = new Transceivers(connection, localStream);
    this.#picture = new FirstPicture(connection);
    this.#log = log;
    this.control = new ControlChannel(log);
    const hooks = {
      answering: (/** @type {string} */ sdp) => this.#answering(sdp),
      restarting: () => this.#stall.restart(), // the new path has its time to come
      settled: () => this.#settled(),
      failed: () => this.dispatchEvent(new Event('failed')),
    };
    const role = () => this.owner?.role ?? NO_ROLE;
    const send = (/** @type {Signal} */ signal) => this.owner?.sendSignal(signal);
    this.negotiation = new Negotiation({ connection, role, send, hooks, log });
    connection.ontrack = ({ track }) => this.#arrived(track);
    connection.onconnectionstatechange = () => this.#connectionChanged();
    logConnection(connection, log);
  }

  get connectionState() {
    return this.#connection.connectionState;
  }

  /** Whether it is of no more use: a browser may close a connection without being asked. */
  get isClosed() {
    return this.#connection.signalingState === 'closed';
  }

  /** Whether the last look found that something came in. */
  get isFlowing() {
    return this.#stall.isFlowing;
  }

  /** For how many looks in a row nothing has come in, over whichever path. */
  get silence() {
    return this.#stall.silence;
  }

  /**
   * Whether the media goes over a relay although a direct path may exist: this side never learnt its
   * server-reflexive address. A browser stops asking for it once the two are connected, and the one
   * response may have been lost.
   */
  get mayGoDirect() {
    return (
      this.connectionState === 'connected' &&
      this.#policy !== 'relay' &&
      isRelayed(this.path) &&
      !hasReflexiveCandidate(this.#connection.localDescription?.sdp ?? '')
    );
  }

  /** Whether this side could learn its own address now, and so be reached directly. */
  learnsOwnAddress() {
    return learnsOwnAddress(this.#connection.getConfiguration().iceServers);
  }

  /** @returns {Promise<RTCStatsReport>} */
  stats() {
    return this.#connection.getStats();
  }

  /**
   * Polls the connection; call it at even intervals. Firefox fires no event when the selected pair
   * changes, Chromium fires it while its stats still hold the previous pair, and neither reports
   * that nothing comes in.
   *
   * @returns {Promise<number>} for how many looks nothing has come in
   */
  async look() {
    const report = await this.#lookAtPath();
    return report ? this.#stall.look(report) : 0;
  }

  /**
   * Sends `track` from now on, or nothing of its kind.
   *
   * @param {MediaKind} kind
   * @param {MediaStreamTrack | undefined} track
   */
  setTrack(kind, track) {
    this.#transceivers.setTrack(kind, track);
  }

  /** Sends the first offer. */
  async call() {
    this.control.join(this.#connection);
    this.#transceivers.complete();
    this.#picture.begin();
    await this.negotiation.call();
  }

  /** Answers the offer that was received. */
  async accept() {
    this.#picture.begin();
    await this.negotiation.accept();
  }

  /**
   * Finds a new path for the media, which goes on over the old one for as long as that works.
   *
   * @param {{relayOnly?: boolean}} [options] `relayOnly` where every kind was tried in vain
   */
  restartIce({ relayOnly = false } = {}) {
    const iceTransportPolicy = relayOnly ? 'relay' : this.#policy;
    this.#configure({ iceTransportPolicy });
    this.negotiation.restartIce();
  }

  /** @param {RTCIceServer[]} iceServers for allocations from now on */
  setIceServers(iceServers) {
    this.#configure({ iceServers });
  }

  /** @param {{said?: boolean}} [options] `said` if the other page must still hear something */
  close({ said = false } = {}) {
    const connection = this.#connection;
    this.owner = undefined;
    this.negotiation.stop();
    this.#picture.stop();
    connection.ontrack = null;
    connection.onconnectionstatechange = null;
    if (!said) {
      connection.close();
      return;
    }
    this.#transceivers.silence(); // the last words need no pictures with them
    this.control.finish(() => connection.close());
  }

  /** @param {RTCConfiguration} change */
  #configure(change) {
    if (!this.isClosed) {
      this.#connection.setConfiguration({ ...this.#connection.getConfiguration(), ...change });
    }
  }

  #connectionChanged() {
    this.dispatchEvent(new Event('connection'));
    if (this.connectionState === 'connected') {
      this.#foundPath();
    }
    for (const { transport } of this.#connection.getSenders()) {
      if (transport?.iceTransport) {
        transport.iceTransport.onselectedcandidatepairchange = () => this.#foundPath();
      }
    }
  }

  #foundPath() {
    this.#picture.begin();
    void this.#lookAtPath();
  }

  async #lookAtPath() {
    if (this.#connection.connectionState !== 'connected') {
      return undefined;
    }
    const report = await this.#connection.getStats().catch(() => undefined); // closed meanwhile
    const path = report && pathOf(report);
    if (path && path !== this.path) {
      this.path = path;
      this.#log.add('success', `path-${path}`);
      this.dispatchEvent(new Event('path'));
    }
    return report;
  }

  /** @param {string} sdp */
  #answering(sdp) {
    // To one that offers none it would have to be offered, which the reference client takes for a
    // call.
    if (offersDataChannel(sdp)) {
      this.control.join(this.#connection);
    }
    this.#transceivers.openBothWays();
  }

  /**
   * Shows a new track at once, before the answer settles its direction.
   *
   * @param {MediaStreamTrack} track
   */
  #arrived(track) {
    const others = this.remoteStream.getTracks().filter(({ kind }) => kind !== track.kind);
    this.#show([...others, track]);
  }

  #settled() {
    this.#transceivers.reattach();
    this.#show(this.#transceivers.remoteTracks());
  }

  /** @param {MediaStreamTrack[]} tracks */
  #show(tracks) {
    const before = this.remoteStream.getTracks();
    const gone = before.filter((track) => !tracks.includes(track));
    const come = tracks.filter((track) => !before.includes(track));
    for (const track of gone) {
      this.remoteStream.removeTrack(track);
    }
    for (const track of come) {
      this.remoteStream.addTrack(track);
    }
    if (gone.length + come.length > 0) {
      this.dispatchEvent(new Event('track'));
    }
  }
}
