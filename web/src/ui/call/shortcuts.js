import { phaseOf } from '../shared/app.js';

/** @import {App} from '../shared/app.js' */

/** @type {Record<string, (app: App) => unknown>} */
const IN_CALL = {
  m: ({ actions }) => actions.toggle('audio'),
  v: ({ actions }) => actions.toggle('video'),
  f: ({ actions }) => actions.toggleFullScreen(),
  p: ({ actions }) => actions.togglePictureInPicture(),
  '?': ({ panel }) => panel.toggle('keys'),
};

/**
 * The keys of the call, as one listener for `keydown` and `keyup`.
 *
 * @param {App} app
 * @returns {(event: KeyboardEvent) => void}
 */
export function listenToKeys(app) {
  return (event) => {
    if (phaseOf(app) !== 'call' || isTyping(event) || hasModifier(event)) {
      return;
    }
    if (event.key === ' ' && !isControl(event.target)) {
      event.preventDefault();
      talk(app, event);
    } else if (event.type === 'keydown' && !event.repeat) {
      IN_CALL[event.key]?.(app);
    }
  };
}

/**
 * Push to talk: the space bar unmutes for as long as it is held.
 *
 * @param {App} app
 * @param {KeyboardEvent} event
 */
function talk({ media }, event) {
  const { state } = media.audio;
  const down = event.type === 'keydown';
  if (!event.repeat && ((down && state === 'paused') || (!down && talking && state === 'on'))) {
    talking = down;
    void media.toggle('audio');
  }
}

/** Whether the space bar has unmuted the microphone; it must not mute one that was on anyway. */
let talking = false;

/** @param {KeyboardEvent} event */
function hasModifier({ ctrlKey, metaKey, altKey }) {
  return ctrlKey || metaKey || altKey;
}

/** @param {KeyboardEvent} event */
function isTyping({ target }) {
  return target instanceof Element && target.matches('input, textarea, select, [contenteditable]');
}

/** @param {EventTarget | null} target */
function isControl(target) {
  return target instanceof Element && target.closest('button, a') !== null;
}
