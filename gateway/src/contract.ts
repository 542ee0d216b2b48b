// What an operation is to the dispatcher: one row of the generated table.
import type * as z from 'zod';
import type { ProblemCode } from '../generated/policy.ts';

/** A JSON body has a schema; anything else passes through as bytes. */
export type BodySchema = z.ZodType | 'stream';

export interface OperationRequest {
  readonly params: z.ZodType;
  /**
   * Strict: an unknown query parameter is refused. Values are text, or a list of texts where a name
   * is repeated.
   */
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
  readonly operationId: string;
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE' | 'PATCH' | 'HEAD';
  /** In OpenAPI's form: /api/templates/{templateId}. */
  readonly path: string;
  readonly domain: string;
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
  /** Where a 201's thing is: {names} are path parameters, or fields of the answer. */
  readonly location: string | null;
  readonly navigation: boolean;
  /**
   * The session runtime's operation that answers, for those mounted under
   * /runtime/sessions/{sessionId}.
   */
  readonly runtime: {
    readonly operationId: string;
    readonly path: string;
    /** The codes by which the runtime may refuse it. */
    readonly refusals: readonly ProblemCode[];
  } | null;
  readonly request: OperationRequest;
  /** Statuses that a handler may give. Problems are not among them: they are thrown. */
  readonly replies: Readonly<Record<number, OperationReply>>;
}

/** A body that is not JSON. */
export type StreamBody = ReadableStream<Uint8Array> | string;

/**
 * Headers that a handler adds to its reply. Cookies go through the context, which appends them one
 * line each.
 */
export type ReplyHeaders = Readonly<Record<string, string>>;
