import { askAddresses, newRoomId } from '../../page/invitation.js';
import { leadsHere, readLinks } from '../../page/links.js';
import { h, icon } from '../shared/dom.js';
import { switchLanguage } from '../shared/language.js';
import { View } from '../shared/view.js';
import { forgetRoom, recentRooms } from './recent-rooms.js';

const EXAMPLE = 'k3vm-9xqa-t2hd-w7pe';

/** `<home-view>` is the start page: begin a call, or come to one by its link. */
export class HomeView extends View {
  #input = h('input', {
    id: 'invitation',
    type: 'text',
    autocomplete: 'off',
    autocapitalize: 'none',
    spellcheck: false,
  });
  #error = h('p', { className: 'field-error', id: 'invitationError', hidden: true });
  #recent = h('section', { className: 'recent' });
  #list = h('ul');
  #language = h('button', { type: 'button', className: 'quiet' });

  /** @override */
  build() {
    const brand = h(
      'a',
      { className: 'brand', href: this.app.base },
      h('span', { className: 'logo' }),
    );
    brand.append(h('span', { className: 'brand-name', translate: false, textContent: 'Duologue' }));
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
    this.#input.onpaste = (event) => this.#paste(event);
    const join = h('button', { type: 'submit', className: 'secondary' });
    this.say(join, 'home.join');
    const form = h('form', { className: 'join' });
    form.append(label, h('div', { className: 'row' }, this.#input, join), this.#error);
    form.onsubmit = (event) => {
      event.preventDefault();
      void this.#join();
    };
    return form;
  }

  /**
   * Messages have several lines, of which a field makes one: without a space between them.
   *
   * @param {ClipboardEvent} event
   */
  #paste(event) {
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (/[\r\n]/.test(text)) {
      event.preventDefault();
      const { selectionStart, selectionEnd, value } = this.#input;
      const [from, to] = [selectionStart ?? value.length, selectionEnd ?? value.length];
      this.#input.setRangeText(text.trim().replaceAll(/\s*[\r\n]+\s*/g, ' '), from, to, 'end');
      this.#complain(undefined);
    }
  }

  async #join() {
    const { value } = this.#input;
    const links = readLinks(value);
    const here = location.hostname;
    let own = links.find((link) => leadsHere(link, here));
    if (!own && links.length > 0) {
      // Perhaps it is this server under another name: that it knows best itself.
      const addresses = await askAddresses((path) => fetch(path), this.app.base);
      own = links.find((link) => leadsHere(link, here, addresses?.hosts));
    }
    if (own) {
      this.#go(own.room);
    } else if (value === this.#input.value) {
      this.#complain(links.length > 0 ? 'home.join-foreign' : 'home.join-invalid');
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
    return h(
      'li',
      {},
      h('a', { href: this.#address(room), translate: false, textContent: room }),
      forget,
    );
  }

  /** @param {string} room */
  #address(room) {
    return `${this.app.base}r/${room}`;
  }

  /** @param {string} room */
  #go(room) {
    location.assign(this.#address(room));
  }
}
customElements.define('home-view', HomeView);
