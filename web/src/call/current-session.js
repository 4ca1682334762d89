import { ControlMessageEvent } from '../rtc/control-channel.js';
import { CallSession } from './call-session.js';
import { newCallId } from './call-state.js';
import { ConnectionSupply } from './connection-supply.js';

/** @import {LocalMedia} from '../media/local-media.js' */
/** @import {Clock} from '../page/clock.js' */
/** @import {EventLog} from '../page/event-log.js' */
/** @import {DescriptionForm, HangupReason, Offer} from '../signaling/messages.js' */
/** @import {Roster} from '../signaling/roster.js' */
/** @import {SignalClient} from '../signaling/signal-client.js' */
/** @import {CallFacts} from './call-session.js' */
/** @import {NewConnection} from './connection-supply.js' */
/** @import {EndedCalls} from './ended-calls.js' */

/**
 * @typedef {object} OngoingCall a call that this page was in before it was loaded anew
 * @property {string} id
 * @property {number} number which peer connection of the call is the next
 * @property {number} since when it first connected, in the clock's `elapsed` time
 */

/** What a session fires, and this passes on. */
const EVENTS = ['state', 'answered', 'failed', 'track', 'path', 'connection', 'control-open'];

/**
 * The session of the call that is ringing or up, one after the other. Passes on what it fires, its
 * `message` events included; what an earlier one fires is not heard any more.
 */
export class CurrentSession extends EventTarget {
  /** @type {CallSession | undefined} */
  #session;
  #heard = new AbortController();
  /** How each member writes descriptions. @type {Map<string, DescriptionForm>} */
  #forms = new Map();
  #roster;
  #ended;
  #deps;

  /**
   * @param {object} options
   * @param {SignalClient} options.signaling
   * @param {Roster} options.roster
   * @param {LocalMedia} options.media
   * @param {NewConnection} options.newConnection
   * @param {EndedCalls} options.ended
   * @param {Clock} options.clock
   * @param {EventLog} options.log
   * @param {{connect: number, recover: number}} options.timeouts
   */
  constructor({ signaling, roster, media, newConnection, ended, clock, log, timeouts }) {
    super();
    this.#roster = roster;
    this.#ended = ended;
    const supply = new ConnectionSupply({ roster, media, newConnection });
    this.#deps = { signaling, supply, clock, log, timeouts };
  }

  get session() {
    return this.#session;
  }

  /**
   * Begins a call of this side.
   *
   * @param {string} peer
   * @param {OngoingCall} [call] that goes on
   */
  dial(peer, call) {
    const { id, number, since } = call ?? { id: newCallId(), number: 0 };
    return this.#begin({ id, number, since, peer, outgoing: true });
  }

  /**
   * Takes up a call of the other side.
   *
   * @param {Offer} offer
   */
  pickUp(offer) {
    const { from: peer, call, connection: number = 0 } = offer;
    const since = this.#ended.since(call);
    const id = call ?? newCallId();
    const session = this.#begin({ id, number, since, peer, outgoing: false, offer });
    session.ring(offer);
    return session;
  }

  /**
   * Ends it.
   *
   * @param {HangupReason} [reason] without one, the other side is not told
   */
  close(reason) {
    const session = this.#session;
    if (session) {
      this.#session = undefined;
      this.#heard.abort();
      this.#forms.set(session.peer, session.form);
      this.#ended.end(session.id, session.close(reason));
    }
  }

  /** Closes everything; the page is going away. */
  shutDown() {
    this.close();
    this.#deps.supply.shutDown();
  }

  /** @param {Omit<CallFacts, 'polite' | 'form'>} facts */
  #begin(facts) {
    this.close();
    const polite = this.#roster.selfId > facts.peer;
    const form = this.#forms.get(facts.peer) ?? 'object';
    this.#roster.meet(facts.peer);
    const session = new CallSession({ ...facts, polite, form }, this.#deps);
    this.#session = session;
    this.#heard = new AbortController();
    const { signal } = this.#heard;
    for (const type of EVENTS) {
      session.addEventListener(type, () => this.dispatchEvent(new Event(type)), { signal });
    }
    const pass = (/** @type {Event} */ event) => {
      const { message } = /** @type {ControlMessageEvent} */ (event);
      this.dispatchEvent(new ControlMessageEvent(message));
    };
    session.addEventListener('message', pass, { signal });
    return session;
  }
}
