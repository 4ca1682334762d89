import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { isLoopback } from '../../src/page/hosts.js';
import { isRoomId, newRoomId } from '../../src/page/invitation.js';
import { leadsHere, readLinks } from '../../src/page/links.js';
import { seeded } from '../fakes/seeded.js';

/** @import {Random} from '../fakes/seeded.js' */

const HOST = 'call.example';
const TABLE = readFileSync(new URL('links.tsv', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => /** @type {[string, string, string]} */ (line.split('\t')));

/** @param {string} text as the table writes it */
function written(text) {
  return text
    .replaceAll('\\n', '\n')
    .replaceAll(/\{U\+([0-9A-F]+)\}/g, (_, code) =>
      String.fromCodePoint(Number.parseInt(code, 16)),
    );
}

/**
 * What the field of the start page makes of a text.
 *
 * @param {string} text
 */
function roomFor(text) {
  const links = readLinks(text);
  const own = links.find((link) => leadsHere(link, HOST));
  return own?.room ?? (links.length > 0 ? 'foreign' : '-');
}

test('every case of the table leads where it says', () => {
  const cases = TABLE.filter(([kind]) => kind !== 'path');
  assert.ok(cases.length > 100);
  for (const [kind, text, room] of cases) {
    const pasted = kind === 'code' ? `https://${HOST}:8443/r/${written(text)}` : written(text);
    assert.equal(roomFor(pasted), room, JSON.stringify(pasted));
  }
});

test('a link is of this server under each of its names, and under every name of loopback', () => {
  const link = { room: 'abc', host: '192.168.1.7' };
  assert.equal(leadsHere(link, 'localhost'), false);
  assert.equal(leadsHere(link, 'localhost', ['call.example', '192.168.1.7']), true);
  assert.equal(leadsHere({ room: 'abc', host: '[2001:db8::7]' }, 'x', ['[2001:DB8:0::7]']), true);
  for (const host of [
    'localhost',
    'LOCALHOST.',
    'a.localhost',
    '127.0.0.1',
    '127.9.9.9',
    '127.1',
  ]) {
    assert.equal(isLoopback(host), true, host);
  }
  for (const host of ['[::1]', '[0:0:0:0:0:0:0:1]', '[::ffff:127.0.0.1]', '0.0.0.0', '[::]']) {
    assert.equal(isLoopback(host), true, host);
  }
  for (const host of [
    '192.168.1.7',
    'mylocalhost',
    'localhost.example',
    '128.0.0.1',
    '[::2]',
    '',
  ]) {
    assert.equal(isLoopback(host), false, host);
  }
});

const CASES = [
  (/** @type {string} */ text) => text,
  (/** @type {string} */ text) => text.toUpperCase(),
  (/** @type {string} */ text) => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`,
  (/** @type {string} */ text) =>
    text.replaceAll(/[a-z0-9]/g, (c) => String.fromCodePoint((c.codePointAt(0) ?? 0) + 0xfee0)),
];
const DASHES = ['-', '–', '—', '‑', '－', '−'];
const GAPS = [...DASHES, ' - ', ' – ', ' ', '\u3000', '\u00a0', '\n'];
const WRAPS = ['<>', '()', '《》', '「」', '“”', '""', '[]', '（）', '【】', "''"];
const TAILS = ['', '.', ',', ')', '。', '/', '，', '！', '?', '；', '”', ' ', '\n', '…'];
const QUERIES = ['', '?from=singlemessage&isappinstalled=0', '#wechat_redirect', '&from=timeline'];
const BEFORE = [
  '',
  'Join me for a video call ',
  'Join me for a video call\n',
  '来和我视频通话吧\n',
  '来和我视频通话吧',
];
const AFTER = ['', ' see you at 8', '\nsee you', '，来和我视频通话吧', ' 八点见'];
const BASES = ['https://call.example:8443/r/', 'http://CALL.example/r/', 'call.example/R/', '/r/'];

/**
 * A link as somebody might send it; the room that went into it is the oracle.
 *
 * @param {Random} random
 * @param {string} room
 * @param {string[]} gaps
 */
function mangled(random, room, gaps) {
  const gap = random.pick(gaps);
  const code = random.pick(CASES)(room).replaceAll('-', gap);
  const wrap = random.pick([...WRAPS, '']);
  const link = `${random.pick(BASES)}${code}${random.pick(TAILS)}${random.pick(QUERIES)}`;
  const sent = `${wrap[0] ?? ''}${link}${wrap[1] ?? ''}`;
  const text = `${random.pick(BEFORE)}${sent}${random.pick(AFTER)}`;
  return random.chance(0.2) ? encodeURIComponent(text) : text;
}

test('whatever happens to a link on its way, it leads to the room that it was made for', () => {
  const random = seeded(20261127);
  for (let i = 0; i < 5000; i += 1) {
    const room = newRoomId((bytes) => bytes.map(() => random.below(256)));
    const text = mangled(random, room, GAPS);
    assert.equal(roomFor(text), room, JSON.stringify(text));
  }
});

test('so does a link to a room whose name somebody chose', () => {
  const random = seeded(8);
  for (let i = 0; i < 5000; i += 1) {
    const room = `team-${random.below(1000)}-call`;
    const text = mangled(random, room, DASHES);
    assert.equal(roomFor(text), room, JSON.stringify(text));
  }
});

test('of any text at all there come names of rooms only, and each means itself', () => {
  const random = seeded(4);
  const parts = [
    'a',
    'K',
    '3',
    '-',
    '–',
    ' ',
    '/',
    '/r/',
    '%',
    '%25',
    '%e3',
    '。',
    '<',
    '?',
    'é',
    '\n',
    '房',
    '\ud800',
  ];
  for (let i = 0; i < 5000; i += 1) {
    const text = Array.from({ length: random.below(30) }, () => random.pick(parts)).join('');
    for (const { room } of readLinks(text)) {
      assert.ok(isRoomId(room), JSON.stringify(text));
      assert.deepEqual(readLinks(room), [{ room }]);
    }
  }
});

test('a text of any length is read in no time to speak of', () => {
  for (const text of ['/r/', 'a', '-', ' ', '.', 'a ', '%41', 'https://', '/r/k3vm 9xqa ', '房']) {
    assert.ok(readLinks(text.repeat(100_000)).length < 5000);
  }
});
