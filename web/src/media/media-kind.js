/** @typedef {'audio' | 'video'} MediaKind */

/** What a call has, in the order of its media sections. @type {readonly MediaKind[]} */
export const KINDS = ['audio', 'video'];
