import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ServerReach } from '../../../src/ui/shared/server-reach.js';

/** A signal client that goes through states. */
function signalClient() {
  const target = Object.assign(new EventTarget(), {
    state: /** @type {any} */ ({ state: 'closed' }),
  });
  return {
    target: /** @type {any} */ (target),
    /** @param {object} state */
    enter(state) {
      target.state = state;
      target.dispatchEvent(new Event('change'));
    },
    /** @param {object} message */
    say(message) {
      target.dispatchEvent(Object.assign(new Event('server-message'), { message }));
    },
  };
}

/** @param {(client: ReturnType<typeof signalClient>) => void} story */
function reachAfter(story) {
  const client = signalClient();
  const server = new ServerReach(client.target);
  story(client);
  return server.reach;
}

test('before the first answer nothing is known, and an attempt that fails is a loss', () => {
  assert.equal(
    reachAfter(() => {}),
    'opening',
  );
  assert.equal(
    reachAfter((it) => it.enter({ state: 'connecting' })),
    'opening',
  );
  const failed = reachAfter((it) => {
    it.enter({ state: 'connecting' });
    it.enter({ state: 'waiting', delay: 300 });
  });
  assert.equal(failed, 'lost');
});

test('a server that is lost stays lost while attempts come and go, until it answers', () => {
  const client = signalClient();
  const server = new ServerReach(client.target);
  client.enter({ state: 'open' });
  for (let attempt = 0; attempt < 3; attempt += 1) {
    client.enter({ state: 'waiting', delay: 0 });
    assert.equal(server.reach, 'lost');
    client.enter({ state: 'connecting' });
    assert.equal(server.reach, 'lost');
  }
  client.enter({ state: 'open' });
  assert.equal(server.reach, 'open');
});

test('a connection that is made anew is lost until it is up', () => {
  const renewed = reachAfter((it) => {
    it.enter({ state: 'open' });
    it.enter({ state: 'connecting' });
  });
  assert.equal(renewed, 'lost');
});

test('a full room is told from a server that refuses', () => {
  assert.equal(
    reachAfter((it) => it.enter({ state: 'refused', code: 4001 })),
    'full',
  );
  assert.equal(
    reachAfter((it) => it.enter({ state: 'refused', code: 4002 })),
    'refused',
  );
});

test('who waits for a seat sees whether the room is full or the server is gone', () => {
  const client = signalClient();
  const server = new ServerReach(client.target);
  client.enter({ state: 'refused', code: 4001 });
  client.enter({ state: 'connecting' });
  assert.equal(server.reach, 'full');
  client.say({ type: 'error', code: 'room-full' });
  client.enter({ state: 'waiting', delay: 300 });
  assert.equal(server.reach, 'full');
  client.enter({ state: 'connecting' });
  client.enter({ state: 'waiting', delay: 300 });
  assert.equal(server.reach, 'lost');
});

test('fires change with every state', () => {
  const client = signalClient();
  const server = new ServerReach(client.target);
  /** @type {string[]} */
  const seen = [];
  server.addEventListener('change', () => seen.push(server.reach));
  client.enter({ state: 'connecting' });
  client.enter({ state: 'open' });
  assert.deepEqual(seen, ['opening', 'open']);
});
