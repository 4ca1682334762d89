import { Timer } from '../page/clock.js';
import { REJOIN_WINDOW } from '../page/tab-memory.js';
import { ConnectionKeeper } from '../rtc/connection-keeper.js';
import { CallInbox } from './call-inbox.js';
import { CallLines } from './call-lines.js';
import { endReasonOf, TIMEOUTS } from './call-state.js';
import { SelfState } from './self-state.js';

/** @import {CallLine} from './call-line.js' */
/** @import {NewSession} from './call-lines.js' */
/** @import {CallState, EndReason} from './call-state.js' */
/** @import {Clock} from '../page/clock.js' */
/** @import {EventLog} from '../page/event-log.js' */
/** @import {LocalMedia} from '../media/local-media.js' */
/** @import {Member, Roster} from '../signaling/roster.js' */
/** @import {HangupReason, Offer} from '../signaling/messages.js' */
/** @import {RecoveryState} from '../rtc/recovery.js' */
/** @import {SignalClient} from '../signaling/signal-client.js' */

/** The callee's own limit is later than the caller's, whose goodbye says more. */
const RING_IN_EXTRA = 5000;
/** The reference client answers at once if it can read the offer at all. */
const OTHER_FORM_AFTER = 2000;

/**
 * The call of one room: from idle over ringing to the end, and again. Fires `change` when `state`
 * or `partner` changes, and `track` when something of the other side arrives.
 */
export class Call extends EventTarget {
  /** @type {CallState} */
  #state = { state: 'idle' };
  #signaling;
  #roster;
  #media;
  #clock;
  #log;
  #timeouts;
  #own;
  #lines;
  #keeper;
  #timer;

  /**
   * @param {object} options
   * @param {SignalClient} options.signaling
   * @param {Roster} options.roster
   * @param {LocalMedia} options.media
   * @param {NewSession} options.newSession
   * @param {Clock} options.clock
   * @param {EventLog} options.log
   * @param {{ring: number, connect: number, recover: number}} [options.timeouts] in milliseconds
   */
  constructor({ signaling, roster, media, newSession, clock, log, timeouts = TIMEOUTS }) {
    super();
    this.#signaling = signaling;
    this.#roster = roster;
    this.#media = media;
    this.#clock = clock;
    this.#timer = new Timer(clock);
    roster.addEventListener('partner', () => this.dispatchEvent(new Event('change')));
    this.#log = log;
    this.#timeouts = timeouts;
    this.#lines = new CallLines({ signaling, roster, media, newSession, clock });
    this.#own = new SelfState(signaling, media, this.#lines);
    this.#lines.addEventListener('track', () => this.dispatchEvent(new Event('track')));
    this.#keeper = new ConnectionKeeper({
      signaling,
      lines: this.#lines,
      clock,
      log,
      timeouts,
      onChange: (line, connection) => this.#connectionChanged(line, connection),
    });
    for (const type of ['path', 'connection']) {
      this.#lines.addEventListener(type, () => this.dispatchEvent(new Event('change')));
    }
    new CallInbox({ signaling, roster, lines: this.#lines, log, handlers: this.#handlers() });
  }

  get state() {
    return this.#state;
  }

  /** The other side of this call, or of the last. */
  get partner() {
    return this.#roster.partner;
  }

  /** The call that is up. */
  get line() {
    return 'since' in this.#state ? this.#lines.current : undefined;
  }

  /** The connection with the other side, while there is one. */
  get session() {
    return this.#lines.current?.session;
  }

  /** @param {string} name shown to the other side */
  rename(name) {
    this.#own.rename(name);
  }

  /**
   * Calls the other side; while there is nobody, waits for them and then answers at once. Who calls
   * while the other side's call has just come in, and is not on the screen yet, accepts it.
   */
  start() {
    const other = this.#roster.other;
    if (this.#state.state === 'ringing-in') {
      void this.accept({ video: this.#media.video.state === 'on' });
    } else if (!this.#lines.current && other) {
      this.#ring(other.id);
    } else if (!this.#lines.current) {
      this.#enter({ state: 'waiting' });
    }
  }

  /**
   * This page was in a call before it was loaded anew: the other side, which may be the first to
   * try, is answered at once.
   *
   * @param {{id: string, since?: number}} call
   */
  expect({ id, since = this.#clock.now() }) {
    this.#lines.past.abandon(id, since);
  }

  /**
   * Goes back into a call that this page was in before it was loaded anew: the other side knows it
   * by its name, and answers at once.
   *
   * @param {{id: string, connection: number, since?: number}} call as it was then
   */
  rejoin({ id, connection, since }) {
    const other = this.#roster.other;
    if (other) {
      this.#ring(other.id, { id, connection: connection + 1, since });
    } else {
      this.#enter({ state: 'waiting' });
      this.#timer.set(REJOIN_WINDOW, () => this.#enter({ state: 'idle' }));
    }
  }

  /** @param {{video: boolean}} choice whether to answer with the camera on */
  async accept({ video }) {
    const line = this.#lines.current;
    if (!line || this.#state.state !== 'ringing-in') {
      return;
    }
    this.#connect(line);
    if (!video && this.#media.video.state === 'on') {
      await this.#media.toggle('video');
    }
    await this.#media.start(video ? ['audio', 'video'] : ['audio']);
    if (this.#lines.current === line) {
      await line.session.accept();
    }
  }

  /** Ends whatever is going on: the wait, the ringing in either direction, the call. */
  hangUp() {
    const { state } = this.#state;
    if (state === 'waiting') {
      this.#enter({ state: 'idle' });
    } else if (state === 'ringing-out' || state === 'ringing-in') {
      this.#close(state === 'ringing-out' ? 'cancelled' : 'declined');
      this.#enter({ state: 'idle' });
    } else if (this.#lines.current) {
      this.#end('ended', { tell: 'ended', byMe: true });
    }
  }

  /** Puts the end of a call out of sight. */
  dismiss() {
    if (this.#state.state === 'ended') {
      this.#enter({ state: 'idle' });
    }
  }

  /** Ends everything: the page is going away, of which the server tells the other side. */
  close() {
    this.#close();
    this.#lines.shutDown();
    this.#enter({ state: 'idle' });
  }

  /** @returns {import('./call-inbox.js').CallHandlers} */
  #handlers() {
    return {
      incoming: (offer) => this.#incoming(offer),
      crossed: (offer) => {
        this.#close();
        this.#answerAtOnce(offer);
      },
      ready: (peer) => this.#peerReady(peer),
      answered: () => this.#answered(),
      moved: (peer) => this.#moved(peer),
      met: () => this.#keeper.met(),
      hungUp: (reason) => this.#end(endReasonOf(this.#state.state, reason)),
      left: () => this.#abandon(),
      acts: () => this.#keeper.otherActs(),
    };
  }

  /** @param {Offer} offer */
  #incoming(offer) {
    this.#close();
    if (this.#state.state === 'waiting' || this.#lines.past.since(offer.call)) {
      this.#answerAtOnce(offer);
      return;
    }
    const line = this.#lines.pickUp(offer);
    this.#enter({ state: 'ringing-in', peer: offer.from });
    this.#timer.set(this.#timeouts.ring + RING_IN_EXTRA, () =>
      this.#end('missed', { tell: 'timeout' }),
    );
    void line.receiveDescription(offer);
  }

  /** @param {Offer} offer */
  #answerAtOnce(offer) {
    const line = this.#lines.pickUp(offer);
    // The browser negotiates while the screen changes, so it begins before that.
    void line.receiveDescription(offer);
    void line.session.accept();
    this.#connect(line);
  }

  #answered() {
    const line = this.#lines.current;
    if (line && this.#state.state === 'ringing-out') {
      this.#connect(line);
    }
  }

  /** @param {string} peer */
  #peerReady(peer) {
    // Both wait for each other: one of them has to call.
    if (this.#state.state === 'waiting' && this.#roster.selfId < peer) {
      this.#ring(peer);
    }
  }

  /**
   * @param {string} peer
   * @param {{id: string, connection: number, since?: number}} [call] that goes on
   */
  #ring(peer, call) {
    const line = this.#lines.dial(peer, call);
    void line.session.call();
    const expected = call !== undefined || (this.#roster.member(peer)?.ready ?? false);
    this.#enter({ state: 'ringing-out', peer, expected });
    this.#timer.set(this.#timeouts.ring, () => this.#end('no-answer', { tell: 'timeout' }));
    if (!this.#roster.member(peer)?.introduced) {
      this.#clock.after(OTHER_FORM_AFTER, () => line.offerInOtherForm());
    }
  }

  /** @param {CallLine} line */
  #connect(line) {
    this.#enter({ state: 'connecting', peer: line.peer });
    this.#keeper.watch(line);
  }

  /** This computer's network is another one now. */
  networkChanged() {
    this.#keeper.networkChanged();
  }

  /**
   * @param {CallLine} line
   * @param {RecoveryState} connection
   */
  #connectionChanged(line, connection) {
    const { peer, since = this.#clock.now() } = line;
    if (connection === 'steady') {
      line.since = since;
      this.#enter({ state: 'in-call', peer, since });
    } else if (connection === 'recovering') {
      this.#enter({ state: 'recovering', peer, since });
    } else if (connection === 'given-up') {
      this.#end('since' in this.#state ? 'lost' : 'not-connected', { tell: 'ended' });
    }
  }

  /** The other side's page is gone: if it comes back soon, the call goes on. */
  #abandon() {
    const { id, since } = /** @type {CallLine} */ (this.#lines.current);
    this.#end(this.#state.state === 'ringing-in' ? 'missed' : 'left');
    if (since !== undefined) {
      this.#lines.past.abandon(id, since);
    }
  }

  /**
   * @param {EndReason} reason
   * @param {{tell?: HangupReason, byMe?: boolean}} [how] `tell` is what the other side is to know
   */
  #end(reason, { tell, byMe = false } = {}) {
    const duration = 'since' in this.#state ? this.#clock.now() - this.#state.since : 0;
    this.#log.add('info', 'call-ended', { reason });
    this.#close(tell);
    this.#enter({ state: 'ended', reason, byMe, duration });
  }

  /**
   * Lets go of the current line, if there is one.
   *
   * @param {HangupReason} [tell]
   */
  #close(tell) {
    this.#keeper.stop();
    this.#lines.hangUp(tell);
  }

  /** @param {string} peer the other side's new id */
  #moved(peer) {
    if ('peer' in this.#state) {
      this.#state = { ...this.#state, peer };
      this.#roster.partnerMoved(peer);
    }
  }

  /** @param {CallState} state */
  #enter(state) {
    this.#timer.cancel();
    this.#state = state;
    if ('peer' in state) {
      this.#roster.meet(state.peer);
    }
    this.#own.update(state.state === 'waiting', this.#lines.current?.id);
    // A room that looks full may only not have noticed yet that this side's old connection is dead.
    this.#signaling.persistent = this.#lines.current !== undefined;
    this.#signaling.urgent = 'peer' in state && state.state !== 'in-call';
    this.dispatchEvent(new Event('change'));
  }
}
