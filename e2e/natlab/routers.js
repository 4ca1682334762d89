/** What stands between a home and the internet, as rules of nftables. */

/** @import {Site} from './network.js' */

/**
 * @typedef {object} Router
 * @property {(site: Site, serverPort: number) => string} rules
 * @property {number} [mtu] of its way to the internet
 *
 * @typedef {keyof typeof ROUTERS} RouterKind
 */

/** Where the one proxy listens that leads out of a home with nothing else. */
export const PROXY_PORT = 3128;

/**
 * What comes unasked is dropped before it leaves a trace: Linux would otherwise remember it as a
 * connection of its own, and give the home another port than it just told the other side.
 */
const INPUT = `chain input {
  type filter hook input priority filter
  iifname "wan" ct state new drop
}`;

/** @param {string} how */
const nat = (how) => `chain leave {
  type nat hook postrouting priority srcnat
  oifname "wan" ip saddr 192.168.0.0/16 ${how}
}`;

/** Sends whatever comes over UDP to the one home. @param {Site} site */
const toTheHome = (site) => `chain arrive {
  type nat hook prerouting priority dstnat
  iifname "wan" meta l4proto udp dnat ip to 192.168.${site}.2
}`;

/**
 * Neighbours are not its business, but some kernels show it what crosses a bridge.
 *
 * @param {string} rules
 */
const forward = (rules) => `chain pass {
  type filter hook forward priority filter
  iifname "lan" oifname "lan" accept
  ${rules}
}`;

/** @param {string[]} parts */
const table = (...parts) => `table inet router {\n${parts.join('\n')}\n}`;

/** Linux's own way: the same port for all, and only who was written to may answer. */
const portRestricted = () => table(INPUT, nat('masquerade'));

/** The first bytes of a connection have to be a TLS handshake's; anything else is refused. */
const TLS_ONLY = `ct mark 1 accept
  iifname "lan" tcp dport 443 @ih,0,16 0x1603 ct mark set 1 accept
  iifname "lan" tcp dport 443 tcp flags & psh != 0 reject with tcp reset
  iifname "lan" tcp dport 443 accept
  iifname "wan" ct state established accept
  drop`;

export const ROUTERS = /** @satisfies {Record<string, Router>} */ ({
  none: { rules: () => '' },
  'full-cone': { rules: (site) => table(INPUT, nat('masquerade'), toTheHome(site)) },
  'address-restricted': {
    rules: (site) =>
      table(
        `set seen {
          type ipv4_addr
          flags dynamic,timeout
          timeout 120s
        }`,
        INPUT,
        nat('masquerade'),
        toTheHome(site),
        forward(`iifname "lan" meta l4proto udp update @seen { ip daddr }
  iifname "wan" meta l4proto udp ip saddr != @seen drop`),
      ),
  },
  'port-restricted': { rules: portRestricted },
  symmetric: { rules: () => table(INPUT, nat('masquerade fully-random')) },
  // A firewall without NAT, as homes have it for IPv6.
  stateful: { rules: () => table(INPUT, forward('iifname "wan" ct state new drop')) },
  'udp-blocked': {
    rules: () => table(INPUT, nat('masquerade'), forward('meta l4proto udp drop')),
  },
  'server-port': {
    rules: (_, serverPort) =>
      table(
        INPUT,
        nat('masquerade'),
        forward(`iifname "lan" tcp dport ${serverPort} accept
  iifname "wan" ct state established accept
  drop`),
      ),
  },
  'tls-443': { rules: () => table(INPUT, nat('masquerade'), forward(TLS_ONLY)) },
  // The proxy runs on the router.
  'http-proxy': { rules: () => table(INPUT, forward('drop')) },
  'mtu-1280': { rules: portRestricted, mtu: 1280 },
  'mtu-1000': { rules: portRestricted, mtu: 1000 },
  'symmetric-mtu-1000': { rules: () => table(INPUT, nat('masquerade fully-random')), mtu: 1000 },
});
