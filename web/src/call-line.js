import { readCandidate, readDescription, sessionIdOf, writeDescription } from './protocol.js';

/** @import {PeerSession, Signal} from './peer-session.js' */
/** @import {Answer, Candidate, DescriptionForm, HangupReason, MemberMessage, Offer} from './protocol.js' */
/** @import {SignalingChannel} from './signaling-channel.js' */

/**
 * What the two sides of one call say to each other. Every message names the call, so that what is
 * left over from an earlier one, or comes from the other side's next id after it lost its
 * connection, is told apart; with a side that names no calls (the reference client) the id of the
 * sender has to do.
 */
export class CallLine {
  /** @readonly */
  id;
  /** @readonly */
  session;
  /** The other side's id at present. */
  peer;
  /** Whether the other side is known to name calls, and so to be a page like this one. */
  peerNamesCalls = false;
  /** Whether this side called and has no answer yet. */
  unanswered;
  /** How the other side writes descriptions, as far as is known. @type {DescriptionForm} */
  form;
  #channel;
  /** @type {string | undefined} */
  #remoteSession;

  /**
   * @param {object} options
   * @param {SignalingChannel} options.channel
   * @param {string} options.id
   * @param {string} options.peer
   * @param {PeerSession} options.session
   * @param {boolean} options.outgoing
   * @param {DescriptionForm} options.form
   */
  constructor({ channel, id, peer, session, outgoing, form }) {
    this.#channel = channel;
    this.id = id;
    this.peer = peer;
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
   * @param {Offer | Answer} message
   * @returns {Promise<void>}
   */
  receiveDescription(message) {
    if (message.type === 'answer') {
      this.unanswered = false;
    }
    this.peerNamesCalls = message.call !== undefined;
    this.form = typeof message.sdp === 'string' ? 'text' : 'object';
    this.#remoteSession = sessionOf(message);
    return this.session.receive(readDescription(message.type, message.sdp));
  }

  /** @param {Candidate} message */
  receiveCandidate(message) {
    const candidate = readCandidate(message.candidate);
    if (candidate) {
      void this.session.addCandidate(candidate);
    }
  }

  /** @param {Signal} signal */
  sendSignal(signal) {
    if (signal.type === 'candidate') {
      this.#send('candidate', { candidate: signal.candidate });
    } else {
      const { description } = signal;
      this.#send(description.type, { sdp: writeDescription(description, this.form) });
    }
  }

  /**
   * Sends the offer once more in the other form: there is no way to ask a client that does not
   * introduce itself which of the two it reads.
   */
  offerInOtherForm() {
    if (this.unanswered) {
      this.form = this.form === 'object' ? 'text' : 'object';
      this.session.resend();
    }
  }

  /** @param {HangupReason} reason */
  hangUp(reason) {
    return this.#send('hangup', { reason });
  }

  /**
   * @param {string} type
   * @param {object} fields
   */
  #send(type, fields) {
    return this.#channel.send({ type, ...fields, target: this.peer, call: this.id });
  }
}

/** @param {Offer | Answer} message */
function sessionOf(message) {
  return sessionIdOf(readDescription(message.type, message.sdp).sdp);
}
