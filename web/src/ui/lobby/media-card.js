import { browserKind } from '../shared/browser-kind.js';
import { h, icon } from '../shared/dom.js';
import { phaseOf } from '../shared/phase.js';
import { problemText, remedyText } from '../shared/problem-text.js';
import { View } from '../shared/view.js';

/** @import {MediaKind} from '../../media/media-kind.js' */
/** @import {MediaProblem} from '../../media/errors.js' */

/**
 * `<media-card>` lies over the empty picture before the call: it starts the camera, and says in
 * words why there is none and what to do.
 */
export class MediaCard extends View {
  #start = this.button('media.start', 'camera', 'primary', () => void this.app.media.start());
  #hint = h('p', { className: 'muted' });
  #problems = h('ul', { className: 'problems' });
  #retry = this.button('problem.retry', 'retry', 'secondary', () => void this.app.media.start());

  /** @override */
  build() {
    const alert = h('div', { role: 'alert' }, this.#problems);
    this.append(this.#start, this.#hint, alert, this.#retry);
  }

  /** @override */
  watch() {
    this.follow(this.app.media, this.app.call);
  }

  /** @override */
  update() {
    const { audio, video } = this.app.media;
    const starting = audio.state === 'starting' || video.state === 'starting';
    const failures = this.#failures();
    this.#start.hidden = !this.app.media.untouched;
    this.#hint.hidden = !this.app.media.untouched && !starting;
    this.say(this.#hint, starting ? 'media.starting' : 'media.hint');
    this.#retry.hidden = failures.length === 0 || starting;
    this.#showProblems(starting ? [] : failures);
    const nothingToSay = this.#hint.hidden && failures.length === 0;
    this.hidden = nothingToSay || phaseOf(this.app) !== 'lobby';
    this.classList.toggle('over-picture', video.state === 'on');
  }

  #failures() {
    return /** @type {MediaKind[]} */ (['video', 'audio']).flatMap((kind) => {
      const source = this.app.media[kind];
      return source.state === 'failed' ? [{ kind, problem: source.problem }] : [];
    });
  }

  /** @param {{kind: MediaKind, problem: MediaProblem}[]} failures */
  #showProblems(failures) {
    const both = failures.length === 2 && failures[0]?.problem === failures[1]?.problem;
    const shown = both ? failures.slice(0, 1) : failures;
    const items = shown.map(({ kind, problem }) => this.#item(both ? 'both' : kind, problem));
    this.#problems.replaceChildren(...items);
    this.#problems.hidden = items.length === 0;
  }

  /**
   * @param {MediaKind | 'both'} what
   * @param {MediaProblem} problem
   */
  #item(what, problem) {
    const { i18n } = this.app;
    return h(
      'li',
      {},
      icon(what === 'audio' ? 'mic-off' : 'camera-off'),
      h('strong', { textContent: problemText(i18n, what, problem) }),
      h('span', { textContent: remedyText(i18n, problem, browserKind(navigator.userAgent)) }),
    );
  }
}
customElements.define('media-card', MediaCard);
