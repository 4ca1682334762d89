// first: what is imported below extends the elements that this puts in place
import '../../fakes/fake-document.js';
import assert from 'node:assert/strict';
import { beforeEach, mock, test } from 'node:test';
import { I18n } from '../../../src/i18n/i18n.js';
import { View } from '../../../src/ui/shared/view.js';
import { newPage } from '../../fakes/fake-document.js';

/** Longer than a change waits to be shown. */
const SOON = 100;

/** Counts how often it was built and updated, and does what a test wants done then. */
class Probe extends View {
  built = 0;
  updated = 0;
  /** @type {EventTarget[]} */
  targets = [];
  wakes = 0;

  /** @override */
  build() {
    this.built += 1;
  }

  /** @override */
  watch() {
    this.follow(...this.targets);
    this.listenToAwakening(() => {
      this.wakes += 1;
    });
  }

  /** @override */
  update() {
    this.updated += 1;
  }
}

/** @type {any} */
let page;

beforeEach(() => {
  page = newPage();
  mock.timers.reset();
  mock.timers.enable({ apis: ['setTimeout'] });
});

function setUp() {
  const i18n = new I18n('en');
  const call = new EventTarget();
  const media = new EventTarget();
  const view = new Probe(/** @type {any} */ ({ i18n }));
  view.targets = [call, media];
  return { call, media, i18n, view };
}

/** A view that is in the page. */
function shown() {
  const it = setUp();
  page.body.append(it.view);
  it.view.updated = 0;
  return it;
}

/** @param {...EventTarget} targets */
function change(...targets) {
  for (const target of targets) {
    target.dispatchEvent(new Event('change'));
  }
}

/** @template {keyof HTMLElementTagNameMap} Tag @param {Tag} tag */
function element(tag) {
  return document.createElement(tag);
}

test('it is built once, and shows what there is whenever it comes into the page', () => {
  const { view } = setUp();
  assert.deepEqual([view.built, view.updated], [0, 0]);
  page.body.append(view);
  view.remove();
  page.body.append(view);
  assert.deepEqual([view.built, view.updated], [1, 2]);
});

test('changes that come together are one update, after the code that caused them', () => {
  const { call, media, view } = shown();
  change(call, media, call);
  assert.equal(view.updated, 0);
  mock.timers.tick(SOON);
  assert.equal(view.updated, 1);
  change(media);
  mock.timers.tick(SOON);
  assert.equal(view.updated, 2, 'the next change is another');
});

test('nothing is updated after it left the page', () => {
  const { call, i18n, view } = shown();
  change(call);
  view.remove();
  mock.timers.tick(SOON);
  change(call);
  i18n.choose('zh-CN');
  mock.timers.tick(SOON);
  page.dispatchEvent(new Event('visibilitychange'));
  assert.deepEqual([view.updated, view.wakes], [0, 0]);
});

test('back in the page, it follows each change once', () => {
  const { call, view } = shown();
  view.remove();
  page.body.append(view);
  view.updated = 0;
  change(call);
  mock.timers.tick(SOON);
  page.dispatchEvent(new Event('resume'));
  page.dispatchEvent(new Event('visibilitychange'));
  assert.deepEqual([view.updated, view.wakes], [1, 2]);
});

test('another language reaches every text, name and placeholder', () => {
  const { i18n, view } = shown();
  const text = view.say(element('p'), 'announce.left', { name: 'Lin' });
  const button = view.label(element('button'), 'call.hang-up');
  const field = view.placeholder(element('input'), 'room.name-placeholder');
  const both = view.label(view.say(element('span'), 'media.mute'), 'media.unmute');
  assert.equal(text.textContent, 'Lin has left.');
  i18n.choose('zh-CN');
  assert.equal(text.textContent, i18n.text('announce.left', { name: 'Lin' }));
  assert.notEqual(text.textContent, 'Lin has left.');
  assert.deepEqual(
    [button.getAttribute('aria-label'), button.getAttribute('title')],
    ['挂断', '挂断'],
  );
  assert.equal(field.getAttribute('placeholder'), i18n.text('room.name-placeholder'));
  assert.deepEqual([both.textContent, both.getAttribute('aria-label')], ['静音', '取消静音']);
  assert.equal(view.updated, 1);
});

test('a language that is chosen while it is not in the page reaches it when it comes', () => {
  const { i18n, view } = setUp();
  const text = view.say(element('p'), 'media.mute');
  i18n.choose('zh-CN');
  page.body.append(view);
  assert.equal(text.textContent, '静音');
  view.remove();
  i18n.choose('en');
  page.body.append(view);
  assert.equal(text.textContent, 'Mute');
});

test('what can be seen to be what it is has a name and no tooltip, in any language', () => {
  const { i18n, view } = shown();
  const video = view.name(element('video'), 'media.local');
  for (const language of /** @type {const} */ (['en', 'zh-CN'])) {
    i18n.choose(language);
    assert.equal(video.getAttribute('aria-label'), i18n.text('media.local'));
    assert.equal(video.getAttribute('title'), null);
  }
});

test('of the texts that an element had only the last one comes in another language', () => {
  const { i18n, view } = shown();
  const text = view.say(element('p'), 'media.mute');
  view.say(text, 'media.unmute');
  i18n.choose('zh-CN');
  assert.equal(text.textContent, '取消静音');
});

test('what a translation tool wrote stays until there is something else to say', () => {
  const { i18n, view } = shown();
  const text = view.say(element('p'), 'media.mute');
  text.textContent = 'Stumm';
  view.say(text, 'media.mute');
  i18n.choose('en');
  assert.equal(text.textContent, 'Stumm');
  view.say(text, 'media.unmute');
  assert.equal(text.textContent, 'Unmute');
});

test('a name is translated by nobody, keeps its direction, and no language replaces it', () => {
  const { i18n, view } = shown();
  const text = view.say(view.say(element('p'), 'media.unmute'), 'media.mute');
  view.verbatim(text, 'נועה');
  assert.deepEqual([text.translate, text.dir], [false, 'auto']);
  i18n.choose('zh-CN');
  assert.equal(text.textContent, 'נועה');
  view.say(text, 'media.mute');
  assert.deepEqual([text.textContent, text.translate, text.dir], ['静音', true, '']);
});

test('a button has its text, a round one its name, and both do what is pressed', () => {
  const { view } = shown();
  let pressed = 0;
  const press = () => {
    pressed += 1;
  };
  const wide = view.button('call.hang-up', 'hang-up', 'danger', press);
  const round = view.iconButton('call.hang-up', 'hang-up', press);
  assert.deepEqual([wide.textContent, wide.className], ['Hang up', 'danger']);
  assert.deepEqual([round.textContent, round.getAttribute('aria-label')], ['', 'Hang up']);
  for (const button of [wide, round]) {
    assert.equal(button.type, 'button', 'it sends no form');
    button.click();
  }
  assert.equal(pressed, 2);
});
