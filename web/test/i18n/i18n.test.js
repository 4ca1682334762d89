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
    assert.notEqual(text.trim(), '', key);
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

test('people are spoken to as people speak', () => {
  for (const [key, english, chinese] of /** @type {const} */ ([
    ['room.alone-lead', 'Send this link to the person you want to call.', undefined],
    ['room.here-lead', 'Tap Call and their device rings.', undefined],
    ['media.starting', 'Tap Allow when your browser asks.', '请在弹窗中点“允许”。'],
    ['call.without-media', "You'll join with camera and mic off.", '加入时摄像头和麦克风关闭。'],
    ['status.signaling-lost', "Lost contact with the server. Your call isn't affected.", undefined],
    ['end.not-connected-lead', "Couldn't connect. Try another Wi-Fi or mobile data.", undefined],
    ['device.lost-none', '{device} was disconnected.', undefined],
    ['home.recent', 'Recent calls', '最近通话'],
    ['home.forget', 'Remove {room}', '删除记录 {room}'],
    ['call.accept-audio', 'Accept without video', '语音接听'],
    ['room.here', '{name} is here', '{name}已进入'],
    ['call.recovering', undefined, '网络中断，正在重新连接…'],
    ['call.tap-to-hear', undefined, '点一下打开声音'],
    ['end.left', '{name} has left', '{name}已离开'],
    ['end.no-answer', 'No answer', '无人接听'],
    ['end.not-connected', undefined, '没有接通'],
    ['media.me', 'You', '我'],
  ])) {
    assert.equal(en[key], english ?? en[key], key);
    assert.equal(zhCN[key], chinese ?? zhCN[key], key);
  }
  assert.deepEqual(
    Object.values(en).filter((text) => /\bother side\b/i.test(text)),
    [],
  );
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

test('what is filled in changes the direction of nothing around it', () => {
  const english = new I18n('en');
  const here = (/** @type {string} */ name) => english.text('room.here', { name });
  assert.equal(here('Lin'), 'Lin is here');
  assert.equal(here('小林'), '小林 is here');
  assert.equal(here('نور'), '\u2068نور\u2069 is here');
  assert.equal(here('דנה'), '\u2068דנה\u2069 is here');
  assert.equal(here('a\u202eb\u2069'), '\u2068ab\u2069 is here');
  const label = 'סמארטפון (USB)';
  assert.match(english.text('device.added', { label }), /^\u2068.*\u2069 was plugged in\.$/);
});
