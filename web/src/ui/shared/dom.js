const SVG = 'http://www.w3.org/2000/svg';
const SPRITE = new URL('../../../icons.svg', import.meta.url).href;

/**
 * Makes an element. Properties are set as such where the element has them, else as attributes.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, unknown>} [properties]
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in element) {
      Object.assign(element, { [name]: value });
    } else {
      element.setAttribute(name, String(value));
    }
  }
  element.append(...children);
  return element;
}

/**
 * One symbol of the sprite; it says nothing to a screen reader, the control around it does.
 *
 * @param {string} name
 */
export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(SVG, 'use');
  use.setAttribute('href', `${SPRITE}#${name}`);
  svg.append(use);
  return svg;
}

/**
 * Shows another symbol in an icon.
 *
 * @param {Element | null} svg
 * @param {string} name
 */
export function changeIcon(svg, name) {
  const href = `${SPRITE}#${name}`;
  const use = svg?.firstElementChild;
  if (use && use.getAttribute('href') !== href) {
    use.setAttribute('href', href);
  }
}
