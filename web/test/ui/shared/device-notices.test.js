import assert from 'node:assert/strict';
import { test } from 'node:test';
import { I18n } from '../../../src/i18n/i18n.js';
import { DeviceEvent } from '../../../src/media/devices.js';
import { DeviceNotices } from '../../../src/ui/shared/device-notices.js';
import { strict } from '../../fakes/strict.js';

class FakeMedia extends EventTarget {
  /** @type {unknown[]} */
  done = [];

  /** @param {string} kind @param {string} id */
  select(kind, id) {
    this.done.push(`${kind} ${id}`);
  }

  /** @param {string[]} kinds */
  start(kinds) {
    this.done.push(kinds);
  }
}

function setUp() {
  /** @type {any[]} */
  const shown = [];
  const devices = new EventTarget();
  const media = new FakeMedia();
  const notices = strict({
    show: (/** @type {any[]} */ ...notice) => void shown.push(notice),
    tell: (/** @type {any[]} */ ...notice) => void shown.push(notice),
  });
  const app = /** @type {any} */ (strict({ devices, media, notices }));
  new DeviceNotices(app).watch({
    listen: (target, type, listener) => target.addEventListener(type, listener),
  });
  return { devices, media, shown };
}

test('a new microphone or camera is offered', () => {
  const { devices, media, shown } = setUp();
  devices.dispatchEvent(new DeviceEvent('device-added', 'audioinput', 'Headset', 'h'));
  devices.dispatchEvent(new DeviceEvent('device-added', 'videoinput', 'Webcam', 'w'));
  for (const [key, params, action] of shown) {
    assert.equal(key, 'device.added');
    assert.ok(params.label);
    action.run();
  }
  assert.deepEqual(media.done, ['audio h', 'video w']);
});

test('a new speaker is not: it comes with its microphone', () => {
  const { devices, shown } = setUp();
  devices.dispatchEvent(new DeviceEvent('device-added', 'audiooutput', 'Headset', 'h'));
  assert.deepEqual(shown, []);
});

test('a lost device is told with the one that is used now, or with a way to try again', () => {
  const { media, shown } = setUp();
  media.dispatchEvent(new DeviceEvent('device-lost', 'videoinput', 'Webcam', '', 'Built-in'));
  media.dispatchEvent(new DeviceEvent('device-lost', 'audioinput'));
  const [[replaced], [lost, action]] = shown;
  assert.equal(replaced(new I18n('en')), 'Built-in was disconnected. Now using Webcam.');
  assert.equal(lost(new I18n('en')), 'A device was disconnected.');
  assert.equal(lost(new I18n('zh-CN')), '设备 已断开。');
  action.run();
  assert.deepEqual(media.done, [['audio']]);
});

test('what the system takes and gives back is said, and which of the two it is', () => {
  const { media, shown } = setUp();
  for (const type of /** @type {const} */ (['interrupted', 'resumed'])) {
    for (const kind of /** @type {const} */ (['audioinput', 'videoinput'])) {
      media.dispatchEvent(new DeviceEvent(type, kind));
    }
  }
  media.dispatchEvent(new Event('device-refused'));
  assert.deepEqual(
    shown.map(([text]) => text),
    [
      'device.interrupted-microphone',
      'device.interrupted-camera',
      'device.resumed-microphone',
      'device.resumed-camera',
      'device.refused',
    ],
  );
});
