import { browserKind } from '../shared/browser-kind.js';
import { h, icon } from '../shared/dom.js';
import { View } from '../shared/view.js';

/** `<unsupported-view>` stands for the room where the browser has no WebRTC. */
export class UnsupportedView extends View {
  /** @override */
  build() {
    const wechat = browserKind(navigator.userAgent) === 'wechat';
    const link = h('input', { type: 'text', readOnly: true, value: location.href });
    link.onfocus = () => link.select();
    this.label(link, 'room.link');
    this.append(
      h(
        'main',
        { className: 'alone' },
        icon('camera-off'),
        this.say(h('h1'), 'unsupported.title'),
        this.say(h('p'), wechat ? 'unsupported.wechat' : 'unsupported.lead'),
        link,
      ),
    );
  }
}
customElements.define('unsupported-view', UnsupportedView);
