import { spawnSync } from 'node:child_process';

/** Everything that the lab needs of the system, tried out. */
const TRIAL = `
ip netns add duologue-trial
ip link add name trial netns duologue-trial type veth peer name trial-peer netns duologue-trial
ip netns exec duologue-trial nft add table inet trial
ip netns delete duologue-trial`;

/**
 * A user namespace, in which whoever runs the tests is root, with a network and a list of network
 * namespaces of its own: nothing of it is left when its last process ends.
 */
const NAMESPACES = [
  ...['unshare', '--user', '--map-root-user', '--net', '--mount', '--propagation', 'private'],
  ...['sh', '-ec', 'mount -t tmpfs tmpfs /run; ip link set lo up; exec "$@"', 'sh'],
];

/**
 * How a process gets to where it can make network namespaces: for root that is here, if the system
 * lets it, and else a user namespace.
 *
 * @param {(command: string[]) => number | null} [run] a command to its end; its exit status, `null`
 *   if there is no such command
 * @param {boolean} [isRoot]
 * @returns {{command?: string[], obstacle?: string}} `obstacle` is a sentence, where there is no way
 */
export function wayIntoLab(run = statusOf, isRoot = process.getuid?.() === 0) {
  const missing = ['ip', 'nft', 'tc', 'unshare'].find((program) => run([program, '-V']) === null);
  if (missing !== undefined) {
    return { obstacle: `they need ${missing}, which e2e/install-tools installs.` };
  }
  for (const command of isRoot ? [[], NAMESPACES] : [NAMESPACES]) {
    if (run([...command, 'sh', '-ec', TRIAL]) === 0) {
      return { command };
    }
  }
  return {
    obstacle: isRoot
      ? 'they make network namespaces, which this system allows not even to root.'
      : 'they make network namespaces, which this system allows to root alone.',
  };
}

/** @param {string[]} command */
function statusOf([program = '', ...args]) {
  const { error, status } = spawnSync(program, args);
  return error ? null : status;
}
