import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Scene } from './lib/scene.js';

const scene = new Scene({ chromiumArgs: ['--ignore-certificate-errors'] });

test('the page for phones has the steps in both languages, and the files', async () => {
  const phone = { width: 390, height: 844 };
  const ann = await (await scene.arrive(undefined, phone)).open(`${scene.server.secureUrl}/trust`);
  const page = await ann.page.evaluate(async () => {
    const links = [...document.querySelectorAll('ol a')].map((link) => link.getAttribute('href'));
    const types = links.map(async (href) => (await fetch(href ?? '')).headers.get('content-type'));
    return {
      text: document.body.textContent,
      types: await Promise.all(types),
      fits: document.documentElement.scrollWidth <= innerWidth,
    };
  });
  assert.match(page.text, /Nothing changes without this step\./);
  assert.match(page.text, /少了这一步就不起作用。/);
  const [profile, certificate] = ['application/x-apple-aspen-config', 'application/x-x509-ca-cert'];
  assert.deepEqual(page.types, [profile, certificate, profile, certificate]);
  assert.equal(page.fits, true);
});
