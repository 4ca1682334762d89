import { readName } from '../../page/names.js';
import { MAX_NAME } from '../../signaling/messages.js';
import { h } from '../shared/dom.js';
import { nameAtStart, nameOf } from '../shared/names.js';
import { lobbyModel } from '../shared/screen-model.js';
import { View } from '../shared/view.js';
import { InviteCard } from './invite-card.js';

/** @import {LobbyFacts, LobbyModel} from '../shared/screen-model.js' */

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
    const { call, invitation, media, roster, server } = this.app;
    this.follow(call, invitation, media, roster, server);
  }

  /** @override */
  update() {
    const model = lobbyModel(this.#facts());
    const { other } = this.app.roster;
    this.say(this.#title, model.title, { name: nameAtStart(this.app.i18n, other) });
    this.#sayOrHide(this.#lead, model.lead);
    this.#sayOrHide(this.#hint, model.hint);
    this.#dot.dataset.state = model.dot;
    this.#invite.hidden = !model.invite;
    this.#showCallButton(model.call);
    this.#stop.hidden = !model.stop;
    this.#asIs.hidden = !model.asIs;
  }

  /** @returns {LobbyFacts} */
  #facts() {
    const { call, invitation, roster, server } = this.app;
    const there = roster.other?.ready ? 'ready' : 'here';
    return {
      reach: server.reach,
      waiting: call.state.state === 'waiting',
      other: roster.other ? there : 'none',
      media: this.#ownMedia(),
      reachable: invitation.note !== 'nowhere',
    };
  }

  /** @returns {LobbyFacts['media']} */
  #ownMedia() {
    const { media } = this.app;
    if (media.audio.state === 'starting' || media.video.state === 'starting') {
      return 'starting';
    }
    if (media.untouched) {
      return 'untouched';
    }
    return media.track('audio') || media.track('video') ? 'some' : 'none';
  }

  /** @param {LobbyModel['call']} call */
  #showCallButton(call) {
    this.#call.hidden = call === undefined;
    if (call) {
      const text = this.#call.querySelector('.button-text') ?? this.#call;
      this.say(text, call.key, { name: nameOf(this.app.i18n, this.app.roster.other) });
      this.#call.disabled = !call.enabled;
    }
  }

  /**
   * @param {HTMLElement} element
   * @param {LobbyModel['lead']} key
   */
  #sayOrHide(element, key) {
    element.hidden = key === undefined;
    if (key) {
      this.say(element, key);
    }
  }

  #rename() {
    const name = readName(this.#name.value, MAX_NAME);
    this.#name.value = name;
    this.app.call.rename(name);
    this.app.preferences.set('name', name);
  }
}
customElements.define('room-panel', RoomPanel);
