// Owns the shape of a bundled contract as the generator understands it. Every object is strict: a
// keyword that is not listed here is refused with its JSON pointer, so nothing in the contract is
// ever silently ignored.
import * as z from 'zod';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
const Json: z.ZodType<Json> = z.json();

const TypeName = z.enum(['string', 'integer', 'number', 'boolean', 'object', 'array', 'null']);
export type TypeName = z.output<typeof TypeName>;

export interface Schema {
  $ref?: string | undefined;
  type?: TypeName | TypeName[] | undefined;
  title?: string | undefined;
  description?: string | undefined;
  examples?: Json[] | undefined;
  example?: Json | undefined;
  deprecated?: boolean | undefined;
  default?: Json | undefined;
  const?: Json | undefined;
  enum?: Json[] | undefined;
  format?: string | undefined;
  pattern?: string | undefined;
  minLength?: number | undefined;
  maxLength?: number | undefined;
  minimum?: number | undefined;
  maximum?: number | undefined;
  exclusiveMinimum?: number | undefined;
  exclusiveMaximum?: number | undefined;
  multipleOf?: number | undefined;
  items?: Schema | undefined;
  minItems?: number | undefined;
  maxItems?: number | undefined;
  uniqueItems?: boolean | undefined;
  properties?: Record<string, Schema> | undefined;
  required?: string[] | undefined;
  additionalProperties?: boolean | Schema | undefined;
  propertyNames?: Schema | undefined;
  minProperties?: number | undefined;
  maxProperties?: number | undefined;
  oneOf?: Schema[] | undefined;
  anyOf?: Schema[] | undefined;
  allOf?: Schema[] | undefined;
  discriminator?: { propertyName: string; mapping?: Record<string, string> | undefined } | undefined;
}

const Schema: z.ZodType<Schema> = z.lazy(() =>
  z.strictObject({
    $ref: z.string().startsWith('#/components/schemas/').optional(),
    type: z.union([TypeName, z.array(TypeName)]).optional(),
    title: z.string().optional(),
    description: z.string().optional(),
    examples: z.array(Json).optional(),
    example: Json.optional(),
    deprecated: z.boolean().optional(),
    default: Json.optional(),
    const: Json.optional(),
    enum: z.array(Json).optional(),
    format: z.string().optional(),
    pattern: z.string().optional(),
    minLength: z.int().optional(),
    maxLength: z.int().optional(),
    minimum: z.number().optional(),
    maximum: z.number().optional(),
    exclusiveMinimum: z.number().optional(),
    exclusiveMaximum: z.number().optional(),
    multipleOf: z.number().optional(),
    items: Schema.optional(),
    minItems: z.int().optional(),
    maxItems: z.int().optional(),
    uniqueItems: z.boolean().optional(),
    properties: z.record(z.string(), Schema).optional(),
    required: z.array(z.string()).optional(),
    additionalProperties: z.union([z.boolean(), Schema]).optional(),
    propertyNames: Schema.optional(),
    minProperties: z.int().optional(),
    maxProperties: z.int().optional(),
    oneOf: z.array(Schema).optional(),
    anyOf: z.array(Schema).optional(),
    allOf: z.array(Schema).optional(),
    discriminator: z
      .strictObject({ propertyName: z.string(), mapping: z.record(z.string(), z.string()).optional() })
      .optional(),
  }),
);

const Ref = z.strictObject({ $ref: z.string(), summary: z.string().optional(), description: z.string().optional() });

const Examples = { example: Json.optional(), examples: z.record(z.string(), Json).optional() };

const Parameter = z.strictObject({
  name: z.string(),
  in: z.enum(['path', 'query', 'header']),
  required: z.boolean().optional(),
  description: z.string().optional(),
  deprecated: z.boolean().optional(),
  style: z.enum(['simple', 'form']).optional(),
  explode: z.literal(true).optional(),
  schema: Schema,
  ...Examples,
});
export type Parameter = z.output<typeof Parameter>;

const MediaType = z.strictObject({ schema: Schema.optional(), ...Examples });
const Content = z.record(z.string(), MediaType);
export type Content = z.output<typeof Content>;

const Header = z.strictObject({
  description: z.string().optional(),
  required: z.boolean().optional(),
  schema: Schema,
  ...Examples,
});

export type Header = z.output<typeof Header>;

const RequestBody = z.strictObject({
  description: z.string().optional(),
  required: z.boolean().optional(),
  content: Content,
  'x-max-bytes': z.int().positive().optional(),
});
export type RequestBody = z.output<typeof RequestBody>;

const Response = z.strictObject({
  description: z.string(),
  headers: z.record(z.string(), z.union([Ref, Header])).optional(),
  content: Content.optional(),
});
export type Response = z.output<typeof Response>;

const SecurityRequirement = z.record(z.string(), z.array(z.string()));

const Operation = z.strictObject({
  operationId: z.string(),
  tags: z.array(z.string()).length(1),
  summary: z.string(),
  description: z.string().optional(),
  deprecated: z.boolean().optional(),
  security: z.array(SecurityRequirement).optional(),
  parameters: z.array(z.union([Ref, Parameter])).optional(),
  requestBody: z.union([Ref, RequestBody]).optional(),
  responses: z.record(
    z.string().regex(/^(\d{3}|default)$/, 'A response is keyed by one status, or by default'),
    z.union([Ref, Response]),
  ),
  'x-permission': z.string().optional(),
  'x-rate-limit': z.string().optional(),
  'x-audit': z.union([z.string(), z.array(z.string())]).optional(),
  'x-quota': z.union([z.string(), z.array(z.string())]).optional(),
  'x-problems': z.array(z.string()).optional(),
  /**
   * Of what answers 201: where it is, with {names} of path parameters and of the answer's fields.
   */
  'x-location': z.string().optional(),
  'x-allowed-states': z.array(z.string()).optional(),
  'x-idempotent': z.boolean().optional(),
  'x-navigation': z.boolean().optional(),
  'x-public': z.record(z.string(), Json).optional(),
  'x-runtime-operation': z.string().optional(),
  'x-runtime-refusals': z.array(z.string()).optional(),
  /** Of a socket: what its text frames hold. */
  'x-frames': z.strictObject({ server: Schema, client: Schema }).optional(),
  /** Of a webhook: where it is called. */
  'x-path': z.string().startsWith('/').optional(),
});
export type OperationNode = z.output<typeof Operation>;

export const METHODS = ['get', 'put', 'post', 'delete', 'patch', 'head'] as const;
export type Method = (typeof METHODS)[number];

const PathItem = z.strictObject({
  summary: z.string().optional(),
  description: z.string().optional(),
  parameters: z.array(z.union([Ref, Parameter])).optional(),
  get: Operation.optional(),
  put: Operation.optional(),
  post: Operation.optional(),
  delete: Operation.optional(),
  patch: Operation.optional(),
  head: Operation.optional(),
});

/** Who acts without being a member; who is one, or has a member's token, holds by roles. */
const PRINCIPALS = ['operator', 'pass', 'runtime'] as const;

const Problem = z.strictObject({
  status: z.int().min(400).max(599),
  title: z.string(),
  detail: z.string(),
  next: z.string().optional(),
});

/** What each state is, and which moves there are between them; `cause` says when a move is made. */
const StateMachine = z.strictObject({
  states: z.record(z.string(), z.string()),
  moves: z.array(z.strictObject({ from: z.array(z.string()).min(1), to: z.string(), cause: z.string() })).default([]),
});

export const Document = z.strictObject({
  openapi: z.literal('3.1.0'),
  info: z.record(z.string(), Json),
  servers: z.array(z.record(z.string(), Json)).optional(),
  security: z.array(SecurityRequirement).optional(),
  tags: z.array(z.strictObject({ name: z.string(), description: z.string() })),
  paths: z.record(z.string().startsWith('/'), PathItem),
  webhooks: z.record(z.string(), PathItem).default({}),
  components: z
    .strictObject({
      schemas: z.record(z.string(), Schema).default({}),
      parameters: z.record(z.string(), z.union([Ref, Parameter])).default({}),
      responses: z.record(z.string(), z.union([Ref, Response])).default({}),
      requestBodies: z.record(z.string(), z.union([Ref, RequestBody])).default({}),
      headers: z.record(z.string(), z.union([Ref, Header])).default({}),
      examples: z.record(z.string(), Json).default({}),
      securitySchemes: z.record(z.string(), Json).default({}),
    })
    .prefault({}),
  'x-roles': z.array(z.string()).min(1).default(['owner']),
  'x-permissions': z.record(z.string(), z.string()).default({}),
  'x-principals': z.record(z.enum(PRINCIPALS), z.array(z.string())).default({ operator: [], pass: [], runtime: [] }),
  'x-rate-limits': z
    .record(z.string(), z.strictObject({ limit: z.int(), windowSeconds: z.int(), by: z.string() }))
    .default({}),
  'x-streams': z
    .strictObject({
      heartbeatSeconds: z.int().positive(),
      perPerson: z.int().positive(),
      perWorkspace: z.int().positive(),
    })
    .default({ heartbeatSeconds: 15, perPerson: 30, perWorkspace: 1000 }),
  'x-problems': z.record(z.string(), Problem).default({}),
  'x-problem-facts': z.record(z.string(), z.record(z.string(), Json)).default({}),
  'x-audit-events': z.record(z.string(), z.string()).default({}),
  'x-quotas': z.record(z.string(), Json).default({}),
  'x-state-machines': z.record(z.string(), StateMachine).default({}),
});
export type Document = z.output<typeof Document>;

/**
 * Parses a bundle, or throws with one line per refused node: its file, JSON pointer and what is
 * wrong.
 */
export function parseDocument(value: unknown, name: string): Document {
  const parsed = Document.safeParse(value);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.flatMap((issue) => explain(issue, [])).map((line) => `  ${name}#${line}`);
  throw new Error(
    `The contract uses what the generator does not know (tools/generate/document.ts lists what it does):\n${lines.join('\n')}`,
  );
}

// A failed union reports one branch per alternative; the branch that got deepest is the one the
// author meant.
function explain(issue: z.core.$ZodIssue, base: PropertyKey[]): string[] {
  const path = [...base, ...issue.path];
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const branches = issue.errors.map((branch) => branch.flatMap((inner) => explain(inner, path)));
    return branches.reduce((deepest, branch) => (depth(branch) > depth(deepest) ? branch : deepest));
  }
  return [`${pointer(path)}: ${issue.message}`];
}

const depth = (lines: string[]) => Math.max(...lines.map((line) => line.split(': ')[0]?.split('/').length ?? 0));

export const pointer = (path: readonly PropertyKey[]) =>
  path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
