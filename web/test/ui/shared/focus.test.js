import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { canFocus, isTextField, neighbourOf } from '../../../src/ui/shared/focus.js';
import { newPage } from '../../fakes/fake-document.js';

/** @type {any} */
let page;

beforeEach(() => {
  page = newPage();
});

/**
 * @param {string} tag
 * @param {Record<string, string>} [attributes]
 * @param {...any} children
 * @returns {any}
 */
function element(tag, attributes = {}, ...children) {
  const made = page.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

test('a field is what a person types into', () => {
  for (const [tag, attributes] of /** @type {[string, Record<string, string>][]} */ ([
    ['input', {}],
    ['input', { type: 'search' }],
    ['textarea', {}],
    ['div', { contenteditable: 'true' }],
  ])) {
    assert.equal(isTextField(element(tag, attributes)), true, tag);
  }
  for (const [tag, attributes] of /** @type {[string, Record<string, string>][]} */ ([
    ['input', { type: 'checkbox' }],
    ['input', { type: 'radio' }],
    ['input', { type: 'button' }],
    ['input', { readonly: '' }],
    ['button', {}],
    ['div', { contenteditable: 'false' }],
  ])) {
    assert.equal(isTextField(element(tag, attributes)), false, tag);
  }
  assert.equal(isTextField(null), false);
});

test('the focus goes to what is in the page, shown and not disabled', () => {
  const button = element('button');
  assert.equal(canFocus(button), false, 'not in the page yet');
  const group = element('div', {}, button);
  page.body.append(group);
  assert.equal(canFocus(button), true);
  assert.equal(canFocus(group), false, 'a part of the page that is no control');
  group.tabIndex = -1;
  assert.equal(canFocus(group), true);
  button.disabled = true;
  assert.equal(canFocus(button), false);
  button.disabled = false;
  group.hidden = true;
  assert.equal(canFocus(button), false, 'hidden with what it is in');
  assert.equal(canFocus(null), false);
  assert.equal(canFocus(undefined), false);
});

test('a link without an address takes no focus', () => {
  const link = element('a');
  page.body.append(link);
  assert.equal(canFocus(link), false);
  link.setAttribute('href', '/');
  assert.equal(canFocus(link), true);
});

/** Two groups of buttons: a, b, c and d, e. */
function twoGroups() {
  const [a, b, c, d, e] = ['a', 'b', 'c', 'd', 'e'].map((id) => element('button', { id }));
  const first = element('div', {}, a, b, c);
  const second = element('div', {}, d, e);
  const root = element('main', {}, first, second);
  page.body.append(element('button', { id: 'outside' }), root);
  return { a, b, c, d, e, first, second, root };
}

/** @param {Element} lost @param {Element} root */
function idBeside(lost, root) {
  return neighbourOf(lost, root)?.id;
}

test('beside a control that has gone is the next one of its group, else the one before', () => {
  const { a, b, c, root } = twoGroups();
  assert.equal(idBeside(c, root), 'b');
  b.hidden = true;
  assert.equal(idBeside(b, root), 'c');
  c.disabled = true;
  assert.equal(idBeside(b, root), 'a');
  assert.equal(idBeside(a, root), 'd', 'b and c cannot have it either');
});

test('a group that has gone as a whole gives the focus to the one around it, never beyond', () => {
  const { b, first, second, root } = twoGroups();
  first.hidden = true;
  assert.equal(idBeside(b, root), 'd');
  second.hidden = true;
  assert.equal(idBeside(b, root), undefined, 'what lies outside is not its neighbour');
});
