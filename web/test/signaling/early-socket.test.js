import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EarlySocket, openSocket, signalingUrl } from '../../src/signaling/early-socket.js';

const URL_OF_ROOM = 'wss://call.example/ws?room=a';

/** A socket as browsers have it: an event target whose handlers are attributes too. */
class Socket extends EventTarget {
  /** @type {((event: any) => void) | null} */
  onmessage = null;
  /** @type {((event: any) => void) | null} */
  onclose = null;

  constructor() {
    super();
    this.addEventListener('message', (event) => this.onmessage?.(event));
    this.addEventListener('close', (event) => this.onclose?.(event));
  }

  /** @param {string} data */
  say(data) {
    this.dispatchEvent(Object.assign(new Event('message'), { data }));
  }

  /** @param {number} code */
  end(code) {
    this.dispatchEvent(Object.assign(new Event('close'), { code }));
  }
}

function setUp() {
  const socket = new Socket();
  const early = new EarlySocket(URL_OF_ROOM, () => /** @type {any} */ (socket));
  /** @type {(string | number)[]} */
  const heard = [];
  const take = () => {
    const taken = early.take(URL_OF_ROOM);
    socket.onmessage = ({ data }) => heard.push(data);
    socket.onclose = ({ code }) => heard.push(code);
    return taken;
  };
  return { socket, early, heard, take };
}

test('what came before reaches who takes the socket, once and in its order', async () => {
  const { socket, heard, take } = setUp();
  socket.say('welcome');
  socket.say('offer');
  assert.equal(take(), socket);
  assert.deepEqual(heard, [], 'no handler is called before whoever takes it is done');
  await null;
  socket.say('candidate');
  assert.deepEqual(heard, ['welcome', 'offer', 'candidate']);
});

test('a socket that was closed before is closed again for who takes it', async () => {
  const { socket, heard, take } = setUp();
  socket.say('error');
  socket.end(4001);
  take();
  await null;
  assert.deepEqual(heard, ['error', 4001]);
});

test('it can be taken once, and for its own address', () => {
  const { socket, early, take } = setUp();
  assert.equal(early.take(`${URL_OF_ROOM}&session=x`), undefined);
  assert.equal(take(), socket);
  assert.equal(early.take(URL_OF_ROOM), undefined);
});

test('whoever lets go of it before the end of the turn hears nothing', async () => {
  const { socket, heard, take } = setUp();
  socket.say('welcome');
  take();
  socket.onmessage = null;
  await null;
  assert.deepEqual(heard, []);
});

test('a socket speaks the protocol of this page', (t) => {
  /** @type {unknown[]} */
  let opened = [];
  const real = globalThis.WebSocket;
  t.after(() => Object.assign(globalThis, { WebSocket: real }));
  Object.assign(globalThis, {
    WebSocket: class {
      /** @param {unknown[]} args */
      constructor(...args) {
        opened = args;
      }
    },
  });
  openSocket(URL_OF_ROOM);
  assert.deepEqual(opened, [URL_OF_ROOM, 'duologue.1']);
});

test('a room has its address at the server, secure where the page is', () => {
  assert.equal(signalingUrl('a', '/', 'https://call.example/r/a?lang=en'), URL_OF_ROOM);
  assert.equal(
    signalingUrl('a', '/call/', 'http://localhost:8080/call/r/a'),
    'ws://localhost:8080/call/ws?room=a',
  );
});
