import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call, talking } from './lib/calls.js';
import { newRoom, Scene } from './lib/scene.js';

/** @import {Person} from './lib/person.js' */

const scene = new Scene();

test('without storage a call works, and Settings says what is lost', async () => {
  const room = newRoom();
  const [ann, ben] = [await scene.arrive(), await scene.arrive()];
  for (const person of [ann, ben]) {
    await person.page.evaluateOnNewDocument(() => {
      const get = () => {
        throw new DOMException('Access is denied for this document.', 'SecurityError');
      };
      Object.defineProperty(window, 'localStorage', { get });
      Object.defineProperty(window, 'sessionStorage', { get });
    });
    await person.open(scene.link(room));
    await person.press('Start camera');
  }
  await ann.page.locator('#ownName').fill('Ann');
  await ben.press('Settings');
  await ben.reads('This browser lets the page save nothing');
  await ben.press('Close');
  await call(ann, ben);
  await ann.page.reload();
  await ann.seesStatus('Connected');
  await ann.open(`${scene.server.url}/?lang=en`);
  await ann.findsButton('Start a call');
});

for (const path of ['/', '/r/nobody-is-here']) {
  test(`where the script of ${path} does not come or does not run, the page says what to do`, async () => {
    const ann = await scene.arrive();
    await ann.page.setRequestInterception(true);
    ann.page.on('request', (request) =>
      request.resourceType() === 'script'
        ? request.respond({ contentType: 'text/javascript', body: 'what is this?' })
        : request.continue(),
    );
    await ann.open(scene.server.url + path);
    const hint = '.not-loaded';
    const isShown = () =>
      ann.page.$eval(hint, (it) => it.checkVisibility({ visibilityProperty: true }));
    assert.equal(await isShown(), false, 'not while it may still come');
    await ann.page.$eval(hint, (it) => it.getAnimations().forEach((wait) => void wait.finish()));
    assert.equal(await isShown(), true);
    assert.match(ann.complaints.splice(0).join(), /SyntaxError/);
    const ben = await scene.arrive();
    await ben.open(scene.server.url + path);
    assert.equal(await ben.page.$(hint), null);
  });
}

test('a browser that plays, notifies and measures nothing calls all the same', async () => {
  const room = newRoom();
  const [ann, ben] = [await scene.arrive(), await scene.arrive()];
  for (const person of [ann, ben]) {
    await person.page.evaluateOnNewDocument((hasAudioContext) => {
      const refuse = () => {
        throw new DOMException('not here', 'NotSupportedError');
      };
      AudioContext.prototype.createMediaStreamSource = refuse;
      Notification.requestPermission = refuse;
      navigator.wakeLock.request = refuse;
      if (!hasAudioContext) {
        Object.defineProperty(window, 'AudioContext', { value: refuse });
      }
    }, person === ann);
    await person.open(scene.link(room));
    await person.press('Start camera');
  }
  await ben.press('Settings');
  await ben.page.click('#notify');
  await ben.reads('block notifications');
  await ben.press('Close');
  await call(ann, ben);
});

test('with storage Settings says nothing of it', async () => {
  const person = await scene.enter(newRoom());
  await person.press('Settings');
  await person.findsButton('Close');
  assert.equal(await person.page.$eval('#notRemembered', (it) => it.checkVisibility()), false);
});

test('without a clipboard the link and the log are copied by command', async () => {
  const person = await scene.arrive();
  await person.page.evaluateOnNewDocument(() => {
    Object.defineProperty(navigator, 'clipboard', { value: undefined });
    document.addEventListener('copy', () => {
      Object.assign(window, {
        copied: String(/** @type {any} */ (document.activeElement).value),
      });
    });
  });
  await person.open(scene.link(newRoom()));
  await person.seesStatus('Connected');
  await person.press('Copy link');
  await person.reads('Link copied');
  assert.match(await copied(person), /^https?:\/\/\S+\/r\/e2e-\w+$/);
  await person.press('Connection log');
  await person.press('Copy log');
  await person.reads('Log copied');
  assert.match(await copied(person), /Connecting to the server\n.*Connected\. My ID is/);
});

test('where copying is refused altogether, what to copy is selected, and that is said', async () => {
  const person = await scene.arrive();
  await person.page.evaluateOnNewDocument(() => {
    const refuse = () => Promise.reject(new DOMException('denied', 'NotAllowedError'));
    Object.defineProperty(navigator, 'clipboard', { value: { writeText: refuse } });
    document.execCommand = () => false;
  });
  await person.open(scene.link(newRoom()));
  await person.seesStatus('Connected');
  await person.press('Copy link');
  await person.reads('The link is selected: copy it yourself.');
  assert.match(await selected(person), /\/r\/e2e-\w+$/);
  await person.press('Connection log');
  await person.press('Copy log');
  await person.reads('The log is selected: copy it yourself.');
  assert.match(await selected(person), /Connecting to the server/);
});

test('a page whose texts are translated goes on saying what happens', async () => {
  const room = newRoom();
  const [ann, ben] = [await scene.arrive(), await scene.arrive()];
  for (const person of [ann, ben]) {
    await person.page.evaluateOnNewDocument(translate);
    await person.open(scene.link(room));
    await person.press('Start camera [x]');
  }
  await ann.press('Call [x]');
  await ben.press('Accept [x]');
  await talking([ann, ben]);
  await ben.press('Hang up');
  await ann.reads('Call ended [x]');
  await ann.press('Back [x]');
  await ann.seesStatus('Connected');
  const brand = await ann.page.$eval('.brand-name', (it) => it.textContent);
  assert.equal(brand, 'Duologue');
});

test('names change the direction of nothing around them, and fit', async () => {
  const room = newRoom();
  const [ann, ben] = [await scene.enter(room), await scene.enter(room)];
  /** @param {string} name */
  const rename = async (name) => {
    await ben.page.locator('#ownName').fill(name);
    await ben.page.keyboard.press('Tab');
  };
  await rename('\u202eنور 👨‍👩‍👧‍👦');
  await ann.reads('\u2068نور 👨‍👩‍👧‍👦\u2069 is here');
  await rename(`👨‍👩‍👧‍👦 ${'x'.repeat(80)}`);
  await ann.reads(`👨‍👩‍👧‍👦 ${'x'.repeat(52)} is here`);
  for (const person of [ann, ben]) {
    await person.press('Start camera');
  }
  await ben.press('Call');
  await ann.findsButton('Accept');
  assert.equal(await ann.text('ring-panel .initial'), '👨‍👩‍👧‍👦');
  await ann.press('Accept');
  await talking([ann, ben]);
  assert.equal(await ann.text('bdi.video-label'), `👨‍👩‍👧‍👦 ${'x'.repeat(52)}`);
});

/** What was copied last. @param {Person} person */
function copied({ page }) {
  return page.evaluate(() => /** @type {any} */ (window).copied);
}

/** What a person would copy now. @param {Person} person */
function selected({ page }) {
  return page.evaluate(() => String(getSelection()));
}

/** Does what tools do that translate pages: another element takes the place of each text. */
function translate() {
  const change = (/** @type {Node} */ root) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) {
      texts.push(/** @type {Text} */ (walker.currentNode));
    }
    for (const text of texts) {
      const parent = text.parentElement;
      if (text.data.trim() === '' || !parent || parent.closest('font, [translate=no], script')) {
        continue;
      }
      const font = document.createElement('font');
      font.textContent = `${text.data} [x]`;
      text.replaceWith(font);
    }
  };
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) {
      for (const node of addedNodes) {
        change(node.parentElement ?? node);
      }
    }
  }).observe(document, { childList: true, subtree: true });
}
