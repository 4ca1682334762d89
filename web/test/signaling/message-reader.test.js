import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readPageMessage, readServerMessage } from '../../src/signaling/message-reader.js';
import { anyJson } from '../fakes/any-json.js';
import { seeded } from '../fakes/seeded.js';

/** @param {unknown} value */
const fromServer = (value) => readServerMessage(JSON.stringify(value));
/** @param {unknown} value */
const fromPage = (value) => readPageMessage(JSON.stringify(value));
/** @param {string} name */
const words = (name) => name.split(' ');

const WELCOME = { type: 'welcome', clientId: 'me', clientCount: 1 };
const TURN = { urls: ['turn:a.example:8443?transport=udp'], username: 'u', credential: 'c' };
const CANDIDATE = { candidate: 'candidate:1 …', sdpMid: '0', sdpMLineIndex: 0 };

/** @type {[string, any][]} */
const WELL_FORMED = [
  ['the reference server’s welcome', WELCOME],
  [
    'a whole welcome',
    {
      ...WELCOME,
      seq: 7,
      members: ['b'],
      iceServers: [TURN, { urls: ['stun:[2001:db8::1]:3478'] }],
      session: 't',
      resumeWindow: 30_000,
      resumed: true,
      gap: false,
      received: 3,
    },
  ],
  ['somebody who came', { type: 'user-joined', seq: 2, clientId: 'b', clientCount: 2 }],
  ['somebody lost', { type: 'user-left', clientId: 'b', clientCount: 1, reason: 'lost' }],
  ['an error', { type: 'error', code: 'not-json', message: 'no', fatal: false }],
  ['fresh credentials', { type: 'ice-servers', iceServers: [TURN] }],
  ['a pong', { type: 'pong', seq: 12, received: 7, session: 't' }],
  ['an offer as text', { type: 'offer', from: 'b', sdp: 'v=0', call: 'x', n: 1 }],
  ['an offer as an object', { type: 'offer', from: 'b', sdp: { type: 'offer', sdp: 'v=0' } }],
  ['an answer', { type: 'answer', from: 'b', sdp: 'v=0', answers: '1 2', connection: 1 }],
  ['a candidate', { type: 'candidate', from: 'b', candidate: CANDIDATE }],
  ['a candidate as text', { type: 'candidate', from: 'b', candidate: 'candidate:1 …' }],
  ['the end of candidates', { type: 'candidate', from: 'b', candidate: null }],
  ['a hang-up', { type: 'hangup', from: 'b', reason: 'busy' }],
  ['a state', { type: 'state', from: 'b', ready: true, name: '', version: 1 }],
  ['the wish for an offer', { type: 'control', from: 'b', ask: 'offer', call: 'x', n: 4 }],
];

for (const [what, message] of WELL_FORMED) {
  test(`${what} is read as it is`, () => {
    const reading = fromServer(message);
    assert.deepEqual(reading, { kind: 'message', message, seq: message.seq, problem: undefined });
  });
}

test('the other page says the same without a sender, and greets', () => {
  assert.deepEqual(fromPage({ type: 'hello' }), {
    kind: 'message',
    message: { type: 'hello' },
    seq: undefined,
    problem: undefined,
  });
  for (const [, { from, ...message }] of WELL_FORMED.filter(([, each]) => 'from' in each)) {
    const reading = fromPage({ ...message, from: 'somebody else' });
    assert.deepEqual(reading.kind === 'message' && reading.message, message);
  }
});

test('the other page cannot speak as the server, nor the server as the other page', () => {
  for (const type of words('welcome user-joined user-left error ice-servers pong')) {
    assert.equal(fromPage({ ...WELCOME, type, code: 'x', iceServers: [] }).kind, 'unknown');
  }
  assert.equal(fromServer({ type: 'hello' }).kind, 'unknown');
});

/** @type {[any, string][]} the message, and what is said of it */
const UNREADABLE = [
  [[], 'must be one JSON object'],
  [null, 'must be one JSON object'],
  [{ kind: 'pong' }, 'type: must be a string that is not empty'],
  [{ type: 5 }, 'type: must be a string that is not empty'],
  [{ ...WELCOME, clientId: 5 }, 'clientId: must be a string that is not empty'],
  [{ ...WELCOME, clientCount: -1 }, 'clientCount: must be an integer from 0'],
  [{ type: 'user-joined', clientId: {}, clientCount: 1 }, 'clientId: must be a string that is'],
  [{ type: 'ice-servers', iceServers: null }, 'iceServers: must be an array'],
  [{ type: 'error', code: 5 }, 'code: must be a string that is not empty'],
  [{ type: 'offer', sdp: 'v=0' }, 'from: must be a string that is not empty'],
  [{ type: 'offer', from: 'b', sdp: 'v=0', call: {} }, 'call: must be a string that is not'],
  [{ type: 'hangup', from: 'b', n: '1' }, 'n: must be an integer from 0'],
  [{ type: 'hangup', from: 'b', connection: 0.5 }, 'connection: must be an integer from 0'],
  [{ type: 'answer', from: 'b', sdp: 'v=0', answers: 1 }, 'answers: must be a string'],
  [{ type: 'candidate', from: 'b' }, 'candidate: must be an object, a string or null'],
  [{ type: 'candidate', from: 'b', candidate: [] }, 'candidate: must be an object, a string'],
  [
    { type: 'candidate', from: 'b', candidate: { candidate: 5 } },
    'candidate.candidate: must be a string',
  ],
  [
    { type: 'candidate', from: 'b', candidate: { candidate: 'c', sdpMLineIndex: 65_536 } },
    'candidate.sdpMLineIndex: must be an integer from 0 to 65535',
  ],
];

for (const [value, problem] of UNREADABLE) {
  test(`${JSON.stringify(value)} is no message`, () => {
    const reading = fromServer(value);
    assert.equal(reading.kind, 'unreadable');
    assert.ok(
      'problem' in reading && reading.problem?.startsWith(problem),
      JSON.stringify(reading),
    );
  });
}

test('what is no text, or no JSON, is no message', () => {
  for (const data of ['', '{', '{"type":"pong"}x', new ArrayBuffer(2), undefined]) {
    assert.equal(readServerMessage(data).kind, 'unreadable');
    assert.equal(readPageMessage(data).kind, 'unreadable');
  }
});

test('what is wrong with a message does not hide its number', () => {
  assert.equal(fromServer({ seq: 4, type: 'candidate', from: 'b', candidate: 5 }).seq, 4);
  assert.equal(fromServer({ seq: 5, type: 'news' }).seq, 5);
  assert.equal(fromServer({ seq: 'a', type: 'pong' }).seq, undefined);
});

/** @type {[any, any, string][]} the message, what is left of it, and what is said */
const MENDED = [
  [{ ...WELCOME, members: {} }, WELCOME, 'members: must be an array'],
  [{ ...WELCOME, members: [5, '', 'b'] }, { ...WELCOME, members: ['b'] }, ''],
  [{ ...WELCOME, iceServers: null }, WELCOME, ''],
  [{ ...WELCOME, iceServers: 5 }, WELCOME, 'iceServers: must be an array'],
  [{ ...WELCOME, seq: 'a' }, WELCOME, 'seq: must be an integer from 0'],
  [
    { ...WELCOME, resumeWindow: 1e12 },
    WELCOME,
    'resumeWindow: must be an integer from 0 to 2147483647',
  ],
  [
    { type: 'state', from: 'b', name: 7, version: 'x', audio: false },
    { type: 'state', from: 'b', audio: false },
    'name: must be a string; version: must be an integer from 0',
  ],
  [
    { type: 'hangup', from: 'b', reason: 'bored' },
    { type: 'hangup', from: 'b' },
    'reason: must be one of declined, busy, cancelled, timeout, ended',
  ],
  [
    { type: 'answer', from: 'b', sdp: 5, call: 'x' },
    { type: 'answer', from: 'b', sdp: '', call: 'x' },
    'sdp: must be a string, or an object with a string sdp',
  ],
  [{ type: 'offer', from: 'b' }, { type: 'offer', from: 'b', sdp: '' }, 'sdp: must be'],
  [
    { type: 'candidate', from: 'b', candidate: { candidate: 'c', sdpMid: null } },
    { type: 'candidate', from: 'b', candidate: { candidate: 'c', sdpMLineIndex: 0 } },
    '',
  ],
  [
    { type: 'candidate', from: 'b', candidate: {} },
    { type: 'candidate', from: 'b', candidate: null },
    '',
  ],
];

for (const [value, expected, problem] of MENDED) {
  test(`of ${JSON.stringify(value)} the rest is read`, () => {
    const reading = fromServer(value);
    assert.deepEqual(reading.kind === 'message' && reading.message, expected);
    const said = ('problem' in reading && reading.problem) || '';
    assert.ok(said.startsWith(problem), JSON.stringify(reading));
  });
}

test('names that every object has are no fields, and no types', () => {
  for (const type of words('constructor __proto__ toString hasOwnProperty')) {
    assert.equal(fromServer({ type, from: 'b' }).kind, 'unknown');
  }
  const reading = readServerMessage('{"type":"state","from":"b","__proto__":{"name":7}}');
  assert.deepEqual(reading.kind === 'message' && reading.message, { type: 'state', from: 'b' });
});

/** What `docs/protocol.md` and `docs/page.md` say of each field, whoever sends it. */
const TYPES = /** @type {Record<string, (value: any) => boolean>} */ ({
  ...Object.fromEntries(
    words('type clientId session from call code').map((name) => [name, isName]),
  ),
  ...Object.fromEntries(words('name answers message').map((name) => [name, isText])),
  ...Object.fromEntries(
    words('resumed gap fatal ready audio video screen').map((n) => [n, isFlag]),
  ),
  ...Object.fromEntries(
    words('seq clientCount resumeWindow received n connection version').map((n) => [n, isCount]),
  ),
  members: (value) => Array.isArray(value) && value.every(isName),
  iceServers: (value) => Array.isArray(value) && value.every(({ urls }) => urls.every(isName)),
  reason: isName,
  ask: (value) => value === 'offer',
  sdp: (value) => isText(value) || (isText(value.type) && isText(value.sdp)),
  candidate: (value) => value === null || isText(value) || isText(value.candidate),
});
/** Without which a message of its type is none. @type {Record<string, string[]>} */
const REQUIRED = {
  welcome: ['clientId', 'clientCount'],
  'user-joined': ['clientId', 'clientCount'],
  'user-left': ['clientId', 'clientCount'],
  error: ['code', 'message', 'fatal'],
  'ice-servers': ['iceServers'],
  offer: ['from', 'sdp'],
  answer: ['from', 'sdp'],
  candidate: ['from', 'candidate'],
  hangup: ['from'],
  state: ['from'],
  control: ['from', 'ask'],
};

/** @param {unknown} value */
function isText(value) {
  return typeof value === 'string';
}

/** @param {unknown} value */
function isName(value) {
  return typeof value === 'string' && value !== '';
}

/** @param {unknown} value */
function isFlag(value) {
  return typeof value === 'boolean';
}

/** @param {unknown} value */
function isCount(value) {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

test('whatever JSON comes, every field of a message has its type', () => {
  const seed = Math.floor(Math.random() * 2 ** 32);
  const random = seeded(seed);
  const messages = WELL_FORMED.map(([, message]) => message);
  let read = 0;
  for (let i = 0; i < 20_000; i += 1) {
    const text = JSON.stringify(anyJson(random, messages));
    for (const reader of [readServerMessage, readPageMessage]) {
      const reading = reader(text);
      if (reading.kind === 'message') {
        read += 1;
        const { message } = reading;
        const fields = Object.entries(message);
        const wrong = fields.filter(([field, value]) => !TYPES[field]?.(value));
        assert.deepEqual(wrong, [], `seed ${seed}: ${text}`);
        const sender = reader === readServerMessage;
        const required =
          REQUIRED[message.type]?.filter((field) => sender || field !== 'from') ?? [];
        assert.ok(
          required.every((field) => field in message),
          `seed ${seed}: ${text}`,
        );
      }
    }
  }
  assert.ok(read > 1000, `seed ${seed}: only ${read} of them were messages`);
});
