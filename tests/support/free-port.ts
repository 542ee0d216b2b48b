// A port that nothing listens on now; the system gives out others for a while, so it stays free long enough. Sessions of the process host
// share the machine's network, so each app under test gets one of its own.
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
