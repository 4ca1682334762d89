/**
 * The names of people: whatever somebody types, or another client sends, becomes one line that can
 * stand in any sentence.
 */

/** Line breaks and all that is as wide as a space. */
const SPACES = /[\p{Z}\t\n\v\f\r\u0085]+/gu;
/**
 * Controls, halves of characters, and what reorders the text around it or has no shape. Joiners and
 * tags stay: emoji, Persian and Indic scripts are made with them.
 */
const DROPPED =
  /(?!\u200c|\u200d|[\u{e0020}-\u{e007f}])(?:[\p{Cc}\p{Cf}\p{Cs}]|\u034f|[\u115f\u1160\u3164\uffa0])/gu;
/** A text with nothing to see in it. */
const UNSEEN = /^[\p{Default_Ignorable_Code_Point}\p{Z}\p{M}\u2800]*$/u;

/**
 * What people see as one character, where the browser has no `Intl.Segmenter`: flags, emoji that are
 * joined or have a colour of skin, letters with their marks. UAX #29 knows more; these are enough.
 */
const GRAPHEME =
  /\p{RI}\p{RI}|(?:\p{L}|\P{M})(?:\p{M}|\p{Emoji_Modifier}|[\u200c\u{e0020}-\u{e007f}]|\u200d\P{M}?)*/gsu;

/**
 * Reads a name: controls and line breaks are gone, spaces are single, and it is cut between two
 * characters as people see them.
 *
 * @param {unknown} text
 * @param {number} limit in UTF-16 units
 * @returns {string} empty where nothing is left that can be seen
 */
export function readName(text, limit) {
  const line = String(text ?? '')
    .slice(0, limit * 16)
    .replaceAll(SPACES, ' ')
    .replaceAll(DROPPED, '')
    .replaceAll(SPACES, ' ')
    .trim();
  const name = cut(line.normalize('NFC'), limit).trim();
  return UNSEEN.test(name) ? '' : name;
}

/**
 * The first character of a name for an avatar, as a capital where it has one.
 *
 * @param {string} name
 * @returns {string} empty for an empty name
 */
export function initialOf(name) {
  const first = graphemes(name)[0] ?? '';
  const capital = first.toUpperCase();
  // Of ß there would be two, and Georgian uses no capitals at the beginning of a name.
  return graphemes(capital).length === 1 && !/\p{Script=Georgian}/u.test(first) ? capital : first;
}

/**
 * @param {string} text
 * @param {typeof Intl.Segmenter | undefined} [Segmenter] of the browser, where it has one
 * @returns {string[]} what people see as single characters
 */
export function graphemes(text, Segmenter = Intl.Segmenter) {
  return Segmenter
    ? Array.from(new Segmenter().segment(text), ({ segment }) => segment)
    : (text.match(GRAPHEME) ?? []);
}

/**
 * @param {string} text
 * @param {number} limit
 */
function cut(text, limit) {
  if (text.length <= limit) {
    return text;
  }
  let end = 0;
  for (const { length } of graphemes(text)) {
    if (end + length > limit) {
      break;
    }
    end += length;
  }
  // A single character of so many marks that it does not fit is cut between two of them.
  return end > 0 ? text.slice(0, end) : text.slice(0, limit).replace(/[\ud800-\udbff]$/, '');
}
