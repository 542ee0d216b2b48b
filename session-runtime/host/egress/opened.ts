// Owns waiting for a connection to open, or to fail.
import type { Socket } from 'node:net';

/** Resolves when it is connected. The signal has no say any more then. */
export function opened(
  socket: Socket,
  signal: AbortSignal,
  ready: 'connect' | 'secureConnect' = 'connect',
): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const settle = () => {
      socket.off(ready, open).off('error', failed).off('close', closed);
      signal.removeEventListener('abort', aborted);
    };
    const open = () => {
      settle();
      socket.on('error', ignore);
      resolve(socket);
    };
    const failed = (error: Error) => {
      settle();
      socket.on('error', ignore).destroy();
      reject(error);
    };
    const closed = () => failed(new Error('The connection was closed.'));
    const aborted = () => failed(new Error('It took too long, or nobody waits any more.'));
    socket.once(ready, open).once('error', failed).once('close', closed);
    if (signal.aborted) aborted();
    else signal.addEventListener('abort', aborted, { once: true });
  });
}

// An error is followed by `close`, which is what the tunnel listens to; without a listener it would
// end the process.
const ignore = () => undefined;
