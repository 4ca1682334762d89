import { readName } from '../../page/names.js';
import { MAX_NAME } from '../../signaling/messages.js';
import { nameAtStart, nameOf } from '../shared/app.js';
import { h } from '../shared/dom.js';
import { View } from '../shared/view.js';
import { InviteCard } from './invite-card.js';

/** @import {TextKey} from '../../i18n/i18n.js' */

/** `<room-panel>` says before the call who is here, and has the button that begins it. */
export class RoomPanel extends View {
  #title = h('h1');
  #lead = h('p', { className: 'muted' });
  #dot = h('span', { className: 'presence-dot' });
  #invite = new InviteCard(this.app);
  #name = h('input', { id: 'ownName', type: 'text', autocomplete: 'name', dir: 'auto' });
  #call = this.button('call.start', 'phone', 'primary big', () => this.app.actions.call());
  #asIs = h('button', { type: 'button', className: 'quiet' });
  #stop = this.button('call.stop-waiting', 'close', 'secondary big', () => {
    this.app.actions.hangUp();
  });
  #hint = h('p', { className: 'muted hint' });

  /** @override */
  build() {
    const label = this.say(h('label', { htmlFor: 'ownName' }), 'room.name');
    this.placeholder(this.#name, 'room.name-placeholder');
    this.#name.value = readName(this.app.preferences.get('name'), MAX_NAME);
    this.#name.onchange = () => this.#rename();
    this.say(this.#asIs, 'call.skip-media');
    this.#asIs.onclick = () => this.app.actions.callAsIs();
    this.#call.id = 'callButton';
    this.append(
      h('div', { className: 'presence' }, this.#dot, h('div', {}, this.#title, this.#lead)),
      this.#invite,
      h('div', { className: 'field' }, label, this.#name),
      h('div', { className: 'call-actions' }, this.#call, this.#stop, this.#hint, this.#asIs),
    );
  }

  /** @override */
  watch() {
    this.follow(this.app.call, this.app.roster, this.app.media, this.app.signaling);
  }

  /** @override */
  update() {
    const { call, media, roster, signaling } = this.app;
    const { other } = roster;
    const waiting = call.state.state === 'waiting';
    const starting = media.audio.state === 'starting' || media.video.state === 'starting';
    this.#showPresence(waiting);
    this.#showCallButton();
    this.#invite.hidden = other !== undefined;
    this.#call.hidden = waiting && !other;
    this.#call.disabled = starting || signaling.state.state !== 'open';
    this.#stop.hidden = !waiting;
    this.#asIs.hidden = !media.untouched || waiting;
    this.#asIs.disabled = this.#call.disabled;
    const key = this.#hintKey();
    this.#hint.hidden = key === undefined || waiting || starting;
    if (key) {
      this.say(this.#hint, key);
    }
  }

  /** @param {boolean} waiting */
  #showPresence(waiting) {
    const { other } = this.app.roster;
    const name = nameAtStart(this.app.i18n, other);
    const [title, lead] = this.#presenceKeys(waiting);
    this.say(this.#title, title, { name });
    this.say(this.#lead, lead);
    const alone = waiting ? 'waiting' : 'alone';
    this.#dot.dataset.state = other?.ready ? 'ready' : other ? 'here' : alone;
  }

  /**
   * @param {boolean} waiting
   * @returns {[TextKey, TextKey]}
   */
  #presenceKeys(waiting) {
    const { other } = this.app.roster;
    if (waiting) {
      return ['room.waiting', other ? 'room.waiting-here-lead' : 'room.waiting-lead'];
    }
    if (!other) {
      return ['room.alone', 'room.alone-lead'];
    }
    return other.ready ? ['room.ready', 'room.ready-lead'] : ['room.here', 'room.here-lead'];
  }

  #showCallButton() {
    const { other } = this.app.roster;
    const text = this.#call.querySelector('.button-text') ?? this.#call;
    if (!other) {
      this.say(text, 'call.wait');
    } else if (other.ready) {
      this.say(text, 'call.join', { name: nameOf(this.app.i18n, other) });
    } else {
      this.say(text, 'call.start');
    }
  }

  /** @returns {TextKey | undefined} */
  #hintKey() {
    const { signaling, media } = this.app;
    if (signaling.state.state !== 'open') {
      return 'call.no-server';
    }
    if (media.untouched) {
      return 'call.asks-media';
    }
    return media.track('audio') || media.track('video') ? undefined : 'call.without-media';
  }

  #rename() {
    const name = readName(this.#name.value, MAX_NAME);
    this.#name.value = name;
    this.app.call.rename(name);
    this.app.preferences.set('name', name);
  }
}
customElements.define('room-panel', RoomPanel);
