// Owns ending requests whose body stalls. Threat: a client sends a head and half of a body, then
// nothing, or a byte now and then. Each such request holds a connection here and in front of here;
// Node's own limit, on the whole request, would end large uploads that are merely slow. Property:
// while a body is waited for, it brings a little within each stretch of time, or the request ends.
// Time in which whoever reads it is not ready does not count.
import type { IncomingMessage } from 'node:http';

export const BODY_STALL_SECONDS = 30;
/** Far below what any line carries. One byte now and then is less. */
const LEAST_BYTES_PER_SECOND = 256;
/** How often in that time it is looked. */
const LOOKS = 5;

/**
 * Calls `giveUp` once if the body stalls. It is never touched: whoever reads it begins when it
 * likes.
 */
export function watchArrival(request: IncomingMessage, stallSeconds: number, giveUp: () => void): void {
  const { headers, socket } = request;
  if (headers['transfer-encoding'] === undefined && !(Number(headers['content-length']) > 0)) return;
  let counted = socket.bytesRead;
  let looks = 0;
  const timer = setInterval(
    () => {
      if (request.complete || request.destroyed) return clearInterval(timer);
      const brought = socket.bytesRead - counted >= stallSeconds * LEAST_BYTES_PER_SECOND;
      const full = request.readableLength >= request.readableHighWaterMark;
      if (brought || full) {
        counted = socket.bytesRead;
        looks = 0;
        return;
      }
      looks += 1;
      if (looks < LOOKS) return;
      clearInterval(timer);
      giveUp();
    },
    (stallSeconds * 1000) / LOOKS,
  ).unref();
  request.once('close', () => clearInterval(timer));
}
