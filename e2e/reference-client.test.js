import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { launchChromium } from './lib/browsers.js';
import { Person } from './lib/person.js';
import { startServer } from './lib/server.js';
import { serveFolder } from './lib/static-files.js';

/** @import {Browser} from 'puppeteer-core' */
/** @import {Server} from './lib/server.js' */

describe('the client of the reference demo', () => {
  /** @type {Browser} */
  let browser;
  /** @type {Server} */
  let server;
  /** @type {Awaited<ReturnType<typeof serveFolder>>} */
  let site;
  /** @type {Person[]} */
  let people = [];

  before(async () => {
    site = await serveFolder(new URL('reference-client/', import.meta.url));
    server = await startServer({ args: ['--allow-origin', site.origin] });
    browser = await launchChromium();
  });

  afterEach(async () => {
    await Promise.all(people.map((person) => person.leave()));
    people = [];
  });

  after(async () => {
    await browser.close();
    site.close();
    await server.stop();
  });

  /** @param {string} [options] */
  async function reference(options = '') {
    const person = await Person.arrive(browser);
    people.push(person);
    const socket = encodeURIComponent(`ws://localhost:${server.port}/`);
    await person.open(`${site.origin}/?server=${socket}${options}`);
    await person.seesStatus('已连接');
    await person.press('开启摄像头');
    await person.seesThemselves();
    return person;
  }

  /** @param {Person[]} both */
  async function talk(...both) {
    for (const person of both) {
      await person.seesStatus('通话中');
    }
    await Promise.all(both.flatMap((person) => [person.seesTheOther(), person.hearsTheOther()]));
  }

  for (const sdp of ['object', 'text']) {
    test(`calls another one, descriptions as ${sdp}, and hangs up`, async () => {
      const caller = await reference(`&sdp=${sdp}`);
      const callee = await reference(`&sdp=${sdp}`);
      await caller.press('发起通话');
      await talk(caller, callee);
      await callee.press('挂断');
      await caller.seesStatus('已连接');
      assert.deepEqual([...caller.complaints, ...callee.complaints], []);
    });
  }
});
