import { PLACES } from './places.js';

/** @import {Seat} from './lab.js' */
/** @import {PlaceName} from './places.js' */

/** @typedef {[Seat, Seat]} Pair */

/** What every other one of these has to reach, in both directions. */
const MEETING = /** @type {PlaceName[]} */ ([
  'public',
  'fullCone',
  'addressRestricted',
  'portRestricted',
  'symmetric',
  'udpBlocked',
  'serverPort',
  'tls443',
  'httpProxy',
]);

/** What is tried against some of them. @type {[PlaceName, PlaceName][]} */
const BESIDES = [
  ['portRestricted', 'sameRouter'],
  ['symmetric', 'sameRouter'],
  ['udpBlocked', 'sameRouter'],
  ['ipv6', 'ipv6'],
  ['ipv6', 'portRestricted'],
  ['symmetric', 'ipv6'],
  ['ipv6', 'udpBlocked'],
  ['mtu1280', 'portRestricted'],
  ['mtu1000', 'portRestricted'],
  ['mtu1000', 'symmetric'],
  ['symmetricMtu1000', 'symmetric'],
  ['udpBlocked', 'mtu1000'],
  ['tls443', 'mtu1000'],
];

/** Firefox is the second one. @type {[PlaceName, PlaceName][]} */
const WITH_FIREFOX = [
  ['portRestricted', 'portRestricted'],
  ['fullCone', 'symmetric'],
  ['symmetric', 'symmetric'],
  ['portRestricted', 'udpBlocked'],
  ['udpBlocked', 'udpBlocked'],
  ['symmetric', 'serverPort'],
];

/** Each router and each firewall once at least. @type {[PlaceName, PlaceName][]} */
const SELECTED = [
  ['portRestricted', 'portRestricted'],
  ['symmetric', 'fullCone'],
  ['addressRestricted', 'symmetric'],
  ['symmetric', 'symmetric'],
  ['udpBlocked', 'serverPort'],
  ['tls443', 'httpProxy'],
  ['mtu1000', 'symmetricMtu1000'],
  ['portRestricted', 'sameRouter'],
  ['public', 'symmetric'],
  ['ipv6', 'ipv6'],
];

/** Everything, which takes some minutes. */
export function allPairs() {
  const meetings = MEETING.flatMap((one, i) =>
    MEETING.slice(i).map((other) => /** @type {const} */ ([one, other])),
  );
  return [
    ...[...meetings, ...BESIDES].map((names) => pair(names)),
    ...WITH_FIREFOX.map((names) => pair(names, 'firefox')),
  ];
}

/** What `make test` has time for. */
export function selectedPairs() {
  return [...SELECTED.map((names) => pair(names)), pair(['symmetric', 'udpBlocked'], 'firefox')];
}

/**
 * @param {readonly [PlaceName, PlaceName]} names
 * @param {import('./home-browsers.js').BrowserKind} [second] browser of the second one
 * @returns {Pair}
 */
function pair([one, other], second = 'chromium') {
  return [
    { place: PLACES[one], browser: 'chromium' },
    { place: PLACES[other], browser: second },
  ];
}
