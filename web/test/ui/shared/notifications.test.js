import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { askToNotify, notifyOutside } from '../../../src/ui/shared/notifications.js';
import { newPage, standIn } from '../../fakes/fake-document.js';
import { strictClass } from '../../fakes/strict.js';

class FakeNotification extends strictClass(Object) {
  static permission = 'default';
  /** What the person answers. */
  static answer = 'granted';
  /** @type {(() => void) | null} */
  onclick = null;
  text;

  /** @param {string} text */
  constructor(text) {
    super();
    this.text = text;
  }

  static async requestPermission() {
    FakeNotification.permission = FakeNotification.answer;
  }
}

/** @type {any} */
let page;

beforeEach(() => {
  page = newPage();
  page.visibilityState = 'hidden';
  FakeNotification.permission = 'default';
  standIn('Notification', FakeNotification);
});

test('the person is asked, and what they say holds', async () => {
  for (const [answer, allowed] of /** @type {const} */ ([
    ['granted', true],
    ['denied', false],
    ['default', false],
  ])) {
    FakeNotification.answer = answer;
    assert.equal(await askToNotify(), allowed, answer);
  }
});

test('a browser that has no notifications, or refuses to ask, allows none', async () => {
  standIn('Notification', {
    permission: 'granted',
    requestPermission: () => Promise.reject(new TypeError('not from here')),
  });
  assert.equal(await askToNotify(), false);
  Reflect.deleteProperty(globalThis, 'Notification');
  assert.equal(await askToNotify(), false);
  assert.equal(notifyOutside('Lin is calling'), undefined);
});

test('a person who looks elsewhere is notified, and a click brings the page to the front', () => {
  FakeNotification.permission = 'granted';
  /** @type {any} */
  const notification = notifyOutside('Lin is calling');
  assert.equal(notification.text, 'Lin is calling');
  notification.onclick();
  assert.equal(Reflect.get(window, 'focused'), true);
});

test('nobody is notified who sees the page, or has not allowed it', () => {
  assert.equal(notifyOutside('Lin is calling'), undefined);
  FakeNotification.permission = 'granted';
  page.visibilityState = 'visible';
  assert.equal(notifyOutside('Lin is calling'), undefined);
});

test('a browser that notifies from service workers alone does no harm', () => {
  class OnAndroid {
    static permission = 'granted';
    constructor() {
      throw new TypeError('Illegal constructor');
    }
  }
  standIn('Notification', OnAndroid);
  assert.equal(notifyOutside('Lin is calling'), undefined);
});
