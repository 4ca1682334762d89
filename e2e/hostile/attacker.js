/** `attacker.js HOST PORT NAME…`: begins these attacks, and goes on until it is killed. */

import { ATTACKS } from './attacks.js';

const [host = '', port, ...names] = process.argv.slice(2);
const target = { host, port: Number(port) };
for (const attack of ATTACKS.filter(({ name }) => names.includes(name))) {
  Promise.resolve(attack.begin(target)).catch((error) => {
    console.error(`${attack.name}: ${error}`);
    process.exitCode = 1;
  });
}
