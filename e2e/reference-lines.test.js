import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { talking } from './lib/calls.js';
import { newRoom, Scene } from './lib/scene.js';

/** @import {Person} from './lib/person.js' */

const scene = new Scene({ firefox: true, stay: true });
const PAIRS = /** @type {const} */ ([
  ['chromium', 'chromium'],
  ['chromium', 'firefox'],
  ['firefox', 'chromium'],
]);

for (const [one, other] of PAIRS) {
  describe(`what the reference demo does, ${one} calling ${other}`, () => {
    const room = newRoom();
    /** @type {Person} */
    let caller;
    /** @type {Person} */
    let callee;
    after(() => scene.clear());

    test('1: opening the page shows 已连接, the id and how many are online', async () => {
      caller = await scene.enter(room, { browser: scene[one], query: 'lang=zh-CN' });
      await caller.seesStatus('已连接');
      assert.match(await caller.text('#clientInfo'), /^我的 ID [0-9a-f]{4} · 在线 1$/);
      callee = await scene.enter(room, { browser: scene[other], query: 'lang=zh-CN' });
      await callee.seesStatus('已连接');
      await caller.reads('在线 2');
      await callee.reads('在线 2');
    });

    test('2: 开启摄像头 shows the own picture, without its sound', async () => {
      for (const person of [caller, callee]) {
        await person.press('开启摄像头');
        await person.seesThemselves();
        assert.equal(await person.page.$eval('#localVideo', isMuted), true);
      }
    });

    test('3: 发起通话 goes from 等待应答 over 正在连接 to 通话中', async () => {
      await caller.press('发起通话');
      await caller.seesStatus('等待应答...');
      await callee.press('接听');
      await caller.seesStatus('通话中');
      const seen = (await caller.statuses()).slice(-3);
      assert.deepEqual(seen, ['等待应答...', '正在连接...', '通话中']);
    });

    test('4: both see and hear the other side', async () => {
      await talking([caller, callee], '通话中');
    });

    test('5: 关闭视频 and 开启视频, marked while off', async () => {
      await caller.press('关闭视频');
      await caller.findsMarkedButton('开启视频');
      await callee.reads('对方关闭了视频');
      await callee.seesTheOtherNoMore();
      await caller.press('开启视频');
      await callee.seesTheOther();
      await caller.seesTheOther();
    });

    test('6: 静音 and 取消静音, marked while off', async () => {
      await callee.press('静音');
      await callee.findsMarkedButton('取消静音');
      await caller.reads('对方已静音');
      await caller.hearsTheOtherNoMore();
      await callee.press('取消静音');
      await caller.hearsTheOther();
      await callee.hearsTheOther();
    });

    test('7: 挂断 ends it on both sides, and the other one can call back', async () => {
      await caller.press('挂断');
      await Promise.all([caller.seesStatus('已连接'), callee.seesStatus('已连接')]);
      await callee.press('再次通话');
      await caller.press('接听');
      await talking([caller, callee], '通话中');
      await callee.press('挂断');
      await Promise.all([caller.seesStatus('已连接'), callee.seesStatus('已连接')]);
    });

    test('8: 连接日志 has every step, with its time and a colour', async () => {
      await caller.press('连接日志');
      const lines = await caller.page.$$eval('#logArea li', readLines);
      for (const line of lines) {
        assert.match(line.text, /^\d\d:\d\d:\d\d\.\d{3} \S/);
      }
      for (const [level, text] of STEPS) {
        const found = lines.some((line) => line.level === level && text.test(line.text));
        assert.ok(found, `no ${level} line like ${text} in ${JSON.stringify(lines, null, 1)}`);
      }
      await caller.press('关闭');
    });

    test('9: closing the page ends the call of the other side', async () => {
      await caller.press('再次通话');
      await callee.press('接听');
      await talking([caller, callee], '通话中');
      await caller.leave();
      await callee.seesStatus('已连接');
      await callee.reads('在线 1');
    });
  });
}

/** @type {[string, RegExp][]} */
const STEPS = [
  ['info', /正在连接服务器/],
  ['success', /已连接，我的 ID 是 [0-9a-f]+，在线 1/],
  ['info', / [0-9a-f]+ 加入，在线 2/],
  ['success', /已开启 video：./],
  ['info', /已发送 Offer/],
  ['info', /收到 [0-9a-f]+ 的 Answer/],
  ['info', /收到 [0-9a-f]+ 的 Offer/],
  ['info', /已发送 Answer/],
  ['info', /已发送候选：(host|srflx|relay) (udp|tcp) \S+:\d+/],
  ['info', /ICE 收集状态：complete/],
  ['info', /ICE 状态：connected/],
  ['success', /连接状态：?.*connected/],
  ['success', /收到远端轨道：audio/],
  ['success', /收到远端轨道：video/],
  ['info', /对方结束/],
];

/** @param {Element} video */
function isMuted(video) {
  return video instanceof HTMLVideoElement && video.muted;
}

/** @param {Element[]} items */
function readLines(items) {
  return items.map((item) => ({ level: item.className, text: item.textContent ?? '' }));
}
