// Owns the runtime's HTTP API: each operation of openapi/runtime.yaml and what answers it.
import { Buffer } from 'node:buffer';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { OpenAPIHono } from '@hono/zod-openapi';
import { getRequestListener } from '@hono/node-server';
import { bodyLimit } from 'hono/body-limit';
import { HTTPException } from 'hono/http-exception';
import * as routes from '../generated/routes.ts';
import { addJobRoutes } from './exec/routes.ts';
import { answerProblem, endWith } from './http/answers.ts';
import { BODY_STALL_SECONDS, watchArrival } from './http/arrival.ts';
import { addLayerRoutes } from './layers/routes.ts';
import { logPart } from './log-part.ts';
import type { Health } from './main.ts';
import { PreviewProxy, isPreview } from './preview/proxy.ts';
import { PROBLEMS, Problem, problemBody } from './problems.ts';
import type { Session } from './session.ts';
import type { Upgrade } from './terminal/terminals.ts';

const BODY_BYTES = 1024 * 1024;
/** What names each chunk of a layer takes more. */
/** After the host, where one is in between: its answer tells whose fault it was. */
const LATER_SECONDS = 15;
const LIST_BYTES = 16 * 1024 * 1024;

/** What a handler finds beside the request: the socket, if it is an upgrade; `taken` once a handler has it. */
export interface Bindings {
  /** The request itself, where its body is taken as a stream. */
  incoming?: IncomingMessage;
  upgrade?: Upgrade & { taken: boolean };
}

export function createApi(session: Session, health: () => Health) {
  const api = new OpenAPIHono<{ Bindings: Bindings }>({
    defaultHook: (result, c) => {
      if (result.success) return;
      const errors = result.error.issues.map(({ path, message }) => ({
        path: [result.target, ...path].join('.'),
        message,
      }));
      return problemResponse(new Problem('bad_request', {}, errors.slice(0, 100)), c.req.header('x-request-id'));
    },
  });
  api.onError((error, c) => problemResponse(asProblem(error), c.req.header('x-request-id')));
  api.notFound((c) => problemResponse(new Problem('not_found', { what: c.req.path }), c.req.header('x-request-id')));
  const atMost = (limit: number) =>
    bodyLimit({
      maxSize: limit,
      onError: () => {
        throw new Problem('payload_too_large', { limit });
      },
    });
  const [usual, long] = [atMost(BODY_BYTES), atMost(LIST_BYTES)];
  api.post('*', (c, next) => (/^\/(saves|restores)$/.test(c.req.path) ? long : usual)(c, next));
  api.post('*', async (c, next) => {
    if (!/^application\/json\s*(;|$)/i.test(c.req.header('content-type') ?? ''))
      throw new Problem('unsupported_media_type');
    await next();
  });

  api.openapi(routes.getRuntimeHealth, (c) => c.json(health(), 200));
  api.openapi(routes.bootstrapRuntime, async (c) => c.json(await session.applyBootstrap(c.req.valid('json')), 200));
  api.openapi(routes.recordLifecycle, async (c) => c.json(await session.recordLifecycle(c.req.valid('json')), 200));
  api.openapi(routes.listPorts, async (c) => {
    const { since, waitSeconds } = c.req.valid('query');
    if (since !== undefined) await session.ports.changedSince(since, waitSeconds * 1000, c.req.raw.signal);
    return c.json(session.ports.list(), 200);
  });
  api.openapi(routes.getApp, (c) => c.json(session.app.report(), 200));
  api.openapi(routes.readAppLog, async (c) => {
    const { offset, waitSeconds } = c.req.valid('query');
    const { log, logged } = session.app;
    const asked = offset ?? log.start;
    if (asked >= log.end) await logged.wait(waitSeconds * 1000, c.req.raw.signal);
    return c.json(logPart(log, asked), 200);
  });
  api.openapi(routes.listTerminals, (c) => c.json({ items: session.terminals.list() }, 200));
  api.openapi(routes.closeTerminal, (c) => {
    session.terminals.close(c.req.valid('param').terminalId);
    return c.body(null, 204);
  });
  api.openapi(routes.connectTerminal, (c) => {
    const { terminalId, cols, rows, epoch, offset, inputId } = c.req.valid('query');
    const { upgrade } = c.env;
    if (upgrade === undefined || upgrade.request.headers.upgrade?.toLowerCase() !== 'websocket') {
      throw new Problem('upgrade_required');
    }
    const resume = epoch !== undefined && offset !== undefined ? { epoch, offset } : null;
    session.terminals.attach(upgrade, { terminalId, cols, rows, resume, inputId });
    upgrade.taken = true;
    // The socket has answered 101 itself, which no Response can say: its status is never sent.
    return c.body(null, 200);
  });
  addJobRoutes(api, session);
  addLayerRoutes(api, session);
  api.doc31('/openapi.json', routes.document);
  return api;
}

/** Everything but the health of the first moments: requests and upgrades, previews included. */
export function createApp(session: Session, health: () => Health) {
  const api = createApi(session, health);
  const listener = getRequestListener((request, { incoming }) => api.fetch(request, { incoming }), {
    overrideGlobalObjects: false,
  });
  const preview = new PreviewProxy(session);
  return {
    async request(request: IncomingMessage, response: ServerResponse): Promise<void> {
      watchArrival(request, BODY_STALL_SECONDS + LATER_SECONDS, () => stalled(request, response));
      if (isPreview(request.url ?? '')) await preview.request(request, response);
      else await listener(request, response);
    },
    async upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
      if (isPreview(request.url ?? '')) return preview.upgrade(request, socket, head);
      const upgrade = { request, socket, head, taken: false };
      const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)] as [string, string]);
      const answer = await api.request(`http://runtime${request.url ?? '/'}`, { headers }, { upgrade });
      if (!upgrade.taken)
        endWith(socket, answer.status, answer.headers.get('content-type') ?? 'text/plain', await answer.text());
    },
    close: () => preview.close(),
  };
}

/** Where nobody has begun to answer, and nobody else will: behind a preview. What Hono reads would be answered twice. */
function stalled(request: IncomingMessage, response: ServerResponse): void {
  if (response.headersSent || !isPreview(request.url ?? '')) return void request.destroy();
  answerProblem(request, response, new Problem('request_timeout'));
}

function asProblem(error: Error): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof HTTPException && error.status === 400)
    return new Problem('malformed_json', { reason: error.message });
  process.stderr.write(`${error.stack ?? String(error)}\n`);
  return new Problem('internal_error');
}

function problemResponse(problem: Problem, requestId: string | undefined): Response {
  const body = problemBody(problem, requestId);
  const headers = { 'content-type': 'application/problem+json', 'x-request-id': body.requestId };
  return new Response(JSON.stringify(body), { status: PROBLEMS[problem.code][0], headers });
}
