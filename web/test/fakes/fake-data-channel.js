/** A negotiated data channel that is joined with another one, and hands over what is sent at once. */
export class FakeDataChannel {
  readyState = 'connecting';
  /** @type {any} */
  onopen = null;
  /** @type {any} */
  onmessage = null;
  /** @type {any} */
  onclose = null;
  /** @type {string[]} */
  sent = [];
  /** @type {FakeDataChannel | undefined} */
  #other;

  /** @param {string} text */
  send(text) {
    this.sent.push(text);
    this.#other?.onmessage?.({ data: text });
  }

  /** @param {FakeDataChannel} other */
  join(other) {
    this.#other = other;
    other.#other = this;
    for (const channel of [this, other]) {
      channel.readyState = 'open';
    }
    for (const channel of [this, other]) {
      channel.onopen?.();
    }
  }

  close() {
    this.readyState = 'closed';
    this.onclose?.();
  }
}
