// A port that nothing listens on now; the system gives out others for a while, so it stays free
// long enough. A session has ports of its own: there the number only has to be one that the test
// can tell from others.
import { createServer, type AddressInfo } from 'node:net';

export function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo; // it listens on TCP
      server.close(() => resolve(port));
    }),
  );
}
