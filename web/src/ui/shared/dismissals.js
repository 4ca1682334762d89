/** What is open and closes with `Esc`: one thing a press, the last one first. */
export class Dismissals {
  /** @type {(() => void)[]} */
  #open = [];

  /**
   * Something has been opened.
   *
   * @param {() => void} close
   * @returns {() => void} to be called when it was closed in another way
   */
  opened(close) {
    this.#open.push(close);
    return () => {
      this.#open = this.#open.filter((other) => other !== close);
    };
  }

  /** Closes the last one that was opened; returns whether there was one. */
  dismiss() {
    const close = this.#open.pop();
    close?.();
    return close !== undefined;
  }

  /** @param {KeyboardEvent} event */
  handleKey(event) {
    // Esc while composing belongs to the input method.
    if (event.key === 'Escape' && !event.isComposing && !event.defaultPrevented) {
      if (this.dismiss()) {
        event.preventDefault();
      }
    }
  }
}
