// Owns joining two connections byte for byte: each direction ends by itself, and whoever is slow
// holds up the other.
import type { Socket } from 'node:net';

/**
 * Both must allow half-open connections. They end together when one breaks; `ended` is called once,
 * when both are closed.
 */
export function tunnel(a: Socket, b: Socket, ended: () => void = () => undefined): void {
  let open = 2;
  for (const [from, to] of [
    [a, b],
    [b, a],
  ] as const) {
    // A socket that breaks tells it by `close` as well; without a listener the error would end the
    // process.
    from.on('error', () => undefined);
    from.once('close', () => {
      // What arrived before a regular end has been piped already; what is left belongs to a
      // connection that broke.
      if (!to.writableEnded || from.errored !== null) to.destroy();
      if ((open -= 1) === 0) ended();
    });
    from.pipe(to);
  }
  // One that closed before it was joined tells nobody any more.
  if (a.destroyed || b.destroyed) for (const socket of [a, b]) socket.destroy();
}
