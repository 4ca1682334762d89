import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ScreenLock } from '../../../src/ui/call/screen-lock.js';

/** A browser that gives its locks when the test says so. */
class FakeWakeLock {
  /** @type {{released: boolean, release(): Promise<void>}[]} */
  locks = [];
  /** @type {(() => void)[]} */
  #asked = [];

  /** @returns {Promise<any>} */
  request() {
    return new Promise((resolve) => {
      this.#asked.push(() => {
        const lock = {
          released: false,
          async release() {
            this.released = true;
          },
        };
        this.locks.push(lock);
        resolve(lock);
      });
    });
  }

  /** Gives what was asked for, and lets everything that follows happen. */
  async give() {
    await settle();
    for (const give of this.#asked.splice(0)) {
      give();
    }
    await settle();
  }

  get held() {
    return this.locks.filter(({ released }) => !released).length;
  }
}

/** Everything that is under way gets to where it waits for the browser. */
function settle() {
  return new Promise((resolve) => setImmediate(resolve));
}

test('the screen is kept on for as long as that is wanted', async () => {
  const browser = new FakeWakeLock();
  const screen = new ScreenLock(browser);
  screen.keep(true);
  await browser.give();
  screen.keep(true);
  await browser.give();
  assert.equal(browser.locks.length, 1);
  screen.keep(false);
  await browser.give();
  assert.equal(browser.held, 0);
});

test('a lock that comes after the end of the call is given back', async () => {
  const browser = new FakeWakeLock();
  const screen = new ScreenLock(browser);
  screen.keep(true);
  await settle();
  screen.keep(false);
  await browser.give();
  assert.deepEqual([browser.locks.length, browser.held], [1, 0]);
});

test('a lock that the browser took away is asked for again', async () => {
  const browser = new FakeWakeLock();
  const screen = new ScreenLock(browser);
  screen.keep(true);
  await browser.give();
  await browser.locks[0]?.release();
  screen.keep(true);
  await browser.give();
  assert.deepEqual([browser.locks.length, browser.held], [2, 1]);
});

test('of many wishes in a row the last one holds', async () => {
  const browser = new FakeWakeLock();
  const screen = new ScreenLock(browser);
  for (const wanted of [true, false, true, false, true]) {
    screen.keep(wanted);
  }
  await browser.give();
  assert.equal(browser.held, 1);
});

test('a browser that refuses, or has no such thing, is asked again the next time', async () => {
  let refusals = 0;
  const screen = new ScreenLock({
    request: () => {
      refusals += 1;
      return Promise.reject(new DOMException('low battery', 'NotAllowedError'));
    },
  });
  screen.keep(true);
  await settle();
  screen.keep(true);
  await settle();
  assert.equal(refusals, 2);
  const nothing = new ScreenLock(undefined);
  nothing.keep(true);
  nothing.keep(false);
  await settle();
});
