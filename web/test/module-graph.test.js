import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const WEB = new URL('../', import.meta.url);
const PREFIX = '/assets/';

/** @param {string} path relative to `web/` */
function read(path) {
  return readFileSync(new URL(path, WEB), 'utf8');
}

/**
 * Every module that `entry` needs, itself included.
 *
 * @param {string} entry
 * @param {Set<string>} [found]
 */
function graph(entry, found = new Set()) {
  if (!found.has(entry)) {
    found.add(entry);
    for (const [, specifier] of read(entry).matchAll(
      /^(?:import|export)(?: [\w*{}\s,]+ from)? '([^']+)';/gm,
    )) {
      assert.match(String(specifier), /^\.\.?\//, `${entry} imports ${specifier}`);
      const url = new URL(String(specifier), new URL(entry, WEB));
      graph(url.href.slice(WEB.href.length), found);
    }
  }
  return found;
}

/**
 * @param {string} page
 * @param {RegExp} pattern with the address as its group
 */
function linked(page, pattern) {
  return [...read(page).matchAll(pattern)].map(([, href]) => String(href));
}

for (const [page, entry] of /** @type {const} */ ([
  ['index.html', 'src/main.js'],
  ['home.html', 'src/main-home.js'],
])) {
  test(`${page} preloads exactly the modules that it imports`, () => {
    const preloaded = linked(page, /<link rel="modulepreload" href="([^"]+)">/g);
    const needed = [...graph(entry)].filter((path) => path !== entry);
    assert.deepEqual(
      preloaded,
      needed.sort().map((path) => PREFIX + path),
    );
  });

  test(`everything that ${page} links to is there and is our own`, () => {
    for (const href of linked(page, /(?:href|src)="([^"]+)"/g)) {
      assert.ok(href.startsWith(PREFIX), href);
      assert.doesNotThrow(() => read(href.slice(PREFIX.length)), href);
    }
  });
}
