import { setTimeout as pause } from 'node:timers/promises';

const DEADLINE = 30_000;
const TRY_EVERY = 50;

/**
 * Waits for another program, which says nothing of what is waited for: it is asked again and again.
 *
 * @param {() => Promise<boolean>} holds may throw as long as it does not
 * @param {() => boolean} [hopeless] whether it never will
 * @returns {Promise<boolean>} whether it holds
 */
export async function until(holds, hopeless = () => false) {
  const deadline = Date.now() + DEADLINE;
  while (Date.now() < deadline && !hopeless()) {
    if (await holds().catch(() => false)) {
      return true;
    }
    await pause(TRY_EVERY);
  }
  return false;
}
