import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { changeIcon, h, icon } from '../../../src/ui/shared/dom.js';
import { newPage } from '../../fakes/fake-document.js';

beforeEach(() => {
  newPage();
});

/** @param {Element | null | undefined} svg */
function symbolOf(svg) {
  return svg?.firstElementChild?.getAttribute('href')?.split('#')[1];
}

test('an element has its properties, its attributes and its children', () => {
  let pressed = 0;
  const button = h(
    'button',
    { className: 'round', hidden: true, 'aria-live': 'polite', onclick: () => pressed++ },
    h('span', { textContent: 'Hang' }),
    ' up',
  );
  assert.equal(button.className, 'round');
  assert.equal(button.hidden, true);
  assert.equal(button.getAttribute('aria-live'), 'polite');
  assert.equal(button.getAttribute('onclick'), null);
  assert.equal(button.textContent, 'Hang up');
  button.click();
  assert.equal(pressed, 1);
});

test('an icon shows a symbol of the sprite, and a screen reader none', () => {
  const svg = icon('phone');
  assert.equal(symbolOf(svg), 'phone');
  assert.match(String(svg.firstElementChild?.getAttribute('href')), /\/icons\.svg#phone$/);
  assert.equal(svg.getAttribute('aria-hidden'), 'true');
});

test('an icon changes to another symbol, and an element without one stays as it is', () => {
  const svg = icon('mic');
  changeIcon(svg, 'mic-off');
  assert.equal(symbolOf(svg), 'mic-off');
  changeIcon(null, 'mic');
  changeIcon(h('span'), 'mic');
});
