/** How long after it connected a side sends its picture whole, in milliseconds. */
const WHOLE_AFTER = 1000;

/**
 * Begins with a picture of half the width, which is there sooner: Chromium's first guess of what the
 * path carries is too little for 720 lines, and it drops the first frames, 50 ms each. To tell it
 * more by `x-google-start-bitrate` is no way: later negotiations then cost the picture more often.
 *
 * @param {RTCPeerConnection} connection before its first description
 */
export function beginSmall(connection) {
  const sender = connection.getSenders().find(({ track }) => track?.kind === 'video');
  if (!sender) {
    return;
  }
  void scaleDown(sender, 2);
  const connected = () => {
    if (connection.connectionState === 'connected') {
      connection.removeEventListener('connectionstatechange', connected);
      setTimeout(() => void scaleDown(sender, 1), WHOLE_AFTER);
    }
  };
  connection.addEventListener('connectionstatechange', connected);
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
