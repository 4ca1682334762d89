import { KINDS } from '../media/media-kind.js';

/** @import {MediaKind} from '../media/media-kind.js' */

/**
 * What a connection sends and gets of sound and picture. Both are negotiated in both directions from
 * the start, also where there is no camera or microphone yet: turning one on later then needs no new
 * negotiation.
 */
export class Transceivers {
  #connection;
  #localStream;

  /**
   * @param {RTCPeerConnection} connection
   * @param {MediaStream} localStream groups this side's tracks, so that lips match words
   */
  constructor(connection, localStream) {
    this.#connection = connection;
    this.#localStream = localStream;
  }

  /**
   * Sends `track` from now on, or nothing of its kind.
   *
   * @param {MediaKind} kind
   * @param {MediaStreamTrack | undefined} track
   */
  setTrack(kind, track) {
    const transceiver = this.#find(kind);
    if (!transceiver) {
      if (track) {
        this.#connection.addTrack(track, this.#localStream);
      }
      return;
    }
    if (transceiver.sender.track !== (track ?? null)) {
      void send(transceiver.sender, track ?? null);
    }
    this.#open(transceiver);
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

  /** Sends nothing any more. */
  silence() {
    for (const sender of this.#connection.getSenders()) {
      void send(sender, null);
    }
  }

  /** @param {MediaKind} kind */
  #find(kind) {
    return this.#connection
      .getTransceivers()
      .find(({ direction, receiver }) => direction !== 'stopped' && receiver.track.kind === kind);
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
 * @param {RTCRtpSender} sender
 * @param {MediaStreamTrack | null} track
 */
function send(sender, track) {
  // It fails once the connection is closed; the kind is right, and the envelope needs no negotiation.
  return sender.replaceTrack(track).catch(() => {});
}
