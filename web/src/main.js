import { Call } from './call.js';
import { TIMEOUTS } from './call-state.js';
import { Capture } from './capture.js';
import { systemClock } from './clock.js';
import { DeviceList } from './device-list.js';
import { EventLog } from './event-log.js';
import { LocalMedia } from './local-media.js';
import { onNetworkChange } from './network-change.js';
import { PageMemory } from './page-memory.js';
import { PeerSession } from './peer-session.js';
import { browserStorage, PreferenceStore } from './preferences.js';
import { Presence } from './presence.js';
import { roomOfPath } from './room-id.js';
import { SignalingChannel } from './signaling-channel.js';
import { summarise } from './stats.js';
import { Actions } from './ui/actions.js';
import { createI18n } from './ui/language.js';
import { NoticeArea } from './ui/notice-area.js';
import { rememberRoom } from './ui/recent-rooms.js';
import { RoomView } from './ui/room-view.js';
import { SidePanel } from './ui/side-panel.js';

/** @import {I18n} from './i18n/i18n.js' */
/** @import {App} from './ui/app.js' */
/** @import {NewSession} from './call-lines.js' */
/** @import {KeptCall} from './page-memory.js' */

const query = new URLSearchParams(location.search);

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

/** Where the server listens for this room. @param {string} room */
function signalingUrl(room) {
  const url = new URL(`/ws?room=${encodeURIComponent(room)}`, location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return url.href;
}

/**
 * @param {LocalMedia} media
 * @param {EventLog} log
 * @returns {NewSession}
 */
function sessionFactory(media, log) {
  const iceTransportPolicy = query.get('relay') === '1' ? 'relay' : 'all';
  return (iceServers, send) => {
    const connection = new RTCPeerConnection({
      iceServers,
      iceTransportPolicy,
      bundlePolicy: 'max-bundle',
    });
    return new PeerSession({ connection, localStream: media.stream, send, log });
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
  const devices = new DeviceList(mediaDevices);
  const channel = new SignalingChannel({ url: signalingUrl(room), clock, log });
  const presence = new Presence(channel, log);
  const newSession = sessionFactory(media, log);
  const timeouts = {
    ring: timeoutFromAddress('ringTimeout', TIMEOUTS.ring),
    connect: timeoutFromAddress('connectTimeout', TIMEOUTS.connect),
    recover: timeoutFromAddress('recoverTimeout', TIMEOUTS.recover),
  };
  const call = new Call({ channel, presence, media, newSession, clock, log, timeouts });
  call.rename(preferences.get('name'));
  const app = /** @type {App} */ ({ i18n, preferences, log, room, channel, presence });
  Object.assign(app, { media, devices, call });
  app.actions = new Actions(app);
  app.notices = new NoticeArea(app);
  app.panel = new SidePanel(app);
  return app;
}

/**
 * Opens the room: the names of devices are known once one is in use, and the page says goodbye.
 *
 * @param {App} app
 */
function openRoom(app) {
  const { call, channel, devices, media, preferences } = app;
  media.addEventListener('change', () => void devices.refresh());
  onNetworkChange(window, () => {
    channel.renew();
    call.networkChanged();
  });
  const memory = new PageMemory(sessionStorage, systemClock);
  addEventListener('pagehide', () => {
    const { line } = call;
    const kept = line && {
      id: line.id,
      connection: line.connection,
      since: line.since,
      kinds: media.kindsOn,
    };
    memory.keep(app.room, { session: channel.session, call: kept });
    call.close();
    channel.close();
    media.stop();
  });
  addEventListener('pageshow', (event) => event.persisted && channel.open());
  rememberRoom(preferences, app.room);
  const before = memory.take(app.room);
  const again = wasReloaded() ? before : undefined;
  channel.open(again?.session);
  if (again?.call) {
    void goBack(app, again.call);
  }
}

/** Whoever left the page and came back later wants to be asked before the camera goes on. */
function wasReloaded() {
  const [navigation] = performance.getEntriesByType('navigation');
  return /** @type {PerformanceNavigationTiming | undefined} */ (navigation)?.type === 'reload';
}

/**
 * Back into the call that this page was in when it was loaded anew.
 *
 * @param {App} app
 * @param {KeptCall} kept
 */
async function goBack({ call, channel, media }, kept) {
  await media.start(kept.kinds);
  if (channel.state.state !== 'open') {
    await new Promise((resolve) => {
      channel.addEventListener(
        'change',
        () => channel.state.state === 'open' && resolve(undefined),
      );
    });
  }
  call.rejoin(kept);
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
      const report = await call.session?.stats();
      return report && summarise(report);
    },
  };
  Object.assign(window, { duologue });
}

async function main() {
  const room = roomOfPath(location.pathname);
  if (room === undefined) {
    await import('./main-home.js');
    return;
  }
  const preferences = new PreferenceStore(browserStorage());
  const app = createApp(room, createI18n(preferences), preferences);
  if ('RTCPeerConnection' in window) {
    document.body.append(new RoomView(app));
    openRoom(app);
    expose(app);
  } else {
    const { UnsupportedView } = await import('./ui/unsupported-view.js');
    document.body.append(new UnsupportedView(app));
  }
}

await main();
