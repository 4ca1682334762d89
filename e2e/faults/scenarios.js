import { seeded } from '../../web/test/fakes/seeded.js';
import { PLACES } from '../natlab/places.js';
import {
  blocked,
  blockedTwice,
  both,
  clockMoved,
  cut,
  diskFull,
  giveClock,
  killed,
  killedFrom,
  moved,
  nothing,
  paused,
  unplugged,
} from './faults.js';

/** @import {CallPath} from '../../web/src/rtc/selected-path.js' */
/** @import {Lab} from '../natlab/lab.js' */
/** @import {PlaceName} from '../natlab/places.js' */
/** @import {Fault, Stage} from './faults.js' */

/**
 * @typedef {object} Scenario
 * @property {string} name
 * @property {PlaceName} place of both
 * @property {Fault} fault
 * @property {'in-call' | 'ringing'} during how far the call is by then
 * @property {CallPath[]} after the paths that it may take then
 * @property {(lab: Lab) => Promise<void>} prepare
 * @property {boolean} [selected] whether `make test` has time for it
 */

const { relay } = PLACES.portRestricted;

/** @type {Pick<Scenario, 'place' | 'during' | 'after' | 'prepare'>} */
const direct = {
  place: 'portRestricted',
  during: 'in-call',
  after: ['direct'],
  prepare: async () => {},
};
/** The same, with another way to go on. @type {typeof direct} */
const rerouted = { ...direct, after: ['direct', 'lan', ...relay] };
/** @type {typeof direct} */
const relayed = { ...direct, place: 'symmetric', after: relay };
/** @type {typeof direct} */
const ringing = { ...direct, during: 'ringing' };

const accepts = (/** @type {Stage} */ { ben }) => ben.press('Accept');

/** What makes the page look for another path. @param {Stage} stage */
async function renegotiates({ ann }) {
  await ann.page.evaluate(() => window.dispatchEvent(new Event('online')));
}

/** The server is away for so long. @param {number} seconds */
const killedFor = (seconds) => ({
  name: `server killed, back after ${seconds} s`,
  fault: killed(1000 * seconds),
});

/** `FAULTS_SEED` is the number that an earlier run printed: it tries the same times again. */
const seed = Number(process.env.FAULTS_SEED ?? Math.floor(Math.random() * 2 ** 32));
console.log(`FAULTS_SEED=${seed}`);
/** In seconds; `make test` has no time for a long one. */
const LONGEST = process.env.FAULTS === undefined ? 4 : 30;

/** The server is away for any time between. */
const killedForAnyTime = {
  name: 'server killed, back after 0.3 to 30 s',
  fault: killedFrom(seeded(seed), 300, 1000 * LONGEST),
};

/** Who has no network for so long. @param {number} seconds */
const unpluggedFor = (seconds) => ({
  name: `no network for ${seconds} s, one side`,
  fault: unplugged(1000 * seconds, 1),
});

/** @type {Scenario[]} */
export const SCENARIOS = [
  { ...direct, name: 'nothing', fault: nothing },
  { ...relayed, name: 'nothing', fault: nothing },

  { ...direct, name: 'WebSocket cut, both sides', fault: cut([1, 2], 1000), selected: true },
  { ...direct, name: 'WebSocket cut, one side', fault: cut([1], 1000) },
  {
    ...direct,
    name: 'WebSocket cut during a renegotiation',
    fault: cut([1, 2], 1000, renegotiates),
  },
  {
    ...ringing,
    name: 'WebSocket cut while it rings',
    fault: async (stage) => {
      await cut([2], 1000)(stage);
      await accepts(stage);
    },
  },
  {
    ...ringing,
    name: 'WebSocket cut between offer and answer',
    fault: cut([1, 2], 1000, accepts),
  },

  { ...direct, ...killedFor(1), selected: true },
  { ...direct, ...killedFor(10) },
  { ...direct, ...killedFor(60) },
  { ...direct, ...killedForAnyTime },

  { ...relayed, ...killedFor(1) },
  { ...relayed, ...killedFor(10) },
  { ...relayed, ...killedFor(60) },
  { ...relayed, ...killedForAnyTime, selected: true },

  { ...rerouted, name: 'network changed, one side', fault: moved(1), selected: true },
  { ...relayed, name: 'network changed, one side', fault: moved(1) },
  { ...rerouted, ...unpluggedFor(5) },
  { ...rerouted, ...unpluggedFor(20) },
  { ...rerouted, ...unpluggedFor(45) },

  { ...direct, name: 'direct path blocked', fault: blocked, after: relay },
  {
    ...direct,
    name: 'direct path blocked, then UDP',
    fault: blockedTwice,
    after: PLACES.udpBlocked.relay,
    selected: true,
  },

  { ...rerouted, name: 'network changed, both sides', fault: moved(1, 2) },
  { ...rerouted, name: 'no network for 5 s, both sides', fault: unplugged(5000, 1, 2) },
  {
    ...relayed,
    name: 'server killed, and 0.5 s later the network changed',
    fault: both(killed(1000), 500, moved(1)),
    selected: true,
  },
  {
    ...direct,
    name: 'direct path blocked, and 3 s later the server killed',
    fault: both(blocked, 3000, killed(1000)),
    after: relay,
  },

  { ...direct, name: 'server paused for 20 s', fault: paused(20_000) },
  { ...relayed, name: 'server paused for 20 s', fault: paused(20_000) },
  {
    ...relayed,
    name: 'disk of the server full, and the server killed',
    fault: diskFull,
    selected: true,
  },
  {
    ...relayed,
    name: 'clock of the server a day ahead',
    fault: clockMoved('+1d'),
    prepare: giveClock,
  },
  {
    ...relayed,
    name: 'clock of the server a day behind',
    fault: clockMoved('-1d'),
    prepare: giveClock,
  },
];
