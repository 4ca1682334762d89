import { browserStorage, PreferenceStore } from './page/storage.js';
import { HomeView } from './ui/home/home-view.js';
import { basePath } from './ui/shared/base-path.js';
import { createI18n } from './ui/shared/language.js';

/** @import {App} from './ui/shared/app.js' */

// The start page needs neither camera nor server, and so very little of what a room needs.
const preferences = new PreferenceStore(browserStorage());
const i18n = createI18n(preferences);
document.body.append(new HomeView(/** @type {App} */ ({ i18n, preferences, base: basePath() })));
document.querySelector('.not-loaded')?.remove();
