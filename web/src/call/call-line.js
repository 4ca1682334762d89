import {
  readCandidate,
  readDescription,
  sessionIdOf,
  writeDescription,
} from '../signaling/messages.js';

/** @import {Signal} from '../rtc/negotiation.js' */
/** @import {PeerConnection} from '../rtc/peer-connection.js' */
/** @import {Answer, CallMessage, Candidate, DescriptionForm, HangupReason, MemberMessage, Offer} from '../signaling/messages.js' */
/** @import {SignalClient} from '../signaling/signal-client.js' */

/** How many of the newest messages of the other side are known again. */
const REMEMBERED = 256;

const NEGOTIATING = new Set(['offer', 'answer', 'control']);

/**
 * What the two sides of one call say to each other. Every message names the call, so that what is
 * left over from an earlier one, or comes from the other side's next id after it lost its
 * connection, is told apart; with a side that names no calls (the reference client) the id of the
 * sender has to do.
 *
 * A message goes by every way that is open, the server and the two pages' own signaling: whichever of
 * them is dead without anybody having noticed yet, the other one delivers. The first copy counts.
 *
 * A call may outlive its peer connection: `renew` goes on with a new one, and messages say which of
 * them they belong to.
 */
export class CallLine {
  /** @readonly */
  id;
  session;
  /** Which peer connection of the call `session` is: 0, and one more with each renewal. */
  connection;
  /** The other side's id at present. */
  peer;
  /** When the call first connected, in milliseconds since the epoch. @type {number | undefined} */
  since;
  /** Whether the other side is known to name calls, and so to be a page like this one. */
  peerNamesCalls = false;
  /** Whether this side called and has no answer yet. */
  unanswered;
  /** How the other side writes descriptions, as far as is known. @type {DescriptionForm} */
  form;
  #signaling;
  /** @type {string | undefined} */
  #remoteSession;
  #sent = 0;
  /** Numbers of messages; a page that was loaded anew counts anew. @type {Set<string>} */
  #heard = new Set();
  /** Of each connection, the number of what was last said to negotiate. @type {Map<number, number>} */
  #newest = new Map();

  /**
   * @param {object} options
   * @param {SignalClient} options.signaling
   * @param {string} options.id
   * @param {number} options.connection
   * @param {string} options.peer
   * @param {number} [options.since]
   * @param {PeerConnection} options.session
   * @param {boolean} options.outgoing
   * @param {DescriptionForm} options.form
   */
  constructor({ signaling, id, connection, peer, since, session, outgoing, form }) {
    this.#signaling = signaling;
    this.id = id;
    this.connection = connection;
    this.peer = peer;
    this.since = since;
    this.session = session;
    this.unanswered = outgoing;
    this.form = form;
  }

  /**
   * Whether `message` is part of this call.
   *
   * @param {MemberMessage} message
   */
  owns(message) {
    if (message.call !== undefined) {
      return message.call === this.id;
    }
    if (message.from !== this.peer) {
      return false;
    }
    const first = this.#remoteSession === undefined;
    return message.type !== 'offer' || first || this.#remoteSession === sessionOf(message);
  }

  /**
   * Whether this is the first copy of a message of this call, and neither of a peer connection that
   * has been given up nor an offer, an answer or the wish for an offer that a newer one has come
   * before: what was said while the pages' own signaling was dead arrives there when it is back,
   * however late.
   *
   * @param {MemberMessage} message
   */
  isNew({ type, n, connection = 0 }) {
    const name = `${connection}/${n}`;
    if (connection < this.connection || (n !== undefined && this.#heard.has(name))) {
      return false;
    }
    if (n === undefined) {
      return true;
    }
    this.#heard.add(name);
    this.#heard.delete(`${connection}/${n - REMEMBERED}`);
    return !NEGOTIATING.has(type) || this.#isNewest(connection, n);
  }

  /**
   * @param {number} connection
   * @param {number} n
   */
  #isNewest(connection, n) {
    const newest = n > (this.#newest.get(connection) ?? 0);
    if (newest) {
      this.#newest.set(connection, n);
    }
    return newest;
  }

  /**
   * Goes on with a new peer connection.
   *
   * @param {PeerConnection} session
   * @param {number} connection
   */
  renew(session, connection) {
    session.negotiation.canAsk = this.peerNamesCalls;
    this.session = session;
    this.connection = connection;
    this.#remoteSession = undefined;
  }

  /**
   * @param {Offer | Answer} message
   * @returns {Promise<void>}
   */
  receiveDescription(message) {
    if (message.type === 'answer') {
      this.unanswered = false;
    }
    this.peerNamesCalls = message.call !== undefined;
    this.session.negotiation.canAsk = this.peerNamesCalls;
    this.form = typeof message.sdp === 'string' ? 'text' : 'object';
    this.#remoteSession = sessionOf(message);
    const answers = message.type === 'answer' ? message.answers : undefined;
    return this.session.negotiation.receive(readDescription(message.type, message.sdp), answers);
  }

  /** @param {Candidate} message */
  receiveCandidate(message) {
    const candidate = readCandidate(message.candidate);
    if (candidate) {
      void this.session.negotiation.addCandidate(candidate);
    }
  }

  /** @param {Signal} signal */
  sendSignal(signal) {
    if (signal.type === 'candidate') {
      this.#send('candidate', { candidate: signal.candidate });
    } else if (signal.type === 'ask') {
      this.#send('control', { ask: 'offer' });
    } else {
      const { description, answers } = signal;
      const sdp = writeDescription(description, this.form);
      this.#send(description.type, { sdp, ...(answers && { answers }) });
    }
  }

  /**
   * Sends the offer once more in the other form: there is no way to ask a client that does not
   * introduce itself which of the two it reads.
   */
  offerInOtherForm() {
    if (this.unanswered) {
      this.form = this.form === 'object' ? 'text' : 'object';
      this.session.negotiation.resend();
    }
  }

  /**
   * @param {HangupReason} reason
   * @returns {boolean} whether it is on its way
   */
  hangUp(reason) {
    return this.#send('hangup', { reason });
  }

  /** Tells the other side alone what it has to know besides the server. @param {CallMessage} message */
  tell(message) {
    this.session.control.send(message);
  }

  /**
   * @param {CallMessage['type']} type
   * @param {object} fields
   */
  #send(type, fields) {
    this.#sent += 1;
    const { id: call, connection } = this;
    const message = { type, ...fields, call, n: this.#sent, ...(connection > 0 && { connection }) };
    const told = this.session.control.send(message);
    return this.#signaling.send({ ...message, target: this.peer }) || told;
  }
}

/** @param {Offer | Answer} message */
function sessionOf(message) {
  return sessionIdOf(readDescription(message.type, message.sdp).sdp);
}
