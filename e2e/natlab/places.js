/**
 * Where a person can be: what kind of home, behind which router, and what can be expected of it.
 */

/** @import {CallPath} from '../../web/src/rtc/selected-path.js' */
/** @import {HomeKind} from './network.js' */
/** @import {RouterKind} from './routers.js' */

/**
 * How UDP gets through, in the words of RFC 4787: whether all other sides see the same port, and
 * who may then write to it.
 *
 * @typedef {{samePort: boolean, from: 'anyone' | 'address' | 'port'}} Udp
 *
 * @typedef {object} Place
 * @property {string} words for the tables
 * @property {HomeKind} home
 * @property {RouterKind} router
 * @property {Udp} [udp] nothing where it is blocked
 * @property {CallPath[]} relay how the server can be reached, the best way first
 * @property {4 | 6} family of the addresses
 * @property {boolean} [at443] whether only that port of the internet can be reached
 * @property {boolean} [proxy] whether an HTTP proxy is the only way out
 *
 * @typedef {keyof typeof PLACES} PlaceName
 */

/** @type {Udp} */
const OPEN = { samePort: true, from: 'anyone' };
/** @type {Udp} */
const BY_ADDRESS = { samePort: true, from: 'address' };
/** @type {Udp} */
const BY_PORT = { samePort: true, from: 'port' };
/** @type {Udp} */
const SYMMETRIC = { samePort: false, from: 'port' };

/**
 * @param {string} words
 * @param {RouterKind} router
 * @param {Partial<Place>} rest
 * @returns {Place}
 */
const at = (words, router, rest) => ({
  ...{ words, router, home: 'private', relay: ['relay-udp', 'relay-tcp', 'relay-tls'], family: 4 },
  ...rest,
});

export const PLACES = {
  public: at('public address', 'none', { home: 'public', udp: OPEN }),
  fullCone: at('full cone', 'full-cone', { udp: OPEN }),
  addressRestricted: at('address-restricted', 'address-restricted', { udp: BY_ADDRESS }),
  portRestricted: at('port-restricted', 'port-restricted', { udp: BY_PORT }),
  symmetric: at('symmetric', 'symmetric', { udp: SYMMETRIC }),
  udpBlocked: at('UDP blocked', 'udp-blocked', { relay: ['relay-tcp', 'relay-tls'] }),
  serverPort: at('only TCP to the server’s port', 'server-port', {
    relay: ['relay-tcp', 'relay-tls'],
  }),
  tls443: at('only TLS on TCP 443', 'tls-443', { relay: ['relay-tls'], at443: true }),
  httpProxy: at('only an HTTP proxy', 'http-proxy', {
    relay: ['relay-tcp', 'relay-tls'],
    at443: true,
    proxy: true,
  }),
  ipv6: at('IPv6 only', 'stateful', { home: 'ipv6', family: 6, udp: BY_PORT }),
  mtu1280: at('MTU 1280', 'mtu-1280', { udp: BY_PORT }),
  mtu1000: at('MTU 1000', 'mtu-1000', { udp: BY_PORT }),
  symmetricMtu1000: at('symmetric, MTU 1000', 'symmetric-mtu-1000', { udp: SYMMETRIC }),
  /** At the other one's home: whatever router that has. */
  sameRouter: at('behind the same router', 'none', { home: 'sibling', udp: OPEN }),
};

/**
 * The paths that a call may take, as the one at `own` sees it. What can be direct has to be; over
 * the relay, browsers stay with the first way that works, which is not the best one every time.
 *
 * @param {Place} own
 * @param {Place} other
 * @returns {CallPath[]} the best one first
 */
export function possiblePaths(own, other) {
  if ([own, other].includes(PLACES.sameRouter)) {
    return ['lan'];
  }
  return canBeDirect(own, other) ? ['direct'] : own.relay;
}

/**
 * @param {Place} one
 * @param {Place} other
 */
function canBeDirect(one, other) {
  return (
    one.family === other.family &&
    one.udp !== undefined &&
    other.udp !== undefined &&
    reaches(one.udp, other.udp) &&
    reaches(other.udp, one.udp)
  );
}

/**
 * Whether what comes from one gets through to the other, who has written to all that is known of it:
 * the port that the server saw.
 *
 * @param {Udp} one
 * @param {Udp} other
 */
function reaches(one, other) {
  return one.samePort || other.from !== 'port';
}
