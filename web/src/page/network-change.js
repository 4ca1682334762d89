/**
 * Calls `changed` whenever this computer's network changes. Only some browsers report the kind of
 * network; all of them report that there is one again.
 *
 * @param {Window} window
 * @param {() => void} changed
 */
export function onNetworkChange(window, changed) {
  window.addEventListener('online', changed);
  /** @type {(EventTarget & {type?: string}) | undefined} */
  const network = /** @type {any} */ (window.navigator).connection;
  let type = network?.type;
  // It also fires whenever the browser re-estimates the speed of the network.
  network?.addEventListener('change', () => {
    if (network.type !== type) {
      type = network.type;
      changed();
    }
  });
}
