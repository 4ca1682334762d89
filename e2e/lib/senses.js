/**
 * To be run in a page before its own scripts: `window.visibleText()` is what can be read;
 * `window.told` is what a screen reader would have read out, in its order; and the person's hand is never quite still, so that nothing hides from them
 * while a slow computer finds a button, unless `window.handRests`.
 */
export function prepareSenses() {
  const LIVE = '[role="status"], [role="alert"], [role="log"], [role="timer"], [aria-live]';
  /** @type {string[]} */
  const told = [];
  const isRead = (/** @type {Node} */ node) => {
    const element = node instanceof Element ? node : node.parentElement;
    const region = element?.closest(LIVE);
    return region && region.getAttribute('aria-live') !== 'off';
  };
  const read = (/** @type {Node} */ node) => {
    const text = node.textContent?.trim();
    if (text) {
      told.push(text);
    }
  };
  new MutationObserver((records) => {
    for (const { type, target, addedNodes } of records) {
      if (isRead(target)) {
        (type === 'characterData' ? [target] : addedNodes).forEach(read);
      }
    }
  }).observe(document, { subtree: true, childList: true, characterData: true });
  /** What is only read out lies in the page too, where nobody sees it. */
  const visibleText = () => {
    const unseen = /** @type {NodeListOf<HTMLElement>} */ (
      document.querySelectorAll('.visually-hidden')
    );
    // biome-ignore lint/performance/useDomNodeTextContent: what is hidden does not count
    const textOf = (/** @type {HTMLElement} */ element) => element.innerText;
    return [...unseen].reduce(
      (text, each) => text.replace(textOf(each), ''),
      textOf(document.body),
    );
  };
  setInterval(() => {
    if (!window.handRests) {
      document.dispatchEvent(new PointerEvent('pointermove'));
    }
  }, 1000);
  Object.assign(window, { told, visibleText, handRests: false });
}
