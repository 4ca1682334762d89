import { ConnectionMonitor } from '../rtc/connection-monitor.js';
import { ControlMessageEvent } from '../rtc/control-channel.js';
import { isBundled, sessionIdOf } from '../rtc/sdp.js';
import { readCandidate, readDescription, writeDescription } from '../signaling/messages.js';
import { MessageOrder } from './message-order.js';

/** @import {Clock} from '../page/clock.js' */
/** @import {EventLog} from '../page/event-log.js' */
/** @import {ConnectionState} from '../rtc/connection-monitor.js' */
/** @import {Signal} from '../rtc/negotiation.js' */
/** @import {PeerConnection} from '../rtc/peer-connection.js' */
/** @import {Answer, Ask, CallMessage, Candidate, DescriptionForm, HangupReason, MemberMessage, Offer} from '../signaling/messages.js' */
/** @import {SignalClient} from '../signaling/signal-client.js' */
/** @import {ConnectionSupply} from './connection-supply.js' */

/**
 * @typedef {object} CallFacts
 * @property {string} id names the call
 * @property {number} number which peer connection of the call it begins with
 * @property {string} peer
 * @property {boolean} polite whether this side gives way when two offers cross
 * @property {boolean} outgoing
 * @property {number} [since] when the call first connected, in the clock's `elapsed` time
 * @property {DescriptionForm} form how the other side writes descriptions, as far as is known
 * @property {Offer} [offer] that it answers
 *
 * @typedef {object} SessionDeps
 * @property {SignalClient} signaling
 * @property {ConnectionSupply} supply
 * @property {Clock} clock
 * @property {EventLog} log
 * @property {{connect: number, recover: number}} timeouts
 */

/** The reference client answers at once if it can read the offer at all. */
const OTHER_FORM_AFTER = 2000;
/** What of a peer connection is passed on as it is. */
const PASSED_ON = ['track', 'path', 'failed', 'connection'];

/**
 * One call: what the two sides say to each other, and the peer connection between them.
 *
 * Every message names the call, so stale messages of an earlier one are told apart, and the other
 * side is recognised under the new id that it has after a lost connection. For a client that names
 * no calls (the reference client) the sender's id has to do. Every message is sent over the server
 * and over the control channel: if one of them is dead and nobody has noticed yet, the other
 * delivers.
 *
 * A call may outlive its peer connection: `renew` goes on with a new one, and messages say which of
 * them they belong to.
 *
 * Fires `state` when the monitored state of the connection changes, `answered`, what the peer
 * connection fires, `control-open` when the two pages can talk without the server, and `message`
 * with what the other one says that way.
 */
export class CallSession extends EventTarget {
  /** @readonly */
  id;
  /** Which peer connection of the call it is: 0, and one more with each renewal. */
  number;
  /** The other side's id at present. */
  peer;
  /** When the call first connected, in the clock's `elapsed` time. @type {number | undefined} */
  since;
  /** Whether the other side is known to name calls, and so to be a page like this one. */
  peerNamesCalls = false;
  /** Whether this side called and has no answer yet. */
  unanswered;
  /** How the other side writes descriptions. @type {DescriptionForm} */
  form;
  /** Over which it goes at present. @type {PeerConnection} */
  connection;
  #polite;
  #deps;
  #order = new MessageOrder();
  #monitor;
  /** @type {string | undefined} the session id of the other side's descriptions */
  #remoteSession;
  #sent = 0;
  #attached = new AbortController();

  /**
   * @param {CallFacts} facts
   * @param {SessionDeps} deps
   */
  constructor(facts, deps) {
    super();
    this.id = facts.id;
    this.number = facts.number;
    this.peer = facts.peer;
    this.since = facts.since;
    this.unanswered = facts.outgoing;
    this.form = facts.form;
    this.#polite = facts.polite;
    this.#deps = deps;
    const { signaling: server, clock, log, timeouts } = deps;
    this.#monitor = new ConnectionMonitor({
      call: this,
      server,
      clock,
      log,
      timeouts,
      onChange: () => this.dispatchEvent(new Event('state')),
    });
    this.connection = this.#take(facts.offer);
  }

  /** What the monitor makes of the connection. @returns {ConnectionState} */
  get state() {
    return this.#monitor.state;
  }

  /** How the two negotiate. */
  get role() {
    return { polite: this.#polite, canAsk: this.peerNamesCalls };
  }

  /** Whether this side takes the first step of recovery; the reference client never takes one. */
  get leads() {
    return !this.#polite || !this.peerNamesCalls;
  }

  get canRenew() {
    return this.peerNamesCalls;
  }

  /**
   * Sends the first offer.
   *
   * @param {{introduced: boolean}} peer whether the other side has said what it is
   */
  call({ introduced }) {
    void this.connection.call();
    if (!introduced) {
      this.#deps.clock.after(OTHER_FORM_AFTER, () => this.#offerInOtherForm());
    }
  }

  /** Answers the offer that was received. */
  accept() {
    void this.connection.accept();
  }

  /** Begins to watch the connection, which is about to come up. */
  watch() {
    this.#monitor.start();
  }

  /** This computer's network is another one now. */
  networkChanged() {
    this.#monitor.networkChanged();
  }

  /** Both are at the server again, which does not know one of them from before. */
  met() {
    this.#monitor.met();
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
    return message.type !== 'offer' || first || this.#remoteSession === remoteSessionOf(message);
  }

  /**
   * Whether a message of this call counts: it is the first copy, and not of a peer connection that
   * has been replaced.
   *
   * @param {MemberMessage} message
   */
  admits(message) {
    return (message.connection ?? 0) >= this.number && this.#order.admits(message);
  }

  /**
   * Takes in the offer that this call answers.
   *
   * @param {Offer} offer
   */
  ring(offer) {
    this.#describe(offer);
  }

  /**
   * Acts on an offer, an answer, a candidate, or a request for an offer.
   *
   * @param {Offer | Answer | Candidate | Ask} message
   */
  receive(message) {
    switch (message.type) {
      case 'offer':
        return this.#offered(message);
      case 'answer':
        return this.#answered(message);
      case 'candidate':
        return this.#found(message);
      case 'control':
        return this.#asked(message);
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
   * Sends the offer once more in the other form: a client that does not introduce itself does not
   * say which of the two it reads.
   */
  #offerInOtherForm() {
    if (this.unanswered) {
      this.form = this.form === 'object' ? 'text' : 'object';
      this.connection.negotiation.resend();
    }
  }

  /** Goes on over a new peer connection, which sends the same tracks. */
  renew() {
    this.#replace(this.number + 1);
    void this.connection.call();
  }

  /** Tells the other side alone what it has to know besides the server. @param {CallMessage} message */
  tell(message) {
    this.connection.control.send(message);
  }

  /**
   * Closes the connection, telling the other side why.
   *
   * @param {HangupReason} [reason] without one, the other side is not told
   * @returns {boolean} whether the reason is on its way
   */
  close(reason) {
    const told = reason === undefined || this.#send('hangup', { reason });
    this.#monitor.stop();
    this.#attached.abort();
    this.#deps.supply.retire(this.connection, { said: reason !== undefined });
    return told;
  }

  /** @param {Offer} message in the call */
  #offered(message) {
    const { connection = 0 } = message;
    const isNew = connection > this.number;
    if (isNew) {
      this.#replace(connection, message);
    }
    this.#describe(message);
    if (isNew) {
      this.accept();
    }
    this.#monitor.otherActs();
  }

  /** @param {Answer} message */
  #answered(message) {
    this.#deps.log.add('info', 'answer-received', { id: message.from });
    this.unanswered = false;
    this.#describe(message, message.answers);
    this.dispatchEvent(new Event('answered'));
  }

  /** @param {Candidate} message */
  #found(message) {
    const candidate = readCandidate(message.candidate);
    if (candidate) {
      void this.connection.negotiation.addCandidate(candidate);
    }
  }

  /** @param {Ask} message */
  #asked({ ask, from }) {
    if (ask === 'offer') {
      this.#deps.log.add('info', 'offer-asked-for', { id: from });
      this.connection.negotiation.offerAsAsked();
      this.#monitor.otherActs();
    }
  }

  /**
   * @param {Offer | Answer} message
   * @param {string} [answers]
   */
  #describe(message, answers) {
    this.peerNamesCalls = message.call !== undefined;
    this.form = typeof message.sdp === 'string' ? 'text' : 'object';
    this.#remoteSession = remoteSessionOf(message);
    const description = readDescription(message.type, message.sdp);
    void this.connection.negotiation.receive(description, answers);
  }

  /**
   * @param {number} number
   * @param {Offer} [offer] with which the other side has begun the new connection
   */
  #replace(number, offer) {
    const old = this.connection;
    this.number = number;
    this.#remoteSession = undefined;
    this.connection = this.#take(offer);
    this.#deps.supply.retire(old);
    this.dispatchEvent(new Event('track'));
  }

  /** @param {Offer | undefined} offer that it is to answer */
  #take(offer) {
    const bundled = !offer || isBundled(String(readDescription('offer', offer.sdp).sdp));
    const connection = this.#deps.supply.take({ bundled });
    connection.owner = this;
    this.#attached.abort();
    this.#attached = new AbortController();
    const { signal } = this.#attached;
    for (const type of PASSED_ON) {
      connection.addEventListener(type, () => this.dispatchEvent(new Event(type)), { signal });
    }
    connection.addEventListener('connection', () => this.#monitor.check(), { signal });
    const opened = () => this.dispatchEvent(new Event('control-open'));
    connection.control.addEventListener('open', opened, { signal });
    connection.control.addEventListener(
      'message',
      (event) => {
        const { message } = /** @type {ControlMessageEvent} */ (event);
        const whole = { ...message, from: this.peer };
        this.dispatchEvent(new ControlMessageEvent(whole));
      },
      { signal },
    );
    return connection;
  }

  /**
   * @param {CallMessage['type']} type
   * @param {object} fields
   */
  #send(type, fields) {
    this.#sent += 1;
    const { id: call, number } = this;
    const message = {
      type,
      ...fields,
      call,
      n: this.#sent,
      ...(number > 0 && { connection: number }),
    };
    const told = this.connection.control.send(message);
    return this.#deps.signaling.send({ ...message, target: this.peer }) || told;
  }
}

/** @param {Offer | Answer} message */
function remoteSessionOf(message) {
  return sessionIdOf(readDescription(message.type, message.sdp).sdp);
}
