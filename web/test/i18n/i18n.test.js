import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { en } from '../../src/i18n/en.js';
import { chooseLanguage, I18n } from '../../src/i18n/i18n.js';
import { zhCN } from '../../src/i18n/zh-CN.js';

/** @param {string} text */
function placeholders(text) {
  return [...text.matchAll(/\{\w+\}/g)].map(String).sort();
}

/** @param {URL} folder @returns {string} everything that the modules in it say */
function sources(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => name !== 'i18n')
    .map((entry) => {
      const url = new URL(entry.isDirectory() ? `${entry.name}/` : entry.name, folder);
      return entry.isDirectory() ? sources(url) : readFileSync(url, 'utf8');
    })
    .join('\n');
}

test('both languages have the same texts with the same placeholders', () => {
  assert.deepEqual(Object.keys(zhCN), Object.keys(en));
  for (const [key, text] of Object.entries(en)) {
    const chinese = zhCN[/** @type {keyof typeof en} */ (key)];
    assert.deepEqual(placeholders(chinese), placeholders(text), key);
    assert.notEqual(chinese.trim(), '', key);
  }
});

test('every text is used', () => {
  const code = sources(new URL('../../src/', import.meta.url));
  // keys that are put together of parts: status.*, end.*, problem.*, log.*, settings.*
  const families = [...code.matchAll(/`(\w+)\.\$\{/g)].map(([, family]) => `${family}.`);
  const unused = Object.keys(en).filter(
    (key) => !code.includes(`'${key}'`) && !families.some((family) => key.startsWith(family)),
  );
  assert.deepEqual(unused, []);
});

test('every line that the library writes to the log has a text', () => {
  const code = sources(new URL('../../src/', import.meta.url));
  const logged = [...code.matchAll(/\badd\(\s*[^,]+,\s*'([a-z-]+)'/g)].map(([, name]) => name);
  assert.ok(logged.length > 15);
  for (const name of logged) {
    assert.ok(`log.${name}` in en, name);
  }
});

test('the words of the reference are kept', () => {
  const chinese = new I18n('zh-CN');
  assert.equal(chinese.text('status.disconnected'), '未连接');
  assert.equal(chinese.text('status.connected'), '已连接');
  assert.equal(chinese.text('status.ringing-out'), '等待应答...');
  assert.equal(chinese.text('status.connecting'), '正在连接...');
  assert.equal(chinese.text('status.in-call'), '通话中');
  assert.equal(chinese.text('media.start'), '开启摄像头');
  assert.equal(chinese.text('call.start'), '发起通话');
  assert.equal(chinese.text('call.hang-up'), '挂断');
  assert.equal(chinese.text('media.camera-off'), '关闭视频');
  assert.equal(chinese.text('media.camera-on'), '开启视频');
  assert.equal(chinese.text('media.mute'), '静音');
  assert.equal(chinese.text('media.unmute'), '取消静音');
});

test('the address chooses the language before the memory, and that before the browser', () => {
  assert.equal(chooseLanguage('en', 'zh-CN', ['zh-CN']), 'en');
  assert.equal(chooseLanguage(null, 'zh-CN', ['en']), 'zh-CN');
  assert.equal(chooseLanguage(null, '', ['fr', 'zh-TW', 'en']), 'zh-CN');
  assert.equal(chooseLanguage('xx', '', ['fr']), 'en');
});

test('placeholders are filled in', () => {
  const english = new I18n('en');
  assert.equal(english.text('call.join', { name: 'Lin' }), 'Join, Lin is waiting');
  assert.equal(english.text('call.join'), 'Join,  is waiting');
});
