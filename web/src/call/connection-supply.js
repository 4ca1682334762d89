import { KINDS } from '../media/media-kind.js';

/** @import {LocalMedia} from '../media/local-media.js' */
/** @import {PeerConnection} from '../rtc/peer-connection.js' */
/** @import {Roster} from '../signaling/roster.js' */

/**
 * @callback NewConnection
 * @param {{iceServers: RTCIceServer[], bundlePolicy: RTCBundlePolicy}} configuration
 * @returns {PeerConnection}
 */

/**
 * Makes the calls' peer connections. All of them send the captured tracks, and have the newest
 * credentials for the relay. The next one is made ahead of time, so that a call does not wait for
 * it.
 */
export class ConnectionSupply {
  /** @type {PeerConnection | undefined} made ahead of time */
  #prepared;
  /** @type {Set<PeerConnection>} that calls have */
  #taken = new Set();
  #iceServers = '';
  #roster;
  #media;
  #newConnection;

  /**
   * @param {object} options
   * @param {Roster} options.roster
   * @param {LocalMedia} options.media
   * @param {NewConnection} options.newConnection
   */
  constructor({ roster, media, newConnection }) {
    this.#roster = roster;
    this.#media = media;
    this.#newConnection = newConnection;
    roster.addEventListener('change', () => this.#rosterChanged());
    media.addEventListener('change', () => this.#feedAll());
  }

  /**
   * A connection for a call.
   *
   * @param {{bundled?: boolean}} [options] `bundled: false` for a side that offers a transport for
   *   each kind of media
   */
  take({ bundled = true } = {}) {
    const connection = (bundled && this.#takePrepared()) || this.#make(bundled);
    this.#taken.add(connection);
    return connection;
  }

  /**
   * Closes a connection that a call had.
   *
   * @param {PeerConnection} connection
   * @param {{said?: boolean}} [options] `said` if the other page must still hear something
   */
  retire(connection, { said = false } = {}) {
    this.#taken.delete(connection);
    connection.close({ said });
    this.#prepare();
  }

  /** Closes everything; the page is going away. */
  shutDown() {
    for (const connection of this.#all) {
      connection.close();
    }
    this.#taken.clear();
    this.#prepared = undefined;
  }

  get #all() {
    return [...this.#taken, ...(this.#prepared ? [this.#prepared] : [])];
  }

  #takePrepared() {
    const prepared = this.#prepared;
    this.#prepared = undefined;
    return prepared?.isClosed ? undefined : prepared;
  }

  #prepare() {
    if (!this.#prepared && this.#taken.size === 0 && this.#roster.other) {
      this.#prepared = this.#make(true);
    }
  }

  /** @param {boolean} bundled */
  #make(bundled) {
    const { iceServers } = this.#roster;
    const bundlePolicy = bundled ? 'max-bundle' : 'balanced';
    const connection = this.#newConnection({ iceServers, bundlePolicy });
    this.#feed(connection);
    return connection;
  }

  #feedAll() {
    for (const connection of this.#all) {
      this.#feed(connection);
    }
  }

  /** @param {PeerConnection} connection */
  #feed(connection) {
    for (const kind of KINDS) {
      connection.setTrack(kind, this.#media.track(kind));
    }
  }

  #rosterChanged() {
    const { iceServers } = this.#roster;
    const text = JSON.stringify(iceServers);
    if (text !== this.#iceServers && iceServers.length > 0) {
      this.#iceServers = text;
      for (const connection of this.#all) {
        connection.setIceServers(iceServers);
      }
    }
    this.#prepare();
  }
}
