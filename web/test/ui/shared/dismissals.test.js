import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Dismissals } from '../../../src/ui/shared/dismissals.js';

/** @param {Partial<KeyboardEvent>} [fields] */
function pressEscape(fields = {}) {
  const event = { key: 'Escape', isComposing: false, defaultPrevented: false, ...fields };
  return /** @type {any} */ ({
    ...event,
    preventDefault() {
      this.defaultPrevented = true;
    },
  });
}

test('Esc closes one thing a press, the last one first', () => {
  const dismissals = new Dismissals();
  /** @type {string[]} */
  const closed = [];
  dismissals.opened(() => closed.push('panel'));
  dismissals.opened(() => closed.push('menu'));
  dismissals.handleKey(pressEscape());
  assert.deepEqual(closed, ['menu']);
  dismissals.handleKey(pressEscape());
  assert.deepEqual(closed, ['menu', 'panel']);
  const unused = pressEscape();
  dismissals.handleKey(unused);
  assert.equal(unused.defaultPrevented, false);
});

test('what was closed in another way is not closed again', () => {
  const dismissals = new Dismissals();
  /** @type {string[]} */
  const closed = [];
  dismissals.opened(() => closed.push('panel'));
  const menuClosed = dismissals.opened(() => closed.push('menu'));
  menuClosed();
  menuClosed();
  assert.equal(dismissals.dismiss(), true);
  assert.deepEqual(closed, ['panel']);
});

test('Esc of an input method, and one that somebody took already, close nothing', () => {
  const dismissals = new Dismissals();
  let closed = 0;
  dismissals.opened(() => {
    closed += 1;
  });
  dismissals.handleKey(pressEscape({ isComposing: true }));
  dismissals.handleKey(pressEscape({ defaultPrevented: true }));
  dismissals.handleKey(pressEscape({ key: 'Enter' }));
  assert.equal(closed, 0);
});
