import { test } from 'node:test';
import { call, talking } from './lib/calls.js';
import { newRoom, Scene } from './lib/scene.js';

/** What browsers say of sockets that break is right, and no complaint of the page. */
const scene = new Scene({ firefox: true, allowed: /WebSocket|can.t establish a connection/ });

for (const other of /** @type {const} */ (['chromium', 'firefox'])) {
  test(`a call without a server, chromium and ${other}: it goes on, and it ends`, async () => {
    const room = newRoom();
    const ann = await scene.enter(room);
    const ben = await scene.enter(room, { browser: scene[other] });
    for (const person of [ann, ben]) {
      await person.press('Start camera');
      await person.seesThemselves();
    }
    await call(ann, ben);
    await scene.server.stop('SIGKILL');
    await ben.isTold('Lost contact with the server.');
    await ann.press('Mute');
    await ben.reads('The other person is muted');
    await ben.press('Turn camera off');
    await ann.reads('The other person has the camera off');
    await ben.press('Turn camera on');
    await ann.press('Unmute');
    await ben.readsNoMore('The other person is muted');
    await talking([ann, ben]);
    await ben.press('Hang up');
    await ann.reads('Call ended');
    await scene.startAgain();
    await Promise.all([ann.seesStatus('Connected'), ben.seesStatus('Connected')]);
    await Promise.all([ann.reads('2 online'), ben.reads('2 online')]);
    await call(ben, ann, 'Call again');
  });
}
