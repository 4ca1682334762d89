/**
 * The first script of a room, which the build puts into the document itself: the connection to the
 * server begins while style sheet and modules are still on their way. `main.js` takes it over.
 */
import { roomOfPath } from './page/invitation.js';
import { wasReloaded } from './page/navigation.js';
import { EarlySocket, signalingUrl } from './signaling/early-socket.js';
import { basePath } from './ui/shared/base-path.js';

const room = roomOfPath(location.pathname, basePath());
// A reloaded page comes back under the session of the one before, which its tab remembers.
if (room !== undefined && 'RTCPeerConnection' in window && !wasReloaded(performance)) {
  const earlySocket = new EarlySocket(signalingUrl(room, basePath(), location.href));
  Object.assign(window, { earlySocket });
}
