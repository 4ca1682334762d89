/** @import {I18n} from '../../i18n/i18n.js' */
/** @import {Member} from '../../signaling/roster.js' */

/**
 * What to call a member in the middle of a sentence; for one without a name, "the other person".
 *
 * @param {I18n} i18n
 * @param {Member | undefined} member
 */
export function nameOf(i18n, member) {
  return member?.name || i18n.text('call.other');
}

/**
 * The same at the beginning of a sentence.
 *
 * @param {I18n} i18n
 * @param {Member | undefined} member
 */
export function nameAtStart(i18n, member) {
  return member?.name || i18n.text('call.other-start');
}
