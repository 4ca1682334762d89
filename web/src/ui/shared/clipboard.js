/**
 * Copies a text. Insecure pages and old web views have no Clipboard API, and some refuse it: the
 * older `execCommand` is tried then.
 *
 * @param {string} text
 * @returns {Promise<boolean>} whether it is in the clipboard now
 */
export async function copy(text) {
  // Without an `await` before it: the command works only while a press is being handled.
  if (!navigator.clipboard?.writeText) {
    return copyByCommand(text);
  }
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyByCommand(text);
  }
}

/**
 * Selects what an element shows, so that it can be copied by hand.
 *
 * @param {HTMLElement} element
 */
export function selectForCopying(element) {
  element.focus();
  if (element instanceof HTMLInputElement) {
    element.select();
  } else {
    getSelection()?.selectAllChildren(element);
  }
}

/** @param {string} text */
function copyByCommand(text) {
  const before = document.activeElement;
  const field = document.createElement('textarea');
  field.value = text;
  field.className = 'visually-hidden';
  field.setAttribute('aria-hidden', 'true');
  field.readOnly = true; // or a keyboard comes up
  document.body.append(field);
  try {
    field.focus({ preventScroll: true });
    field.select();
    field.setSelectionRange(0, text.length); // which iOS needs besides
    return document.execCommand('copy');
  } catch {
    return false;
  } finally {
    field.remove();
    if (before instanceof HTMLElement) {
      before.focus({ preventScroll: true });
    }
  }
}
