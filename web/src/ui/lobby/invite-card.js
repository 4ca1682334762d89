import { selectForCopying } from '../shared/clipboard.js';
import { h } from '../shared/dom.js';
import { View } from '../shared/view.js';

const NOTES = /** @type {const} */ ({
  asks: 'room.link-asks',
  nowhere: 'room.link-nowhere',
});

/** `<invite-card>` is the link to this room: to copy, to share, to scan. */
export class InviteCard extends View {
  #link = h('input', { id: 'inviteLink', type: 'text', readOnly: true, translate: false });
  #note = h('p', { className: 'muted hint', id: 'inviteNote', hidden: true });
  #copy = this.button('room.copy', 'copy', 'secondary', () => {
    void this.#selectUnless(this.app.actions.copyLink());
  });
  #share = this.button('room.share', 'share', 'secondary', () => {
    void this.#selectUnless(this.app.actions.share());
  });
  #qrButton = this.button('room.qr', 'qr', 'secondary qr-button', () => this.#toggleQr());
  #image = h('img', { width: 168, height: 168, decoding: 'async' });
  #qrHint = h('figcaption', { className: 'muted' });
  #qr = h('figure', { className: 'qr' }, this.#image, this.#qrHint);
  #qrClosed = () => {};

  /** @override */
  build() {
    const label = this.say(h('label', { htmlFor: 'inviteLink' }), 'room.link');
    this.#link.setAttribute('aria-describedby', 'inviteNote');
    this.#link.onfocus = () => this.#link.select();
    this.#share.hidden = !('share' in navigator);
    this.#qrButton.setAttribute('aria-expanded', 'false');
    this.say(this.#qrHint, 'room.qr-hint');
    this.#image.onerror = () => this.#setSource(undefined);
    const buttons = h('div', { className: 'row' }, this.#copy, this.#share, this.#qrButton);
    this.append(label, this.#link, this.#note, buttons, this.#qr);
  }

  /** @override */
  watch() {
    this.follow(this.app.invitation, this.app.server);
  }

  /** @override */
  update() {
    const { i18n, invitation } = this.app;
    const { link, note } = invitation;
    this.#link.value = link;
    this.#note.hidden = note === undefined;
    if (note) {
      this.say(this.#note, NOTES[note]);
    }
    this.#showQr(note === 'nowhere' || !invitation.settled ? undefined : link);
    this.#image.alt = i18n.text('room.qr');
  }

  /** @param {string | undefined} link what a phone could open */
  #showQr(link) {
    const source = `${this.app.base}qr.svg?link=${encodeURIComponent(link ?? '')}`;
    const isThere = this.#image.getAttribute('src') === source;
    if (link === undefined || (!isThere && this.app.server.reach !== 'open')) {
      this.#setSource(undefined); // never that of another link
    } else if (!isThere) {
      this.#setSource(source);
    }
  }

  /** @param {string | undefined} source none if there is no image, or it did not come */
  #setSource(source) {
    this.#qr.hidden = source === undefined;
    this.#qrButton.hidden = source === undefined;
    if (source === undefined) {
      this.#image.removeAttribute('src');
    } else {
      this.#image.src = source;
    }
  }

  /** @param {Promise<boolean>} done */
  async #selectUnless(done) {
    if (!(await done)) {
      selectForCopying(this.#link);
    }
  }

  #toggleQr() {
    const open = this.classList.toggle('qr-open');
    this.#qrButton.setAttribute('aria-expanded', String(open));
    this.#qrClosed();
    if (open) {
      this.#qrClosed = this.app.dismissals.opened(() => this.#toggleQr());
    }
  }
}
customElements.define('invite-card', InviteCard);
