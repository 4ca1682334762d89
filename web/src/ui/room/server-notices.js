import { lossNotice } from '../shared/screen-model.js';

/** @import {App} from '../shared/app.js' */

const TOPIC = 'server';

/**
 * Says during a call that the server is lost, and that it is back, and withdraws what is no longer
 * true: that the call is not affected, once it is, or once it is over.
 */
export class ServerNotices {
  /** @type {import('../../i18n/i18n.js').TextKey | undefined} */
  #shown;
  #app;

  /** @param {Pick<App, 'call' | 'server' | 'notices'>} app */
  constructor(app) {
    this.#app = app;
    for (const target of [app.call, app.server]) {
      target.addEventListener('change', () => this.#update());
    }
  }

  #update() {
    const { call, server, notices } = this.#app;
    const inCall = lossNotice(call.state.state);
    const wanted = server.reach === 'open' ? undefined : inCall;
    if (wanted === this.#shown) {
      return;
    }
    const isBack = this.#shown !== undefined && inCall !== undefined;
    this.#shown = wanted;
    notices.withdraw(TOPIC);
    if (wanted) {
      notices.show(wanted, {}, undefined, TOPIC);
    } else if (isBack) {
      notices.show('status.signaling-back', {}, undefined, TOPIC);
    }
  }
}
