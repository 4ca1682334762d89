/** What a person types into: letters there are no commands, and the focus stays. */
const TEXT_FIELDS =
  'input:not([type="checkbox"], [type="radio"], [type="button"], [readonly]), textarea, [contenteditable="true"]';
const FOCUSABLE = 'a[href], button, input, select, textarea, [tabindex]';

/** @param {Element | null} element */
export function isTextField(element) {
  return element?.matches(TEXT_FIELDS) ?? false;
}

/**
 * Whether an element can have the focus now.
 *
 * @param {Element | null | undefined} element
 * @returns {element is HTMLElement}
 */
export function canFocus(element) {
  return (
    element instanceof HTMLElement &&
    element.isConnected &&
    element.matches(FOCUSABLE) &&
    !element.matches(':disabled') &&
    element.checkVisibility({ visibilityProperty: true })
  );
}

/**
 * What is nearest to an element that has gone: the next one in its group, else the one before it,
 * else the same around that.
 *
 * @param {Element} element
 * @param {Element} root
 * @returns {HTMLElement | undefined}
 */
export function neighbourOf(element, root) {
  for (
    let group = element.parentElement;
    group && root.contains(group);
    group = group.parentElement
  ) {
    const found = [...group.querySelectorAll('a[href], button, input, select, textarea')];
    const fit = found.filter((each) => each !== element && canFocus(each));
    const next = fit.find(
      (each) => element.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_FOLLOWING,
    );
    const chosen = next ?? fit.at(-1);
    if (chosen) {
      return /** @type {HTMLElement} */ (chosen);
    }
  }
  return undefined;
}
