// The Hono app: the contract's operations, the contract itself, its reference page, and the console
// behind all else.
import { Hono } from 'hono';
import openapiJson from '../../openapi/generated/openapi.json';
import { registerRoutes } from './routes.ts';
import { operations } from '../generated/operations.ts';
import type { Deps } from './deps.ts';
import { Problem } from './errors.ts';
import { serveConsole } from './http/console.ts';
import { docsPage } from './http/docs.ts';
import { dispatch, type HandlerOf } from './http/dispatch.ts';
import { manifestSchema } from './http/manifest-schema.ts';
import { problemReply, toProblem } from './http/problems.ts';

export interface AppEnv {
  Bindings: { ASSETS: Fetcher; deps: Deps; requestId: string };
}

const contract = JSON.stringify(openapiJson);
const schemaOfManifests = JSON.stringify(manifestSchema());

export function createApp(handlerOf: HandlerOf): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  registerRoutes(app, (operation, c) =>
    dispatch(operation, {
      request: c.req.raw,
      pathParams: c.req.param(),
      requestId: c.env.requestId,
      deps: c.env.deps,
      handlerOf,
      waitUntil: (work) => c.executionCtx.waitUntil(work),
    }),
  );
  app.get('/openapi.json', (c) =>
    c.body(contract, 200, { 'content-type': 'application/json', 'cache-control': 'no-cache' }),
  );
  // JSON is YAML (YAML 1.2.2 section 1.3): one text, two names.
  app.get('/openapi.yaml', (c) =>
    c.body(contract, 200, { 'content-type': 'application/yaml', 'cache-control': 'no-cache' }),
  );
  app.get('/manifest.schema.json', (c) =>
    c.body(schemaOfManifests, 200, {
      'content-type': 'application/schema+json',
      'cache-control': 'no-cache',
      // Editors in browsers ask from origins of their own, and there is nothing secret in it.
      'access-control-allow-origin': '*',
    }),
  );
  app.get('/docs', (c) => docsPage(c.req.raw));
  app.all('*', (c) => {
    const { pathname } = new URL(c.req.url);
    if (/^\/(api|runtime|internal)(\/|$)/.test(pathname)) throw unrouted(c.req.method, pathname);
    return serveConsole(c.req.raw, c.env.ASSETS, c.env.deps.config);
  });
  app.onError((error, c) => {
    const problem = toProblem(error);
    if (problem !== error) c.env.deps.log.error('request failed', error, { requestId: c.env.requestId });
    return problemReply(problem, c.env.requestId);
  });
  return app;
}

// One expression per path of the contract, to tell a wrong method from a wrong path.
const routes = Object.values(operations).map(({ method, path }) => ({
  method,
  pattern: new RegExp(`^${path.replaceAll(/\{[^}]+\}/g, '[^/]+')}$`),
}));

function unrouted(method: string, path: string): Problem {
  const allowed = routes.filter(({ pattern }) => pattern.test(path)).map((route) => route.method);
  if (allowed.length === 0) return new Problem('route_not_found', { method, path: path.slice(0, 200) });
  return new Problem('method_not_allowed', { method, allowed }).withHeaders({ allow: allowed.join(', ') });
}
