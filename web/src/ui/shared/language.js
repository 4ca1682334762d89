import { chooseLanguage, I18n } from '../../i18n/i18n.js';

/** @import {PreferenceStore} from '../../page/storage.js' */

/**
 * The page's texts, in the language to begin with; the document always says which that is.
 *
 * @param {PreferenceStore} preferences
 */
export function createI18n(preferences) {
  const asked = new URLSearchParams(location.search).get('lang');
  const remembered = preferences.get('language');
  const i18n = new I18n(chooseLanguage(asked, remembered, navigator.languages));
  const tell = () => {
    document.documentElement.lang = i18n.language;
  };
  i18n.addEventListener('change', tell);
  tell();
  return i18n;
}

/**
 * Changes to the other language, now and on later visits.
 *
 * @param {I18n} i18n
 * @param {PreferenceStore} preferences
 */
export function switchLanguage(i18n, preferences) {
  const language = i18n.language === 'en' ? 'zh-CN' : 'en';
  preferences.set('language', language);
  i18n.choose(language);
}
