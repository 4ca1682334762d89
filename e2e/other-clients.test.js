import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newRoom, Scene } from './lib/scene.js';

/** @import {Person} from './lib/person.js' */

const scene = new Scene();

/**
 * A client of somebody else's in our page's place: one socket, one peer connection, and what a
 * scenario makes it do. `window.client` is what the scenarios use.
 *
 * @param {string} url of the room's WebSocket
 */
function otherClient(url) {
  const socket = new WebSocket(url);
  const say = (/** @type {object} */ message) => socket.send(JSON.stringify(message));
  const peer = new RTCPeerConnection({ bundlePolicy: 'balanced' });
  peer.addTransceiver('audio'); // so that our page has nothing to offer of its own
  peer.onicecandidate = ({ candidate }) => candidate && say({ type: 'candidate', candidate });
  /** @type {any[]} */
  const heard = [];
  const client = {
    heard,
    say,
    peer,
    /** @param {(sdp: string) => string} [change] */
    async offer(change = (sdp) => sdp) {
      await peer.setLocalDescription();
      say({ type: 'offer', sdp: change(peer.localDescription?.sdp ?? '') });
    },
    /** A picture in one colour, with a little that moves. @param {string} colour */
    picture(colour) {
      const canvas = Object.assign(document.createElement('canvas'), { width: 320, height: 240 });
      const context = canvas.getContext('2d');
      let step = 0;
      setInterval(() => {
        if (context) {
          context.fillStyle = colour;
          context.fillRect(0, 0, 320, 240);
          context.fillStyle = 'white';
          context.fillRect((step++ * 8) % 320, 0, 40, 40);
        }
      }, 50);
      return canvas.captureStream(20).getVideoTracks()[0];
    },
  };
  socket.onmessage = async ({ data }) => {
    const message = JSON.parse(data);
    heard.push(message);
    if (message.type === 'offer') {
      const sdp = typeof message.sdp === 'string' ? message.sdp : message.sdp.sdp;
      await peer.setRemoteDescription({ type: 'offer', sdp });
      await peer.setLocalDescription();
      say({ type: 'answer', sdp: peer.localDescription?.sdp });
    } else if (message.type === 'answer') {
      const sdp = typeof message.sdp === 'string' ? message.sdp : message.sdp.sdp;
      await peer.setRemoteDescription({ type: 'answer', sdp });
    } else if (message.type === 'candidate' && message.candidate) {
      await peer.addIceCandidate(message.candidate).catch(() => {});
    }
  };
  Object.assign(window, { client });
  return new Promise((resolve) => {
    socket.onopen = () => resolve(undefined);
  });
}

/** Our page in a room, and another client in the same. */
async function ourPageAndAnother() {
  const room = newRoom();
  const ours = await scene.enter(room);
  await ours.press('Start camera');
  const other = await scene.arrive();
  await other.open(`${scene.server.url}/`);
  const url = `${scene.server.url.replace('http', 'ws')}/ws?room=${room}`;
  await other.page.evaluate(otherClient, url);
  return { ours, other };
}

/** Whether the middle of the other side's picture has this colour. @param {Person} person @param {'red' | 'blue'} colour */
function seesColour({ page }, colour) {
  return page.waitForFunction(
    (/** @type {string} */ wanted) => {
      const video = document.querySelector('#remoteVideo');
      const context = new OffscreenCanvas(1, 1).getContext('2d');
      if (!(video instanceof HTMLVideoElement) || video.readyState < 2 || !context) {
        return false;
      }
      context.drawImage(video, video.videoWidth / 2, video.videoHeight / 2, 1, 1, 0, 0, 1, 1);
      const [red = 0, , blue = 0] = context.getImageData(0, 0, 1, 1).data;
      return wanted === 'red' ? red > blue + 60 : blue > red + 60;
    },
    { polling: 100, timeout: 30_000 },
    colour,
  );
}

test('a client without BUNDLE is called back, seen and heard', async () => {
  const { ours, other } = await ourPageAndAnother();
  await other.page.evaluate(async () => {
    const { client } = /** @type {any} */ (window);
    client.peer.addTrack(client.picture('red'));
    await client.offer((/** @type {string} */ sdp) => sdp.replace(/^a=group:BUNDLE.*\r\n/m, ''));
  });
  await ours.press('Accept');
  await ours.seesStatus('In a call');
  await seesColour(ours, 'red');
});

test('a client that replaces its track and negotiates anew is seen with the new one', async () => {
  for (const way of ['removeTrack', 'stop']) {
    const { ours, other } = await ourPageAndAnother();
    await other.page.evaluate(async () => {
      const { client } = /** @type {any} */ (window);
      client.peer.addTrack(client.picture('red'));
      await client.offer();
    });
    await ours.press('Accept');
    await seesColour(ours, 'red');
    await other.page.evaluate(async (/** @type {string} */ how) => {
      const { client } = /** @type {any} */ (window);
      const [, transceiver] = client.peer.getTransceivers();
      if (how === 'stop') {
        transceiver.stop();
      } else {
        client.peer.removeTrack(transceiver.sender);
      }
      client.peer.addTrack(client.picture('blue'));
      await client.offer();
    }, way);
    await seesColour(ours, 'blue');
    await ours.seesStatus('In a call');
    await scene.clear();
  }
});

test('an offer that the browser cannot read ends the call at once, and is told', async () => {
  const { ours, other } = await ourPageAndAnother();
  await other.page.evaluate(() =>
    /** @type {any} */ (window).client.say({ type: 'offer', sdp: 'x' }),
  );
  await ours.reads("The call didn't go through");
  const heard = await other.page.evaluate(() =>
    /** @type {any} */ (window).client.heard.map((/** @type {any} */ { type }) => type),
  );
  assert.ok(heard.includes('hangup'));
  assert.ok(!heard.includes('offer') && !heard.includes('answer'));
});
