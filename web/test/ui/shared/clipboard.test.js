import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { copy, selectForCopying } from '../../../src/ui/shared/clipboard.js';
import { newPage, standIn } from '../../fakes/fake-document.js';
import { strict } from '../../fakes/strict.js';

/** @type {any} */
let page;
/** What has the focus before. @type {any} */
let button;

beforeEach(() => {
  page = newPage();
  button = page.createElement('button');
  page.body.append(button);
  button.focus();
});

/** @param {unknown} clipboard */
function browserWith(clipboard) {
  standIn('navigator', strict({ clipboard }));
}

test('a text goes into the clipboard', async () => {
  /** @type {string[]} */
  const written = [];
  browserWith(strict({ writeText: async (/** @type {string} */ text) => void written.push(text) }));
  assert.equal(await copy('the link'), true);
  assert.deepEqual(written, ['the link']);
  assert.equal(page.copied, '', 'and is not copied a second time');
});

test('a browser without a clipboard copies by the command while the press is handled', () => {
  for (const clipboard of [undefined, {}]) {
    page.copied = '';
    browserWith(clipboard);
    const done = copy('the link');
    assert.equal(page.copied, 'the link');
    assert.ok(done);
  }
});

test('a clipboard that refuses falls back to the command', async () => {
  browserWith(strict({ writeText: () => Promise.reject(new Error('not allowed')) }));
  assert.equal(await copy('the link'), true);
  assert.equal(page.copied, 'the link');
});

test('whether it was copied is told truly', async () => {
  browserWith(undefined);
  page.execCommand = () => false;
  assert.equal(await copy('the link'), false);
  page.execCommand = () => {
    throw new Error('not here');
  };
  assert.equal(await copy('the link'), false);
});

test('the focus comes back to where it was, and nothing stays in the page', async () => {
  browserWith(undefined);
  await copy('the link');
  page.execCommand = () => {
    assert.notEqual(page.activeElement, button);
    throw new Error('not here');
  };
  await copy('the link');
  assert.equal(page.activeElement, button);
  assert.deepEqual(page.body.children, [button]);
});

test('a screen reader does not hear of it, and no keyboard comes up', async () => {
  browserWith(undefined);
  const { copied } = page;
  page.execCommand = () => {
    assert.equal(page.activeElement.getAttribute('aria-hidden'), 'true');
    assert.ok(page.activeElement.readOnly);
    return true;
  };
  assert.equal(await copy('the link'), true);
  assert.equal(page.copied, copied);
});

test('a field and a text are selected, to be copied by hand', () => {
  const field = page.createElement('input');
  field.value = 'the link';
  const log = page.createElement('div');
  log.textContent = 'the log';
  log.tabIndex = 0;
  page.body.append(field, log);
  for (const [element, text] of [
    [field, 'the link'],
    [log, 'the log'],
  ]) {
    selectForCopying(element);
    assert.equal(page.activeElement, element);
    assert.equal(page.selection, text);
  }
});
