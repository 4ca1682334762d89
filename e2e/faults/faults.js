/** What can happen to a call, or to what it needs. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { takesPath } from '../natlab/calls.js';
import { directBlocked, filtering, udpBlocked } from '../natlab/conditions.js';
import { PLACES } from '../natlab/places.js';

/** @import {Person} from '../lib/person.js' */
/** @import {Lab} from '../natlab/lab.js' */
/** @import {Site} from '../natlab/network.js' */
/** @import {Random} from '../../web/test/fakes/seeded.js' */

/**
 * @typedef {{lab: Lab, ann: Person, ben: Person}} Stage ann is at site 1, ben at site 2
 *
 * @typedef {(stage: Stage) => Promise<(() => void) | void>} Fault which is through once what broke
 *   is whole again, or what is to stay broken is broken: then it says how to repair that
 */

/** Nothing happens, for as long as something might have. @type {Fault} */
export const nothing = async () => {
  await pause(2000);
};

/**
 * The WebSockets to the server break, and no new ones are made for a while.
 *
 * @param {Site[]} sites whose
 * @param {number} ms
 * @param {(stage: Stage) => Promise<unknown>} [meanwhile] what people do
 * @returns {Fault}
 */
export function cut(sites, ms, meanwhile = async () => {}) {
  return async (stage) => {
    const { network, server } = stage.lab;
    const since = Date.now();
    const ends = [];
    for (const site of sites) {
      const refused = `iifname "site-${site}" tcp dport ${server.port} reject with tcp reset`;
      ends.push(await filtering(`cut-${site}`, refused)(network));
      const theirs = `sport = :${server.port} and dst ${network.addressOf(site)}`;
      network.run('server', ['ss', '--kill', '--tcp', '--numeric', theirs]);
    }
    const people = sites.map((site) => (site === 1 ? stage.ann : stage.ben));
    await Promise.all(people.map((person) => losesServer(person, since)));
    await meanwhile(stage);
    await pause(ms);
    for (const end of ends) {
      end();
    }
  };
}

/**
 * @param {Person} person
 * @param {number} since
 */
async function losesServer({ page }, since) {
  const lost = (/** @type {number} */ from) =>
    window.duologue.log.some(({ code, at }) => code === 'signaling-lost' && at >= from);
  await page.waitForFunction(lost, { polling: 50, timeout: 10_000 }, since);
}

/**
 * The server is killed, and started again after a while.
 *
 * @param {number} ms
 * @returns {Fault}
 */
export function killed(ms) {
  return async ({ lab }) => {
    await lab.server.stop('SIGKILL');
    await pause(ms);
    await lab.startAgain();
  };
}

/**
 * The same for a time that nobody chose, another one each time: as many are short as are long.
 *
 * @param {Random} random
 * @param {number} from in milliseconds
 * @param {number} to in milliseconds
 * @returns {Fault}
 */
export function killedFrom(random, from, to) {
  return (stage) => {
    const ms = Math.round(from * (to / from) ** (random.below(1000) / 1000));
    console.log(`the server is away for ${ms} ms`);
    return killed(ms)(stage);
  };
}

/**
 * The server stands still for a while.
 *
 * @param {number} ms
 * @returns {Fault}
 */
export function paused(ms) {
  return async ({ lab }) => {
    const pid = Number(lab.server.pid);
    process.kill(pid, 'SIGSTOP');
    await pause(ms);
    process.kill(pid, 'SIGCONT');
  };
}

/** The server can write nothing any more, and has to start so. @type {Fault} */
export const diskFull = async (stage) => {
  const free = stage.lab.fillDisk();
  await killed(0)(stage);
  return free;
};

/**
 * The clock of the computer that the server runs on is set.
 *
 * @param {string} offset as libfaketime reads it
 * @returns {Fault}
 */
export function clockMoved(offset) {
  return async ({ lab }) => {
    setClock(lab, offset);
    return () => setClock(lab, '+0');
  };
}

/**
 * Starts the server anew with a clock that can be moved.
 *
 * @param {Lab} lab
 */
export async function giveClock(lab) {
  setClock(lab, '+0');
  await lab.server.stop();
  await lab.startAgain([
    'env',
    'LD_PRELOAD=/usr/$LIB/faketime/libfaketimeMT.so.1',
    `FAKETIME_TIMESTAMP_FILE=${clockOf(lab)}`,
    'FAKETIME_CACHE_DURATION=1',
    // How long something takes is told by another clock, which nobody sets.
    'FAKETIME_DONT_FAKE_MONOTONIC=1',
    'FAKETIME_FORCE_MONOTONIC_FIX=0',
  ]);
}

/**
 * @param {Lab} lab
 * @param {string} offset
 */
function setClock(lab, offset) {
  writeFileSync(clockOf(lab), offset);
}

/** @param {Lab} lab */
function clockOf(lab) {
  return join(lab.folder, 'clock');
}

/**
 * People come into another network, with another address and another router.
 *
 * @param {Site[]} sites whose
 * @returns {Fault}
 */
export function moved(...sites) {
  return async ({ lab }) => {
    const back = sites.map((site) => lab.network.takeElsewhere(site));
    return () => back.forEach((each) => void each());
  };
}

/**
 * People have no network for a while.
 *
 * @param {number} ms
 * @param {Site[]} sites whose
 * @returns {Fault}
 */
export function unplugged(ms, ...sites) {
  return async ({ lab }) => {
    const plugIn = sites.map((site) => lab.network.unplug(site));
    await pause(ms);
    for (const each of plugIn) {
      each();
    }
  };
}

/** Nothing gets from one home to the other any more. @type {Fault} */
export const blocked = ({ lab }) => directBlocked(lab.network);

/** First that, and once the call goes over the relay, no UDP any more. @type {Fault} */
export const blockedTwice = async ({ lab, ann, ben }) => {
  const ends = [await directBlocked(lab.network)];
  const paths = PLACES.portRestricted.relay;
  await Promise.all([ann, ben].map((person) => takesPath(person, paths)));
  ends.push(await udpBlocked(lab.network));
  return () => ends.forEach((end) => void end());
};

/**
 * One fault, and a while after it began another one.
 *
 * @param {Fault} first
 * @param {number} ms
 * @param {Fault} second
 * @returns {Fault}
 */
export function both(first, ms, second) {
  return async (stage) => {
    const later = async () => {
      await pause(ms);
      return second(stage);
    };
    const repairs = await Promise.all([first(stage), later()]);
    return () => repairs.forEach((repair) => void repair?.());
  };
}
