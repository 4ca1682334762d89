import { liveTransceiver } from './transceivers.js';

/** How long after it connected a side sends its picture whole, in milliseconds. */
const WHOLE_AFTER = 1000;

/**
 * Sends half the width for the first second on every new path. That shows a picture sooner:
 * Chromium's initial bandwidth estimate is too low for 720 lines, so it drops the first frames, 50
 * ms each. (Raising the estimate by `x-google-start-bitrate` means rewriting the SDP, and gains
 * less.) A change of size also makes the encoder start with a key frame, which the other side,
 * having lost frames with the old path, would request only after 3 s.
 */
export class FirstPicture {
  #connection;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {RTCPeerConnection} connection */
  constructor(connection) {
    this.#connection = connection;
  }

  /** To be called before the first description, and whenever there is a path. */
  begin() {
    const sender = liveTransceiver(this.#connection, 'video')?.sender;
    if (!sender) {
      return;
    }
    void scaleDown(sender, 2);
    clearTimeout(this.#timer);
    if (this.#connection.connectionState === 'connected') {
      this.#timer = setTimeout(() => void scaleDown(sender, 1), WHOLE_AFTER);
    }
  }

  stop() {
    clearTimeout(this.#timer);
  }
}

/**
 * @param {RTCRtpSender} sender
 * @param {number} by
 */
async function scaleDown(sender, by) {
  const parameters = sender.getParameters();
  const [encoding] = parameters.encodings;
  if (encoding) {
    encoding.scaleResolutionDownBy = by;
    await sender.setParameters(parameters).catch(() => {}); // then it stays as it is
  }
}
