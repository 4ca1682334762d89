import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Shortcuts } from '../../../src/ui/call/shortcuts.js';
import { strict } from '../../fakes/strict.js';

/** @typedef {Omit<Partial<KeyboardEvent>, 'target'> & {target?: unknown}} Fields */

/** What has the focus: it matches the selectors that its name is part of. */
class FakeElement {
  /** @param {string} name */
  constructor(name) {
    this.name = name;
  }

  /** @param {string} selector */
  closest(selector) {
    return selector.split(', ').includes(this.name) ? this : null;
  }
}
Object.assign(globalThis, { Element: FakeElement });

const MAIN = new FakeElement('main');
const BUTTON = new FakeElement('button');
const FIELD = new FakeElement('input');

/** A person in a call, muted. @param {string} [state] of the call */
function setUp(state = 'in-call') {
  /** @type {string[]} */
  const done = [];
  const note =
    (/** @type {string} */ name) =>
    (what = '') =>
      void done.push(`${name} ${what}`);
  const media = strict({
    on: false,
    wants(/** @type {string} */ kind) {
      return kind === 'audio' && this.on;
    },
    want(/** @type {string} */ _kind, /** @type {boolean} */ on) {
      this.on = on;
    },
  });
  const app = strict({
    media,
    call: { state: { state } },
    signaling: { persistent: false },
    server: { reach: 'open' },
    panel: strict({ toggle: note('panel') }),
    actions: strict({
      toggle: note('toggle'),
      toggleFullScreen: note('full screen'),
      togglePictureInPicture: note('pip'),
    }),
  });
  const shortcuts = new Shortcuts(/** @type {any} */ (app));
  return { app, media, done, shortcuts };
}

/**
 * @param {Fields} fields
 * @returns {any}
 */
function key(fields) {
  const { target = MAIN, ...rest } = fields;
  const event = { key: '', code: '', repeat: false, prevented: false, target };
  const modifiers = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
  return strict({
    ...event,
    ...modifiers,
    ...rest,
    preventDefault() {
      this.prevented = true;
    },
  });
}

/** @param {Fields} [fields] */
function space(fields) {
  return key({ key: ' ', code: 'Space', ...fields });
}

for (const [what, fields] of /** @type {const} */ ([
  ['as it is', { key: 'm' }],
  ['with Caps Lock', { key: 'M' }],
  ['in Russian', { key: 'ь' }],
  ['with an input method', { key: 'Process' }],
])) {
  test(`the key of the letter m mutes ${what}`, () => {
    const { shortcuts, done } = setUp();
    shortcuts.keyDown(key({ code: 'KeyM', ...fields }));
    assert.deepEqual(done, ['toggle audio']);
  });
}

test('the other keys do what is listed', () => {
  const { shortcuts, done } = setUp();
  for (const code of ['KeyV', 'KeyF', 'KeyP']) {
    shortcuts.keyDown(key({ code }));
  }
  assert.deepEqual(done, ['toggle video', 'full screen ', 'pip ']);
});

for (const [layout, fields] of /** @type {const} */ ([
  ['American', { key: '?', code: 'Slash', shiftKey: true }],
  ['German', { key: '?', code: 'Minus', shiftKey: true }],
  ['French', { key: '?', code: 'KeyM', shiftKey: true }],
  ['Russian, where the American one has it', { key: ',', code: 'Slash', shiftKey: true }],
  ['Russian, where it is written', { key: '?', code: 'Digit7', shiftKey: true }],
])) {
  test(`a question mark lists the keys: ${layout}`, () => {
    const { shortcuts, done } = setUp();
    shortcuts.keyDown(key(fields));
    assert.deepEqual(done, ['panel keys']);
  });
}

test('nothing is done while somebody types, holds Ctrl or a key, or is in no call', () => {
  const { shortcuts, done } = setUp();
  shortcuts.keyDown(key({ code: 'KeyM', target: FIELD }));
  shortcuts.keyDown(key({ code: 'KeyV', ctrlKey: true }));
  shortcuts.keyDown(key({ code: 'KeyF', repeat: true }));
  setUp('idle').shortcuts.keyDown(key({ code: 'KeyM' }));
  assert.deepEqual(done, []);
});

test('space held is talking', () => {
  const { shortcuts, media } = setUp();
  const down = space();
  shortcuts.keyDown(down);
  shortcuts.keyDown(space({ repeat: true }));
  assert.equal(media.on, true);
  assert.equal(down.prevented, true);
  shortcuts.keyUp(space());
  assert.equal(media.on, false);
});

test('space on a button that was clicked is talking, and does not press it', () => {
  for (const on of [true, false]) {
    const { shortcuts, media } = setUp();
    media.on = on;
    shortcuts.pointerDown();
    const events = [space({ target: BUTTON }), space({ target: BUTTON, repeat: true })];
    for (const event of events) {
      shortcuts.keyDown(event);
    }
    assert.equal(media.on, true);
    const up = space({ target: BUTTON });
    shortcuts.keyUp(up);
    assert.equal(media.on, on);
    assert.ok([...events, up].every(({ prevented }) => prevented));
  }
});

test('space on a button that was come to by the keyboard presses it', () => {
  for (const move of ['Tab', 'ArrowDown', 'Home']) {
    const { shortcuts, media } = setUp();
    shortcuts.pointerDown();
    shortcuts.keyDown(key({ key: move, code: move }));
    const events = [space({ target: BUTTON }), space({ target: BUTTON })];
    shortcuts.keyDown(events[0]);
    assert.equal(media.on, false);
    shortcuts.keyUp(events[1]);
    assert.ok(events.every(({ prevented }) => !prevented));
  }
});

for (const [where, fields] of /** @type {const} */ ([
  ['in a field', { target: FIELD }],
  ['on a button', { target: BUTTON }],
  ['with Ctrl', { ctrlKey: true }],
  ['with another letter', { key: 'Process' }],
])) {
  test(`talking ends when space comes up ${where}`, () => {
    const { shortcuts, media } = setUp();
    shortcuts.keyDown(space());
    shortcuts.keyUp(space(fields));
    assert.equal(media.on, false);
  });
}

test('talking ends after the call, and when the page is left', () => {
  const { app, shortcuts, media } = setUp();
  shortcuts.keyDown(space());
  app.call.state.state = 'ended';
  shortcuts.keyUp(space());
  assert.equal(media.on, false);
  app.call.state.state = 'in-call';
  shortcuts.keyDown(space());
  shortcuts.lookAway();
  assert.equal(media.on, false);
});

test('talking ends when Cmd comes up, because macOS says nothing of the space bar then', () => {
  const { shortcuts, media } = setUp();
  shortcuts.keyDown(space());
  shortcuts.keyUp(key({ key: 'Meta', code: 'MetaLeft' }));
  assert.equal(media.on, false);
});

test('space that is typed into a field is a space', () => {
  const { shortcuts, media } = setUp();
  const down = space({ target: FIELD });
  shortcuts.keyDown(down);
  assert.equal(media.on, false);
  assert.equal(down.prevented, false);
});

test('it listens to keys and pointers, and ends with blur and hiding', () => {
  const { shortcuts, media } = setUp();
  const page = { document: new EventTarget(), window: new EventTarget() };
  Object.assign(globalThis, page);
  shortcuts.watch({
    listen: (target, type, listener) => target.addEventListener(type, listener),
  });
  for (const [target, type] of /** @type {const} */ ([
    ['window', 'blur'],
    ['document', 'visibilitychange'],
  ])) {
    shortcuts.keyDown(space());
    assert.equal(media.on, true);
    page[target].dispatchEvent(new Event(type));
    assert.equal(media.on, false, type);
  }
});
