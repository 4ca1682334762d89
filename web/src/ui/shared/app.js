/** @import {Call} from '../../call/call.js' */
/** @import {Clock} from '../../page/clock.js' */
/** @import {Devices} from '../../media/devices.js' */
/** @import {EventLog} from '../../page/event-log.js' */
/** @import {Invitation} from '../../page/invitation.js' */
/** @import {I18n, TextKey, TextParams} from '../../i18n/i18n.js' */
/** @import {LocalMedia} from '../../media/local-media.js' */
/** @import {Roster} from '../../signaling/roster.js' */
/** @import {PreferenceStore} from '../../page/storage.js' */
/** @import {SignalClient} from '../../signaling/signal-client.js' */
/** @import {MediaKind} from '../../media/media-kind.js' */
/** @import {Dismissals} from './dismissals.js' */
/** @import {ServerReach} from './server-reach.js' */
/** @import {Speaker} from '../../media/speaker.js' */

/**
 * @typedef {{key: TextKey, run: () => void}} NoticeAction what a notice offers to do
 * @typedef {(i18n: I18n) => string} Sentence in the language that is spoken then
 *
 * @typedef {object} Notices what `<notice-area>` does
 * @property {(key: TextKey, params?: TextParams, action?: NoticeAction, topic?: string) => void} show
 * @property {(sentence: Sentence, action?: NoticeAction, topic?: string) => void} tell
 * @property {(topic: string) => void} withdraw
 * @property {(key: TextKey, params?: TextParams) => void} announce
 *
 * @typedef {object} PersonActions what a person can do, whatever button or key they do it with
 * @property {() => Promise<void>} call
 * @property {() => void} callAsIs
 * @property {() => void} hangUp
 * @property {(choice: {video: boolean}) => void} accept
 * @property {(kind: MediaKind) => Promise<void>} toggle
 * @property {() => Promise<boolean>} copyLink
 * @property {() => Promise<boolean>} share
 * @property {() => Promise<void>} toggleFullScreen
 * @property {() => Promise<void>} togglePictureInPicture
 *
 * @typedef {'settings' | 'log' | 'keys'} PanelName
 *
 * @typedef {object} Panels what `<side-panel>` does
 * @property {PanelName | undefined} shown
 * @property {(name: PanelName) => void} toggle
 * @property {() => void} close
 */

/**
 * @typedef {object} App what the elements of the page show and act upon
 * @property {Clock} clock
 * @property {I18n} i18n
 * @property {PreferenceStore} preferences
 * @property {string} base the path below which the server lies
 * @property {EventLog} log
 * @property {string} room
 * @property {Invitation} invitation
 * @property {SignalClient} signaling
 * @property {ServerReach} server
 * @property {Roster} roster
 * @property {LocalMedia} media
 * @property {Devices} devices
 * @property {Speaker} speaker
 * @property {Call} call
 * @property {PersonActions} actions
 * @property {HTMLElement & Notices} notices
 * @property {HTMLElement & Panels} panel
 * @property {Dismissals} dismissals
 */

export {};
