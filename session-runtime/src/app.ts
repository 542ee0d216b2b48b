// Owns the runtime's HTTP API: each operation of openapi/runtime.yaml and what answers it.
import { Buffer } from 'node:buffer';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { OpenAPIHono } from '@hono/zod-openapi';
import { getRequestListener } from '@hono/node-server';
import { bodyLimit } from 'hono/body-limit';
import { HTTPException } from 'hono/http-exception';
import * as routes from '../generated/routes.ts';
import { endWith } from './http/answers.ts';
import type { Health } from './main.ts';
import { PreviewProxy, isPreview } from './preview/proxy.ts';
import { PROBLEMS, Problem, problemBody } from './problems.ts';
import type { Session } from './session.ts';
import type { Upgrade } from './terminal/terminals.ts';

const BODY_BYTES = 1024 * 1024;
const LOG_BYTES = 64 * 1024;

/** What a handler finds beside the request: the socket, if it is an upgrade; `taken` once a handler has it. */
export interface Bindings {
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
  const tooLarge = () => {
    throw new Problem('payload_too_large', { limit: BODY_BYTES });
  };
  api.post('*', bodyLimit({ maxSize: BODY_BYTES, onError: tooLarge }), async (c, next) => {
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
    const from = Math.min(Math.max(asked, log.start), log.end);
    const bytes = log.read(from, LOG_BYTES);
    const whole = bytes.subarray(0, bytes.length - unfinished(bytes));
    const text = whole.toString('utf8');
    return c.json(
      { offset: from, nextOffset: from + whole.length, endOffset: log.end, truncated: asked < from, text },
      200,
    );
  });
  api.openapi(routes.listTerminals, (c) => c.json({ items: session.terminals.list() }, 200));
  api.openapi(routes.closeTerminal, (c) => {
    session.terminals.close(c.req.valid('param').terminalId);
    return c.body(null, 204);
  });
  api.openapi(routes.connectTerminal, (c) => {
    const { terminalId, cols, rows, epoch, offset } = c.req.valid('query');
    const { upgrade } = c.env;
    if (upgrade === undefined || upgrade.request.headers.upgrade?.toLowerCase() !== 'websocket') {
      throw new Problem('upgrade_required');
    }
    const resume = epoch !== undefined && offset !== undefined ? { epoch, offset } : null;
    session.terminals.attach(upgrade, { terminalId, cols, rows, resume });
    upgrade.taken = true;
    // The socket has answered 101 itself, which no Response can say: its status is never sent.
    return c.body(null, 200);
  });
  api.doc31('/openapi.json', routes.document);
  return api;
}

/** Everything but the health of the first moments: requests and upgrades, previews included. */
export function createApp(session: Session, health: () => Health) {
  const api = createApi(session, health);
  const listener = getRequestListener((request) => api.fetch(request, {}), { overrideGlobalObjects: false });
  const preview = new PreviewProxy(session);
  return {
    async request(request: IncomingMessage, response: ServerResponse): Promise<void> {
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

/** How many bytes at the end are the beginning of a UTF-8 character whose rest is not there yet. */
export function unfinished(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if ((byte & 0b1100_0000) === 0b1000_0000) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return length > back ? back : 0;
  }
  return 0;
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
