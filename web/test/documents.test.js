import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

const WEB = new URL('../', import.meta.url);
const PREFIX = '/assets/';

for (const document of ['index.html', 'home.html', '404.html']) {
  test(`everything that ${document} links to is there and is our own`, () => {
    const html = readFileSync(new URL(document, WEB), 'utf8');
    for (const [, href = ''] of html.matchAll(/(?:href|src)="([^"]+)"/g)) {
      if (href !== '/') {
        assert.ok(href.startsWith(PREFIX), href);
        assert.ok(existsSync(new URL(href.slice(PREFIX.length), WEB)), href);
      }
    }
  });
}
