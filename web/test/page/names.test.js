import assert from 'node:assert/strict';
import { test } from 'node:test';
import { graphemes, initialOf, readName } from '../../src/page/names.js';
import { seeded } from '../fakes/seeded.js';

const FAMILY = '👨‍👩‍👧‍👦';
const SCOTLAND = '🏴󠁧󠁢󠁳󠁣󠁴󠁿';

test('a name is one line without controls, and spaces are single', () => {
  assert.equal(readName('  Anna\n\tMaria\u2028 \u0000\u0007Lin\u0085', 64), 'Anna Maria Lin');
  assert.equal(readName('小\u200b明', 64), '小明');
  assert.equal(readName('a\u3000 \u00a0b', 64), 'a b');
  assert.equal(readName(undefined, 64), '');
  assert.equal(readName(7, 64), '7');
});

test('what would reorder the text around it is dropped, what makes up a character stays', () => {
  assert.equal(readName('\u202eAnna\u202c\u2066\u2069\u200f\u061c', 64), 'Anna');
  for (const name of [FAMILY, SCOTLAND, '🇨🇳', '👩🏽‍💻', 'می\u200cخواهم', 'क्\u200dष', '✊🏿']) {
    assert.equal(readName(name, 64), name);
  }
});

test('a name with nothing to see in it is none', () => {
  for (const name of ['', ' ', '\u200d', '\u3164', '\u2800', '\ufe0f\u200c', '\ud800', '\u0301']) {
    assert.equal(readName(name, 64), '', JSON.stringify(name));
  }
});

test('a name is cut between two characters as people see them', () => {
  assert.equal(readName('a'.repeat(65), 64), 'a'.repeat(64));
  assert.equal(readName(`${'a'.repeat(60)}${FAMILY}`, 64), 'a'.repeat(60));
  assert.equal(readName(`${'a'.repeat(63)}😀`, 64), 'a'.repeat(63));
  assert.equal(readName('🇨🇳'.repeat(17), 64), '🇨🇳'.repeat(16));
  assert.equal(readName(`${'x'.repeat(63)}e\u0323\u0302`, 64), `${'x'.repeat(63)}ệ`);
  const marks = `a${'\u0336'.repeat(500)}`;
  assert.equal(readName(marks, 64), marks.slice(0, 64));
  assert.equal(readName('a b', 2), 'a');
});

test('an avatar shows the first character whole, as a capital where it has one', () => {
  for (const [name, initial] of [
    ['anna', 'A'],
    ['émile', 'É'],
    ['e\u0301mile', 'E\u0301'],
    ['小明', '小'],
    [`${FAMILY} family`, FAMILY],
    ['🇨🇳🇩🇪', '🇨🇳'],
    [SCOTLAND, SCOTLAND],
    ['👩🏽‍💻x', '👩🏽‍💻'],
    ['ßuper', 'ß'],
    ['ლანა', 'ლ'],
    ['ярослав', 'Я'],
    ['نور', 'ن'],
    ['ก็', 'ก็'],
    ['1st', '1'],
    ['', ''],
  ]) {
    assert.equal(initialOf(String(name)), initial);
  }
});

test('without Intl.Segmenter the same characters are seen as one', () => {
  const text = `a${FAMILY}🇨🇳🇩🇪e\u0301小${SCOTLAND}👩🏽‍💻✊🏿1️⃣ z\ud800`;
  assert.deepEqual(graphemes(text, /** @type {any} */ (null)), graphemes(text));
});

test('whatever is sent as a name, what is shown fits, stays the same and has no control in it', () => {
  const random = seeded(5);
  const parts = [
    'a',
    ' ',
    '\n',
    '小',
    '😀',
    FAMILY,
    '🇨🇳',
    '\u0301',
    '\u200d',
    '\u202e',
    '\u2069',
    '\ud83d',
    'ن',
    '\ufe0f',
  ];
  for (let i = 0; i < 3000; i += 1) {
    const text = Array.from({ length: random.below(40) }, () => random.pick(parts)).join('');
    const limit = 1 + random.below(64);
    const name = readName(text, limit);
    assert.ok(name.length <= limit);
    assert.equal(readName(name, limit), name);
    assert.doesNotMatch(name, /[\p{Cc}\u202a-\u202e\u2066-\u2069]|^\s|\s$|\p{Cs}/u);
    assert.equal(graphemes(initialOf(name)).length, name === '' ? 0 : 1);
  }
});
