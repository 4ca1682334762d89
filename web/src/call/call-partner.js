/** @import {Member, Roster} from '../signaling/roster.js' */

/**
 * The other side of this call, or of the last: what is known of it outlives its connection to the
 * server, and while nothing is known, what was known stays. Fires `change`.
 */
export class CallPartner extends EventTarget {
  /** @type {Member | undefined} */
  member;
  #id = '';
  #roster;

  /** @param {Roster} roster */
  constructor(roster) {
    super();
    this.#roster = roster;
    roster.addEventListener('change', () => this.#look());
  }

  /** @param {string} id who it is from now on */
  meet(id) {
    this.#id = id;
    this.#look();
  }

  #look() {
    const before = this.member;
    this.member = this.#roster.member(this.#id) ?? before;
    if (this.member !== before) {
      this.dispatchEvent(new Event('change'));
    }
  }
}
