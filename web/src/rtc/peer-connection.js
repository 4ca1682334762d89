import { logConnection } from './connection-log.js';
import { ControlChannel } from './control-channel.js';
import { FirstPicture } from './first-picture.js';
import { Negotiation } from './negotiation.js';
import { pathOf } from './selected-path.js';
import { StallWatch } from './stall-watch.js';
import { Transceivers } from './transceivers.js';

/** @import {CallPath} from './selected-path.js' */
/** @import {EventLog} from '../page/event-log.js' */
/** @import {MediaKind} from '../media/media-kind.js' */
/** @import {Signal} from './negotiation.js' */

/**
 * One peer connection from the first offer to the end of the call.
 *
 * Fires `track` for each track of the other side, `connection` when its connection state changes,
 * and `path` when the media takes another one. What is to be sent goes to `send`.
 */
export class PeerConnection extends EventTarget {
  /** The tracks of the other side. */
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
   * @param {(signal: Signal) => void} options.send
   * @param {EventLog} options.log
   */
  constructor({ connection, localStream, send, log }) {
    super();
    this.#connection = connection;
    this.#policy = connection.getConfiguration().iceTransportPolicy;
    this.#transceivers = new Transceivers(connection, localStream);
    this.#picture = new FirstPicture(connection);
    this.#log = log;
    this.control = new ControlChannel(log);
    this.negotiation = new Negotiation({
      connection,
      send,
      onOffer: (sdp) => this.#offered(sdp),
      onRestart: () => this.#stall.restart(), // the new path has its time to come
      log,
    });
    connection.ontrack = ({ track }) => this.#arrived(track);
    connection.onconnectionstatechange = () => this.#connectionChanged();
    logConnection(connection, log);
  }

  get connectionState() {
    return this.#connection.connectionState;
  }

  /** Whether the last look found that something came in. */
  get isFlowing() {
    return this.#stall.isFlowing;
  }

  /**
   * Whether the media goes over a relay, and a direct path may only not have been found: this side
   * never got to know its own address on the internet. A browser stops asking for it as soon as the
   * two are connected, and the one packet that would have told it may have been lost.
   */
  get mayGoDirect() {
    return (
      this.connectionState === 'connected' &&
      this.#policy !== 'relay' &&
      this.path?.startsWith('relay') === true &&
      !this.#connection.localDescription?.sdp.includes(' typ srflx ')
    );
  }

  /** Whether this side could learn its own address now, and so be reached directly. */
  async learnsOwnAddress() {
    try {
      const { learnsOwnAddress } = await import('./own-address.js'); // which few calls need
      return await learnsOwnAddress(this.#connection.getConfiguration().iceServers);
    } catch {
      return false; // the server is away
    }
  }

  /** @returns {Promise<RTCStatsReport>} */
  stats() {
    return this.#connection.getStats();
  }

  /**
   * Looks at the connection, which is to be done at even intervals: Firefox does not tell when it
   * chooses another pair, Chromium tells it while its stats still hold the one before, and neither
   * tells that nothing comes in.
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
    const configuration = this.#connection.getConfiguration();
    this.#connection.setConfiguration({ ...configuration, iceTransportPolicy });
    this.negotiation.restartIce();
  }

  /** @param {RTCIceServer[]} iceServers for allocations from now on */
  setIceServers(iceServers) {
    this.#connection.setConfiguration({ ...this.#connection.getConfiguration(), iceServers });
  }

  /** @param {{said?: boolean}} [options] `said` if the other page must still hear something */
  close({ said = false } = {}) {
    const connection = this.#connection;
    this.negotiation.stop();
    connection.ontrack = null;
    connection.onconnectionstatechange = null;
    if (!said) {
      connection.close();
      return;
    }
    this.#transceivers.silence(); // the last words need no pictures with them
    this.control.finish(() => connection.close());
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
    const report = await this.#connection.getStats();
    const path = pathOf(report);
    if (path && path !== this.path) {
      this.path = path;
      this.#log.add('success', `path-${path}`);
      this.dispatchEvent(new Event('path'));
    }
    return report;
  }

  /** @param {string} sdp */
  #offered(sdp) {
    // To one that offers none it would have to be offered, which the reference client takes for a call.
    if (/^m=application /m.test(sdp)) {
      this.control.join(this.#connection);
    }
    this.#transceivers.openBothWays();
  }

  /** @param {MediaStreamTrack} track */
  #arrived(track) {
    this.remoteStream.addTrack(track);
    this.dispatchEvent(new Event('track'));
  }
}
