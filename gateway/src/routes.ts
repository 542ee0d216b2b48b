// The contract's operations as routes: a chanfana class for each, made in a loop over the generated
// table. chanfana registers and describes them; it parses nothing.
import { fromHono, OpenAPIRoute, type OpenAPIRouteSchema, type RouterOptions } from 'chanfana';
import { type Context, type Env, Hono } from 'hono';
import type * as z from 'zod';
import { operations } from '../generated/operations.ts';
import type { Operation } from './contract.ts';

type Dispatch<E extends Env> = (operation: Operation, context: Context<E>) => Promise<Response>;

// The authored bundle is what /openapi.json serves, and errors are rendered in one place: chanfana
// does neither.
const options: RouterOptions = { docs_url: null, redoc_url: null, openapi_url: null, passthroughErrors: true };

// Built once at load: chanfana makes an object of the class per request, and a schema built there
// costs seven times the rest.
const routes = Object.values(operations)
  .toSorted(byRoute)
  .map((operation) => ({ operation, schema: describe(operation) }));

/**
 * Hono takes the first route that fits, so at each segment a fixed word comes before a parameter.
 */
function byRoute(a: Operation, b: Operation): number {
  const left = a.path.split('/');
  const right = b.path.split('/');
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const one = left[i] ?? '';
    const other = right[i] ?? '';
    if (one.startsWith('{') !== other.startsWith('{')) return one.startsWith('{') ? 1 : -1;
    if (one !== other) return one < other ? -1 : 1;
  }
  return left.length - right.length;
}

function describe({ operationId, domain, request, replies }: Operation): OpenAPIRouteSchema {
  const { params, query, headers, body } = request;
  // Each is an object schema: the generator emits z.object or z.strictObject for them, which the
  // Operation type does not need to know.
  const parameters = { params, query, headers } as Record<'params' | 'query' | 'headers', z.ZodObject>;
  const responses = Object.entries(replies).map(([status, { contentType, schema }]) => [
    status,
    { description: status, ...(contentType !== null && { content: content([contentType], schema) }) },
  ]);
  return {
    operationId,
    tags: [domain],
    request: body
      ? { ...parameters, body: { required: body.required, content: content(body.contentTypes, body.schema) } }
      : parameters,
    responses: Object.fromEntries(responses),
  };
}

function content(types: readonly string[], schema: z.ZodType | 'stream' | null) {
  const shown = schema === null || schema === 'stream' ? {} : schema;
  return Object.fromEntries(types.map((type) => [type, { schema: shown }]));
}

/**
 * Registers every operation of the contract on the app. `dispatch` does all the rest; chanfana's
 * own parsing is never called.
 */
export function registerRoutes<E extends Env>(app: Hono<E>, dispatch: Dispatch<E>) {
  const router = fromHono(app, options);
  for (const { operation, schema } of routes) {
    router.on(
      operation.method.toLowerCase(),
      operation.path.replaceAll(/\{(\w+)\}/g, ':$1'),
      class extends OpenAPIRoute {
        override getSchema() {
          return schema;
        }
        override handle(context: Context<E>) {
          return dispatch(operation, context);
        }
      },
    );
  }
  return router;
}

/**
 * The document that chanfana makes of the routes; a test holds it against the authored contract.
 */
export const chanfanaDocument = () => registerRoutes(new Hono(), () => Promise.reject(new Error('Not served'))).schema;
