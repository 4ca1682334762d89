/** The storage of one tab. */
export class FakeStorage {
  /** @type {Map<string, string>} */
  #entries = new Map();

  /** @param {string} key */
  getItem(key) {
    return this.#entries.get(key) ?? null;
  }

  /**
   * @param {string} key
   * @param {string} value
   */
  setItem(key, value) {
    this.#entries.set(key, value);
  }

  /** @param {string} key */
  removeItem(key) {
    this.#entries.delete(key);
  }

  /** Another tab that begins with the same. */
  duplicate() {
    const other = new FakeStorage();
    for (const [key, value] of this.#entries) {
      other.setItem(key, value);
    }
    return other;
  }
}
