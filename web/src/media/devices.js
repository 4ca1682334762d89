import { ALIASES } from './capture.js';

/** @import {Clock} from '../page/clock.js' */

/** Fired by {@link Devices} when a device was plugged in, and by the media about those in use. */
export class DeviceEvent extends Event {
  /**
   * @param {'device-added' | 'device-lost' | 'interrupted' | 'resumed'} type
   * @param {MediaDeviceKind} kind
   * @param {string} [label]
   * @param {string} [deviceId]
   * @param {string} [lost] the name of the one that is gone; `label` is that of its successor
   */
  constructor(type, kind, label = '', deviceId = '', lost = '') {
    super(type);
    /** @readonly */
    this.kind = kind;
    /** @readonly */
    this.label = label;
    /** @readonly */
    this.deviceId = deviceId;
    /** @readonly */
    this.lost = lost;
  }
}

/** A wireless headset comes, goes and comes again while it connects: that is one arrival. */
const ARRIVAL = 12_000;

/** The cameras, microphones and speakers of this computer. Fires `change` and `device-added`. */
export class Devices extends EventTarget {
  /** @type {MediaDeviceInfo[]} */
  #all = [];
  /** @type {{done: Promise<void>, again: boolean} | undefined} */
  #reading;
  /** When each device was told of. @type {Map<string, number>} */
  #told = new Map();
  #devices;
  #clock;

  /**
   * @param {MediaDevices | undefined} devices
   * @param {Clock} clock
   */
  constructor(devices, clock) {
    super();
    this.#devices = devices;
    this.#clock = clock;
    devices?.addEventListener?.('devicechange', () => void this.refresh());
  }

  /**
   * Without names until the person allowed one of them.
   *
   * @param {MediaDeviceKind} kind
   */
  of(kind) {
    return this.#all.filter((device) => device.kind === kind && device.deviceId !== '');
  }

  /**
   * Reads the list anew: after a permission was given, the names are there. One reading at a time,
   * each compared with the one before, so that a device is new once.
   */
  refresh() {
    if (this.#reading) {
      this.#reading.again = true;
      return this.#reading.done;
    }
    const reading = { again: false, done: Promise.resolve() };
    this.#reading = reading;
    reading.done = this.#readUntilSteady(reading);
    return reading.done;
  }

  /** @param {{again: boolean}} reading */
  async #readUntilSteady(reading) {
    do {
      reading.again = false;
      const before = this.#all;
      try {
        this.#all = (await this.#devices?.enumerateDevices()) ?? [];
      } catch {
        // the list of before is the best that is known
      }
      this.dispatchEvent(new Event('change'));
      this.#tellOfNew(before);
    } while (reading.again);
    this.#reading = undefined;
  }

  /** @param {MediaDeviceInfo[]} before */
  #tellOfNew(before) {
    const now = this.#clock.elapsed();
    for (const { deviceId, groupId, kind, label } of this.#all) {
      const known = before.some((old) => old.deviceId === deviceId && old.kind === kind);
      if (known || !label || ALIASES.includes(deviceId) || !isNamed(before, kind)) {
        continue;
      }
      const key = `${kind} ${groupId || deviceId}`;
      const last = this.#told.get(key);
      this.#told.set(key, now);
      if (last === undefined || now - last > ARRIVAL) {
        this.dispatchEvent(new DeviceEvent('device-added', kind, label, deviceId));
      }
    }
  }
}

/**
 * Whether names of this kind were allowed: else everything would look new.
 *
 * @param {MediaDeviceInfo[]} devices
 * @param {MediaDeviceKind} kind
 */
function isNamed(devices, kind) {
  const named = devices.some(({ label }) => label);
  return named && devices.every((device) => device.kind !== kind || device.label);
}
