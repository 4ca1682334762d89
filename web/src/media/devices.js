/** Fired by {@link Devices} when a device was plugged in, and by the media when it is gone. */
export class DeviceEvent extends Event {
  /**
   * @param {'device-added' | 'device-lost'} type
   * @param {MediaDeviceKind} kind
   * @param {string} label
   * @param {string} [deviceId]
   */
  constructor(type, kind, label, deviceId = '') {
    super(type);
    /** @readonly */
    this.kind = kind;
    /** @readonly */
    this.label = label;
    /** @readonly */
    this.deviceId = deviceId;
  }
}

/** The cameras, microphones and speakers of this computer. Fires `change` and `device-added`. */
export class Devices extends EventTarget {
  /** @type {MediaDeviceInfo[]} */
  #all = [];
  #devices;

  /** @param {MediaDevices | undefined} devices */
  constructor(devices) {
    super();
    this.#devices = devices;
    devices?.addEventListener?.('devicechange', () => void this.#compare());
  }

  /**
   * Without names until the person allowed one of them.
   *
   * @param {MediaDeviceKind} kind
   */
  of(kind) {
    return this.#all.filter((device) => device.kind === kind && device.deviceId !== '');
  }

  /** Reads the list anew: after a permission was given, the names are there. */
  async refresh() {
    try {
      this.#all = (await this.#devices?.enumerateDevices()) ?? [];
    } catch {
      this.#all = [];
    }
    this.dispatchEvent(new Event('change'));
  }

  async #compare() {
    const before = this.#all;
    await this.refresh();
    if (!before.some((device) => device.label)) {
      return; // nothing was allowed yet, so everything would look new
    }
    for (const { deviceId, kind, label } of this.#all) {
      const known = before.some((old) => old.deviceId === deviceId && old.kind === kind);
      if (!known && label && !['default', 'communications'].includes(deviceId)) {
        this.dispatchEvent(new DeviceEvent('device-added', kind, label, deviceId));
      }
    }
  }
}
