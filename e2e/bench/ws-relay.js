/**
 * What the tutorial demo's server does, with the library that it uses, and rooms: the least that
 * relaying a message costs on Node. `node e2e/bench/ws-relay.js` prints its port.
 */
import { WebSocketServer } from 'ws';

/** @type {Map<string, Map<string, import('ws').WebSocket>>} */
const rooms = new Map();
let count = 0;

const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
server.on('connection', (socket, request) => {
  const name = request.url ?? '';
  const room = rooms.get(name) ?? new Map();
  rooms.set(name, room);
  count += 1;
  const id = String(count);
  room.set(id, socket);
  socket.send(JSON.stringify({ type: 'welcome', clientId: id, clientCount: room.size }));
  socket.on('message', (data) => {
    const message = JSON.parse(String(data));
    const text = JSON.stringify({ ...message, from: id });
    for (const [other, each] of room) {
      if (other !== id && each.readyState === each.OPEN) {
        each.send(text);
      }
    }
  });
  socket.on('close', () => room.delete(id));
});
server.on('listening', () => {
  console.log(/** @type {import('node:net').AddressInfo} */ (server.address()).port);
});
