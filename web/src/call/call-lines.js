import { KINDS } from '../media/media-kind.js';
import { ControlMessageEvent } from '../rtc/control-channel.js';
import { CallLine } from './call-line.js';
import { newCallId } from './call-state.js';
import { EndedCalls } from './ended-calls.js';

/** @import {Clock} from '../page/clock.js' */
/** @import {LocalMedia} from '../media/local-media.js' */
/** @import {Signal} from '../rtc/negotiation.js' */
/** @import {PeerConnection} from '../rtc/peer-connection.js' */
/** @import {Roster} from '../signaling/roster.js' */
/** @import {DescriptionForm, HangupReason, Offer} from '../signaling/messages.js' */
/** @import {SignalClient} from '../signaling/signal-client.js' */

/** @typedef {(iceServers: RTCIceServer[], send: (signal: Signal) => void) => PeerConnection} NewSession */

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
  /** @type {PeerConnection | undefined} */
  #spare;
  /** Calls that ended while there was no signalling. @type {string[]} */
  #farewells = [];
  /** How each member writes descriptions. @type {Map<string, DescriptionForm>} */
  #forms = new Map();
  #iceServers = '[]';
  #signaling;
  #roster;
  #media;
  #newSession;

  /**
   * @param {object} options
   * @param {SignalClient} options.signaling
   * @param {Roster} options.roster
   * @param {LocalMedia} options.media
   * @param {NewSession} options.newSession
   * @param {Clock} options.clock
   */
  constructor({ signaling, roster, media, newSession, clock }) {
    super();
    this.past = new EndedCalls(clock);
    this.#signaling = signaling;
    this.#roster = roster;
    this.#media = media;
    this.#newSession = newSession;
    roster.addEventListener('change', () => this.#rosterChanged());
    media.addEventListener('change', () => this.#feed());
    signaling.addEventListener('change', () => this.#channelChanged());
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
    this.#current = new CallLine({ ...call, signaling: this.#signaling, session, form });
    this.#feed();
    return this.#current;
  }

  /** @param {string} peer */
  #givesWayTo(peer) {
    return this.#roster.selfId > peer;
  }

  #make() {
    const session = this.#newSession(this.#roster.iceServers, (signal) => {
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
        const whole = { ...message, from: this.#current.peer };
        this.dispatchEvent(new ControlMessageEvent(whole));
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

  #rosterChanged() {
    const iceServers = JSON.stringify(this.#roster.iceServers);
    if (iceServers !== this.#iceServers) {
      this.#iceServers = iceServers;
      this.#current?.session.setIceServers(this.#roster.iceServers);
      this.#spare?.setIceServers(this.#roster.iceServers);
    }
    this.#prepare();
  }

  #prepare() {
    if (this.#current || this.#spare || !this.#roster.other) {
      return;
    }
    this.#spare = this.#make();
    this.#feed();
  }

  #channelChanged() {
    if (this.#signaling.state.state !== 'open') {
      return;
    }
    for (const call of this.#farewells.splice(0)) {
      this.#signaling.send({ type: 'hangup', reason: 'ended', call });
    }
  }
}
