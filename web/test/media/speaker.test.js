import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Speaker } from '../../src/media/speaker.js';
import { PreferenceStore } from '../../src/page/storage.js';
import { settle } from '../fakes/fakes.js';
import { strict } from '../fakes/strict.js';

/** What plays: refuses speakers that are not there, as browsers do. */
class FakeOutput {
  sinkId = '';
  /** Set by a test to hold the next change back. @type {Promise<void> | undefined} */
  hold;
  #list;

  /** @param {FakeList} list */
  constructor(list) {
    this.#list = list;
  }

  /** @param {string} id */
  async setSinkId(id) {
    await this.hold;
    if (id !== '' && !this.#list.present.includes(id)) {
      throw new DOMException('none', 'NotFoundError');
    }
    this.sinkId = id;
  }
}

class FakeList extends EventTarget {
  /** @type {string[]} */
  present = [];

  of(kind = '') {
    assert.equal(kind, 'audiooutput');
    return this.present.map((deviceId) => ({ deviceId }));
  }

  /** @param {...string} present */
  async change(...present) {
    this.present = present;
    this.dispatchEvent(new Event('change'));
    await settle();
  }
}

/** @param {string} chosen on an earlier visit */
function setUp(chosen = '') {
  const list = new FakeList();
  const preferences = new PreferenceStore(undefined);
  preferences.set('speaker', chosen);
  const speaker = new Speaker(/** @type {any} */ (strict(list)), preferences);
  const output = new FakeOutput(list);
  return { list, speaker, output, preferences };
}

test('the remembered speaker plays', async () => {
  const { list, speaker, output } = setUp('desk');
  list.present = ['default', 'desk'];
  await speaker.use(output);
  assert.equal(output.sinkId, 'desk');
  assert.equal(speaker.playing, 'desk');
});

test('a speaker that is away at first plays once it is there, and the truth is told', async () => {
  const { list, speaker, output, preferences } = setUp('headset');
  list.present = ['default', 'desk'];
  await speaker.use(output);
  assert.equal(output.sinkId, '');
  assert.equal(speaker.playing, '');
  let changes = 0;
  speaker.addEventListener('change', () => (changes += 1));
  await list.change('default', 'desk', 'headset');
  assert.equal(output.sinkId, 'headset');
  assert.equal(speaker.playing, 'headset');
  assert.ok(changes > 0);
  await list.change('default', 'desk');
  assert.equal(output.sinkId, '');
  assert.equal(speaker.playing, '');
  assert.equal(preferences.get('speaker'), 'headset', 'it is still the chosen one');
});

test('a speaker that is not allowed yet plays once it is', async () => {
  const { list, speaker, output } = setUp('desk');
  await speaker.use(output);
  assert.equal(speaker.playing, '');
  await list.change('desk');
  assert.equal(output.sinkId, 'desk');
  assert.equal(speaker.playing, 'desk');
});

test('a speaker that refuses leaves the one that plays, and that is told', async () => {
  const { list, speaker, output } = setUp('desk');
  list.present = ['desk', 'broken'];
  await speaker.use(output);
  output.setSinkId = async () => {
    throw new DOMException('no', 'AbortError');
  };
  let changes = 0;
  speaker.addEventListener('change', () => (changes += 1));
  await speaker.choose('broken');
  assert.equal(speaker.playing, 'desk');
  assert.equal(changes, 1);
});

test('of two speakers chosen one after the other the last plays', async () => {
  const { list, speaker, output } = setUp();
  list.present = ['one', 'two'];
  await speaker.use(output);
  /** @type {() => void} */
  let release = () => {};
  output.hold = new Promise((resolve) => (release = () => resolve(undefined)));
  void speaker.choose('one');
  void speaker.choose('two');
  release();
  await settle();
  assert.equal(output.sinkId, 'two');
  assert.equal(speaker.playing, 'two');
});

test('another element that plays begins with the system’s choice and follows', async () => {
  const { list, speaker, output } = setUp('desk');
  list.present = ['desk'];
  await speaker.use(output);
  const second = new FakeOutput(list);
  await speaker.use(second);
  assert.equal(second.sinkId, 'desk');
});

test('a browser that lets no page choose plays over the system’s choice', async () => {
  const { list, speaker } = setUp('desk');
  list.present = ['desk'];
  await speaker.use(/** @type {any} */ ({}));
  assert.equal(speaker.playing, '');
});
