// A TCP relay that can cut every connection through it, as a deploy or a train in a tunnel does.
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface CuttingProxy {
  readonly url: string;
  /** How often it was cut. */
  readonly cuts: number;
  /** Ends what is connected now; new connections get through. */
  cut(): void;
  /** Cuts, and lets nothing through until it is up again. */
  down(): void;
  up(): void;
  close(): Promise<void>;
}

/**
 * `cutAfter`: how many bytes go to the server between one cut and the next; after the last, all.
 */
export async function startCuttingProxy(port: number, cutAfter: readonly number[] = []): Promise<CuttingProxy> {
  const open = new Set<Socket>();
  const plan = [...cutAfter];
  let passed = 0;
  let cuts = 0;
  let isDown = false;
  const server = createServer((client) => {
    if (isDown) return client.destroy();
    const upstream = connect(port, '127.0.0.1');
    for (const [socket, other] of [[client, upstream] as const, [upstream, client] as const]) {
      open.add(socket);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        open.delete(socket);
        other.destroy();
      });
    }
    upstream.pipe(client);
    client.on('end', () => upstream.end());
    client.on('data', (bytes: Buffer) => {
      const limit = plan[0] ?? Infinity;
      const part = bytes.subarray(0, limit - passed);
      passed += part.length;
      if (!upstream.write(part)) {
        client.pause();
        upstream.once('drain', () => client.resume());
      }
      if (passed < limit) return;
      plan.shift();
      passed = 0;
      // What was passed on arrives, as it does where only the way back is lost.
      upstream.end();
      cut();
    });
  });
  const cut = () => {
    cuts += 1;
    open.forEach((socket) => socket.destroy());
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address() as AddressInfo; // it listens on TCP
  return {
    get cuts() {
      return cuts;
    },
    url: `http://localhost:${address.port}`,
    cut,
    down: () => {
      isDown = true;
      cut();
    },
    up: () => {
      isDown = false;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        cut();
      }),
  };
}
