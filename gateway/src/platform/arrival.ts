// Bodies of requests that stop coming. Threat: a client sends a head and half of a body, then
// nothing, or a byte now and then, as often as it likes: each such request stays open in the
// Worker. workerd bounds the head alone (15 s). Property: while a body is waited for, it brings a
// little within each stretch of time, or reading it fails; a large upload that goes on slowly comes
// to its end. Time in which nobody asks for more does not count.

/** Far below what any line carries. One byte now and then is less. */
const leastBytesPerSecond = 256;
/** Of one read. */
const partBytes = 16 * 1024;

/** The client is to blame, whatever was being done with the bytes. */
export class BodyStalled extends Error {
  override readonly name = 'BodyStalled';
}

/** The same bytes; the stream fails with BodyStalled where they stop coming. */
export function arriving(body: ReadableStream<Uint8Array>, stallSeconds: number): ReadableStream<Uint8Array> {
  const reader = body.getReader({ mode: 'byob' });
  const patience = stallSeconds * 1000;
  let left = patience;
  let brought = 0;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const asked = Date.now();
        const { done, value } = await orStalled(reader.read(new Uint8Array(partBytes)), left);
        if (done) return controller.close();
        left -= Date.now() - asked;
        brought += value.byteLength;
        if (brought >= stallSeconds * leastBytesPerSecond) [left, brought] = [patience, 0];
        controller.enqueue(value);
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );

  async function orStalled<T>(read: Promise<T>, ms: number): Promise<T> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new BodyStalled()), Math.max(0, ms));
    });
    try {
      return await Promise.race([read, late]);
    } catch (error) {
      // Nobody waits for the rest; the read that is under way fails with it.
      if (error instanceof BodyStalled) void reader.cancel(error).catch(() => undefined);
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }
}
