// Owns the text frames that a terminal's client may send.
import * as z from 'zod';

const Message = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('resize'),
    cols: z.int().min(2).max(1000),
    rows: z.int().min(1).max(500),
  }),
  z.strictObject({ type: z.literal('ack'), offset: z.int().min(0) }),
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
