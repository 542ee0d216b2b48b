// Owns the type between the generated contracts and the code here: what an operation is to the
// plane that serves it. Generated code may import this file; it holds types only.
import type * as z from 'zod/mini';

/** One row of the generated operations table. */
export interface Operation {
  readonly operationId: string;
  readonly method: string;
  /** In OpenAPI's form: /jobs/{jobId}. */
  readonly path: string;
  readonly request: {
    readonly params: z.ZodMiniType;
    /**
     * Strict: an unknown query parameter is refused. Values are text, or a list of texts where a
     * name is repeated.
     */
    readonly query: z.ZodMiniType;
    readonly body?: {
      readonly contentTypes: readonly string[];
      /** A JSON body has a schema; anything else reaches the handler as Node's own stream. */
      readonly schema: z.ZodMiniType | 'stream';
      readonly required: boolean;
      /** From x-max-bytes; null leaves it to the plane's default for JSON. */
      readonly maxBytes: number | null;
    };
  };
  /**
   * The contract gives each operation one: problems are thrown. The content type is null where
   * there is no body.
   */
  readonly reply: { readonly status: number; readonly contentType: string | null };
}

/** A generated table, by operationId. */
export type Operations = Readonly<Record<string, Operation>>;
