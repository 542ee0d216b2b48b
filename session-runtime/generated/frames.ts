// Generated from openapi/runtime.yaml by `npm run generate`. Do not edit: change the source and run it again.

import * as z from 'zod/mini';

/** What the server says */
export type ServerMessage =
  | {
      type: 'hello';
      terminalId: string;
      epoch: string;
      cols: number;
      rows: number;
      offset: number;
      resumed: boolean;
      input?: number | undefined;
    }
  | { type: 'snapshot'; offset: number; cols: number; rows: number; data: string }
  | { type: 'resize'; cols: number; rows: number }
  | { type: 'input'; offset: number }
  | { type: 'exit'; code: number; signal: number | null };

/** What a client says. Anything else closes the socket with 1007 */
export const ClientMessage = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('resize'),
    cols: z.int().check(z.gte(2), z.lte(1000)),
    rows: z.int().check(z.gte(1), z.lte(500)),
  }),
  z.strictObject({ type: z.literal('ack'), offset: z.int().check(z.gte(0), z.lte(9007199254740991)) }),
]);
export type ClientMessage = z.output<typeof ClientMessage>;
