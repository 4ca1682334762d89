import { hostName, isLoopback } from './hosts.js';
import { isRoomId } from './invitation.js';

/**
 * Reads what a person pasted: a link, a code, or a whole message around one. `docs/links.md` states
 * the rules; the server's `RoomLinks` follows the same ones for paths.
 *
 * @typedef {object} RoomLink
 * @property {string} room
 * @property {string} [host] name or address that the link leads to; absent for a bare code
 */

/** More than every message has, and little to search. */
const MAX_LENGTH = 4096;
const MAX_DECODINGS = 3;

const ENCODED = /(?:%[0-9a-f]{2})+/gi;
const LINE_BREAK = /[\r\n\v\f\u0085\u2028\u2029]+/g;
const SPACE = /[\p{Zs}\t+]/gu;
/** Controls, characters without a shape, and variation selectors. */
const INVISIBLE = /(?!\n)(?:[\p{Cc}\p{Cf}]|\p{VS})/gu;
/** Besides what Unicode calls a dash, what is typed for one. */
const DASH = /[\p{Pd}\u2212\u2043\u02d7\u2500\u30fc]/gu;

const CJK = String.raw`\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Bopomofo}`;
const BEFORE_CODE = new RegExp(String.raw`^(?:[^\p{L}\p{N}]|[${CJK}])+`, 'u');
/** Where a code ends for certain: a query, punctuation that no name has, scripts without spaces. */
const AFTER_CODE = new RegExp(
  String.raw`[?&#,;!()[\]{}<>"'\x60${CJK}]|(?![\p{L}\p{N}\p{M}])[^\0-\x7f]`,
  'u',
);
const LEADING = /^[^\p{L}\p{N}]+/u;
const TRAILING = /[^\p{L}\p{N}\p{M}]+$/u;

/** The form that the page makes, however its four groups are separated. */
const GROUP = '[a-km-np-z2-9]{4}';
const SEPARATOR = String.raw`[ \n._-]+`;
const PAGE_FORM = `(${GROUP})${SEPARATOR}(${GROUP})${SEPARATOR}(${GROUP})${SEPARATOR}(${GROUP})(?![a-z0-9])`;
const CODE_FIRST = new RegExp(`^${PAGE_FORM}`);
const CODE_ANYWHERE = new RegExp(`(?<![a-z0-9-])${PAGE_FORM}(?!-)`, 'g');
/** Words with dashes between them; after a space alone, only such as look like a part of a code. */
const WORDS = new RegExp(
  `^[a-z0-9-]+(?: *- *[a-z0-9-]+| +(?:(?=[a-z-]*[0-9])[a-z0-9-]+|${GROUP}(?![a-z0-9])))*$`,
);

/** The host of a link, at the end of what stands before its `/r/`. */
const HOST = /(?:[a-z]+:\/+(?:[^\s/@]*@)?([^\s/]+)|((?:\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::\d+)?))$/;

/**
 * Every room that a text names, links before bare codes.
 *
 * @param {string} text
 * @returns {RoomLink[]}
 */
export function readLinks(text) {
  const trimmed = text.trim();
  if (isRoomId(trimmed)) {
    return [{ room: trimmed }];
  }
  const plain = normalised(trimmed).slice(0, MAX_LENGTH);
  const links = [...plain.matchAll(/\/+r\/+/g)].flatMap(({ 0: match, index }) => {
    const room = codeAfter(plain.slice(index + match.length));
    const host = hostBefore(plain.slice(0, index));
    return room === undefined ? [] : [{ room, ...(host && { host }) }];
  });
  return links.length > 0 ? links : bareCodes(plain);
}

/**
 * Whether a link leads to this server: under the name that this page has, under one that the server
 * knows of, or to loopback, which is never another computer.
 *
 * @param {RoomLink} link
 * @param {string} own host name of this page
 * @param {readonly string[]} [others] that the server answers to
 */
export function leadsHere({ host }, own, others = []) {
  return host === undefined || isLoopback(host) || [own, ...others].map(hostName).includes(host);
}

/**
 * One way to write what can be written in many: percent-encoding, full-width letters, dashes.
 *
 * @param {string} text
 */
function normalised(text) {
  let plain = text;
  for (let i = 0; i < MAX_DECODINGS && plain.includes('%'); i += 1) {
    plain = plain.replaceAll(ENCODED, decoded);
  }
  return plain
    .normalize('NFKC')
    .replaceAll(LINE_BREAK, '\n')
    .replaceAll(SPACE, ' ')
    .replaceAll(INVISIBLE, '')
    .replaceAll(DASH, '-')
    .replaceAll('\\', '/')
    .toLowerCase();
}

/** @param {string} octets percent-encoded; those that are no UTF-8 become U+FFFD */
function decoded(octets) {
  const bytes = octets.split('%').slice(1);
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(
    Uint8Array.from(bytes, (byte) => Number.parseInt(byte, 16)),
  );
}

/**
 * The code that stands behind `/r/`: a space ends it, where what follows looks like no part of it.
 *
 * @param {string} text
 */
function codeAfter(text) {
  const line = text.split('\n')[0] ?? '';
  return codeIn(text) ?? codeIn(line.trim().split(' ')[0] ?? '');
}

/**
 * @param {string} text
 * @returns {string | undefined}
 */
function codeIn(text) {
  const from = text.replace(BEFORE_CODE, '');
  const all = from.split(AFTER_CODE, 1)[0] ?? '';
  const code = (all.split('\n')[0] ?? '').replace(TRAILING, '');
  const pageForm = CODE_FIRST.exec(all);
  if (isRoomId(code) && code.length >= (pageForm?.[0].length ?? 0)) {
    return code;
  }
  return pageForm ? joined(pageForm) : joinedWords(code);
}

/** @param {string} code */
function joinedWords(code) {
  const room = WORDS.test(code) ? code.replaceAll(/ *- *| +/g, '-') : '';
  return isRoomId(room) ? room : undefined;
}

/** @param {RegExpExecArray | RegExpMatchArray} groups */
function joined(groups) {
  return groups.slice(1, 5).join('-');
}

/**
 * A text without a link: the whole of it is a code, or codes of the page's form are in it. Words
 * have spaces between them too, so a code that has needs a digit.
 *
 * @param {string} text
 * @returns {RoomLink[]}
 */
function bareCodes(text) {
  const whole = text.replace(LEADING, '').replace(TRAILING, '');
  const words = /[0-9]/.test(whole) ? joinedWords(whole) : undefined;
  const found = [...text.matchAll(CODE_ANYWHERE)].filter(
    ([code]) => /[0-9]/.test(code) || !/[^a-z-]/.test(code),
  );
  const pageForm = found.map((groups) => ({ room: joined(groups) }));
  if (isRoomId(whole)) {
    return [{ room: whole }];
  }
  return pageForm.length > 0 || words === undefined ? pageForm : [{ room: words }];
}

/** @param {string} text */
function hostBefore(text) {
  const [, ofLink, alone] = HOST.exec(text) ?? [];
  const host = ofLink ?? alone;
  return host === undefined ? undefined : hostName(host);
}
