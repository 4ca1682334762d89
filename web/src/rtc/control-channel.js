import { readPageMessage } from '../signaling/message-reader.js';

/** @import {EventLog} from '../page/event-log.js' */
/** @import {CallMessage, MemberWords} from '../signaling/messages.js' */

/**
 * The data channel between the two pages. Carries what the server carries, for as long as the two
 * are connected, so that a call goes on and ends properly without the server.
 *
 * It counts as open once the other page has greeted: a client that knows nothing of it (the
 * reference client) negotiates the transport all the same, and would never hear what it is told.
 *
 * Fires `open`, and `message` with what the other page says.
 */
export class ControlChannel extends EventTarget {
  /** @type {RTCDataChannel | undefined} */
  #channel;
  #greeted = false;
  #log;

  /** @param {EventLog} log */
  constructor(log) {
    super();
    this.#log = log;
  }

  /**
   * Takes part in the next description of the connection, once.
   *
   * @param {RTCPeerConnection} connection
   */
  join(connection) {
    if (!this.#channel) {
      const channel = connection.createDataChannel('control', { negotiated: true, id: 0 });
      channel.onopen = () => channel.send(JSON.stringify({ type: 'hello' }));
      channel.onmessage = ({ data }) => this.#receive(data);
      this.#channel = channel;
    }
  }

  get isOpen() {
    return this.#greeted && this.#channel?.readyState === 'open';
  }

  /**
   * Sends one message, or does nothing while the channel is not open.
   *
   * @param {CallMessage} message
   * @returns {boolean} whether it is on its way
   */
  send(message) {
    if (!this.isOpen) {
      return false;
    }
    try {
      this.#channel?.send(JSON.stringify(message));
      return true;
    } catch {
      return false; // its buffer is full: nothing has got through for long
    }
  }

  /**
   * Stops listening, and calls `done` once the last message has had time to arrive: closing the
   * connection at once would drop it. The other page closes its end as soon as it has it.
   *
   * @param {() => void} done
   */
  finish(done) {
    const channel = this.#channel;
    if (!channel || !this.isOpen) {
      done();
      return;
    }
    const timer = setTimeout(done, FAREWELL);
    channel.onmessage = null;
    channel.onclose = () => {
      clearTimeout(timer);
      done();
    };
  }

  /** @param {unknown} data */
  #receive(data) {
    const reading = readPageMessage(data);
    if ('problem' in reading && reading.problem) {
      this.#log.add('warning', 'message-unreadable', { problem: reading.problem });
    }
    if (reading.kind !== 'message') {
      return;
    }
    if (reading.message.type === 'hello') {
      this.#greeted = true;
      this.dispatchEvent(new Event('open'));
    } else {
      this.dispatchEvent(new ControlMessageEvent(reading.message));
    }
  }
}

/** How long a connection stays for its last words, in milliseconds: some round trips of a far line. */
const FAREWELL = 1000;

/** What the other page said. */
export class ControlMessageEvent extends Event {
  /** @param {MemberWords} message */
  constructor(message) {
    super('message');
    this.message = message;
  }
}
