import { isContinued } from '../signaling/messages.js';

/** @import {CallLine} from './call-line.js' */
/** @import {CallLines} from './call-lines.js' */
/** @import {ControlMessageEvent} from '../rtc/control-channel.js' */
/** @import {EventLog} from '../page/event-log.js' */
/** @import {Roster} from '../signaling/roster.js' */
/** @import {Answer, Ask, Hangup, HangupReason, IncomingMessage, MemberMessage, MemberWords, Offer, State, UserLeft} from '../signaling/messages.js' */
/** @import {ServerMessageEvent, SignalClient} from '../signaling/signal-client.js' */

/**
 * @typedef {object} CallHandlers what the messages of the others mean for the call
 * @property {(offer: Offer) => void} incoming somebody calls, and there is no call that is up
 * @property {(offer: Offer) => void} crossed both called at the same moment; this side gives way
 * @property {(peer: string) => void} ready a member waits for a call
 * @property {() => void} answered
 * @property {(peer: string) => void} moved the other side has a new id
 * @property {() => void} met both are at the server again, which does not know one of them from
 *   before: what they said to each other may be lost, and with the server that was, its relay
 * @property {(reason: HangupReason | undefined) => void} hungUp
 * @property {() => void} left the other side closed its page
 * @property {() => void} acts the other side tries to bring the connection back
 */

/** What the other page may say without the server. */
const BETWEEN_PAGES = new Set(['offer', 'answer', 'candidate', 'hangup', 'state', 'control']);

/**
 * Reads what comes from the server and, in a call, from the other page itself; hands the current
 * call its part, and says what it means.
 */
export class CallInbox {
  #signaling;
  #roster;
  #lines;
  #log;
  #handlers;

  /**
   * @param {object} options
   * @param {SignalClient} options.signaling
   * @param {Roster} options.roster
   * @param {CallLines} options.lines
   * @param {EventLog} options.log
   * @param {CallHandlers} options.handlers
   */
  constructor({ signaling, roster, lines, log, handlers }) {
    this.#signaling = signaling;
    this.#roster = roster;
    this.#lines = lines;
    this.#log = log;
    this.#handlers = handlers;
    signaling.addEventListener('server-message', (event) =>
      this.#receive(/** @type {ServerMessageEvent} */ (event).message),
    );
    lines.addEventListener('message', (event) =>
      this.#receiveDirectly(/** @type {ControlMessageEvent} */ (event).message),
    );
  }

  get #line() {
    return this.#lines.current;
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
      if (this.#line?.owns(message) && !this.#line.isNew(message)) {
        return undefined;
      }
    }
    switch (message.type) {
      case 'welcome':
        return isContinued(message) || this.#welcomed();
      case 'user-joined':
        return this.#line?.peer === message.clientId && this.#handlers.met();
      case 'user-left':
        return this.#memberLeft(message);
      case 'offer':
        return this.#offered(message);
      case 'answer':
        return this.#answered(message);
      case 'candidate':
        return this.#line?.owns(message) && this.#line.receiveCandidate(message);
      case 'control':
        return this.#asked(message);
      case 'hangup':
        return this.#hungUp(message);
      case 'state':
        return message.ready && this.#handlers.ready(message.from);
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
   * The other side's connection to the server may have been made anew, and its id with it.
   *
   * @param {MemberMessage} message
   */
  #follow(message) {
    const line = this.#line;
    if (line && message.call === line.id && message.from !== line.peer) {
      this.#log.add('info', 'partner-back', { id: message.from });
      line.peer = message.from;
      this.#handlers.moved(message.from);
      this.#handlers.met();
    }
  }

  #welcomed() {
    if (this.#line && this.#roster.member(this.#line.peer)) {
      this.#handlers.met();
    }
  }

  /** @param {UserLeft} message */
  #memberLeft(message) {
    // A lost connection to the server says nothing about the one between the two.
    if (this.#line?.peer === message.clientId && message.reason === 'left') {
      this.#handlers.left();
    }
  }

  /** @param {Offer} message */
  #offered(message) {
    const line = this.#line;
    this.#log.add('info', 'offer-received', { id: message.from });
    if (this.#lines.past.isOver(message.call)) {
      // It took its time to come, or the other side has not heard of the end.
      return this.#refuse(message, 'ended');
    }
    if (!line) {
      return this.#handlers.incoming(message);
    }
    if (line.owns(message) && !line.unanswered) {
      return this.#negotiated(line, message);
    }
    if (message.from !== line.peer) {
      return this.#refuse(message, 'busy');
    }
    if (!line.unanswered) {
      return this.#handlers.incoming(message); // it began anew: the old call is over for it
    }
    if (line.session.negotiation.polite) {
      return this.#handlers.crossed(message);
    }
    return this.#log.add('info', 'offer-ignored');
  }

  /**
   * @param {Offer} offer
   * @param {HangupReason} reason
   */
  #refuse({ from: target, call }, reason) {
    this.#signaling.send({ type: 'hangup', reason, target, call });
  }

  /**
   * @param {CallLine} line
   * @param {Offer} message
   */
  #negotiated(line, message) {
    const { connection = 0 } = message;
    if (connection > line.connection) {
      this.#lines.renew(connection);
      void line.receiveDescription(message);
      void line.session.accept();
    } else {
      void line.receiveDescription(message);
    }
    this.#handlers.acts();
  }

  /** @param {Answer} message */
  #answered(message) {
    const line = this.#line;
    if (line?.owns(message)) {
      this.#log.add('info', 'answer-received', { id: message.from });
      void line.receiveDescription(message);
      this.#handlers.answered();
    }
  }

  /** @param {Ask} message */
  #asked(message) {
    if (message.ask === 'offer' && this.#line?.owns(message)) {
      this.#log.add('info', 'offer-asked-for', { id: message.from });
      this.#line.session.negotiation.offerAsAsked();
      this.#handlers.acts();
    }
  }

  /** @param {Hangup} message */
  #hungUp(message) {
    if (this.#line?.owns(message)) {
      this.#log.add('info', 'hangup-received', { reason: message.reason ?? 'ended' });
      this.#handlers.hungUp(message.reason);
    }
  }
}
