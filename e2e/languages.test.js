import assert from 'node:assert/strict';
import { test } from 'node:test';
import { en } from '../web/src/i18n/en.js';
import { zhCN } from '../web/src/i18n/zh-CN.js';
import { newRoom, Scene } from './lib/scene.js';

const scene = new Scene();

test('both languages say the same things', () => {
  assert.deepEqual(Object.keys(zhCN), Object.keys(en));
});

test('the language of the browser is the first choice', async () => {
  const person = await scene.arrive();
  await person.page.evaluateOnNewDocument(() => {
    Object.defineProperty(navigator, 'languages', { value: ['de-DE', 'zh-TW', 'en'] });
  });
  await person.open(`${scene.server.url}/`);
  await person.findsButton('发起通话');
});

test('a language that was switched to is remembered', async () => {
  const person = await scene.enter(newRoom(), { query: '' });
  await person.seesStatus('Connected');
  await person.press('中文');
  await person.seesStatus('已连接');
  await person.findsButton('开启摄像头');
  await person.page.reload();
  await person.seesStatus('已连接');
  await person.open(`${scene.server.url}/`);
  await person.findsButton('发起通话');
  await person.press('English');
  await person.findsButton('Start a call');
});

test('a notice that is up follows the language', async () => {
  const person = await scene.enter(newRoom());
  await person.page.evaluate(() => {
    Object.defineProperty(navigator, 'clipboard', { value: { writeText: async () => {} } });
  });
  await person.press('Copy link');
  await person.page.waitForFunction(() => document.querySelector('.notice'));
  assert.equal(await person.text('.notice'), 'Link copied');
  await person.press('中文');
  assert.equal(await person.text('.notice'), '链接已复制');
});
