/** @import {Member, Presence} from './presence.js' */

/**
 * The other side of this call, or of the last: what is known of it outlives its connection to the
 * server, and while nothing is known, what was known stays. Fires `change`.
 */
export class CallPartner extends EventTarget {
  /** @type {Member | undefined} */
  member;
  #id = '';
  #presence;

  /** @param {Presence} presence */
  constructor(presence) {
    super();
    this.#presence = presence;
    presence.addEventListener('change', () => this.#look());
  }

  /** @param {string} id who it is from now on */
  meet(id) {
    this.#id = id;
    this.#look();
  }

  #look() {
    const before = this.member;
    this.member = this.#presence.member(this.#id) ?? before;
    if (this.member !== before) {
      this.dispatchEvent(new Event('change'));
    }
  }
}
