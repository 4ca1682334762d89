import { isContinued } from '../signaling/messages.js';

/** @import {EventLog} from '../page/event-log.js' */
/** @import {ControlMessageEvent} from '../rtc/control-channel.js' */
/** @import {Answer, Ask, Candidate, HangupReason, IncomingMessage, MemberMessage, MemberWords, Offer, UserLeft} from '../signaling/messages.js' */
/** @import {Roster} from '../signaling/roster.js' */
/** @import {ServerMessageEvent, SignalClient} from '../signaling/signal-client.js' */
/** @import {CallSession} from './call-session.js' */
/** @import {CurrentSession} from './current-session.js' */
/** @import {EndedCalls} from './ended-calls.js' */

/**
 * @typedef {{type: 'call', offer: Offer}
 *   | {type: 'crossed', offer: Offer}
 *   | {type: 'calls-on'}
 *   | {type: 'hung-up', reason: HangupReason | undefined}
 *   | {type: 'left'}
 *   | {type: 'ready', peer: string}
 *   | {type: 'returned', isHere: boolean}} News what the messages of the others mean for the call:
 *   `call` somebody calls, and no call is up with anybody else; `crossed` both called at the same
 *   moment, and this side gives way; `calls-on` the caller has said again that it calls; `left` the
 *   other side closed its page; `ready` a member waits for a call; `returned` this page is at the
 *   server again, and may have missed something
 */

/** What the other page may say without the server. */
const BETWEEN_PAGES = new Set(['offer', 'answer', 'candidate', 'hangup', 'state', 'control']);

/**
 * Reads messages from the server and, in a call, from the other page. Hands offers, answers and
 * candidates to the current session, and reports what a message means for the call.
 */
export class Incoming {
  #signaling;
  #roster;
  #current;
  #ended;
  #log;
  #report;

  /**
   * @param {object} options
   * @param {SignalClient} options.signaling
   * @param {Roster} options.roster
   * @param {CurrentSession} options.current
   * @param {EndedCalls} options.ended
   * @param {EventLog} options.log
   * @param {(news: News) => void} options.report
   */
  constructor({ signaling, roster, current, ended, log, report }) {
    this.#signaling = signaling;
    this.#roster = roster;
    this.#current = current;
    this.#ended = ended;
    this.#log = log;
    this.#report = report;
    signaling.addEventListener('server-message', (event) =>
      this.#receive(/** @type {ServerMessageEvent} */ (event).message),
    );
    current.addEventListener('message', (event) =>
      this.#receiveDirectly(/** @type {ControlMessageEvent} */ (event).message),
    );
  }

  get #session() {
    return this.#current.session;
  }

  /** @param {MemberWords} message */
  #receiveDirectly(message) {
    if (BETWEEN_PAGES.has(message.type)) {
      const known = /** @type {MemberMessage} */ (message);
      if (known.type === 'state') {
        this.#roster.update(known);
      }
      this.#receive(known);
    }
  }

  /** @param {IncomingMessage} message */
  #receive(message) {
    if ('from' in message) {
      this.#follow(message);
      if (this.#session?.owns(message) && !this.#session.admits(message)) {
        return undefined;
      }
    }
    switch (message.type) {
      case 'welcome':
        return isContinued(message) || this.#welcomed();
      case 'user-joined':
        return message.clientId === this.#session?.peer && this.#session.met();
      case 'user-left':
        return this.#memberLeft(message);
      case 'offer':
        return this.#offered(message);
      case 'answer':
      case 'candidate':
      case 'control':
        return this.#negotiated(message);
      case 'hangup':
        return this.#hungUp(message);
      case 'state':
        return message.ready && this.#report({ type: 'ready', peer: message.from });
      case 'error':
        return this.#log.add('warning', 'server-error', {
          code: message.code,
          text: message.message,
        });
      default:
        return undefined;
    }
  }

  /**
   * The other side may have reconnected to the server, under a new id.
   *
   * @param {MemberMessage} message
   */
  #follow({ call, from }) {
    const session = this.#session;
    if (session && call === session.id && from !== session.peer) {
      this.#log.add('info', 'partner-back', { id: from });
      session.peer = from;
      this.#roster.partnerMoved(from);
      session.met();
    }
  }

  #welcomed() {
    const session = this.#session;
    if (session) {
      const isHere = this.#roster.member(session.peer) !== undefined;
      if (isHere) {
        session.met();
      }
      this.#report({ type: 'returned', isHere });
    }
  }

  /** @param {UserLeft} message */
  #memberLeft({ clientId, reason }) {
    // A lost connection to the server says nothing about the one between the two.
    if (this.#session?.peer === clientId && reason === 'left') {
      this.#report({ type: 'left' });
    }
  }

  /** @param {Offer} offer */
  #offered(offer) {
    this.#log.add('info', 'offer-received', { id: offer.from });
    switch (meaningOfOffer(offer, this.#session, this.#ended.isOver(offer.call))) {
      case 'over':
        return this.#ended.tell(offer);
      case 'busy': {
        const { from: target, call } = offer;
        return this.#signaling.send({ type: 'hangup', reason: 'busy', target, call });
      }
      case 'negotiation':
        this.#report({ type: 'calls-on' });
        return this.#negotiated(offer);
      case 'ignored':
        return this.#log.add('info', 'offer-ignored');
      case 'crossed':
        return this.#report({ type: 'crossed', offer });
      case 'new-call':
        return this.#report({ type: 'call', offer });
    }
  }

  /** @param {Offer | Answer | Candidate | Ask} message */
  #negotiated(message) {
    if (this.#session?.owns(message)) {
      this.#session.receive(message);
    } else if (message.type === 'answer' && this.#ended.isOver(message.call)) {
      this.#ended.tell(message); // it was accepted after this side had given up
    }
  }

  /** @param {import('../signaling/messages.js').Hangup} message */
  #hungUp(message) {
    if (this.#session?.owns(message)) {
      const { reason } = message;
      this.#log.add('info', 'hangup-received', { reason: reason ?? 'ended' });
      this.#report({ type: 'hung-up', reason });
    }
  }
}

/**
 * What an offer means to a page that is in the call `session`, or in none.
 *
 * @param {Offer} offer
 * @param {Pick<CallSession, 'owns' | 'unanswered' | 'peer' | 'role'> | undefined} session
 * @param {boolean} isOver whether the call that it names has ended
 * @returns {'over' | 'new-call' | 'negotiation' | 'busy' | 'crossed' | 'ignored'}
 */
export function meaningOfOffer(offer, session, isOver) {
  if (isOver) {
    return 'over'; // it took its time to come, or the other side has not heard of the end
  }
  if (!session) {
    return 'new-call';
  }
  if (session.owns(offer) && !session.unanswered) {
    return 'negotiation';
  }
  if (offer.from !== session.peer) {
    return 'busy';
  }
  if (!session.unanswered) {
    return 'new-call'; // the other side began anew: the old call is over for it
  }
  return session.role.polite ? 'crossed' : 'ignored';
}
