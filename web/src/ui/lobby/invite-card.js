import { h } from '../shared/dom.js';
import { View } from '../shared/view.js';

/** `<invite-card>` is the link to this room: to copy, to share, to scan. */
export class InviteCard extends View {
  #link = h('input', { id: 'inviteLink', type: 'text', readOnly: true });
  #copy = this.button('room.copy', 'copy', 'secondary', () => void this.#copyLink());
  #share = this.button('room.share', 'share', 'secondary', () => void this.app.actions.share());
  #qrButton = this.button('room.qr', 'qr', 'secondary qr-button', () => this.#toggleQr());
  #image = h('img', { width: 168, height: 168, decoding: 'async' });
  #qrHint = h('figcaption', { className: 'muted' });
  #qr = h('figure', { className: 'qr' }, this.#image, this.#qrHint);

  /** @override */
  build() {
    const label = this.say(h('label', { htmlFor: 'inviteLink' }), 'room.link');
    this.#link.value = this.app.actions.link;
    this.#link.onfocus = () => this.#link.select();
    this.#share.hidden = !('share' in navigator);
    this.#qrButton.setAttribute('aria-expanded', 'false');
    this.say(this.#qrHint, 'room.qr-hint');
    const buttons = h('div', { className: 'row' }, this.#copy, this.#share, this.#qrButton);
    this.append(label, this.#link, buttons, this.#qr);
    this.#image.src = `/qr.svg?link=${encodeURIComponent(this.app.actions.link)}`;
  }

  /** @override */
  update() {
    this.#image.alt = this.app.i18n.text('room.qr');
  }

  async #copyLink() {
    if (!(await this.app.actions.copyLink())) {
      this.#link.focus();
    }
  }

  #toggleQr() {
    const open = this.classList.toggle('qr-open');
    this.#qrButton.setAttribute('aria-expanded', String(open));
  }
}
customElements.define('invite-card', InviteCard);
