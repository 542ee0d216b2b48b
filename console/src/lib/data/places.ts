// A browser opens six HTTP/1.1 connections to a host, for all of its tabs together. What holds one
// for as long as somebody looks, such as a log that is followed, takes one of a few places first;
// whoever gets none asks now and then instead, and so the feed and what people do find a connection
// at any time.
const places = ['a', 'b', 'c'];

/**
 * A place, to be left by calling it; null where all are taken. Where pages have no locks nobody
 * counts them, and so there are none.
 */
export async function takePlace(): Promise<(() => void) | null> {
  if (!('locks' in navigator)) return null;
  for (const name of places) {
    const leave = await takeLock(`burstflare.place.${name}`);
    if (leave) return leave;
  }
  return null;
}

/** The browser takes it back when the tab goes. */
function takeLock(name: string): Promise<(() => void) | null> {
  return new Promise((resolve, reject) => {
    navigator.locks
      .request(name, { ifAvailable: true }, (lock) => {
        if (lock) return new Promise<void>((leave) => resolve(leave));
        resolve(null);
        return undefined;
      })
      .catch(reject);
  });
}
