// What an operation of a session's runtime, or of the host that runs it, is to the gateway: one row
// of a table that is generated from openapi/. Types only.
import type * as z from 'zod';

/** A body that is passed on as it is. */
export type ByteBody = ReadableStream<Uint8Array> | Uint8Array;

export interface ServiceOperation {
  readonly operationId: string;
  readonly method: string;
  /** In OpenAPI's form: /jobs/{jobId}. */
  readonly path: string;
  /** Of the body that it takes; null where it takes none. */
  readonly contentType: string | null;
  /** The one answer that is none of a refusal: JSON has a schema, bytes are a stream. */
  readonly reply: {
    readonly status: number;
    readonly contentType: string | null;
    readonly schema: z.ZodType | 'stream' | null;
  };
  /** The codes by which it may refuse, each with its status. */
  readonly refusals: Readonly<Record<string, number>>;
}

export interface ServiceInput {
  readonly params?: Readonly<Record<string, string>>;
  /** What is undefined is left out; a list is its name repeated. */
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
}
