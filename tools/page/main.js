/** Builds the page: `main.js WEB OUT MAPS`. */

import { resolve } from 'node:path';
import { buildPage } from './build.js';

const [web = '', out = '', maps = ''] = process.argv.slice(2).map((path) => resolve(path));
try {
  await buildPage(web, out, maps);
} catch (error) {
  // esbuild's message says where and what, and its stack nothing.
  console.error(`The page cannot be built: ${/** @type {Error} */ (error).message}`);
  process.exitCode = 1;
}
