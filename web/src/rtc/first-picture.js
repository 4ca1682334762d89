import { liveTransceiver } from './transceivers.js';

/** How long after it connected a side sends its picture whole, in milliseconds. */
const WHOLE_AFTER = 1000;

/**
 * Begins with a picture of half the width, on every path anew. It is there sooner: Chromium's first
 * guess of what a path carries is too little for 720 lines, and it drops the first frames, 50 ms
 * each. (To tell it more, by `x-google-start-bitrate`, would mean to rewrite the descriptions, and
 * gains less.) And another size makes the encoder begin with a key frame, which the other side, that
 * missed some pictures while the path changed, would only ask for after 3 s.
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
