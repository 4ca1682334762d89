import { once } from 'node:events';
import { connect, createServer } from 'node:net';

/** @import {Socket} from 'node:net' */

/**
 * Stands between a browser and the server, passes every byte on, and breaks connections when it is
 * told to.
 *
 * @param {number} port of the server
 */
export async function startCutProxy(port) {
  /** @type {Set<Socket>} */
  const sockets = new Set();
  let open = true;
  const server = createServer((near) => {
    if (!open) {
      near.resetAndDestroy();
      return;
    }
    const far = connect(port, 'localhost');
    join(near, far);
    join(far, near);
  });
  /**
   * @param {Socket} socket
   * @param {Socket} other
   */
  function join(socket, other) {
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.pipe(other);
    socket.on('error', () => other.destroy());
    socket.on('close', () => {
      sockets.delete(socket);
      other.destroy();
    });
  }
  server.listen(0, 'localhost');
  await once(server, 'listening');
  const { port: own } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const cut = () => {
    for (const socket of sockets) {
      socket.resetAndDestroy();
    }
  };
  return {
    url: `http://localhost:${own}`,
    /** Breaks every connection; new ones are let through. */
    cut,
    /** Breaks every connection, and every new one. */
    shut() {
      open = false;
      cut();
    },
    /** Lets new connections through again. */
    reopen() {
      open = true;
    },
    close() {
      cut();
      server.close();
    },
  };
}
