/**
 * An HTTP proxy that only joins (CONNECT), and only to port 443, as most do that are the one way
 * out of a company. `node http-proxy.js PORT`; writes a line once it listens.
 */
import { createServer } from 'node:http';
import { connect } from 'node:net';

const server = createServer((_, response) => response.writeHead(405).end());

server.on('connect', (request, near, head) => {
  const { hostname, port } = new URL(`tcp://${request.url}`);
  if (port !== '443') {
    near.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    return;
  }
  const far = connect(443, hostname.replace(/^\[|]$/g, ''), () => {
    near.write('HTTP/1.1 200 Connection established\r\n\r\n');
    far.write(head);
    near.pipe(far).pipe(near);
  });
  near.on('error', () => far.destroy());
  far.on('error', () => near.destroy());
});

server.listen(Number(process.argv[2]), () => console.log('listens'));
