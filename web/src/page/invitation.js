import { isLoopback } from './hosts.js';

/** Without those that are mistaken for one another when read out: l and 1, o and 0. */
const ALPHABET = 'abcdefghijkmnpqrstuvwxyz23456789';
const GROUPS = 4;
const GROUP_LENGTH = 4;

/**
 * Whether the server takes `text` as the name of a room.
 *
 * @param {string} text
 */
export function isRoomId(text) {
  return /^[a-z0-9-]{1,64}$/.test(text);
}

/**
 * A room that nobody can guess: 80 random bits, in groups that can be read out.
 *
 * @param {(bytes: Uint8Array<ArrayBuffer>) => Uint8Array} random
 */
export function newRoomId(random = (bytes) => crypto.getRandomValues(bytes)) {
  const bytes = random(new Uint8Array(GROUPS * GROUP_LENGTH));
  const text = Array.from(bytes, (byte) => ALPHABET[byte % ALPHABET.length]).join('');
  return text.replaceAll(/.{4}(?=.)/g, '$&-');
}

/**
 * The room that the path of a page names.
 *
 * @param {string} path
 * @param {string} [base] the path below which the server lies
 * @returns {string | undefined}
 */
export function roomOfPath(path, base = '/') {
  const below = path.startsWith(base) ? path.slice(base.length) : '';
  const id = /^r\/([^/]*)\/?$/.exec(below)?.[1];
  return id !== undefined && isRoomId(id) ? id : undefined;
}

/**
 * @typedef {object} Elsewhere where another person finds this server
 * @property {string} origin
 * @property {boolean} selfMade whether browsers ask once about the certificate there
 *
 * @typedef {object} Addresses what the server says of itself, in `/invitation.json`
 * @property {boolean} selfMade whether its certificate, under which this page came, is self-made
 * @property {Elsewhere | null} elsewhere told to pages on loopback; null where there is no such place
 * @property {string[]} hosts every name and address that it has, as far as this page may know
 *
 * @typedef {'asks' | 'nowhere'} InvitationNote what is to be known about the link: the browser of
 *   whoever opens it asks about the certificate, or the link opens on this computer alone
 */

/**
 * Asks the server under which addresses it is known.
 *
 * @param {(path: string) => Promise<Response>} fetch
 * @param {string} [base] the path below which the server lies
 * @returns {Promise<Addresses | undefined>} undefined where it does not answer
 */
export async function askAddresses(fetch, base = '/') {
  try {
    const response = await fetch(`${base}invitation.json`);
    return response.ok ? readAddresses(await response.json()) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * @param {any} answer of whatever shape
 * @returns {Addresses}
 */
function readAddresses(answer) {
  const origin = webOrigin(answer?.elsewhere?.origin);
  const selfMade = answer?.elsewhere?.selfMade === true;
  const hosts = Array.isArray(answer?.hosts) ? answer.hosts : [];
  return {
    selfMade: answer?.selfMade === true,
    elsewhere: origin === undefined ? null : { origin, selfMade },
    hosts: hosts.filter((/** @type {unknown} */ host) => typeof host === 'string'),
  };
}

/** @param {unknown} text */
function webOrigin(text) {
  try {
    const { protocol, origin } = new URL(String(text));
    return /^https?:$/.test(protocol) ? origin : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The link that brings the other person to a room. On loopback the address of this page is good for
 * nobody else, so the server is asked for another one. Fires `change`.
 */
export class Invitation extends EventTarget {
  /** Settles once the link is the one to send. @type {Promise<void>} */
  ready = Promise.resolve();
  /** @type {Addresses | undefined} */
  #addresses;
  #asked = false;
  #room;
  #location;
  #fetch;
  #base;

  /**
   * @param {string} room
   * @param {Pick<Location, 'origin' | 'hostname'>} location of this page
   * @param {(path: string) => Promise<Response>} fetch
   * @param {string} [base] the path below which the server lies
   */
  constructor(room, location, fetch, base = '/') {
    super();
    this.#room = room;
    this.#location = location;
    this.#fetch = fetch;
    this.#base = base;
  }

  /** Asks the server. */
  refresh() {
    this.ready = this.#ask();
    return this.ready;
  }

  /** Asks again where a change of network changes the answer, and browsers do not tell of all. */
  recheck() {
    if (isLoopback(this.#location.hostname)) {
      void this.refresh();
    }
  }

  /** Whether the link is the one to send, as far as that can be known by now. */
  get settled() {
    return this.#asked || !isLoopback(this.#location.hostname);
  }

  get link() {
    const origin = this.#elsewhere?.origin ?? this.#location.origin;
    return `${origin}${this.#base}r/${this.#room}`;
  }

  /** @returns {InvitationNote | undefined} */
  get note() {
    if (!isLoopback(this.#location.hostname)) {
      return this.#addresses?.selfMade ? 'asks' : undefined;
    }
    if (!this.#elsewhere) {
      return this.#asked ? 'nowhere' : undefined;
    }
    return this.#elsewhere.selfMade ? 'asks' : undefined;
  }

  get #elsewhere() {
    return isLoopback(this.#location.hostname) ? this.#addresses?.elsewhere : undefined;
  }

  async #ask() {
    const answer = await askAddresses(this.#fetch, this.#base);
    // Without a server the last answer is the best guess.
    this.#addresses = answer ?? this.#addresses;
    this.#asked = true;
    this.dispatchEvent(new Event('change'));
  }
}
