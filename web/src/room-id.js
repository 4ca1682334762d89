/**
 * Whether the server takes `text` as the name of a room.
 *
 * @param {string} text
 */
export function isRoomId(text) {
  return /^[a-z0-9-]{1,64}$/.test(text);
}
