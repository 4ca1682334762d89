/** Nothing of a run may outlive it: neither of this one, nor of one that was killed. */

/** Lets a signal end this process as `exit` does, with all that is done then. */
export function exitOnSignals() {
  for (const [signal, status] of Object.entries({ SIGHUP: 129, SIGINT: 130, SIGTERM: 143 })) {
    process.once(signal, () => process.exit(status));
  }
}

/**
 * Whether something belongs to a run that is over.
 *
 * @param {string} name of the thing, which goes on with the id of the run's process
 * @param {string} prefix that it begins with
 */
export function isLeftOver(name, prefix) {
  const pid = name.startsWith(prefix) ? Number.parseInt(name.slice(prefix.length), 10) : Number.NaN;
  return pid > 0 && !isAlive(pid);
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM'; // somebody else's
  }
}
