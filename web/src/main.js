import { Call } from './call/call.js';
import { TIMEOUTS } from './call/call-state.js';
import { Capture } from './media/capture.js';
import { Devices } from './media/devices.js';
import { LocalMedia } from './media/local-media.js';
import { Speaker } from './media/speaker.js';
import { systemClock } from './page/clock.js';
import { EventLog } from './page/event-log.js';
import { Invitation, roomOfPath } from './page/invitation.js';
import { wasReloaded } from './page/navigation.js';
import { onNetworkChange } from './page/network-change.js';
import { browserStorage, PreferenceStore } from './page/storage.js';
import { TabMemory } from './page/tab-memory.js';
import { PeerConnection } from './rtc/peer-connection.js';
import { summarise } from './rtc/stats.js';
import { openSocket, signalingUrl } from './signaling/early-socket.js';
import { Roster } from './signaling/roster.js';
import { SignalClient } from './signaling/signal-client.js';
import { rememberRoom } from './ui/home/recent-rooms.js';
import { UnsupportedView } from './ui/lobby/unsupported-view.js';
import { SidePanel } from './ui/panels/side-panel.js';
import { NoticeArea } from './ui/room/notice-area.js';
import { RoomView } from './ui/room/room-view.js';
import { Actions } from './ui/shared/actions.js';
import { basePath } from './ui/shared/base-path.js';
import { Dismissals } from './ui/shared/dismissals.js';
import { createI18n } from './ui/shared/language.js';
import { ServerReach } from './ui/shared/server-reach.js';
import { Visit } from './visit.js';

/** @import {I18n} from './i18n/i18n.js' */
/** @import {App} from './ui/shared/app.js' */
/** @import {NewConnection} from './call/connection-supply.js' */
/** @import {EarlySocket} from './signaling/early-socket.js' */

const BASE = basePath();
const query = new URLSearchParams(location.search);
/** What `first-socket.js` began. */
const { earlySocket } = /** @type {{earlySocket?: EarlySocket}} */ (window);

/**
 * A time from the address, in seconds, for tests and support: `?ringTimeout=3`.
 *
 * @param {string} name
 * @param {number} otherwise in milliseconds
 */
function timeoutFromAddress(name, otherwise) {
  const seconds = Number.parseFloat(query.get(name) ?? '');
  return seconds > 0 ? seconds * 1000 : otherwise;
}

/**
 * @param {LocalMedia} media
 * @param {EventLog} log
 * @returns {NewConnection}
 */
function connectionFactory(media, log) {
  const iceTransportPolicy = query.get('relay') === '1' ? 'relay' : 'all';
  return (configuration) => {
    const connection = new RTCPeerConnection({ ...configuration, iceTransportPolicy });
    return new PeerConnection({ connection, localStream: media.stream, log });
  };
}

/**
 * Makes everything the room needs and wires it together.
 *
 * @param {string} room
 * @param {I18n} i18n
 * @param {PreferenceStore} preferences
 */
function createApp(room, i18n, preferences) {
  const clock = systemClock;
  const log = new EventLog(clock);
  const { mediaDevices, permissions } = navigator;
  const capture = new Capture(mediaDevices, isSecureContext, permissions);
  const media = new LocalMedia({ capture, preferences, clock, log });
  const devices = new Devices(mediaDevices, clock);
  const speaker = new Speaker(devices, preferences);
  const signaling = new SignalClient({
    url: signalingUrl(room, BASE, location.href),
    clock,
    log,
    openSocket: (url) => earlySocket?.take(url) ?? openSocket(url),
  });
  const roster = new Roster(signaling, log);
  const newConnection = connectionFactory(media, log);
  const timeouts = {
    ring: timeoutFromAddress('ringTimeout', TIMEOUTS.ring),
    connect: timeoutFromAddress('connectTimeout', TIMEOUTS.connect),
    recover: timeoutFromAddress('recoverTimeout', TIMEOUTS.recover),
  };
  const call = new Call({ signaling, roster, media, newConnection, clock, log, timeouts });
  call.rename(preferences.get('name'));
  const app = /** @type {App} */ ({ i18n, preferences, base: BASE, log, room, signaling, roster });
  Object.assign(app, { media, devices, speaker, call, clock });
  app.invitation = new Invitation(room, location, (path) => fetch(path), BASE);
  app.server = new ServerReach(signaling);
  app.dismissals = new Dismissals();
  app.actions = new Actions(app);
  app.notices = new NoticeArea(app);
  app.panel = new SidePanel(app);
  return app;
}

/**
 * Opens the room: the names of devices are known once one is in use, and the page's life is the
 * browser's to decide.
 *
 * @param {App} app
 */
function openRoom(app) {
  const { call, invitation, signaling, roster, devices, media, preferences, room } = app;
  media.addEventListener('change', () => void devices.refresh());
  // Not of a server that is gone: the browser would complain of it.
  const recheck = () => signaling.state.state === 'open' && invitation.recheck();
  onNetworkChange(window, () => {
    recheck();
    signaling.renew();
    call.networkChanged();
  });
  rememberRoom(preferences, room);
  const clock = systemClock;
  const memory = new TabMemory(() => sessionStorage, clock);
  const visit = new Visit({ room, call, media, signaling, roster, memory, clock });
  addEventListener('pagehide', () => visit.leave());
  addEventListener('pageshow', (event) => event.persisted && visit.comeBack());
  document.addEventListener('resume', () => visit.wake());
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') {
      visit.wake();
    }
  });
  addEventListener('focus', () => recheck());
  void invitation.refresh();
  void visit.begin({ reloaded: wasReloaded(performance) });
}

/**
 * What support and tests can see: `duologue.state`, `duologue.log` and `await duologue.stats()`.
 * `docs/page.md` describes them. Nothing in the page uses it.
 *
 * @param {App} app
 */
function expose({ call, log }) {
  const duologue = {
    get state() {
      return call.state;
    },
    get log() {
      return log.entries;
    },
    async stats() {
      const report = await call.connection?.stats();
      return report && summarise(report);
    },
  };
  Object.assign(window, { duologue });
}

function main() {
  const room = roomOfPath(location.pathname, BASE);
  if (room === undefined) {
    location.replace(BASE); // no server of ours shows this page there
    return;
  }
  const preferences = new PreferenceStore(browserStorage());
  const app = createApp(room, createI18n(preferences), preferences);
  if ('RTCPeerConnection' in window) {
    document.body.append(new RoomView(app));
    openRoom(app);
    expose(app);
  } else {
    document.body.append(new UnsupportedView(app));
  }
  document.querySelector('.room-to-come')?.remove();
}

main();
