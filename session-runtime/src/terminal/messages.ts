// Owns the text frames that a terminal's client may send.
import * as z from 'zod/mini';

const Message = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('resize'),
    cols: z.int().check(z.gte(2), z.lte(1000)),
    rows: z.int().check(z.gte(1), z.lte(500)),
  }),
  z.strictObject({ type: z.literal('ack'), offset: z.int().check(z.gte(0)) }),
]);

export const ClientMessage = {
  /** Null if it is none: the client speaks another protocol. */
  parse(text: Buffer): z.output<typeof Message> | null {
    try {
      return Message.parse(JSON.parse(text.toString('utf8')));
    } catch {
      return null;
    }
  },
};
