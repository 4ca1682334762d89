import assert from 'node:assert/strict';
import { networkInterfaces } from 'node:os';
import { describe, test } from 'node:test';
import { call } from './lib/calls.js';
import { newRoom, Scene } from './lib/scene.js';
import { until } from './lib/until.js';

/** @import {Person} from './lib/person.js' */

const CODE = 'k3vm-9xqa-t2hd-w7pe';
const PHONE = { width: 390, height: 844, isMobile: true, hasTouch: true };
/** How a browser reports that a page is not there. */
const NOT_THERE = /status of 404/;

describe('links as people send them', () => {
  const scene = new Scene({ allowed: NOT_THERE });

  test('lead to the room that was meant', async () => {
    const person = await scene.arrive();
    for (const path of [
      `/r/${CODE.toUpperCase()}`,
      `/r/${CODE}。`,
      `/r/<${CODE}>`,
      '/r/K3VM – 9XQA – T2HD – W7PE)',
      '/r/ｋ３ｖｍ　９ｘｑａ　ｔ２ｈｄ　ｗ７ｐｅ',
      `/r/${CODE}，来和我视频通话吧`,
      `/r/${CODE}/?from=singlemessage&isappinstalled=0#wechat_redirect`,
      `/R/${CODE}&from=timeline`,
      `/${CODE}`,
    ]) {
      await person.open(`${scene.server.url}${path}`);
      assert.equal(await person.page.evaluate(() => location.pathname), `/r/${CODE}`, path);
    }
    await person.seesStatus('Connected');
  });

  test('the query of a changed link stays', async () => {
    const person = await scene.arrive();
    await person.open(`${scene.server.url}/r/${CODE}.?lang=zh-CN`);
    await person.seesStatus('已连接');
  });

  for (const [path, language, viewport] of /** @type {const} */ ([
    ['/r/a.b', 'en-US', undefined],
    ['/r/not%20a%20room', 'zh-CN', PHONE],
    ['/no/such/page/at/all', 'en-US', PHONE],
  ])) {
    test(`${path} is answered by a page with its styles that leads on`, async () => {
      const person = await scene.arrive(undefined, viewport);
      const response = await person.page.goto(scene.server.url + path);
      assert.equal(response?.status(), 404);
      await person.reads('This is not the link of a call');
      await person.reads('这不是通话的链接');
      const height = await person.page.$eval('a.button-link', (link) => link.clientHeight);
      assert.ok(height >= 44, `${height} px`);
      assert.equal(await overflow(person), 0, language);
      await person.page.locator('a.button-link').click();
      await person.findsButton('Start a call');
    });
  }
});

/** @param {Person} person @returns by how much the page is wider than the window */
function overflow({ page }) {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return Math.max(0, scrollWidth - clientWidth);
  });
}

describe('the field of the start page', () => {
  const scene = new Scene();

  test('finds the room in what people paste', async () => {
    const person = await scene.arrive();
    for (const text of [
      '“K3VM 9XQA T2HD W7PE”',
      `Join me for a video call http://localhost:1/r/${CODE}。`,
      `来和我视频通话吧https://LOCALHOST/r/${CODE}，快点`,
    ]) {
      await person.open(`${scene.server.url}/?lang=en`);
      await join(person, text);
      await person.seesStatus('Connected');
      assert.equal(await person.page.evaluate(() => location.pathname), `/r/${CODE}`, text);
    }
  });

  test('finds it in a message of several lines that is pasted', async () => {
    const person = await scene.arrive();
    await person.open(`${scene.server.url}/?lang=en`);
    await person.page.focus('#invitation');
    await person.page.evaluate((text) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', text);
      const event = new ClipboardEvent('paste', { clipboardData, cancelable: true, bubbles: true });
      document.activeElement?.dispatchEvent(event);
    }, `Join me for a video call\nhttp://localhost/r/${CODE}\nsee you`);
    await person.press('Join');
    await person.seesStatus('Connected');
    assert.equal(await person.page.evaluate(() => location.pathname), `/r/${CODE}`);
  });

  test('knows the server under its address of the network, and no other', async (t) => {
    const address = networkAddress();
    if (address === undefined) {
      t.skip('this computer is in no network');
      return;
    }
    const person = await scene.arrive();
    await person.open(`${scene.server.url}/?lang=en`);
    await join(person, `https://other.example/r/${CODE}`);
    await person.reads('That link belongs to another site.');
    await join(person, 'what is this?');
    await person.reads('That is not a call link or code.');
    await join(person, `https://${address}:${scene.server.port}/r/${CODE}`);
    await person.seesStatus('Connected');
    assert.equal(await person.page.evaluate(() => location.pathname), `/r/${CODE}`);
  });

  /**
   * @param {Person} person
   * @param {string} text
   */
  async function join(person, text) {
    await person.page.locator('#invitation').fill(text);
    await person.press('Join');
  }
});

/** The first IPv4 address that others can reach. */
function networkAddress() {
  const cards = Object.values(networkInterfaces()).flatMap((card) => card ?? []);
  return cards.find(({ internal, family }) => !internal && family === 'IPv4')?.address;
}

describe('the invitation', () => {
  const scene = new Scene({ chromiumArgs: ['--ignore-certificate-errors'] });

  test('carries an address that the other person can open, and leads into the same room', async (t) => {
    const address = networkAddress();
    if (address === undefined) {
      t.skip('this computer is in no network');
      return;
    }
    const room = newRoom();
    const ann = await scene.enter(room);
    await ann.reads('Their browser will warn once');
    const link = await ann.page.$eval('#inviteLink', (input) => /** @type {any} */ (input).value);
    assert.equal(link, `https://${address}:${scene.server.port}/r/${room}`);
    await ann.findsShown('invite-card img');
    const image = await ann.page.$eval('invite-card img', (it) => /** @type {any} */ (it).src);
    assert.equal(new URL(image).searchParams.get('link'), link);
    const ben = await scene.arrive();
    await ben.open(`${link}?lang=en`);
    await ben.reads('is here');
    await ann.press('Start camera');
    await ben.press('Start camera');
    await call(ann, ben);
  });

  test('has its code for a phone at the next contact, where it did not come at once', async () => {
    const ann = await scene.arrive();
    let refused = false;
    await ann.page.setRequestInterception(true);
    ann.page.on('request', (request) => {
      const refuse = !refused && request.url().includes('/qr.svg');
      refused ||= refuse;
      return refuse ? request.abort() : request.continue();
    });
    await ann.open(scene.link(newRoom()));
    await until(async () => refused);
    await ann.page.waitForSelector('.qr', { hidden: true });
    await ann.page.evaluate(() => dispatchEvent(new Event('online')));
    await ann.findsShown('invite-card img');
    assert.match(ann.complaints.splice(0).join(), /ERR_FAILED/);
  });
});

describe('the invitation of a server that nobody else can reach', () => {
  const scene = new Scene({ serverArgs: ['--host', '127.0.0.1'] });

  test('says so, in both languages, and has no code for a phone', async () => {
    const person = await scene.enter(newRoom());
    await person.reads('This link opens on this computer only');
    assert.equal(await person.page.$eval('.qr', (it) => it.checkVisibility()), false);
    await person.press('中文');
    await person.reads('这个链接只能在这台电脑上打开');
  });
});

describe('the invitation of a server with a public name', () => {
  const scene = new Scene({ serverArgs: ['--public-host', 'call.example'], trusted: true });

  test('carries that name, and warns of nothing under a certificate of its own', async () => {
    const room = newRoom();
    const person = await scene.enter(room);
    const expected = `https://call.example:${scene.server.port}/r/${room}`;
    await person.page.waitForFunction(
      (wanted) => /** @type {any} */ (document.querySelector('#inviteLink')).value === wanted,
      {},
      expected,
    );
    assert.equal(await person.page.$eval('#inviteNote', (it) => it.checkVisibility()), false);
  });
});
