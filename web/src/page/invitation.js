/** Without those that are mistaken for one another when read out: l and 1, o and 0. */
const ALPHABET = 'abcdefghijkmnpqrstuvwxyz23456789';
const GROUPS = 4;
const GROUP_LENGTH = 4;

/**
 * Whether the server takes `text` as the name of a room.
 *
 * @param {string} text
 */
export function isRoomId(text) {
  return /^[a-z0-9-]{1,64}$/.test(text);
}

/**
 * A room that nobody can guess: 80 random bits, in groups that can be read out.
 *
 * @param {(bytes: Uint8Array<ArrayBuffer>) => Uint8Array} random
 */
export function newRoomId(random = (bytes) => crypto.getRandomValues(bytes)) {
  const bytes = random(new Uint8Array(GROUPS * GROUP_LENGTH));
  const text = Array.from(bytes, (byte) => ALPHABET[byte % ALPHABET.length]).join('');
  return text.replaceAll(/.{4}(?=.)/g, '$&-');
}

/**
 * The room that the path of a page names.
 *
 * @param {string} path
 * @returns {string | undefined}
 */
export function roomOfPath(path) {
  const id = /^\/r\/([^/]*)\/?$/.exec(path)?.[1];
  return id !== undefined && isRoomId(id) ? id : undefined;
}

/**
 * Reads what a person pasted: the link to a call, or the code in it.
 *
 * @param {string} text
 * @param {string} host that this page came from
 * @returns {{room?: string, foreign?: boolean}} `foreign` if it is a link to somewhere else
 */
export function readInvitation(text, host) {
  const trimmed = text.trim();
  if (isRoomId(trimmed.toLowerCase())) {
    return { room: trimmed.toLowerCase() };
  }
  const withScheme = /^https?:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`;
  try {
    const url = new URL(withScheme);
    const room = roomOfPath(url.pathname);
    if (room) {
      return url.host === host ? { room } : { foreign: true };
    }
  } catch {
    // no link at all
  }
  return {};
}
