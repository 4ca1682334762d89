/**
 * What an idle WebSocket costs the server's memory: growth of the process over many of them, two in
 * a room, after a collection. `node e2e/bench/idle-connections.js [OPTIONS OF THE PROGRAM]`
 */
import { execFileSync } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { residentBytes, startOurs } from './measured-server.js';
import { RawWebSocket } from './raw-web-socket.js';

const CONNECTIONS = 9000;
const WARM_UP = 1000;
/** After a collection the process gives memory back by and by, in milliseconds. */
const UNCOMMIT = 500;
const JAVA_HOME = execFileSync(fileURLToPath(new URL('../../tools/java-home', import.meta.url)), {
  encoding: 'utf8',
}).trim();

const server = await startOurs(['--connections-per-ip=0', ...process.argv.slice(2)]);
for (const each of await open('warm', WARM_UP)) {
  each.close();
}
const before = await settled();
const opened = await open('room', CONNECTIONS);
const growth = (await settled()) - before;
console.log(`${(growth / opened.length).toFixed(0)} bytes a connection, over ${opened.length}`);
server.stop();
process.exit();

/**
 * @param {string} name
 * @param {number} count
 */
async function open(name, count) {
  const all = [];
  for (let i = 0; i < count; i += 1) {
    all.push(await RawWebSocket.open(server.port, `${name}-${i >> 1}`));
  }
  return all;
}

/** The size of the process after collections. */
async function settled() {
  for (let i = 0; i < 3; i += 1) {
    execFileSync(`${JAVA_HOME}/bin/jcmd`, [String(server.pid), 'GC.run']);
    await pause(UNCOMMIT);
  }
  return residentBytes(server.pid);
}
