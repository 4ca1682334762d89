/**
 * What a relayed signalling message costs the server, against the `ws` library on Node, in turns.
 * `node e2e/bench/signalling.js [ROUNDS]`
 */

import { setTimeout as pause } from 'node:timers/promises';
import { cpuTime, startOurs, startWsRelay } from './measured-server.js';
import { RawWebSocket, textFrame } from './raw-web-socket.js';
import { median, printTable } from './table.js';

/** @import {MeasuredServer} from './measured-server.js' */

const ROUNDS = Number(process.argv[2] ?? 5);
const ROOMS = 50;
/** Messages of each member that are under way. */
const UNDER_WAY = 4;
/** For how long each round is measured, in milliseconds. */
const STRETCH = 4000;
const CANDIDATE = textFrame(
  JSON.stringify({
    type: 'candidate',
    candidate: {
      candidate:
        'candidate:842163049 1 udp 1677729535 203.0.113.7 51234 typ srflx raddr 192.168.1.5 rport 51234 generation 0 ufrag 4Zf3 network-cost 999',
      sdpMid: '0',
      sdpMLineIndex: 0,
    },
    call: '5f0c2a9be1d84c375f0c2a9b',
    n: 17,
  }),
);

const servers = [
  await startOurs(['--message-rate=0', '--frame-rate=0', '--connections-per-ip=0']),
  await startWsRelay(),
];
/** @type {Map<string, number[]>} */
const costs = new Map(servers.map(({ name }) => [name, []]));
for (let round = -1; round < ROUNDS; round += 1) {
  for (const server of servers) {
    const cost = await costOfMessage(server);
    if (round >= 0) {
      // before that they warm up
      costs.get(server.name)?.push(cost);
    }
  }
}
for (const server of servers) {
  server.stop();
}
printTable(
  [`CPU of a relayed message, µs, ${ROUNDS} times`, 'median', 'least', 'most'],
  [...costs].map(([name, all]) => [
    name,
    ...[median(all), Math.min(...all), Math.max(...all)].map((each) => each.toFixed(1)),
  ]),
);

/** @param {MeasuredServer} server */
async function costOfMessage({ port, pid }) {
  const members = /** @type {RawWebSocket[]} */ ([]);
  for (let room = 0; room < ROOMS; room += 1) {
    const [one, other] = [
      await RawWebSocket.open(port, `bench-${room}`),
      await RawWebSocket.open(port, `bench-${room}`),
    ];
    // Each answers what it gets, so that as many are under way all the time.
    one.onMessage = () => one.send(CANDIDATE);
    other.onMessage = () => other.send(CANDIDATE);
    members.push(one, other);
  }
  const received = () => members.reduce((sum, member) => sum + member.received, 0);
  for (const member of members) {
    for (let i = 0; i < UNDER_WAY; i += 1) {
      member.send(CANDIDATE);
    }
  }
  const [before, busyBefore] = [received(), cpuTime(pid)];
  await pause(STRETCH);
  const cost = (1e6 * (cpuTime(pid) - busyBefore)) / (received() - before);
  for (const member of members) {
    member.close();
  }
  return cost;
}
