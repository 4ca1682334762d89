import { CallLine } from './call-line.js';
import { newCallId } from './call-state.js';
import { ControlMessageEvent } from './control-channel.js';
import { KINDS } from './media-kind.js';
import { PastCalls } from './past-calls.js';

/** @import {Clock} from './clock.js' */
/** @import {LocalMedia} from './local-media.js' */
/** @import {Signal} from './negotiation.js' */
/** @import {PeerSession} from './peer-session.js' */
/** @import {Presence} from './presence.js' */
/** @import {DescriptionForm, HangupReason, Offer} from './protocol.js' */
/** @import {SignalingChannel} from './signaling-channel.js' */

/** @typedef {(iceServers: RTCIceServer[], send: (signal: Signal) => void) => PeerSession} NewSession */

/**
 * Opens and closes the lines of one call after the other. The next peer session is made ahead of
 * time, so that pressing the button costs none, and all of them send what the camera and the
 * microphone give. Fires `track`, `connection` and `path` for the current line, `control-open` when
 * the two pages can talk without the server, and `message` with what the other one says that way.
 */
export class CallLines extends EventTarget {
  /** @readonly */
  past;
  /** @type {CallLine | undefined} */
  #current;
  /** @type {PeerSession | undefined} */
  #spare;
  /** Calls that ended while there was no signalling. @type {string[]} */
  #farewells = [];
  /** How each member writes descriptions. @type {Map<string, DescriptionForm>} */
  #forms = new Map();
  #iceServers = '[]';
  #channel;
  #presence;
  #media;
  #newSession;

  /**
   * @param {object} options
   * @param {SignalingChannel} options.channel
   * @param {Presence} options.presence
   * @param {LocalMedia} options.media
   * @param {NewSession} options.newSession
   * @param {Clock} options.clock
   */
  constructor({ channel, presence, media, newSession, clock }) {
    super();
    this.past = new PastCalls(clock);
    this.#channel = channel;
    this.#presence = presence;
    this.#media = media;
    this.#newSession = newSession;
    presence.addEventListener('change', () => this.#presenceChanged());
    media.addEventListener('change', () => this.#feed());
    channel.addEventListener('change', () => this.#channelChanged());
  }

  /** The call that is ringing or up. */
  get current() {
    return this.#current;
  }

  /**
   * A line for a call of this side.
   *
   * @param {string} peer
   * @param {{id: string, connection: number, since?: number}} [call] that goes on
   */
  dial(peer, call = { id: newCallId(), connection: 0 }) {
    return this.#open({ ...call, peer, outgoing: true });
  }

  /**
   * A line for a call of the other side; it is to be given the offer.
   *
   * @param {Offer} offer
   */
  pickUp({ from, call, connection = 0 }) {
    const since = this.past.since(call);
    return this.#open({ id: call ?? newCallId(), connection, since, peer: from, outgoing: false });
  }

  /**
   * Closes the line, telling the other side why: now, or when there is signalling again.
   *
   * @param {HangupReason} [reason] without one, the other side is not told
   */
  hangUp(reason) {
    if (reason && this.#current && !this.#current.hangUp(reason)) {
      this.#farewells.push(this.#current.id);
    }
    this.#close(reason !== undefined);
  }

  /**
   * Goes on with the current call over a new peer connection, which sends the same tracks.
   *
   * @param {number} connection which one of the call it is
   */
  renew(connection) {
    const line = /** @type {CallLine} */ (this.#current);
    const old = line.session;
    const session = this.#make();
    session.negotiation.polite = this.#givesWayTo(line.peer);
    line.renew(session, connection);
    old.close();
    this.#feed();
    this.dispatchEvent(new Event('track'));
    return session;
  }

  /** @param {boolean} said whether the other side has just been told something */
  #close(said) {
    if (this.#current) {
      this.#forms.set(this.#current.peer, this.#current.form);
      this.#current.session.close({ said });
      this.past.end(this.#current.id);
    }
    this.#current = undefined;
    this.#prepare();
  }

  /** Closes everything; the page is going away. */
  shutDown() {
    this.#current?.session.close();
    this.#spare?.close();
    this.#current = undefined;
    this.#spare = undefined;
  }

  /** @param {{id: string, connection: number, since?: number, peer: string, outgoing: boolean}} call */
  #open(call) {
    const { peer } = call;
    const session = this.#spare ?? this.#make();
    this.#spare = undefined;
    session.negotiation.polite = this.#givesWayTo(peer);
    const form = this.#forms.get(peer) ?? 'object';
    this.#current = new CallLine({ ...call, channel: this.#channel, session, form });
    this.#feed();
    return this.#current;
  }

  /** @param {string} peer */
  #givesWayTo(peer) {
    return this.#presence.selfId > peer;
  }

  #make() {
    const session = this.#newSession(this.#presence.iceServers, (signal) => {
      if (this.#current?.session === session) {
        this.#current.sendSignal(signal);
      }
    });
    for (const type of ['track', 'connection', 'path']) {
      session.addEventListener(type, () => {
        if (this.#current?.session === session) {
          this.dispatchEvent(new Event(type));
        }
      });
    }
    session.control.addEventListener('open', () => {
      if (this.#current?.session === session) {
        this.dispatchEvent(new Event('control-open'));
      }
    });
    session.control.addEventListener('message', (event) => {
      if (this.#current?.session === session) {
        const { message } = /** @type {ControlMessageEvent} */ (event);
        this.dispatchEvent(new ControlMessageEvent({ ...message, from: this.#current.peer }));
      }
    });
    return session;
  }

  /** Gives the sessions what is captured now. */
  #feed() {
    for (const session of [this.#current?.session, this.#spare]) {
      for (const kind of KINDS) {
        session?.setTrack(kind, this.#media.track(kind));
      }
    }
  }

  #presenceChanged() {
    const iceServers = JSON.stringify(this.#presence.iceServers);
    if (iceServers !== this.#iceServers) {
      this.#iceServers = iceServers;
      this.#current?.session.setIceServers(this.#presence.iceServers);
      this.#spare?.setIceServers(this.#presence.iceServers);
    }
    this.#prepare();
  }

  #prepare() {
    if (this.#current || this.#spare || !this.#presence.other) {
      return;
    }
    this.#spare = this.#make();
    this.#feed();
  }

  #channelChanged() {
    if (this.#channel.state.state !== 'open') {
      return;
    }
    for (const call of this.#farewells.splice(0)) {
      this.#channel.send({ type: 'hangup', reason: 'ended', call });
    }
  }
}
