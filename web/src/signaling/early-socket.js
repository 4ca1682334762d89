/** What this page speaks, see `docs/protocol.md`. */
const SUBPROTOCOL = 'duologue.1';
const TYPES = /** @type {const} */ (['message', 'close']);

/** @param {string} url */
export function openSocket(url) {
  return new WebSocket(url, SUBPROTOCOL);
}

/**
 * Where the server listens for a room.
 *
 * @param {string} room
 * @param {string} base the path below which the server lies
 * @param {string} page the address of this page
 */
export function signalingUrl(room, base, page) {
  const url = new URL(`${base}ws?room=${encodeURIComponent(room)}`, page);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return url.href;
}

/**
 * A connection to the server that begins while the page is still being loaded, and keeps what comes
 * until somebody takes it.
 */
export class EarlySocket {
  /** @type {Event[]} */
  #events = [];
  /** @type {WebSocket | undefined} */
  #socket;
  #url;

  /**
   * @param {string} url
   * @param {(url: string) => WebSocket} [open]
   */
  constructor(url, open = openSocket) {
    this.#url = url;
    this.#socket = open(url);
    for (const type of TYPES) {
      this.#socket.addEventListener(type, this.#keep);
    }
  }

  /** @param {Event} event */
  #keep = (event) => {
    this.#events.push(event);
  };

  /**
   * Hands the socket over, once. What came before reaches the handlers that are set by the end of
   * this turn, as if it came then.
   *
   * @param {string} url
   * @returns {WebSocket | undefined} undefined if there is none for this address
   */
  take(url) {
    const socket = this.#socket;
    if (!socket || url !== this.#url) {
      return undefined;
    }
    this.#socket = undefined;
    for (const type of TYPES) {
      socket.removeEventListener(type, this.#keep);
    }
    queueMicrotask(() => {
      for (const event of this.#events.splice(0)) {
        socket.dispatchEvent(event);
      }
    });
    return socket;
  }
}
