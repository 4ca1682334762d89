import { PREFIX, removeLeftOvers, removeNamespace, run } from './namespaces.js';
import { ROUTERS } from './routers.js';

/** @import {Router, RouterKind} from './routers.js' */

/** The server, as the two people know it. */
export const SERVER = { ipv4: '203.0.113.10', ipv6: '2001:db8::10' };
const MIN_MTU_OF_IPV6 = 1280;
/** Whoever sits behind the router of a site, and how they are addressed. */
const HOMES = /** @type {const} */ (['private', 'sibling', 'public', 'ipv6']);

/** @typedef {1 | 2} Site the side of a call: each has a router of its own */
/** The site that nobody lives at: where people take their computers to. */
const ELSEWHERE = 3;
/** @typedef {(typeof HOMES)[number]} HomeKind */

/** Every address is one that RFC 5737, RFC 3849 or RFC 1918 keeps for such a purpose. */
const plan = {
  router: (/** @type {number} */ site) => ({
    wan: [`192.0.2.${16 * site + 2}/28`, `2001:db8:${site}:ff::2/64`],
    lan: [`192.168.${site}.1/24`, `198.51.100.${16 * site + 1}/28`, `2001:db8:${site}::1/64`],
    gateways: [`192.0.2.${16 * site + 1}`, `2001:db8:${site}:ff::1`],
    routed: [`198.51.100.${16 * site}/28`, `2001:db8:${site}::/64`],
  }),
  home: (/** @type {Site} */ site) => ({
    private: { address: `192.168.${site}.2/24`, gateway: `192.168.${site}.1` },
    sibling: { address: `192.168.${site}.3/24`, gateway: `192.168.${site}.1` },
    public: { address: `198.51.100.${16 * site + 2}/28`, gateway: `198.51.100.${16 * site + 1}` },
    ipv6: { address: `2001:db8:${site}::2/64`, gateway: `2001:db8:${site}::1` },
  }),
};

/**
 * An internet inside this computer: network namespaces for a server, routers, and homes behind two
 * of them, joined by a backbone that is a namespace too. None of them leads out of the computer.
 *
 * Two of them beside each other do not meet: the names hold the id of this process.
 */
export class Network {
  #name;
  /** @type {Set<string>} */
  #namespaces = new Set();

  constructor() {
    removeLeftOvers();
    this.#name = `${PREFIX}${process.pid}`;
    process.once('exit', this.#remove);
    this.#addBackbone();
    this.#addSite(1, HOMES);
    this.#addSite(2, HOMES);
    this.#addSite(ELSEWHERE, []);
    this.setRouter(ELSEWHERE, 'port-restricted', 0);
  }

  /**
   * The command that runs another one in a part of the network.
   *
   * @param {string} part `backbone`, `server`, `router-1`, `private-1`, …
   */
  inside(part) {
    return ['ip', 'netns', 'exec', `${this.#name}-${part}`];
  }

  /**
   * Makes the router of a site another one.
   *
   * @param {number} site
   * @param {RouterKind} kind
   * @param {number} serverPort that a router may be strict about
   */
  setRouter(site, kind, serverPort) {
    const { rules, mtu = 1500 } = /** @type {Router} */ (ROUTERS[kind]);
    this.run(
      `router-${site}`,
      ['nft', '-f', '-'],
      `flush ruleset\n${rules(/** @type {Site} */ (site), serverPort)}`,
    );
    this.run(`router-${site}`, ['ip', 'link', 'set', 'wan', 'mtu', String(mtu)]);
    this.run('backbone', ['ip', 'link', 'set', `site-${site}`, 'mtu', String(mtu)]);
    if (mtu >= MIN_MTU_OF_IPV6) {
      this.#addressSite(site); // Linux takes the addresses away below
    }
  }

  /**
   * What the internet takes a private home's address for.
   *
   * @param {Site} site
   */
  addressOf(site) {
    return plan.router(site).wan[0]?.split('/')[0] ?? '';
  }

  /**
   * Takes a private home's network away, as if its cable was pulled.
   *
   * @param {Site} site
   * @returns {() => void} how to plug it in again
   */
  unplug(site) {
    const home = `private-${site}`;
    this.run(home, ['ip', 'link', 'set', 'eth0', 'down']);
    return () => {
      this.run(home, ['ip', 'link', 'set', 'eth0', 'up']);
      this.#routeBy(home, [plan.home(site).private.gateway]); // Linux forgot it
    };
  }

  /**
   * Takes a private home to another network, with another interface, address and router.
   *
   * @param {Site} site
   * @returns {() => void} how to take it back
   */
  takeElsewhere(site) {
    const [home, router, guest] = [`private-${site}`, `router-${ELSEWHERE}`, `guest-${site}`];
    const plugIn = this.unplug(site);
    this.#join(router, guest, home, 'eth1');
    this.run(router, ['ip', 'link', 'set', guest, 'master', 'lan', 'up']);
    this.#address(home, 'eth1', [`192.168.${ELSEWHERE}.${site + 1}/24`]);
    this.#routeBy(home, [`192.168.${ELSEWHERE}.1`]);
    return () => {
      this.run(home, ['ip', 'link', 'delete', 'eth1']);
      plugIn();
    };
  }

  /**
   * Runs a command in a part of the network, to its end.
   *
   * @param {string} part
   * @param {string[]} command
   * @param {string} [input]
   */
  run(part, command, input) {
    return run([...this.inside(part), ...command], input);
  }

  /** Ends whatever still runs in it, and takes it away. */
  close() {
    process.removeListener('exit', this.#remove);
    this.#remove();
  }

  #remove = () => {
    for (const namespace of this.#namespaces) {
      removeNamespace(namespace);
    }
    this.#namespaces.clear();
  };

  #addBackbone() {
    this.#addPart('backbone', { forwards: true });
    this.#addPart('server');
    this.#join('backbone', 'server', 'server', 'eth0');
    this.#address('backbone', 'server', ['203.0.113.1/24', '2001:db8::1/64']);
    this.#address('server', 'eth0', [`${SERVER.ipv4}/24`, `${SERVER.ipv6}/64`]);
    this.#routeBy('server', ['203.0.113.1', '2001:db8::1']);
  }

  /**
   * @param {number} site
   * @param {readonly HomeKind[]} homes
   */
  #addSite(site, homes) {
    const router = `router-${site}`;
    this.#addPart(router, { forwards: true });
    this.#join('backbone', `site-${site}`, router, 'wan');
    this.#addressSite(site);
    this.run(router, ['ip', 'link', 'add', 'name', 'lan', 'type', 'bridge']);
    this.#address(router, 'lan', plan.router(site).lan);
    for (const home of homes) {
      this.#addHome(/** @type {Site} */ (site), home);
    }
  }

  /** @param {number} site */
  #addressSite(site) {
    const router = `router-${site}`;
    const { wan, gateways, routed } = plan.router(site);
    this.#address(
      'backbone',
      `site-${site}`,
      gateways.map((gateway, i) => `${gateway}/${wan[i]?.split('/')[1]}`),
    );
    this.#address(router, 'wan', wan);
    this.#routeBy(router, gateways);
    for (const [i, prefix] of routed.entries()) {
      const via = wan[i]?.split('/')[0] ?? '';
      this.run('backbone', ['ip', 'route', 'replace', prefix, 'via', via]);
    }
  }

  /**
   * @param {Site} site
   * @param {HomeKind} kind
   */
  #addHome(site, kind) {
    const router = `router-${site}`;
    const home = `${kind}-${site}`;
    const { address, gateway } = plan.home(site)[kind];
    this.#addPart(home, { ipv6: kind === 'ipv6' });
    this.#join(router, kind, home, 'eth0');
    this.run(router, ['ip', 'link', 'set', kind, 'master', 'lan', 'up']);
    this.#address(home, 'eth0', [address]);
    this.#routeBy(home, [gateway]);
  }

  /**
   * @param {string} part
   * @param {{forwards?: boolean, ipv6?: boolean}} [options]
   */
  #addPart(part, { forwards = false, ipv6 = true } = {}) {
    const namespace = `${this.#name}-${part}`;
    run(['ip', 'netns', 'add', namespace]);
    this.#namespaces.add(namespace);
    const settings = [
      // Addresses are there at once, and only those that are given.
      'ipv6/conf/default/accept_dad 0',
      'ipv6/conf/default/accept_ra 0',
      ...(ipv6 ? [] : ['ipv6/conf/all/disable_ipv6 1', 'ipv6/conf/default/disable_ipv6 1']),
      ...(forwards ? ['ipv4/ip_forward 1', 'ipv6/conf/all/forwarding 1'] : []),
    ];
    const write = 'while read -r name value; do echo "$value" >"/proc/sys/net/$name"; done';
    this.run(part, ['sh', '-ec', write], settings.map((each) => `${each}\n`).join(''));
    this.run(part, ['ip', 'link', 'set', 'lo', 'up']);
  }

  /**
   * @param {string} part
   * @param {string} link
   * @param {string} otherPart
   * @param {string} otherLink
   */
  #join(part, link, otherPart, otherLink) {
    const [one, other] = [part, otherPart].map((each) => `${this.#name}-${each}`);
    const peer = ['peer', 'name', otherLink, 'netns', other ?? ''];
    run(['ip', 'link', 'add', 'name', link, 'netns', one ?? '', 'type', 'veth', ...peer]);
  }

  /**
   * @param {string} part
   * @param {string} link
   * @param {string[]} addresses
   */
  #address(part, link, addresses) {
    for (const address of addresses) {
      this.run(part, ['ip', 'address', 'replace', address, 'dev', link]);
    }
    this.run(part, ['ip', 'link', 'set', link, 'up']);
  }

  /**
   * @param {string} part
   * @param {string[]} gateways
   */
  #routeBy(part, gateways) {
    for (const gateway of gateways) {
      this.run(part, ['ip', 'route', 'replace', 'default', 'via', gateway]);
    }
  }
}
