import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { browserStorage, PreferenceStore } from '../../src/page/storage.js';
import { TabMemory } from '../../src/page/tab-memory.js';
import { recentRooms, rememberRoom } from '../../src/ui/home/recent-rooms.js';
import { FakeClock } from '../fakes/fakes.js';

/** @import {Preferences} from '../../src/page/storage.js' */

const KEYS = /** @type {(keyof Preferences)[]} */ ([
  'name',
  'camera',
  'microphone',
  'speaker',
  'language',
  'rooms',
  'notify',
]);

/** @returns {never} */
function refuse() {
  throw new DOMException('access is denied for this document', 'SecurityError');
}

/** One of which every method throws, and every property. */
const FORBIDDEN = /** @type {Storage} */ (new Proxy({}, { get: refuse, set: refuse, has: refuse }));

/** @param {number} [room] how many characters it takes */
function newStorage(room = Number.POSITIVE_INFINITY) {
  /** @type {Map<string, string>} */
  const kept = new Map();
  return {
    kept,
    getItem: (/** @type {string} */ key) => kept.get(key) ?? null,
    removeItem: (/** @type {string} */ key) => void kept.delete(key),
    setItem(/** @type {string} */ key, /** @type {string} */ value) {
      const others = [...kept].filter(([other]) => other !== key);
      const size = others.reduce((sum, [k, v]) => sum + k.length + v.length, 0);
      if (size + key.length + value.length > room) {
        throw new DOMException('full', 'QuotaExceededError');
      }
      kept.set(key, value);
    },
  };
}

/** @param {'localStorage' | 'sessionStorage'} name @param {() => unknown} get */
function define(name, get) {
  Object.defineProperty(globalThis, name, { configurable: true, get });
}

afterEach(() => {
  Reflect.deleteProperty(globalThis, 'localStorage');
  Reflect.deleteProperty(globalThis, 'sessionStorage');
});

test('preferences are remembered from one visit to the next', () => {
  const storage = newStorage();
  const preferences = new PreferenceStore(storage);
  assert.equal(preferences.isLasting, true);
  preferences.set('name', 'Anna');
  assert.equal(new PreferenceStore(storage).get('name'), 'Anna');
  assert.deepEqual([...storage.kept], [['duologue.name', 'Anna']]);
});

test('without a storage, and with one of which everything throws, they hold for this visit', () => {
  for (const storage of [
    undefined,
    null,
    FORBIDDEN,
    /** @type {any} */ ({}),
    /** @type {any} */ (7),
  ]) {
    const preferences = new PreferenceStore(storage);
    assert.equal(preferences.isLasting, false);
    for (const key of KEYS) {
      assert.equal(preferences.get(key), '');
      preferences.set(key, `of ${key}`);
      assert.equal(preferences.get(key), `of ${key}`);
    }
    rememberRoom(preferences, 'abc');
    assert.deepEqual(recentRooms(preferences), ['abc']);
  }
});

test('what a full storage does not take stands before what it has, and is said not to last', () => {
  const storage = newStorage(40);
  const preferences = new PreferenceStore(storage);
  preferences.set('name', 'Anna');
  assert.equal(preferences.isLasting, true);
  preferences.set('name', 'A'.repeat(60));
  assert.equal(preferences.get('name'), 'A'.repeat(60));
  assert.equal(preferences.isLasting, false);
  preferences.set('name', 'Lin');
  assert.equal(preferences.get('name'), 'Lin');
  assert.equal(preferences.isLasting, true);
  assert.equal(new PreferenceStore(newStorage(3)).isLasting, false);
});

test('what is no text in a storage is nothing', () => {
  const odd = /** @type {any} */ ({ getItem: () => 5, setItem() {}, removeItem() {} });
  assert.equal(new PreferenceStore(odd).get('name'), '');
});

test('the storages of a browser that forbids them are never touched again', () => {
  define('localStorage', refuse);
  define('sessionStorage', refuse);
  assert.equal(browserStorage(), undefined);
  const memory = new TabMemory(() => sessionStorage, new FakeClock());
  memory.keep('room', /** @type {any} */ ({ session: 's' }));
  assert.equal(memory.take('room'), undefined);
});

test('those of any other browser are used', () => {
  const [local, session] = [newStorage(), newStorage()];
  define('localStorage', () => local);
  define('sessionStorage', () => session);
  assert.equal(browserStorage(), local);
  const memory = new TabMemory(() => sessionStorage, new FakeClock());
  memory.keep('room', /** @type {any} */ ({ session: 's' }));
  assert.deepEqual(memory.take('room'), { session: 's' });
});

test('a tab whose storage throws at every touch remembers nothing', () => {
  define('sessionStorage', () => FORBIDDEN);
  const memory = new TabMemory(() => sessionStorage, new FakeClock());
  memory.keep('room', /** @type {any} */ ({ session: 's' }));
  assert.equal(memory.take('room'), undefined);
});
