/**
 * Takes a picture of every screen, in both languages, on a computer and on a phone, dark and
 * light: `node e2e/screenshots.js` writes them to e2e/shots/. Words after it choose among
 * `en zh-CN desktop phone dark light`.
 */
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { launchChromium } from './lib/browsers.js';
import { Person } from './lib/person.js';
import { walkThroughScreens } from './lib/screens.js';
import { startServer } from './lib/server.js';

const FOLDER = new URL('shots/', import.meta.url);
const LANGUAGES = /** @type {const} */ (['zh-CN', 'en']);
const THEMES = ['dark', 'light'];
const DEVICES = {
  desktop: { width: 1440, height: 900 },
  phone: { width: 390, height: 844, isMobile: true, hasTouch: true },
};

const chosen = process.argv.slice(2);
const server = await startServer();
const browser = await launchChromium();
try {
  for (const language of among(LANGUAGES)) {
    for (const [device, viewport] of among(Object.entries(DEVICES), ([name]) => name)) {
      for (const theme of among(THEMES)) {
        await takePictures(language, viewport, theme, `${device}-${theme}-${language}`);
      }
    }
  }
} finally {
  await browser.close();
  await server.stop();
}

/**
 * Those that the words on the command line choose; all where none of them is named.
 *
 * @template T
 * @param {readonly T[]} all
 * @param {(each: T) => string} [name]
 * @returns {readonly T[]}
 */
function among(all, name = String) {
  const some = all.filter((each) => chosen.includes(name(each)));
  return some.length > 0 ? some : all;
}

/**
 * @param {import('./lib/screens.js').Language} language
 * @param {import('puppeteer-core').Viewport} viewport
 * @param {string} theme
 * @param {string} name of the folder
 */
async function takePictures(language, viewport, theme, name) {
  const folder = new URL(`${name}/`, FOLDER);
  await mkdir(folder, { recursive: true });
  /** @type {Person[]} */
  const people = [];
  const arrive = async () => {
    const person = await Person.arrive(browser, viewport);
    await person.page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: theme }]);
    people.push(person);
    return person;
  };
  let number = 0;
  await walkThroughScreens({
    url: server.url,
    language,
    arrive,
    look: async (screen, person) => {
      number += 1;
      const file = new URL(`${String(number).padStart(2, '0')}-${screen}.png`, folder);
      await person.page.screenshot({ path: /** @type {`${string}.png`} */ (fileURLToPath(file)) });
    },
  });
  await Promise.all(people.map((person) => person.leave()));
  console.log(`${number} pictures in e2e/shots/${name}`);
}
