import { nameAtStart, nameOf } from '../shared/names.js';
import { announcementsOf } from './announcements.js';

/** @import {App} from '../shared/app.js' */
/** @import {Member} from '../../signaling/roster.js' */
/** @import {Snapshot} from './announcements.js' */

/**
 * How long changes are gathered before they are announced, in milliseconds: a newcomer sends its
 * name right after it joined.
 */
const GATHER = 60;

const NAMING = { start: nameAtStart, middle: nameOf };

/** Tells screen readers what happens, each of it once and in one place. */
export class Announcer {
  #app;
  #last;
  #members;
  #due = false;

  /** @param {App} app */
  constructor(app) {
    this.#app = app;
    this.#last = snapshotOf(app);
    this.#members = app.roster.members;
    for (const target of [app.call, app.roster, app.media, app.server]) {
      target.addEventListener('change', () => this.#tellSoon());
    }
  }

  #tellSoon() {
    if (!this.#due) {
      this.#due = true;
      this.#app.clock.after(GATHER, () => {
        this.#due = false;
        this.#tell();
      });
    }
  }

  #tell() {
    const { call, i18n, notices, roster } = this.#app;
    const before = this.#last;
    this.#last = snapshotOf(this.#app);
    const subjects = new Map([
      ['announce.joined', oneOnlyIn(roster.members, this.#members)],
      ['announce.left', oneOnlyIn(this.#members, roster.members)],
    ]);
    this.#members = roster.members;
    for (const { key, name } of announcementsOf(before, this.#last)) {
      const whom = subjects.has(key) ? subjects.get(key) : call.partner;
      notices.announce(key, name && { name: NAMING[name](i18n, whom) });
    }
  }
}

/**
 * @param {Member[]} some
 * @param {Member[]} others
 * @returns {Member | undefined} one of `some` who is not among `others`
 */
function oneOnlyIn(some, others) {
  return some.find(({ id }) => others.every((other) => other.id !== id));
}

/**
 * @param {App} app
 * @returns {Snapshot}
 */
function snapshotOf({ call, media, roster, server }) {
  const { partner } = call;
  return {
    call: call.state,
    reach: server.reach,
    others: roster.selfId ? roster.members.length : undefined,
    partner: partner && { audio: partner.audio, video: partner.video || partner.screen },
    own: { audio: media.audio.state, video: media.video.state },
  };
}
