import assert from 'node:assert/strict';
import { beforeEach, mock, test } from 'node:test';
import { I18n } from '../../../src/i18n/i18n.js';
import { Attention } from '../../../src/ui/ringing/attention.js';
import { RING, RING_BACK } from '../../../src/ui/ringing/tones.js';
import { FakeAudioContext } from '../../fakes/fake-audio.js';
import { newPage, standIn } from '../../fakes/fake-document.js';
import { settle } from '../../fakes/fakes.js';
import { strict, strictClass } from '../../fakes/strict.js';

const LIN_CALLS = 'Lin is calling';

class FakeNotification extends strictClass(Object) {
  static permission = 'granted';
  /** @type {FakeNotification[]} */
  static made = [];
  /** @type {(() => void) | null} */
  onclick = null;
  open = true;
  text;

  /** @param {string} text */
  constructor(text) {
    super();
    this.text = text;
    FakeNotification.made.push(this);
  }

  close() {
    this.open = false;
  }

  static get texts() {
    return FakeNotification.made.filter(({ open }) => open).map(({ text }) => text);
  }
}

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ['setTimeout', 'setInterval'] });
  FakeAudioContext.made[0]?.oscillators.splice(0);
  FakeNotification.made = [];
  standIn('Notification', FakeNotification);
});

/**
 * The page of a person whom Lin may call.
 *
 * @param {{notify?: string, touched?: boolean}} [person] what they allowed, whether they have
 *   touched the page yet
 */
function setUp({ notify = '', touched = true } = {}) {
  const page = newPage();
  page.title = 'Duologue';
  /** @type {{released: boolean}[]} */
  const locks = [];
  const vibrations = { count: 0 };
  standIn(
    'navigator',
    strict({
      userActivation: { hasBeenActive: touched },
      vibrate: () => {
        vibrations.count += 1;
      },
      wakeLock: strict({
        async request() {
          const lock = {
            released: false,
            async release() {
              this.released = true;
            },
          };
          locks.push(lock);
          return lock;
        },
      }),
    }),
  );
  const call = { state: /** @type {object} */ ({ state: 'idle' }), partner: { name: 'Lin' } };
  const i18n = new I18n('en');
  const app = strict({
    call,
    i18n,
    preferences: strict({ get: () => notify }),
    server: { reach: 'open' },
    signaling: { persistent: false },
  });
  const attention = new Attention(/** @type {any} */ (app));
  return {
    page,
    call,
    i18n,
    vibrations,
    /** @param {string} state @param {object} [fields] */
    enter(state, fields) {
      call.state = { state, ...fields };
      attention.update();
    },
    /** @param {string} state */
    async see(state) {
      page.visibilityState = state;
      page.dispatchEvent(new Event('visibilitychange'));
      await settle();
    },
    /** Whether the screen is kept on. */
    async isAwake() {
      await settle();
      return locks.some(({ released }) => !released);
    },
  };
}

/** What the loudspeaker plays within some seconds, in Hz. */
function heard(seconds = 2) {
  // second by second: what is set within a tick is not due in it
  for (let passed = 0; passed < seconds; passed += 1) {
    mock.timers.tick(1000);
  }
  return FakeAudioContext.made.flatMap((context) =>
    context.heard.map(({ frequency }) => frequency),
  );
}

test('a call rings, and is silent once it is answered', () => {
  const { enter } = setUp();
  enter('ringing-in');
  enter('ringing-in');
  assert.deepEqual(heard(), RING.notes);
  enter('connecting');
  assert.deepEqual(heard(10), []);
});

test('who calls hears the ringback tone, but not for somebody who waits for them', () => {
  const { enter } = setUp();
  enter('ringing-out', { expected: true });
  assert.deepEqual(heard(), []);
  enter('idle');
  enter('ringing-out', { expected: false });
  assert.deepEqual(heard(), RING_BACK.notes);
});

test('the title blinks with who calls, until it does not ring any more', () => {
  const { enter, page } = setUp();
  enter('ringing-in');
  const titles = [1, 2, 3].map(() => {
    const { title } = page;
    mock.timers.tick(1000);
    return title;
  });
  assert.deepEqual(titles, [LIN_CALLS, 'Duologue', LIN_CALLS]);
  mock.timers.tick(1000);
  enter('ended');
  mock.timers.tick(1000);
  assert.equal(page.title, 'Duologue');
});

test('the title says who calls in the language and by the name of now', () => {
  const { enter, page, call, i18n } = setUp();
  call.partner.name = '';
  enter('ringing-in');
  assert.equal(page.title, 'The other person is calling');
  call.partner.name = 'Lin';
  mock.timers.tick(2000);
  assert.equal(page.title, LIN_CALLS);
  i18n.choose('zh-CN');
  mock.timers.tick(2000);
  assert.equal(page.title, i18n.text('ring.in', { name: 'Lin' }));
});

test('a person who looks elsewhere is notified if they asked for it, while it rings', () => {
  const { enter, page } = setUp({ notify: 'yes' });
  page.visibilityState = 'hidden';
  enter('ringing-in');
  assert.deepEqual(FakeNotification.texts, [LIN_CALLS]);
  enter('ended');
  assert.deepEqual(FakeNotification.texts, []);
  enter('ringing-out');
  assert.deepEqual(FakeNotification.texts, []);
  const other = setUp();
  other.page.visibilityState = 'hidden';
  other.enter('ringing-in');
  assert.deepEqual(FakeNotification.texts, []);
});

test('a phone shakes once, and not before the page was touched', () => {
  const { enter, vibrations } = setUp();
  enter('ringing-out');
  enter('ringing-in');
  enter('ringing-in');
  assert.equal(vibrations.count, 1);
  const untouched = setUp({ touched: false });
  untouched.enter('ringing-in');
  assert.equal(untouched.vibrations.count, 0);
});

test('the screen stays on in a call, also after the page was out of sight', async () => {
  const { enter, see, isAwake } = setUp();
  enter('ringing-in');
  assert.equal(await isAwake(), false);
  enter('in-call');
  assert.equal(await isAwake(), true);
  await see('hidden');
  assert.equal(await isAwake(), false);
  await see('visible');
  assert.equal(await isAwake(), true);
  enter('ended');
  assert.equal(await isAwake(), false);
});

test('a browser without vibration, screen lock and notifications rings all the same', () => {
  Reflect.deleteProperty(globalThis, 'Notification');
  const { page } = setUp();
  standIn(
    'navigator',
    strict({ userActivation: undefined, vibrate: undefined, wakeLock: undefined }),
  );
  const call = { state: { state: 'ringing-in' }, partner: { name: 'Lin' } };
  const app = {
    call,
    i18n: new I18n('en'),
    preferences: { get: () => 'yes' },
    server: { reach: 'open' },
    signaling: { persistent: false },
  };
  page.visibilityState = 'hidden';
  new Attention(/** @type {any} */ (app)).update();
  assert.deepEqual(heard(), RING.notes);
  assert.equal(page.title, LIN_CALLS);
});
