/**
 * Calls `changed` whenever this computer's network became another one. Only some browsers tell the
 * kind of network; all of them tell that there is one again.
 *
 * @param {Window} window
 * @param {() => void} changed
 */
export function onNetworkChange(window, changed) {
  window.addEventListener('online', changed);
  /** @type {(EventTarget & {type?: string}) | undefined} */
  const network = /** @type {any} */ (window.navigator).connection;
  let type = network?.type;
  // It also fires whenever the browser thinks again about how quick the network is.
  network?.addEventListener('change', () => {
    if (network.type !== type) {
      type = network.type;
      changed();
    }
  });
}
