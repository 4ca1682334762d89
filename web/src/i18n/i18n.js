import { en } from './en.js';
import { zhCN } from './zh-CN.js';

/** @typedef {keyof typeof en} TextKey */
/** @typedef {'zh-CN' | 'en'} Language */
/** @typedef {Record<string, string | number>} TextParams */

/** @type {Record<Language, Record<TextKey, string>>} */
const TEXTS = { 'zh-CN': zhCN, en };

/** Scripts that are written from right to left, and what changes the direction of a text. */
const REORDERING =
  /[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
const DIRECTION_CONTROLS = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
/** First strong isolate and its end (UAX #9 section 2.4). */
const ISOLATE = '\u2068';
const END_OF_ISOLATE = '\u2069';

/**
 * The language to begin with: what the address asks for, else what was chosen here before, else
 * the first of the browser's languages that there are texts in, else English.
 *
 * @param {string | null} asked
 * @param {string} remembered
 * @param {readonly string[]} preferred
 * @returns {Language}
 */
export function chooseLanguage(asked, remembered, preferred) {
  for (const tag of [asked ?? '', remembered, ...preferred]) {
    const primary = tag.toLowerCase().split('-')[0];
    if (primary === 'zh') {
      return 'zh-CN';
    }
    if (primary === 'en') {
      return 'en';
    }
  }
  return 'en';
}

/** The page's texts in the language chosen. Fires `change` when another is chosen. */
export class I18n extends EventTarget {
  #language;

  /** @param {Language} language */
  constructor(language) {
    super();
    this.#language = language;
  }

  get language() {
    return this.#language;
  }

  /** @param {Language} language */
  choose(language) {
    this.#language = language;
    this.dispatchEvent(new Event('change'));
  }

  /**
   * @param {TextKey} key
   * @param {TextParams} [params] what stands for `{…}` in the text; names of people and devices come
   *   in any script, and change nothing of the sentence around them
   */
  text(key, params = {}) {
    return TEXTS[this.#language][key].replaceAll(/\{(\w+)\}/g, (_, name) =>
      isolated(String(params[name] ?? '')),
    );
  }

  /**
   * Whether there is a text for `key`, which was put together of parts.
   *
   * @param {string} key
   * @returns {key is TextKey}
   */
  has(key) {
    return key in TEXTS[this.#language];
  }
}

/**
 * A text that can stand in a sentence from left to right: neither changes the direction of the other.
 *
 * @param {string} text
 */
function isolated(text) {
  return REORDERING.test(text)
    ? `${ISOLATE}${text.replaceAll(DIRECTION_CONTROLS, '')}${END_OF_ISOLATE}`
    : text;
}
