import assert from 'node:assert/strict';
import { beforeEach, mock, test } from 'node:test';
import { FocusKeeper } from '../../../src/ui/room/focus-keeper.js';
import { newPage } from '../../fakes/fake-document.js';
import { settle } from '../../fakes/fakes.js';

/** @type {any} */
let page;

beforeEach(() => {
  page = newPage();
  mock.timers.reset();
  mock.timers.enable({ apis: ['setTimeout'] });
});

/**
 * @param {string} tag
 * @param {string} id
 * @param {...any} children
 * @returns {any}
 */
function element(tag, id, ...children) {
  const made = page.createElement(tag);
  made.id = id;
  made.append(...children);
  return made;
}

/** A room: two parts in its home, with buttons a, b, c and d, e, and a panel beside it with p, q. */
function setUp() {
  const buttons = ['a', 'b', 'c', 'd', 'e', 'p', 'q'].map((id) => element('button', id));
  const [a, b, c, d, e, p, q] = buttons;
  const card = element('div', 'card', a, b, c);
  const bar = element('div', 'bar', d, e);
  const home = element('main', 'home', card, bar);
  home.tabIndex = -1;
  const panel = element('div', 'panel', p, q);
  const root = element('div', 'root', home, panel);
  page.body.append(root);
  new FocusKeeper(root, home);
  return { a, b, c, d, e, p, q, card, bar, home, panel, root };
}

/** Lets the keeper see what has changed, and do what it does about it. */
async function redrawn() {
  await settle();
  mock.timers.tick(1);
  await settle();
}

function focused() {
  return page.activeElement.id;
}

test('a control that is hidden gives the focus to its neighbour', async () => {
  const { a, b, c, d, p } = setUp();
  p.focus();
  p.hidden = true;
  await redrawn();
  assert.equal(focused(), 'q');
  d.focus();
  b.focus();
  b.hidden = true;
  await redrawn();
  assert.equal(focused(), 'c');
  c.hidden = true;
  await redrawn();
  assert.equal(focused(), 'a');
  a.hidden = true;
  await redrawn();
  assert.equal(focused(), 'home', 'what is in another part of the room is no neighbour');
  c.hidden = false;
  await redrawn();
  assert.equal(focused(), 'c', 'and it comes back as near as it can');
});

test('so it does where the browser has taken the focus away at once', async () => {
  const { b } = setUp();
  b.focus();
  b.hidden = true;
  page.blurred();
  await redrawn();
  assert.equal(focused(), 'c');
});

test('a control that is disabled for a while has the focus again when it is not', async () => {
  const { b } = setUp();
  b.focus();
  b.disabled = true;
  await redrawn();
  assert.equal(focused(), 'home');
  b.disabled = false;
  await redrawn();
  assert.equal(focused(), 'b');
});

test('whoever reads the room itself is not moved by what had the focus before', async () => {
  const { b, home } = setUp();
  b.focus();
  home.focus();
  b.hidden = true;
  await redrawn();
  assert.equal(focused(), 'home');
});

test('whoever goes elsewhere meanwhile stays there', async () => {
  const { b, d } = setUp();
  b.focus();
  b.disabled = true;
  await redrawn();
  d.focus();
  b.disabled = false;
  await redrawn();
  assert.equal(focused(), 'd');
});

test('whoever goes to the room itself meanwhile stays there', async () => {
  const { b, home } = setUp();
  b.focus();
  b.disabled = true;
  await redrawn();
  home.focus();
  b.disabled = false;
  await redrawn();
  assert.equal(focused(), 'home');
});

test('what is removed gives the focus to what had it before', async () => {
  const { a, d, e, p } = setUp();
  for (const button of [a, d, e, p]) {
    button.focus();
  }
  p.remove();
  await redrawn();
  assert.equal(focused(), 'e');
  d.hidden = true;
  e.remove();
  await redrawn();
  assert.equal(focused(), 'a', 'the newest that can have it');
  a.remove();
  await redrawn();
  assert.equal(focused(), 'home');
});

test('what had the focus before is remembered however often others had it since', async () => {
  const { a, d, e, p, home } = setUp();
  a.focus();
  for (let turns = 0; turns < 10; turns += 1) {
    d.focus();
    home.focus();
    e.focus();
  }
  p.focus();
  d.remove();
  e.remove();
  p.remove();
  await redrawn();
  assert.equal(focused(), 'a');
});

test('while the controls rest, a hidden one waits for its return', async () => {
  const { b, root } = setUp();
  b.focus();
  root.className = 'idle';
  b.hidden = true;
  await redrawn();
  assert.equal(focused(), 'home');
  b.hidden = false;
  root.className = '';
  await redrawn();
  assert.equal(focused(), 'b');
});

test('where the screen moves the focus itself, it is not moved again', async () => {
  const { a, d } = setUp();
  a.focus();
  a.hidden = true;
  await settle();
  assert.equal(focused(), 'a', 'a screen reader would speak of each place between');
  d.focus();
  await redrawn();
  assert.equal(focused(), 'd');
});

test('what is hidden without having the focus moves nothing', async () => {
  const { a, d, card } = setUp();
  a.focus();
  d.focus();
  card.hidden = true;
  await redrawn();
  assert.equal(focused(), 'd');
});

test('what a style hides with a class or a phase of the call is noticed', async () => {
  for (const attribute of ['class', 'data-phase']) {
    page = newPage();
    const { a, card, root } = setUp();
    a.focus();
    for (const button of card.children) {
      button.checkVisibility = () => false;
    }
    root.setAttribute(attribute, 'call');
    await redrawn();
    assert.equal(focused(), 'home', attribute);
  }
});

test('nothing moves the focus of a person who has not touched the room', async () => {
  const { card } = setUp();
  card.hidden = true;
  await redrawn();
  assert.equal(page.activeElement, page.body);
});
