// Generated from openapi/runtime.yaml by `npm run generate`. Do not edit: change the source and run it again.

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
export type ClientMessage = { type: 'resize'; cols: number; rows: number } | { type: 'ack'; offset: number };

/** What each field of each message of the server may be: kinds of `typeof`, and null. */
export const serverFields = {
  hello: {
    terminalId: ['string'],
    epoch: ['string'],
    cols: ['number'],
    rows: ['number'],
    offset: ['number'],
    resumed: ['boolean'],
    input: ['number', 'undefined'],
  },
  snapshot: {
    offset: ['number'],
    cols: ['number'],
    rows: ['number'],
    data: ['string'],
  },
  resize: {
    cols: ['number'],
    rows: ['number'],
  },
  input: {
    offset: ['number'],
  },
  exit: {
    code: ['number'],
    signal: ['number', 'null'],
  },
} as const satisfies Record<ServerMessage['type'], Record<string, readonly string[]>>;

/** Between what the numbers in each message of a client have to be. */
export const clientBounds = {
  resize: {
    cols: {
      least: 2,
      most: 1000,
    },
    rows: {
      least: 1,
      most: 500,
    },
  },
  ack: {
    offset: {
      least: 0,
      most: 9007199254740991,
    },
  },
} as const satisfies Record<ClientMessage['type'], Record<string, { least: number; most: number }>>;
