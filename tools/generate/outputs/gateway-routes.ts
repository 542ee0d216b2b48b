// Owns gateway/generated/routes.ts: one chanfana class per operation. chanfana registers and describes the routes; it parses nothing.
import type { Contract, OperationModel } from '../contract.ts';
import { header, PUBLIC } from '../header.ts';

export function gatewayRoutes({ operations }: Contract): string {
  const ordered = [...operations].sort(byRoute);
  return [header(PUBLIC), HEAD, ordered.map(registration).join('\n'), TAIL].join('');
}

const pascal = (operationId: string) => operationId.charAt(0).toUpperCase() + operationId.slice(1);
const honoPath = (path: string) => path.replaceAll(/\{(\w+)\}/g, ':$1');

/** Hono takes the first route that fits, so at each segment a fixed word comes before a parameter. */
function byRoute(a: OperationModel, b: OperationModel): number {
  const left = a.path.split('/');
  const right = b.path.split('/');
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const one = left[i] ?? '';
    const other = right[i] ?? '';
    if (one.startsWith('{') !== other.startsWith('{')) return one.startsWith('{') ? 1 : -1;
    if (one !== other) return one < other ? -1 : 1;
  }
  return left.length - right.length || (a.method < b.method ? -1 : 1);
}

const registration = ({
  operationId,
  method,
  path,
}: OperationModel) => `  router.${method === 'head' ? `on('head', ` : `${method}(`}
    '${honoPath(path)}',
    class ${pascal(operationId)} extends OpenAPIRoute {
      override getSchema() {
        return described.${operationId};
      }
      override handle(context: Context<E>) {
        return dispatch(operations.${operationId}, context);
      }
    },
  );`;

const HEAD = `import { fromHono, OpenAPIRoute, type OpenAPIRouteSchema, type RouterOptions } from 'chanfana';
import { Hono, type Context, type Env } from 'hono';
import type * as z from 'zod';
import type { Operation } from '../src/contract.ts';
import { operations } from './operations.ts';
import type { OperationId } from './types.ts';

export type Dispatch<E extends Env> = (operation: Operation, context: Context<E>) => Promise<Response>;

// The authored bundle is what /openapi.json serves, and errors are rendered in one place: chanfana does neither.
const options: RouterOptions = { docs_url: null, redoc_url: null, openapi_url: null, passthroughErrors: true };

// Built once at load: chanfana makes an object of the class per request, and a schema built there costs seven times the rest.
const described = Object.fromEntries(Object.values(operations).map((operation) => [operation.operationId, describe(operation)])) as Record<
  OperationId, // Object.fromEntries forgets its keys; they are the table's own
  OpenAPIRouteSchema
>;

function describe({ operationId, domain, request, replies }: Operation): OpenAPIRouteSchema {
  const { params, query, headers, body } = request;
  // Each is an object schema: the generator emits z.object or z.strictObject for them, which the Operation type does not need to know.
  const parameters = { params, query, headers } as Record<'params' | 'query' | 'headers', z.ZodObject>;
  const responses = Object.entries(replies).map(([status, { contentType, schema }]) => [
    status,
    { description: status, ...(contentType !== null && { content: content([contentType], schema) }) },
  ]);
  return {
    operationId,
    tags: [domain],
    request: body ? { ...parameters, body: { required: body.required, content: content(body.contentTypes, body.schema) } } : parameters,
    responses: Object.fromEntries(responses),
  };
}

function content(types: readonly string[], schema: z.ZodType | 'stream' | null) {
  return Object.fromEntries(types.map((type) => [type, { schema: schema === null || schema === 'stream' ? {} : schema }]));
}

/** Registers every operation of the contract on the app. \`dispatch\` does all the rest; chanfana's own parsing is never called. */
export function registerRoutes<E extends Env>(app: Hono<E>, dispatch: Dispatch<E>) {
  const router = fromHono(app, options);
`;

const TAIL = `
  return router;
}

/** The document that chanfana makes of the routes; a test holds it against the authored contract. */
export const chanfanaDocument = () => registerRoutes(new Hono(), () => Promise.reject(new Error('Not served'))).schema;
`;
