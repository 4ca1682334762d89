import assert from 'node:assert/strict';
import { test } from 'node:test';
import { I18n } from '../../../src/i18n/i18n.js';
import { nameAtStart, nameOf } from '../../../src/ui/shared/names.js';

test('who has no name is the other person', () => {
  const i18n = new I18n('en');
  const nameless = /** @type {any} */ ({ name: '' });
  assert.equal(nameOf(i18n, nameless), 'the other person');
  assert.equal(nameAtStart(i18n, undefined), 'The other person');
  assert.equal(nameOf(i18n, /** @type {any} */ ({ name: 'Lin' })), 'Lin');
});
