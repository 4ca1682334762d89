import { newRoomId, readInvitation } from '../../page/invitation.js';
import { h, icon } from '../shared/dom.js';
import { switchLanguage } from '../shared/language.js';
import { View } from '../shared/view.js';
import { forgetRoom, recentRooms } from './recent-rooms.js';

const EXAMPLE = 'k3vm-9xqa-t2hd-w7pe';

/** `<home-view>` is the start page: begin a call, or come to one by its link. */
export class HomeView extends View {
  #input = h('input', { id: 'invitation', type: 'text', autocomplete: 'off', spellcheck: false });
  #error = h('p', { className: 'field-error', id: 'invitationError', hidden: true });
  #recent = h('section', { className: 'recent' });
  #list = h('ul');
  #language = h('button', { type: 'button', className: 'quiet' });

  /** @override */
  build() {
    const brand = h('a', { className: 'brand', href: '/' }, h('span', { className: 'logo' }));
    brand.append(h('span', { className: 'brand-name', textContent: 'Duologue' }));
    this.label(brand, 'header.home');
    this.say(this.#language, 'header.language');
    this.#language.onclick = () => switchLanguage(this.app.i18n, this.app.preferences);
    const start = this.button('home.start', 'phone', 'primary big', () => this.#go(newRoomId()));
    const heading = this.say(h('h2'), 'home.recent');
    this.#recent.append(heading, this.#list);
    const words = h('div', { className: 'hero-words' });
    words.append(this.say(h('h1'), 'home.title'), this.say(h('p'), 'home.lead'));
    words.append(start, this.#form(), this.#recent);
    const picture = new URL('../../../icons/two.svg', import.meta.url).href;
    const image = h('img', { className: 'hero-picture', src: picture, alt: '' });
    this.append(h('header', { className: 'top' }, brand, this.#language));
    this.append(h('main', { className: 'hero' }, words, image));
  }

  /** @override */
  update() {
    const { i18n, preferences } = this.app;
    this.#language.lang = i18n.language === 'en' ? 'zh-CN' : 'en';
    const rooms = recentRooms(preferences);
    this.#recent.hidden = rooms.length === 0;
    this.#list.replaceChildren(...rooms.map((room) => this.#item(room)));
  }

  #form() {
    const label = this.say(h('label', { htmlFor: 'invitation' }), 'home.join-label');
    this.placeholder(this.#input, 'home.join-placeholder');
    this.#input.setAttribute('aria-describedby', 'invitationError');
    this.#input.oninput = () => this.#complain(undefined);
    const join = h('button', { type: 'submit', className: 'secondary' });
    this.say(join, 'home.join');
    const form = h('form', { className: 'join' });
    form.append(label, h('div', { className: 'row' }, this.#input, join), this.#error);
    form.onsubmit = (event) => {
      event.preventDefault();
      this.#join();
    };
    return form;
  }

  #join() {
    const invitation = readInvitation(this.#input.value, location.host);
    if (invitation.room) {
      this.#go(invitation.room);
    } else {
      this.#complain(invitation.foreign ? 'home.join-foreign' : 'home.join-invalid');
      this.#input.focus();
    }
  }

  /** @param {'home.join-foreign' | 'home.join-invalid' | undefined} key */
  #complain(key) {
    this.#error.hidden = key === undefined;
    this.#input.ariaInvalid = String(key !== undefined);
    if (key) {
      this.say(this.#error, key, { example: EXAMPLE });
    }
  }

  /** @param {string} room */
  #item(room) {
    const forget = h('button', { type: 'button', className: 'round small' }, icon('close'));
    const name = this.app.i18n.text('home.forget', { room });
    forget.ariaLabel = name;
    forget.title = name;
    forget.onclick = () => {
      forgetRoom(this.app.preferences, room);
      this.update();
    };
    return h('li', {}, h('a', { href: `/r/${room}`, textContent: room }), forget);
  }

  /** @param {string} room */
  #go(room) {
    location.assign(`/r/${room}`);
  }
}
customElements.define('home-view', HomeView);
