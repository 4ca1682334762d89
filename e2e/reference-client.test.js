import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { talking } from './lib/calls.js';
import { Scene } from './lib/scene.js';
import { serveFolder } from './lib/static-files.js';

/** @import {Person} from './lib/person.js' */

const site = await serveFolder(new URL('reference-client/', import.meta.url));
after(() => site.close());
const scene = new Scene({ serverArgs: ['--allow-origin', site.origin] });

for (const sdp of ['object', 'text']) {
  test(`two clients of the demo hold a call, descriptions as ${sdp}`, async () => {
    const caller = await reference(sdp);
    const callee = await reference(sdp);
    await caller.press('发起通话');
    await talking([caller, callee], '通话中');
    await callee.press('挂断');
    await caller.seesStatus('已连接');
  });

  test(`the client of the demo calls our page, descriptions as ${sdp}`, async () => {
    const ours = await ourPage();
    const theirs = await reference(sdp);
    await theirs.press('发起通话');
    await theirs.seesStatus('等待应答...');
    await ours.press('接听');
    await talking([ours, theirs], '通话中');
    await theirs.press('挂断');
    await ours.seesStatus('已连接');
    await ours.reads('对方挂断了通话。');
  });

  test(`our page calls the client of the demo, descriptions as ${sdp}`, async () => {
    const theirs = await reference(sdp);
    const ours = await ourPage();
    await ours.press('发起通话');
    await talking([ours, theirs], '通话中');
    await ours.press('挂断');
    await theirs.seesStatus('已连接');
  });
}

test('the client of the demo is declined, and calls again', async () => {
  const ours = await ourPage();
  const theirs = await reference();
  await theirs.press('发起通话');
  await ours.press('拒绝');
  await theirs.seesStatus('已连接');
  await theirs.press('发起通话');
  await ours.press('接听');
  await talking([ours, theirs], '通话中');
});

test('the client of the demo calls again and again, hanging up from either side', async () => {
  const ours = await ourPage();
  const theirs = await reference();
  for (let round = 0; round < 5; round += 1) {
    if (round % 2 === 0) {
      await theirs.press('发起通话');
      await ours.press('接听');
    } else {
      await ours.press('再次通话');
    }
    await talking([ours, theirs], '通话中');
    await (round % 3 === 0 ? ours : theirs).press('挂断');
    await Promise.all([ours.seesStatus('已连接'), theirs.seesStatus('已连接')]);
  }
});

test('our page turns camera and microphone off and on for the client of the demo', async () => {
  const ours = await ourPage();
  const theirs = await reference();
  await ours.press('发起通话');
  await talking([ours, theirs], '通话中');
  await ours.press('关闭视频');
  await theirs.seesTheOtherNoMore();
  await ours.press('静音');
  await theirs.hearsTheOtherNoMore();
  await ours.press('开启视频');
  await ours.press('取消静音');
  await talking([ours, theirs], '通话中');
});

test('the client of the demo closes its page, and the call of ours ends', async () => {
  const ours = await ourPage();
  const theirs = await reference();
  await theirs.press('发起通话');
  await ours.press('接听');
  await talking([ours, theirs], '通话中');
  await theirs.leave();
  await ours.seesStatus('已连接');
  assert.match(await ours.text('#clientInfo'), /在线 1$/);
});

/** Somebody with the demo's page, camera on. */
async function reference(sdp = 'object') {
  const person = await scene.arrive();
  const socket = encodeURIComponent(`ws://localhost:${scene.server.port}/`);
  await person.open(`${site.origin}/?server=${socket}&sdp=${sdp}`);
  return ready(person);
}

/** Somebody in the room that such clients are in. */
async function ourPage() {
  return ready(await scene.enter('lobby', { query: 'lang=zh-CN' }));
}

/** @param {Person} person */
async function ready(person) {
  await person.seesStatus('已连接');
  await person.press('开启摄像头');
  await person.seesThemselves();
  return person;
}
