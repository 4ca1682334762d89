import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ControlChannel } from '../../src/rtc/control-channel.js';
import { FakeDataChannel } from '../fakes/fake-data-channel.js';
import { quietLog } from '../fakes/fakes.js';

function setUp() {
  const data = new FakeDataChannel();
  /** @type {any[]} */
  const asked = [];
  const connection = /** @type {any} */ ({
    createDataChannel: (/** @type {any[]} */ ...args) => {
      asked.push(args);
      return data;
    },
  });
  const log = quietLog();
  const control = new ControlChannel(log);
  control.join(connection);
  control.join(connection);
  /** @type {any[]} */
  const heard = [];
  control.addEventListener('message', (event) => heard.push(/** @type {any} */ (event).message));
  return { data, control, heard, asked, log };
}

test('it is number 0, which both pages know without asking', () => {
  assert.deepEqual(setUp().asked, [['control', { negotiated: true, id: 0 }]]);
});

test('once both pages have greeted, each hears what the other says', () => {
  const [one, other] = [setUp(), setUp()];
  assert.equal(one.control.send({ type: 'hangup' }), false);
  one.data.join(other.data);
  assert.equal(one.control.send({ type: 'hangup', reason: 'ended' }), true);
  assert.deepEqual(other.heard, [{ type: 'hangup', reason: 'ended' }]);
  assert.deepEqual(one.heard, []);
});

test('a client that does not greet is told nothing', () => {
  const { data, control } = setUp();
  data.join(new FakeDataChannel());
  assert.equal(control.isOpen, false);
  assert.equal(control.send({ type: 'hangup' }), false);
  assert.deepEqual(data.sent, ['{"type":"hello"}']);
});

test('what is no message is passed over, and said in the log', () => {
  const [one, other] = [setUp(), setUp()];
  one.data.join(other.data);
  const junk = ['', 'x', 'null', '[]', '{}', '{"type":1}', '{"type":"candidate","candidate":5}'];
  for (const text of junk) {
    other.data.send(text);
  }
  other.data.send('{"type":"news"}');
  assert.deepEqual(one.heard, []);
  assert.deepEqual(
    one.log.codes,
    junk.map(() => 'message-unreadable'),
  );
});

test('a channel that can take no more is one that is not open', () => {
  const [one, other] = [setUp(), setUp()];
  one.data.join(other.data);
  one.data.send = () => {
    throw new Error('OperationError');
  };
  assert.equal(one.control.send({ type: 'hangup' }), false);
});

test('the last words have time to arrive, until the other page closes its end', () => {
  const [one, other] = [setUp(), setUp()];
  one.data.join(other.data);
  let done = 0;
  one.control.finish(() => {
    done += 1;
  });
  assert.equal(done, 0);
  other.control.send({ type: 'hangup' });
  assert.deepEqual(one.heard, []);
  one.data.close();
  assert.equal(done, 1);
});

test('where nothing can be said there is nothing to wait for', () => {
  let done = 0;
  setUp().control.finish(() => {
    done += 1;
  });
  assert.equal(done, 1);
});
