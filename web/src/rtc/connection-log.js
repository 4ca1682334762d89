/** @import {EventLog, LogLevel} from '../page/event-log.js' */

/** @type {Partial<Record<RTCPeerConnectionState, LogLevel>>} */
const LEVELS = { connected: 'success', disconnected: 'warning', failed: 'error' };

/**
 * Writes every step of a peer connection to the log: gathering, each candidate found, ICE and
 * connection state, each track of the other side.
 *
 * @param {RTCPeerConnection} connection
 * @param {EventLog} log
 */
export function logConnection(connection, log) {
  connection.addEventListener('icegatheringstatechange', () =>
    log.add('info', 'ice-gathering', { state: connection.iceGatheringState }),
  );
  connection.addEventListener('icecandidate', ({ candidate }) => {
    if (candidate?.candidate) {
      const { type, protocol, address, port } = candidate;
      const facts = { kind: type ?? '', protocol: protocol ?? '' };
      log.add('info', 'candidate-sent', { ...facts, address: address ?? '', port: port ?? '' });
    }
  });
  connection.addEventListener('icecandidateerror', (event) => {
    const { errorCode, errorText, url } = event;
    log.add('warning', 'candidate-error', { code: errorCode, text: errorText, url });
  });
  connection.addEventListener('iceconnectionstatechange', () =>
    log.add('info', 'ice-state', { state: connection.iceConnectionState }),
  );
  connection.addEventListener('connectionstatechange', () => {
    const state = connection.connectionState;
    log.add(LEVELS[state] ?? 'info', 'connection-state', { state });
    if (state === 'connected') {
      logTransceivers(connection, log);
    }
  });
  connection.addEventListener('track', ({ track }) =>
    log.add('success', 'remote-track', { kind: track.kind }),
  );
}

/**
 * Which senders and receivers there are: the first question about one-way video.
 *
 * @param {RTCPeerConnection} connection
 * @param {EventLog} log
 */
function logTransceivers(connection, log) {
  for (const { sender, receiver, currentDirection } of connection.getTransceivers()) {
    log.add('info', 'transceiver', {
      kind: receiver.track.kind,
      sender: sender.track?.label ?? '–',
      receiver: receiver.track.readyState,
      direction: currentDirection ?? '–',
    });
  }
}
