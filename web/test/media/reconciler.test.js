import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seeded } from '../fakes/seeded.js';
import { setUp } from './media-setup.js';

/** @import {MediaKind} from '../../src/media/media-kind.js' */

const RUNS = 300;
const STEPS = 25;
const IDS = { audio: ['mic1', 'mic2'], video: ['cam1', 'cam2'] };
const KINDS = /** @type {const} */ (['audio', 'video']);

/**
 * A person, devices and a system that do anything in any order, and beside them what must be: the
 * oracle knows wishes and devices alone, and nothing of how they are reconciled.
 */
class Model {
  /** What the person wants. @type {Record<MediaKind, boolean | undefined>} */
  on = { audio: undefined, video: undefined };
  /** The chosen devices. @type {Record<MediaKind, string>} */
  chosen = { audio: '', video: '' };
  /** Devices that could be had all the time since the last wish. @type {Record<MediaKind, Set<string>>} */
  steady = { audio: new Set(), video: new Set() };
  /** Whether the chosen device could be had all the time since it was chosen. */
  reliable = { audio: false, video: false };
  /** What could be seen or heard last. @type {Record<MediaKind, unknown>} */
  sent = { audio: undefined, video: undefined };
  inUse = true;
  /** What was done, for the message of a failure. @type {string[]} */
  story = [];
  /** @type {import('../fakes/seeded.js').Random} */
  #random;

  /** @param {number} seed */
  constructor(seed) {
    this.#random = seeded(seed);
    this.page = setUp(...IDS.audio, ...IDS.video);
    this.page.devices.delay = () => this.#random.below(1500);
    for (const kind of KINDS) {
      if (this.#random.chance(0.3)) {
        this.page.devices.single.add(kind);
      }
    }
  }

  async step() {
    const kind = this.#random.pick(KINDS);
    const acts = [
      'want',
      'want',
      'toggle',
      'toggle',
      'select',
      'select',
      'start',
      'release',
      'use',
    ];
    const troubles = ['unplug', 'plug', 'busy', 'free', 'block', 'allow', 'mute', 'unmute'];
    const ends = ['use', 'plug', 'free', 'allow', 'plug', 'free', 'allow', 'unmute'];
    const act = this.#random.pick([...acts, ...acts, ...troubles, ...ends]);
    this.story.push(`${act} ${kind}`);
    this.#act(act, kind);
    this.checkNow();
    await this.page.pass(this.#random.below(700));
    this.checkNow();
  }

  /**
   * @param {string} act
   * @param {MediaKind} kind
   */
  #act(act, kind) {
    const { media, devices } = this.page;
    const id = this.#random.pick(IDS[kind]);
    const usable = IDS[kind].filter((each) => isThere(devices, kind, each));
    if (['want', 'toggle', 'select', 'start'].includes(act)) {
      this.steady[kind] = new Set(usable);
    }
    if (act === 'want') {
      const on = this.#random.chance(0.5);
      this.on[kind] = on;
      media.want(kind, on);
    } else if (act === 'toggle') {
      this.on[kind] = media[kind].state === 'failed' || !this.on[kind];
      void media.toggle(kind);
    } else if (act === 'select') {
      this.chosen[kind] = id;
      this.reliable[kind] = isThere(devices, kind, id);
      void media.select(kind, id);
    } else if (act === 'start') {
      this.inUse = true;
      this.on[kind] ??= true;
      void media.start([kind]);
    } else if (act === 'release' || act === 'use') {
      this.inUse = act === 'use';
      media[act]();
    } else {
      this.#trouble(act, kind, id);
    }
  }

  /**
   * What the person has no hand in.
   *
   * @param {string} act
   * @param {MediaKind} kind
   * @param {string} id
   */
  #trouble(act, kind, id) {
    const { devices } = this.page;
    if (act === 'unplug' || act === 'busy') {
      this.steady[kind].delete(id);
    } else if (act === 'block') {
      this.steady[kind].clear();
    }
    if (act === 'block' || ((act === 'unplug' || act === 'busy') && id === this.chosen[kind])) {
      this.reliable[kind] = false;
    }
    if (act === 'unplug') {
      devices.unplug(id);
    } else if (act === 'plug') {
      devices.plug(id);
    } else if (act === 'busy') {
      devices.busy.add(id);
    } else if (act === 'free') {
      devices.busy.delete(id);
    } else if (act === 'block') {
      devices.blocked.add(kind);
    } else if (act === 'allow') {
      devices.blocked.delete(kind);
    } else {
      for (const track of devices.open(kind)) {
        track.interrupt(act === 'mute');
      }
    }
  }

  /** What must hold at every moment. */
  checkNow() {
    const { media, devices } = this.page;
    for (const kind of KINDS) {
      const track = /** @type {any} */ (media.track(kind));
      const what = `${kind} after ${this.story.join(', ')}`;
      assert.equal(media.wants(kind), this.on[kind], what);
      assert.ok(!track?.enabled || this.on[kind], `against the wish: ${what}`);
      assert.ok(!track || this.inUse, `in use after release: ${what}`);
      assert.ok(track?.readyState !== 'ended', `ended: ${what}`);
      assert.equal(media[kind].state === 'on', Boolean(track?.enabled && !track.muted), what);
      const isNew = track?.enabled && track !== this.sent[kind];
      assert.ok(!isNew || !this.reliable[kind] || track.deviceId === this.chosen[kind], what);
      this.sent[kind] = track?.enabled ? track : undefined;
      const enabled = devices.open(kind).filter((each) => each.enabled && each !== track);
      assert.deepEqual(enabled, [], `a device nobody knows of: ${what}`);
    }
  }

  /** What must hold once nothing is under way any more. */
  checkAtRest() {
    const { media, devices } = this.page;
    for (const kind of KINDS) {
      const what = `${kind} at rest after ${this.story.join(', ')}`;
      const open = devices.open(kind);
      const on = this.inUse && this.on[kind] === true;
      assert.ok(open.length <= 1, `two devices: ${what}`);
      assert.ok(
        open.every((track) => track === media.track(kind)),
        what,
      );
      assert.ok(on || kind === 'audio' || open.length === 0, `the light is on: ${what}`);
      assert.ok(this.inUse || open.length === 0, `open after release: ${what}`);
      if (on) {
        const { state } = media[kind];
        const mayFail = this.steady[kind].size === 0;
        assert.ok(state === 'on' || state === 'interrupted' || mayFail, `${state} ${what}`);
        assert.notEqual(state, 'starting', what);
      }
      if (open[0]?.enabled && this.reliable[kind]) {
        assert.equal(open[0].deviceId, this.chosen[kind], what);
      }
    }
  }

  /** With every device there again, each wish can be fulfilled. */
  async checkRecovery() {
    const { media, devices, pass } = this.page;
    for (const id of [...IDS.audio, ...IDS.video]) {
      devices.plug(id);
    }
    devices.busy.clear();
    devices.blocked.clear();
    this.inUse = true;
    this.story.push('all is there again');
    const done = media.start(KINDS.filter((kind) => this.on[kind]));
    await pass(15_000);
    await done;
    this.checkAtRest();
    for (const kind of KINDS.filter((each) => this.on[each])) {
      const { state } = media[kind];
      assert.ok(state === 'on' || state === 'interrupted', `${kind}: ${this.story.join(', ')}`);
    }
  }
}

/**
 * @param {Model['page']['devices']} devices
 * @param {MediaKind} kind
 * @param {string} id
 */
function isThere(devices, kind, id) {
  const allowed = !devices.blocked.has(kind) && !devices.busy.has(id);
  return allowed && devices.devices.some(({ deviceId }) => deviceId === id);
}

test('whatever happens in whatever order, what is captured follows what is wanted', async () => {
  const first = Number(process.env.SEED ?? Date.now() % 1_000_000);
  for (let seed = first; seed < first + RUNS; seed += 1) {
    const model = new Model(seed);
    try {
      for (let step = 0; step < STEPS; step += 1) {
        await model.step();
      }
      await model.page.pass(15_000);
      model.checkNow();
      model.checkAtRest();
      await model.checkRecovery();
    } catch (cause) {
      throw new Error(`SEED=${seed} repeats this: ${cause}`, { cause });
    }
  }
});
