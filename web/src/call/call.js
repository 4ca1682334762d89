import { endReasonOf, stateOf, TIMEOUTS } from './call-state.js';
import { CurrentSession } from './current-session.js';
import { EndedCalls } from './ended-calls.js';
import { Incoming } from './incoming.js';
import { RingTimer } from './ring-timer.js';
import { SelfState } from './self-state.js';
import { Surroundings } from './surroundings.js';

/** @import {LocalMedia} from '../media/local-media.js' */
/** @import {Clock} from '../page/clock.js' */
/** @import {EventLog} from '../page/event-log.js' */
/** @import {HangupReason, Offer} from '../signaling/messages.js' */
/** @import {Roster} from '../signaling/roster.js' */
/** @import {SignalClient} from '../signaling/signal-client.js' */
/** @import {CallSession} from './call-session.js' */
/** @import {CallPhase, CallState, EndReason} from './call-state.js' */
/** @import {NewConnection} from './connection-supply.js' */
/** @import {OngoingCall} from './current-session.js' */
/** @import {News} from './incoming.js' */

/**
 * The call of one room: idle, ringing, connected, ended, and again. It acts on what the server and
 * the other page say; its session reports back by events.
 *
 * Fires `change` when `state`, `partner` or the connection changes, and `track` when the tracks of
 * the other side do.
 */
export class Call extends EventTarget {
  /** @type {CallPhase} */
  #phase = { state: 'idle' };
  #roster;
  #media;
  #clock;
  #log;
  #current;
  #self;
  #surroundings;
  #ended;
  #ringing;

  /**
   * @param {object} options
   * @param {SignalClient} options.signaling
   * @param {Roster} options.roster
   * @param {LocalMedia} options.media
   * @param {NewConnection} options.newConnection
   * @param {Clock} options.clock
   * @param {EventLog} options.log
   * @param {{ring: number, connect: number, recover: number}} [options.timeouts] in milliseconds
   */
  constructor({ timeouts = TIMEOUTS, ...parts }) {
    super();
    const { signaling, roster, media, clock, log } = parts;
    this.#roster = roster;
    this.#media = media;
    this.#clock = clock;
    this.#log = log;
    this.#ringing = new RingTimer(clock, timeouts.ring, {
      noAnswer: () => this.#end('no-answer', { tell: 'timeout' }),
      missed: () => this.#end('missed', { tell: 'timeout' }),
      alone: () => this.#enter({ state: 'idle' }),
    });
    this.#ended = new EndedCalls(signaling, clock);
    this.#current = new CurrentSession({ ...parts, ended: this.#ended, timeouts });
    this.#self = new SelfState(signaling, media);
    this.#surroundings = new Surroundings({ signaling, media, self: this.#self });
    roster.addEventListener('partner', () => this.#changed());
    this.#listen();
    const report = (/** @type {News} */ news) => this.#hear(news);
    new Incoming({ signaling, roster, current: this.#current, ended: this.#ended, log, report });
  }

  /** The session tells what became of it by events. */
  #listen() {
    const current = this.#current;
    const connect = () => this.#phase.state === 'ringing-out' && this.#connect();
    current.addEventListener('answered', connect);
    current.addEventListener('failed', () => this.#refused());
    current.addEventListener('state', () => this.#connectionChanged());
    current.addEventListener('control-open', () => this.#self.introduce());
    current.addEventListener('track', () => this.dispatchEvent(new Event('track')));
    current.addEventListener('path', () => this.#changed());
    current.addEventListener('connection', () => this.#changed());
  }

  /** @returns {CallState} */
  get state() {
    return stateOf(this.#phase, this.#current.session);
  }

  /** The other side of this call, or of the last. */
  get partner() {
    return this.#roster.partner;
  }

  /** The connection with the other side, while there is one. */
  get connection() {
    return this.#current.session?.connection;
  }

  /** How long the call has been up, or was, in milliseconds; 0 for one that never was. */
  get duration() {
    if (this.#phase.state === 'ended') {
      return this.#phase.duration;
    }
    const since = this.#current.session?.since;
    return since === undefined ? 0 : this.#clock.elapsed() - since;
  }

  /** What a page that is loaded anew needs to go on with the call; undefined without one. */
  get kept() {
    if (this.#phase.state !== 'up' || !this.#current.session) {
      return undefined;
    }
    const { id, number: connection } = this.#current.session;
    return { id, connection, age: this.duration };
  }

  /** @param {string} name shown to the other side */
  rename(name) {
    this.#self.rename(name);
  }

  /**
   * Calls the other side. If nobody is here, waits and answers their call at once; if their call has
   * just come in, and is not on the screen yet, accepts it.
   */
  start() {
    const other = this.#roster.other;
    if (this.#phase.state === 'ringing-in') {
      this.accept({ video: this.#media.wants('video') === true });
    } else if (!this.#current.session && other) {
      this.#ring(other.id);
    } else if (!this.#current.session) {
      this.#enter({ state: 'waiting' });
    }
  }

  /**
   * This page was in a call before it was reloaded: if the other side calls first, it is answered
   * at once.
   *
   * @param {{id: string, age: number}} call `age` for how long it has been up, in milliseconds
   */
  expect({ id, age }) {
    this.#ended.abandon(id, this.#clock.elapsed() - age);
  }

  /**
   * Rejoins that call: the other side recognises its id, and answers at once.
   *
   * @param {{id: string, connection: number, age: number}} call as it was before
   */
  rejoin({ id, connection, age }) {
    const other = this.#roster.other;
    if (other) {
      const since = this.#clock.elapsed() - age;
      this.#ring(other.id, { id, number: connection + 1, since });
    } else {
      this.#enter({ state: 'waiting' });
      this.#ringing.awaitReturn();
    }
  }

  /** @param {{video: boolean}} choice whether to answer with the camera on */
  accept({ video }) {
    const session = this.#current.session;
    if (!session || this.#phase.state !== 'ringing-in') {
      return;
    }
    if (!video) {
      this.#media.want('video', false);
    }
    // Not awaited: the browser may be asking the person, and the call is answered meanwhile.
    void this.#media.start(video ? ['audio', 'video'] : ['audio']);
    session.accept();
    this.#connect();
  }

  /** Ends whatever is going on: the wait, the ringing in either direction, the call. */
  hangUp() {
    const { state } = this.#phase;
    if (state === 'waiting') {
      this.#enter({ state: 'idle' });
    } else if (state === 'ringing-out' || state === 'ringing-in') {
      this.#current.close(state === 'ringing-out' ? 'cancelled' : 'declined');
      this.#enter({ state: 'idle' });
    } else if (this.#current.session) {
      this.#end('ended', { tell: 'ended', byMe: true });
    }
  }

  /** Puts the end of a call out of sight. */
  dismiss() {
    if (this.#phase.state === 'ended') {
      this.#enter({ state: 'idle' });
    }
  }

  /** Ends everything: the page is going away, of which the server tells the other side. */
  close() {
    this.#current.shutDown();
    this.#enter({ state: 'idle' });
  }

  /** This computer's network is another one now. */
  networkChanged() {
    this.#current.session?.networkChanged();
  }

  /** @param {News} news */
  #hear(news) {
    switch (news.type) {
      case 'call':
        return this.#calledBy(news.offer);
      case 'crossed':
        return this.#answerAtOnce(news.offer);
      case 'calls-on':
        return this.#phase.state === 'ringing-in' && this.#ringing.ring();
      case 'hung-up':
        return this.#end(endReasonOf(this.#phase.state, news.reason));
      case 'left':
        return this.#abandon();
      case 'ready':
        return this.#peerReady(news.peer);
      case 'returned':
        return this.#confirmRinging(news.isHere);
    }
  }

  /** @param {Offer} offer */
  #calledBy(offer) {
    if (this.#phase.state === 'waiting' || this.#ended.since(offer.call) !== undefined) {
      this.#answerAtOnce(offer);
      return;
    }
    this.#current.pickUp(offer);
    this.#enter({ state: 'ringing-in' });
    this.#ringing.ring();
  }

  /** @param {boolean} isHere whether the caller is in the room, after a gap */
  #confirmRinging(isHere) {
    if (this.#phase.state === 'ringing-in' && this.#current.session?.peerNamesCalls) {
      if (isHere) {
        this.#ringing.confirm();
      } else {
        this.#end('missed');
      }
    }
  }

  /** @param {Offer} offer */
  #answerAtOnce(offer) {
    this.#current.pickUp(offer).accept();
    this.#connect();
  }

  /** @param {string} peer */
  #peerReady(peer) {
    // Both wait for each other: one of them has to call.
    if (this.#phase.state === 'waiting' && this.#roster.selfId < peer) {
      this.#ring(peer);
    }
  }

  /**
   * @param {string} peer
   * @param {OngoingCall} [call] that goes on
   */
  #ring(peer, call) {
    const member = this.#roster.member(peer);
    // First, so that the browser negotiates while the screen is drawn.
    this.#current.dial(peer, call).call({ introduced: member?.introduced === true });
    this.#enter({ state: 'ringing-out', expected: call !== undefined || member?.ready === true });
    this.#ringing.callOut();
  }

  #connect() {
    this.#enter({ state: 'connecting' });
    this.#current.session?.watch();
  }

  #connectionChanged() {
    const { session } = this.#current;
    if (session?.state === 'given-up') {
      this.#end(this.#phase.state === 'up' ? 'lost' : 'not-connected', { tell: 'ended' });
    } else if (session) {
      session.since ??= this.#clock.elapsed();
      this.#enter({ state: 'up' });
    }
  }

  /** The browser refused what the two negotiate. A call that is up may go on as it is. */
  #refused() {
    if (this.#phase.state !== 'up') {
      this.#end('not-connected', { tell: 'ended' });
    }
  }

  /** The other side's page is gone: if it comes back soon, the call goes on. */
  #abandon() {
    const { id, since } = /** @type {CallSession} */ (this.#current.session);
    this.#end(this.#phase.state === 'ringing-in' ? 'missed' : 'left');
    if (since !== undefined) {
      this.#ended.abandon(id, since);
    }
  }

  /**
   * @param {EndReason} reason
   * @param {{tell?: HangupReason, byMe?: boolean}} [how] `tell` is what the other side is to know
   */
  #end(reason, { tell, byMe = false } = {}) {
    const { duration } = this;
    this.#log.add('info', 'call-ended', { reason });
    this.#current.close(tell);
    this.#enter({ state: 'ended', reason, byMe, duration });
  }

  /** @param {CallPhase} phase */
  #enter(phase) {
    this.#ringing.stop();
    this.#phase = phase;
    this.#surroundings.follow(phase, this.#current.session);
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}
