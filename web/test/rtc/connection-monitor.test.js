import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setUp } from '../fakes/monitor-setup.js';

test('a connection that never comes up is given up after the time for it', () => {
  const { clock, states } = setUp();
  clock.advance(59_999);
  assert.deepEqual(states, []);
  clock.advance(1);
  assert.deepEqual(states, ['given-up']);
});

test('a short disturbance is left alone', () => {
  const { clock, states, steps, become } = setUp();
  become('connected');
  become('disconnected');
  clock.advance(1999);
  become('connected');
  clock.advance(120_000);
  assert.deepEqual(states, ['steady']);
  assert.deepEqual(steps, []);
});

test('a longer one is met step by step: every path, the relay, a new connection', () => {
  const { clock, states, steps, become } = setUp();
  become('connected');
  become('disconnected');
  clock.advance(26_000);
  assert.deepEqual(states, ['steady', 'recovering']);
  assert.deepEqual(steps, [
    '2000 restart',
    '6000 relay',
    '10000 renew',
    '18000 renew',
    '26000 renew',
  ]);
});

test('once it is back, nothing more is done, and the next time begins at the first step', () => {
  const { clock, states, steps, become } = setUp();
  become('connected');
  become('disconnected');
  clock.advance(7000);
  become('connected');
  clock.advance(113_000);
  become('disconnected');
  clock.advance(2000);
  assert.deepEqual(steps, ['2000 restart', '6000 relay', '122000 restart']);
  assert.deepEqual(states, ['steady', 'recovering', 'steady', 'recovering']);
});

test('a failed connection does not wait', () => {
  const { clock, steps, become } = setUp();
  become('connected');
  become('failed');
  become('failed');
  clock.advance(4000);
  assert.deepEqual(steps, ['0 restart', '4000 relay']);
});

test('a failure while it was disconnected does not wait for the rest of the grace', () => {
  const { clock, steps, become } = setUp();
  become('connected');
  become('disconnected');
  clock.advance(500);
  become('failed');
  clock.advance(4000);
  assert.deepEqual(steps, ['500 restart', '4500 relay']);
});

test('the side that does not lead steps in later', () => {
  const { clock, steps, states, become } = setUp({ leads: false });
  become('connected');
  become('failed');
  assert.deepEqual(states, ['steady', 'recovering']);
  clock.advance(8000);
  assert.deepEqual(steps, ['2000 restart', '8000 relay']);
});

test('it waits for what the other side has begun', () => {
  const { clock, steps, become, monitor } = setUp({ leads: false });
  become('connected');
  become('failed');
  clock.advance(1000);
  monitor.otherActs();
  clock.advance(5999);
  assert.deepEqual(steps, []);
  clock.advance(1);
  assert.deepEqual(steps, ['7000 restart']);
});

test('a change of the own network is met at once, whoever leads and whatever it looks like', () => {
  const { clock, steps, states, become, monitor } = setUp({ leads: false });
  become('connected');
  monitor.networkChanged();
  assert.deepEqual(steps, ['0 restart']);
  assert.deepEqual(states, ['steady']);
  become('disconnected');
  clock.advance(4000);
  assert.deepEqual(steps, ['0 restart', '4000 relay']);
});

test('while a new path is looked for, silence is said all the same, and met when its time is over', async () => {
  const { clock, states, steps, become, monitor, still } = setUp();
  become('connected');
  monitor.networkChanged();
  for (const looks of [1, 2, 3]) {
    await still(looks, { restarted: true });
  }
  assert.deepEqual(states, ['steady', 'recovering']);
  clock.advance(2800);
  assert.deepEqual(steps, ['0 restart', '4000 relay'], 'whatever the browser says of it');
});

test('a path that is up again is good once something comes over it', async () => {
  const { states, become, monitor, still } = setUp();
  become('connected');
  monitor.networkChanged();
  await still(3, { restarted: true });
  become('connecting');
  become('connected');
  assert.deepEqual(states, ['steady', 'recovering']);
  await still(0);
  assert.deepEqual(states, ['steady', 'recovering', 'steady']);
});

test('where there is no connection yet, a change of the network changes nothing', () => {
  const { steps, become, monitor } = setUp();
  monitor.networkChanged();
  assert.deepEqual(steps, []);
  become('connected');
  monitor.networkChanged();
  assert.deepEqual(steps, ['0 restart']);
});

test('silence is said before 2 s are over, and met a look later', async () => {
  const { states, steps, become, still, server } = setUp();
  become('connected');
  await still(0);
  await still(1);
  await still(2);
  assert.equal(server.checks, 1);
  assert.deepEqual(states, ['steady']);
  await still(3);
  assert.deepEqual(
    states,
    ['steady', 'recovering'],
    '1.2 s after the last look that found something',
  );
  assert.deepEqual(steps, []);
  await still(4);
  await still(5);
  assert.deepEqual(steps, ['2400 renew']);
});

test('silence that ends by itself is over with that', async () => {
  const { clock, states, steps, become, still } = setUp();
  become('connected');
  await still(3);
  await still(0);
  assert.deepEqual(states, ['steady', 'recovering', 'steady']);
  clock.advance(120_000);
  assert.deepEqual(steps, []);
  assert.deepEqual(states, ['steady', 'recovering', 'steady']);
});

test('a path that stays silent is given more than one step, whatever the browser calls it', async () => {
  const { clock, states, steps, become, still, server } = setUp();
  server.reachable = false;
  become('connected');
  await still(3);
  await still(5);
  assert.deepEqual(steps, ['800 restart']);
  assert.equal(server.renewals, 1);
  clock.advance(8000);
  assert.deepEqual(steps, ['800 restart', '4800 relay', '8800 renew']);
  clock.advance(60_000);
  assert.deepEqual(states, ['steady', 'recovering', 'given-up']);
});

test('after a server was started anew, a dead relay is replaced by the side that leads', () => {
  for (const [leads, path, isFlowing, step] of /** @type {const} */ ([
    [true, 'relay-udp', false, 'renew'],
    [true, 'relay-udp', true, 'resend'],
    [true, 'direct', false, 'resend'],
    [false, 'relay-udp', false, 'resend'],
  ])) {
    const { steps, become, monitor, link } = setUp({ leads });
    become('connected');
    Object.assign(link, { path, isFlowing });
    monitor.met();
    assert.deepEqual(steps, [`0 ${step}`], `${leads} ${path} ${isFlowing}`);
  }
});

test('a client that knows no new connections is never given one', () => {
  const { clock, steps, become } = setUp({ canRenew: false });
  become('connected');
  become('failed');
  clock.advance(10_000);
  assert.deepEqual(steps, ['0 restart', '4000 relay', '8000 restart']);
});

test('a change of the network that the connection survives is over with that', () => {
  const { clock, steps, states, become, monitor } = setUp();
  become('connected');
  monitor.networkChanged();
  clock.advance(120_000);
  assert.deepEqual(steps, ['0 restart']);
  assert.deepEqual(states, ['steady']);
});

test('it is given up after 60 s without a connection', () => {
  const { clock, states, steps, become } = setUp();
  become('connected');
  become('failed');
  clock.advance(60_000);
  assert.deepEqual(states, ['steady', 'recovering', 'given-up']);
  const taken = steps.length;
  clock.advance(60_000);
  assert.equal(steps.length, taken);
});

test('a failure before the first connection is met too, within the same time', () => {
  const { clock, states, steps, become } = setUp();
  become('failed');
  assert.deepEqual(steps, ['0 restart']);
  clock.advance(60_000);
  assert.deepEqual(states, ['given-up']);
});

test('once stopped it does nothing', () => {
  const { clock, states, steps, become, monitor } = setUp();
  become('connected');
  become('disconnected');
  monitor.stop();
  clock.advance(120_000);
  assert.deepEqual(states, ['steady']);
  assert.deepEqual(steps, []);
});
