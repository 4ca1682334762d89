import { isRoomId } from '../../page/invitation.js';

/** @import {PreferenceStore} from '../../page/storage.js' */

const MAX_ROOMS = 6;

/**
 * @param {PreferenceStore} preferences
 * @returns {string[]} the rooms used lately on this device, the last one first
 */
export function recentRooms(preferences) {
  try {
    const rooms = new Set(JSON.parse(preferences.get('rooms') || '[]'));
    return [...rooms]
      .filter((room) => typeof room === 'string' && isRoomId(room))
      .slice(0, MAX_ROOMS);
  } catch {
    return [];
  }
}

/**
 * @param {PreferenceStore} preferences
 * @param {string} room
 */
export function rememberRoom(preferences, room) {
  const others = recentRooms(preferences).filter((other) => other !== room);
  preferences.set('rooms', JSON.stringify([room, ...others].slice(0, MAX_ROOMS)));
}

/**
 * @param {PreferenceStore} preferences
 * @param {string} room
 */
export function forgetRoom(preferences, room) {
  const others = recentRooms(preferences).filter((other) => other !== room);
  preferences.set('rooms', JSON.stringify(others));
}
