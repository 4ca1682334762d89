/** @import {I18n} from '../../i18n/i18n.js' */
/** @import {MediaKind} from '../../media/media-kind.js' */
/** @import {MediaProblem} from '../../media/errors.js' */
/** @import {BrowserKind} from './browser-kind.js' */

/** Problems whose sentence speaks of camera and microphone itself. */
const COMPLETE = new Set(['insecure', 'unsupported', 'refused', 'refused-by-system']);

/**
 * Why there is no camera or microphone, as a sentence.
 *
 * @param {I18n} i18n
 * @param {MediaKind | 'both'} what
 * @param {MediaProblem} problem
 */
export function problemText(i18n, what, problem) {
  const text = i18n.text(`problem.${problem}`);
  const complete = COMPLETE.has(problem) && what === 'both';
  return complete ? text : i18n.text(`problem.${what}`) + text;
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
