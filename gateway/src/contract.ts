// Owns the types between the generated contract and hand-written code: what an operation is to the dispatcher, and what a domain's
// handlers must look like. Generated code may import this file; it holds types only.
import type * as z from 'zod';
import type { Domains, OperationTypes } from '../generated/types.ts';
import type { Context } from './http/context.ts';

export type OperationId = keyof OperationTypes;
export type Domain = keyof Domains;

/** A JSON body has a schema; anything else passes through as bytes. */
export type BodySchema = z.ZodType | 'stream';

export interface OperationRequest {
  readonly params: z.ZodType;
  /** Strict: an unknown query parameter is refused. Values are text, or a list of texts where a name is repeated. */
  readonly query: z.ZodType;
  /** Only declared headers, by their lower-case names; others are dropped. */
  readonly headers: z.ZodType;
  readonly body?: {
    readonly contentTypes: readonly string[];
    readonly schema: BodySchema;
    readonly required: boolean;
    /** From x-max-bytes; null leaves it to the dispatcher's default for JSON. */
    readonly maxBytes: number | null;
  };
}

export interface OperationReply {
  /** The first is what a reply gets that does not name its own; null where there is no body. */
  readonly contentType: string | null;
  readonly schema: BodySchema | null;
}

/** One row of the generated operations table. */
export interface Operation {
  readonly operationId: OperationId;
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE' | 'PATCH' | 'HEAD';
  /** In OpenAPI's form: /api/templates/{templateId}. */
  readonly path: string;
  readonly domain: Domain;
  readonly authenticated: boolean;
  /** Names of the security schemes of which one must fit; empty for a public operation. */
  readonly security: readonly string[];
  /** A key of `permissions`, `public`, or `self`. */
  readonly permission: string;
  readonly rateLimit: string | null;
  readonly audit: readonly string[];
  readonly quota: readonly string[];
  readonly problems: readonly string[];
  readonly allowedStates: readonly string[] | null;
  readonly idempotent: boolean;
  readonly navigation: boolean;
  /** The session runtime's operation that answers, for those mounted under /runtime/sessions/{sessionId}. */
  readonly runtime: { readonly operationId: string; readonly path: string } | null;
  readonly request: OperationRequest;
  /** Statuses that a handler may give. Problems are not among them: they are thrown. */
  readonly replies: Readonly<Record<number, OperationReply>>;
}

/** What a handler gets: the parsed request, and who asks. */
export interface Call<O extends OperationId> {
  readonly context: Context;
  readonly params: OperationTypes[O]['params'];
  readonly query: OperationTypes[O]['query'];
  readonly headers: OperationTypes[O]['headers'];
  readonly body: OperationTypes[O]['body'];
}

/** What a handler gives: one of the success statuses that the contract declares, with its body. */
export type Reply<O extends OperationId> = OperationTypes[O]['reply'];

/** A body that is not JSON. */
export type StreamBody = ReadableStream<Uint8Array> | string;

/** A handler for every operation of a domain: a missing or misshapen one does not compile. */
export type HandlersOf<D extends Domain> = { [O in Domains[D]]: (call: Call<O>) => Promise<Reply<O>> };

/** Headers that a handler adds to its reply. Cookies go through the context, which appends them one line each. */
export type ReplyHeaders = Readonly<Record<string, string>>;
