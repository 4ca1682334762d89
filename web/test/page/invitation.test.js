import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  askAddresses,
  Invitation,
  isRoomId,
  newRoomId,
  roomOfPath,
} from '../../src/page/invitation.js';

test('a room has 1 to 64 characters', () => {
  assert.equal(isRoomId(''), false);
  assert.equal(isRoomId('a'), true);
  assert.equal(isRoomId('a'.repeat(64)), true);
  assert.equal(isRoomId('a'.repeat(65)), false);
});

test('a room has lower-case letters, digits and hyphens only', () => {
  for (const id of ['A', 'a_b', 'a b', 'ä', 'a/b']) {
    assert.equal(isRoomId(id), false, id);
  }
  assert.equal(isRoomId('abc-09'), true);
});

test('a new room is four groups of four characters that nobody mistakes', () => {
  const id = newRoomId();
  assert.match(id, /^[a-km-np-z2-9]{4}(-[a-km-np-z2-9]{4}){3}$/);
  assert.equal(isRoomId(id), true);
});

test('new rooms use all of the randomness they get', () => {
  const ids = new Set(Array.from({ length: 1000 }, () => newRoomId()));
  assert.equal(ids.size, 1000);
  assert.equal(
    newRoomId((bytes) => bytes.fill(0)),
    'aaaa-aaaa-aaaa-aaaa',
  );
  assert.equal(
    newRoomId((bytes) => bytes.fill(255)),
    '9999-9999-9999-9999',
  );
});

test('the path names the room', () => {
  assert.equal(roomOfPath('/r/abc'), 'abc');
  assert.equal(roomOfPath('/r/abc/'), 'abc');
  assert.equal(roomOfPath('/'), undefined);
  assert.equal(roomOfPath('/r/ABC'), undefined);
  assert.equal(roomOfPath('/r/abc/def'), undefined);
});

test('below a path of its own the server has its rooms there', async () => {
  assert.equal(roomOfPath('/call/r/abc', '/call/'), 'abc');
  assert.equal(roomOfPath('/r/abc', '/call/'), undefined);
  assert.equal(roomOfPath('/caller/r/abc', '/call/'), undefined);
  const page = { origin: 'https://host.example', hostname: 'host.example' };
  /** @type {string[]} */
  const asked = [];
  const fetch = async (/** @type {string} */ path) => {
    asked.push(path);
    return new Response('{}');
  };
  const invited = new Invitation('abc', page, fetch, '/call/');
  await invited.refresh();
  assert.equal(invited.link, 'https://host.example/call/r/abc');
  assert.deepEqual(asked, ['/call/invitation.json']);
});

/**
 * @param {unknown} answer of the server; undefined where it does not answer
 * @param {string} [origin] of the page
 */
function invitation(answer, origin = 'http://localhost:8443') {
  const fetch = async (/** @type {string} */ path) => {
    assert.equal(path, '/invitation.json');
    if (answer === undefined) {
      throw new TypeError('Failed to fetch');
    }
    return new Response(typeof answer === 'string' ? answer : JSON.stringify(answer));
  };
  const { hostname } = new URL(origin);
  return new Invitation('abc', { origin, hostname }, fetch);
}

const LAN = { origin: 'https://192.168.1.20:8443', selfMade: true };

test('on loopback the link has the address that the server names', async () => {
  for (const origin of ['http://localhost:8443', 'http://127.0.0.1:8443', 'https://[::1]:8443']) {
    const invited = invitation({ selfMade: false, elsewhere: LAN, hosts: [] }, origin);
    let changes = 0;
    invited.addEventListener('change', () => {
      changes += 1;
    });
    await invited.refresh();
    assert.equal(invited.link, 'https://192.168.1.20:8443/r/abc');
    assert.equal(invited.note, 'asks');
    assert.equal(changes, 1);
  }
});

test('under a certificate that browsers trust nothing is said of it', async () => {
  const elsewhere = { origin: 'https://call.example', selfMade: false };
  const invited = invitation({ selfMade: false, elsewhere, hosts: [] });
  await invited.refresh();
  assert.equal(invited.link, 'https://call.example/r/abc');
  assert.equal(invited.note, undefined);
});

test('where the server knows of no address, or does not answer, the link is said to be for here', async () => {
  for (const answer of [
    { selfMade: true, elsewhere: null, hosts: [] },
    undefined,
    '{',
    'null',
    '5',
    { elsewhere: 7 },
    { elsewhere: { origin: 'javascript:alert(1)' } },
    { elsewhere: { origin: {} } },
  ]) {
    const invited = invitation(answer);
    assert.equal(invited.note, undefined);
    await invited.refresh();
    assert.equal(invited.link, 'http://localhost:8443/r/abc');
    assert.equal(invited.note, 'nowhere', JSON.stringify(answer));
  }
});

test('anywhere else the link has the address of the page, whatever the server says', async () => {
  const invited = invitation({ selfMade: true, elsewhere: LAN, hosts: [] }, 'https://10.0.0.7');
  await invited.refresh();
  assert.equal(invited.link, 'https://10.0.0.7/r/abc');
  assert.equal(invited.note, 'asks');
  const trusted = invitation({ selfMade: false, elsewhere: null, hosts: [] }, 'https://a.example');
  await trusted.refresh();
  assert.equal(trusted.note, undefined);
  const silent = invitation(undefined, 'https://a.example');
  await silent.refresh();
  assert.equal(silent.note, undefined);
});

test('a server that does not answer any more leaves the link as it was', async () => {
  let up = true;
  const fetch = async () => {
    if (!up) {
      throw new TypeError('Failed to fetch');
    }
    return Response.json({ elsewhere: LAN });
  };
  const page = { origin: 'http://localhost:8443', hostname: 'localhost' };
  const invited = new Invitation('abc', page, fetch);
  await invited.refresh();
  up = false;
  invited.recheck();
  await invited.ready;
  assert.equal(invited.link, 'https://192.168.1.20:8443/r/abc');
});

test('only a page on loopback asks again', async () => {
  for (const [hostname, times] of /** @type {const} */ ([
    ['localhost', 1],
    ['call.example', 0],
  ])) {
    let asked = 0;
    const fetch = async () => {
      asked += 1;
      return Response.json({});
    };
    const invited = new Invitation('abc', { origin: `https://${hostname}`, hostname }, fetch);
    invited.recheck();
    await invited.ready;
    assert.equal(asked, times);
  }
});

test('of the hosts that the server names those count that are texts', async () => {
  const ask = (/** @type {unknown} */ hosts) => askAddresses(async () => Response.json({ hosts }));
  assert.deepEqual((await ask(['a', 5, null, 'b']))?.hosts, ['a', 'b']);
  assert.deepEqual((await ask('a'))?.hosts, []);
  const failing = async () => Response.json({}, { status: 404 });
  assert.equal(await askAddresses(failing), undefined);
});

test('the link is settled where it is the own one, and on loopback once the server was asked', async () => {
  for (const [hostname, atOnce] of /** @type {const} */ ([
    ['call.example', true],
    ['localhost', false],
  ])) {
    const invited = new Invitation('abc', { origin: `https://${hostname}`, hostname }, async () =>
      Response.error(),
    );
    assert.equal(invited.settled, atOnce);
    await invited.refresh();
    assert.equal(invited.settled, true, 'whatever it answered');
  }
});
