/** @import {App} from './app.js' */
/** @import {I18n} from '../../i18n/i18n.js' */
/** @import {DeviceEvent} from '../../media/devices.js' */
/** @import {View} from './view.js' */

const INTERRUPTED = /** @type {const} */ ({
  audio: 'device.interrupted-microphone',
  video: 'device.interrupted-camera',
});
const RESUMED = /** @type {const} */ ({
  audio: 'device.resumed-microphone',
  video: 'device.resumed-camera',
});

/** Says what happens to the devices, and offers what can be done about it. */
export class DeviceNotices {
  #devices;
  #media;
  #notices;

  /** @param {Pick<App, 'devices' | 'media' | 'notices'>} app */
  constructor({ devices, media, notices }) {
    this.#devices = devices;
    this.#media = media;
    this.#notices = notices;
  }

  /** @param {Pick<View, 'listen'>} view for as long as it is in the page */
  watch(view) {
    view.listen(this.#devices, 'device-added', (event) => this.#offer(event));
    view.listen(this.#media, 'device-lost', (event) => this.#lost(event));
    view.listen(this.#media, 'device-refused', () => this.#notices.show('device.refused'));
    view.listen(this.#media, 'interrupted', ({ kind }) => {
      this.#notices.show(INTERRUPTED[mediaKindOf(kind)]);
    });
    view.listen(this.#media, 'resumed', ({ kind }) => {
      this.#notices.show(RESUMED[mediaKindOf(kind)]);
    });
  }

  /** @param {DeviceEvent} event */
  #offer({ kind, label, deviceId }) {
    if (kind === 'audiooutput') {
      return; // comes together with its microphone, where there is one
    }
    const run = () => void this.#media.select(mediaKindOf(kind), deviceId);
    this.#notices.show('device.added', { label }, { key: 'device.use', run });
  }

  /** @param {DeviceEvent} event */
  #lost({ kind, label, lost }) {
    const nameOf = (/** @type {I18n} */ i18n) => lost || i18n.text('device.unnamed');
    if (label) {
      this.#notices.tell((i18n) => i18n.text('device.lost', { device: nameOf(i18n), label }));
    } else {
      // The system of a phone takes the microphone for its own calls, and gives it back.
      const run = () => void this.#media.start([mediaKindOf(kind)]);
      this.#notices.tell((i18n) => i18n.text('device.lost-none', { device: nameOf(i18n) }), {
        key: 'problem.retry',
        run,
      });
    }
  }
}

/** @param {MediaDeviceKind} kind */
function mediaKindOf(kind) {
  return kind === 'audioinput' ? 'audio' : 'video';
}
