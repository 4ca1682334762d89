/**
 * `asking.js PORT`: asks the operator's port of this host again and again. Says one line of JSON for
 * each round: the answer of `/healthz` and the text of `/metrics`.
 */

import { setTimeout as pause } from 'node:timers/promises';

const [port] = process.argv.slice(2);
const BETWEEN = 250;

for (;;) {
  const health = await fetch(`http://127.0.0.1:${port}/healthz`);
  const metrics = await fetch(`http://127.0.0.1:${port}/metrics`);
  const said = (await health.text()).trim();
  const line = { health: health.status, said, metrics: await metrics.text() };
  process.stdout.write(`${JSON.stringify(line)}\n`);
  await pause(BETWEEN);
}
