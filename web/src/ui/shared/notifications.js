/**
 * Asks the person whether the page may show notifications.
 *
 * @returns whether it may; false too where the browser has none, or refuses to ask
 */
export async function askToNotify() {
  try {
    await Notification.requestPermission();
    return Notification.permission === 'granted';
  } catch {
    return false;
  }
}

/**
 * Shows a notification to a person who looks elsewhere, where that was allowed.
 *
 * @param {string} text
 * @returns {Notification | undefined}
 */
export function notifyOutside(text) {
  const allowed = 'Notification' in globalThis && Notification.permission === 'granted';
  if (!allowed || document.visibilityState === 'visible') {
    return undefined;
  }
  try {
    const notification = new Notification(text, { tag: 'duologue' });
    notification.onclick = () => window.focus();
    return notification;
  } catch {
    return undefined; // Android allows notifications from service workers only
  }
}
