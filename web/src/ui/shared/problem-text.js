/** @import {I18n} from '../../i18n/i18n.js' */
/** @import {MediaKind} from '../../media/media-kind.js' */
/** @import {MediaProblem} from '../../media/errors.js' */
/** @import {BrowserKind} from './browser-kind.js' */

/**
 * Why there is no camera or microphone, as a sentence.
 *
 * @param {I18n} i18n
 * @param {MediaKind | 'both'} what
 * @param {MediaProblem} problem
 */
export function problemText(i18n, what, problem) {
  return i18n.text(`problem.${problem}`, { what: i18n.text(`problem.${what}`) });
}

/**
 * What to do about it in this browser.
 *
 * @param {I18n} i18n
 * @param {MediaProblem} problem
 * @param {BrowserKind} browser
 */
export function remedyText(i18n, problem, browser) {
  const special = `problem.${problem}-do-${browser}`;
  return i18n.has(special) ? i18n.text(special) : i18n.text(`problem.${problem}-do`);
}
