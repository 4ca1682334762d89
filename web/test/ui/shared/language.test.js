import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PreferenceStore } from '../../../src/page/storage.js';
import { createI18n, switchLanguage } from '../../../src/ui/shared/language.js';
import { newPage, standIn } from '../../fakes/fake-document.js';
import { FakeStorage } from '../../fakes/fake-storage.js';
import { strict } from '../../fakes/strict.js';

/**
 * @param {string} search what the address asks for
 * @param {string[]} languages of the browser
 */
function visit(search, languages, storage = new FakeStorage()) {
  const { documentElement } = newPage();
  standIn('location', strict({ search }));
  standIn('navigator', strict({ languages }));
  const preferences = new PreferenceStore(storage);
  return { documentElement, preferences, i18n: createI18n(preferences), storage };
}

test('the page says in which language it begins', () => {
  assert.equal(visit('', ['zh-TW', 'en']).documentElement.lang, 'zh-CN');
  assert.equal(visit('?lang=en', ['zh-CN']).documentElement.lang, 'en');
});

test('whoever switches finds the language in the document, and on the next visit', () => {
  const { documentElement, i18n, preferences, storage } = visit('', ['en']);
  switchLanguage(i18n, preferences);
  assert.equal(i18n.language, 'zh-CN');
  assert.equal(documentElement.lang, 'zh-CN');
  const next = visit('', ['en'], storage);
  assert.equal(next.i18n.language, 'zh-CN');
  switchLanguage(next.i18n, next.preferences);
  assert.equal(next.documentElement.lang, 'en');
  assert.equal(visit('', ['zh-CN'], storage).i18n.language, 'en');
});
