import { KINDS } from '../media/media-kind.js';

/** @import {MediaKind} from '../media/media-kind.js' */

/**
 * The audio and video that a connection sends and receives. Both are negotiated in both directions
 * from the start, even without a camera or microphone: turning one on later needs no negotiation.
 */
export class Transceivers {
  #connection;
  #localStream;
  /** @type {Partial<Record<MediaKind, MediaStreamTrack>>} what this side sends */
  #tracks = {};

  /**
   * @param {RTCPeerConnection} connection
   * @param {MediaStream} localStream groups this side's tracks, so that lips match words
   */
  constructor(connection, localStream) {
    this.#connection = connection;
    this.#localStream = localStream;
  }

  /**
   * Sends `track` from now on, or nothing of its kind. A closed connection sends nothing.
   *
   * @param {MediaKind} kind
   * @param {MediaStreamTrack | undefined} track
   */
  setTrack(kind, track) {
    this.#tracks[kind] = track;
    if (this.#connection.signalingState === 'closed') {
      return;
    }
    if (track && !this.#find(kind)) {
      this.#connection.addTrack(track, this.#localStream);
    } else {
      this.#attach(kind);
    }
  }

  /** Adds what the first offer has to have. */
  complete() {
    for (const kind of KINDS) {
      if (!this.#find(kind)) {
        this.#connection.addTransceiver(kind, { streams: [this.#localStream] });
      }
    }
  }

  /** Opens both directions of what the other side has offered. */
  openBothWays() {
    for (const transceiver of this.#connection.getTransceivers()) {
      this.#open(transceiver);
    }
  }

  /** Goes on sending where the other side has stopped a transceiver and added another. */
  reattach() {
    for (const kind of KINDS) {
      this.#attach(kind);
    }
  }

  /**
   * What the other side sends now, at most one track of each kind: a client that replaces its tracks
   * and renegotiates leaves the old ones behind, so the newest counts.
   */
  remoteTracks() {
    return KINDS.flatMap((kind) => {
      const tracks = this.#connection
        .getTransceivers()
        .flatMap(({ receiver, currentDirection }) => {
          const comes = currentDirection === 'sendrecv' || currentDirection === 'recvonly';
          const { track } = receiver;
          return comes && track.kind === kind && track.readyState === 'live' ? [track] : [];
        });
      return tracks.slice(-1);
    });
  }

  /** Sends nothing any more. */
  silence() {
    for (const sender of this.#connection.getSenders()) {
      void send(sender, null);
    }
  }

  /** @param {MediaKind} kind */
  #find(kind) {
    return liveTransceiver(this.#connection, kind);
  }

  /** @param {MediaKind} kind */
  #attach(kind) {
    const transceiver = this.#find(kind);
    if (transceiver) {
      const track = this.#tracks[kind] ?? null;
      if (transceiver.sender.track !== track) {
        void send(transceiver.sender, track);
      }
      this.#open(transceiver);
    }
  }

  /** @param {RTCRtpTransceiver} transceiver */
  #open(transceiver) {
    if (transceiver.direction !== 'sendrecv' && transceiver.direction !== 'stopped') {
      transceiver.direction = 'sendrecv';
      transceiver.sender.setStreams?.(this.#localStream);
    }
  }
}

/**
 * The transceiver over which this side sends.
 *
 * @param {RTCPeerConnection} connection
 * @param {MediaKind} kind
 */
export function liveTransceiver(connection, kind) {
  return connection
    .getTransceivers()
    .find(
      ({ direction, currentDirection, receiver }) =>
        direction !== 'stopped' && currentDirection !== 'stopped' && receiver.track.kind === kind,
    );
}

/**
 * @param {RTCRtpSender} sender
 * @param {MediaStreamTrack | null} track
 */
function send(sender, track) {
  // It fails once the connection is closed; the kind is right, and the envelope needs no
  // negotiation.
  return sender.replaceTrack(track).catch(() => {});
}
