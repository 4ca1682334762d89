import { copy, selectForCopying } from '../shared/clipboard.js';
import { h } from '../shared/dom.js';
import { View } from '../shared/view.js';

/** @import {LogEntry} from '../../page/event-log.js' */
/** @import {I18n} from '../../i18n/i18n.js' */

/**
 * One line of the log in words.
 *
 * @param {I18n} i18n
 * @param {LogEntry} entry
 */
export function logText(i18n, { code, params }) {
  const key = `log.${code}`;
  return i18n.has(key) ? i18n.text(key, params) : `${code} ${JSON.stringify(params)}`;
}

/**
 * The time of day of a line, to the millisecond: what is slow is often only that.
 *
 * @param {number} at
 */
export function logTime(at) {
  const date = new Date(at);
  const parts = [date.getHours(), date.getMinutes(), date.getSeconds()];
  const ms = String(date.getMilliseconds()).padStart(3, '0');
  return `${parts.map((part) => String(part).padStart(2, '0')).join(':')}.${ms}`;
}

/** `<log-panel>` is the connection log, every step with its time. */
export class LogPanel extends View {
  #area = h('ol', { id: 'logArea', tabIndex: 0 });

  /** @override */
  build() {
    this.name(this.#area, 'log.title');
    this.append(
      this.#area,
      this.button('log.copy', 'copy', 'secondary', () => void this.#copy()),
    );
  }

  /** @override */
  watch() {
    this.listen(this.app.log, 'entry', ({ entry }) => this.#add(entry));
  }

  /** Says everything anew, in the language chosen. @override */
  update() {
    this.#area.replaceChildren();
    for (const entry of this.app.log.entries) {
      this.#add(entry);
    }
  }

  /** @param {LogEntry} entry */
  #add(entry) {
    const atEnd = this.#area.scrollHeight - this.#area.scrollTop - this.#area.clientHeight < 40;
    const time = h('time', { textContent: logTime(entry.at) });
    const line = h('li', { className: entry.level }, time);
    line.append(' ', logText(this.app.i18n, entry));
    this.#area.append(line);
    if (atEnd) {
      this.#area.scrollTop = this.#area.scrollHeight;
    }
  }

  async #copy() {
    const lines = this.app.log.entries.map(
      (entry) => `${logTime(entry.at)} ${entry.level} ${logText(this.app.i18n, entry)}`,
    );
    if (await copy(lines.join('\n'))) {
      this.app.notices.show('log.copied');
    } else {
      selectForCopying(this.#area);
      this.app.notices.show('log.copy-failed');
    }
  }
}
customElements.define('log-panel', LogPanel);
