/**
 * What a client of the published tutorial does, and nothing that it does not: one socket at the
 * server's root, no rooms, offers to everybody, an answer to every offer at once, candidates as
 * they come and lost when they come too early. `?server=ws://…` says where; `?sdp=text` sends
 * descriptions as bare SDP instead of objects.
 */

const query = new URLSearchParams(location.search);
const SERVER = query.get('server') ?? '';
const RECONNECT_DELAY = 3000;

/** @type {MediaStream | undefined} */
let localStream;
/** @type {RTCPeerConnection | undefined} */
let peer;
/** Whoever called; a caller never learns whom it reached. @type {string | null} */
let remoteId = null;
/** @type {WebSocket} */
let socket;

/** @param {string} id */
const element = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
/** @param {string} id */
const video = (id) => /** @type {HTMLVideoElement} */ (document.getElementById(id));

/** @param {string} text */
function log(text) {
  element('logArea').append(`${new Date().toLocaleTimeString()} ${text}\n`);
}

/** @param {string} text */
function showStatus(text) {
  element('connectionStatus').textContent = text;
}

/** @param {object} message */
function send(message) {
  if (socket.readyState === WebSocket.OPEN) {
    socket.send(JSON.stringify(message));
  }
}

/** @param {RTCSessionDescriptionInit} description */
function written(description) {
  return query.get('sdp') === 'text' ? description.sdp : description;
}

/** @param {RTCSdpType} type @param {any} sdp */
function read(type, sdp) {
  return new RTCSessionDescription(typeof sdp === 'string' ? { type, sdp } : sdp);
}

function connect() {
  socket = new WebSocket(SERVER);
  socket.onopen = () => showStatus('已连接');
  socket.onclose = () => {
    showStatus('未连接');
    setTimeout(connect, RECONNECT_DELAY);
  };
  socket.onmessage = ({ data }) => void receive(JSON.parse(data));
}

/** @param {any} message */
async function receive(message) {
  switch (message.type) {
    case 'welcome':
      element('clientInfo').textContent =
        `我的ID: ${message.clientId} | 在线: ${message.clientCount}`;
      return;
    case 'user-joined':
    case 'user-left':
      return log(`${message.type} ${message.clientId}`);
    case 'offer':
      return answer(message);
    case 'answer':
      return peer?.setRemoteDescription(read('answer', message.sdp));
    case 'candidate':
      return addCandidate(message.candidate);
    case 'hangup':
      return endCall();
  }
}

function createPeer() {
  const connection = new RTCPeerConnection();
  connection.onicecandidate = ({ candidate }) => {
    if (candidate) {
      send({ type: 'candidate', candidate, target: remoteId });
    }
  };
  connection.ontrack = ({ streams }) => {
    video('remoteVideo').srcObject = streams[0] ?? null;
  };
  connection.oniceconnectionstatechange = () => {
    log(`ICE ${connection.iceConnectionState}`);
    if (connection.iceConnectionState === 'connected') {
      showStatus('通话中');
    } else if (connection.iceConnectionState === 'failed') {
      endCall();
    }
  };
  for (const track of localStream?.getTracks() ?? []) {
    connection.addTrack(track, /** @type {MediaStream} */ (localStream));
  }
  return connection;
}

async function call() {
  peer = createPeer();
  showStatus('等待应答...');
  const offer = await peer.createOffer();
  await peer.setLocalDescription(offer);
  send({ type: 'offer', sdp: written(offer) });
}

/** @param {{from: string, sdp: any}} message */
async function answer({ from, sdp }) {
  remoteId = from;
  peer = createPeer();
  showStatus('正在连接...');
  await peer.setRemoteDescription(read('offer', sdp));
  const description = await peer.createAnswer();
  await peer.setLocalDescription(description);
  send({ type: 'answer', sdp: written(description), target: from });
}

/** @param {RTCIceCandidateInit} candidate */
async function addCandidate(candidate) {
  try {
    await peer?.addIceCandidate(new RTCIceCandidate(candidate));
  } catch (error) {
    log(`lost candidate: ${error}`);
  }
}

function endCall() {
  peer?.close();
  peer = undefined;
  remoteId = null;
  video('remoteVideo').srcObject = null;
  showStatus('已连接');
}

async function startCamera() {
  localStream = await navigator.mediaDevices.getUserMedia({
    video: {
      width: { min: 640, ideal: 1280, max: 1920 },
      height: { min: 480, ideal: 720, max: 1080 },
      frameRate: 30,
      facingMode: 'user',
    },
    audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
  });
  video('localVideo').srcObject = localStream;
}

/** @param {'Audio' | 'Video'} kind @param {[string, string]} names while on, while off */
function toggle(kind, [on, off]) {
  const track = localStream?.[`get${kind}Tracks`]()[0];
  if (track) {
    track.enabled = !track.enabled;
    element(`${kind.toLowerCase()}Button`).textContent = track.enabled ? on : off;
  }
}

element('startButton').onclick = () => void startCamera();
element('callButton').onclick = () => void call();
element('hangupButton').onclick = () => {
  send({ type: 'hangup', target: remoteId });
  endCall();
};
element('videoButton').onclick = () => toggle('Video', ['关闭视频', '开启视频']);
element('audioButton').onclick = () => toggle('Audio', ['静音', '取消静音']);
connect();
