// Owns the daemon's HTTP API: who may call it, its routes, and the way through to a runtime.
import { createHash, randomUUID, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import * as z from 'zod';
import { InvalidAnswer } from '../src/http/answer-faults.ts';
import { endWith } from '../src/http/answers.ts';
import { BODY_STALL_SECONDS, watchArrival } from '../src/http/arrival.ts';
import { forwardRequest, forwardUpgrade, type NoAnswer, type Target } from '../src/http/forward.ts';
import { endToEnd, MAX_HEADER_BYTES } from '../src/http/headers.ts';
import { withinExchange } from '../src/http/last-net.ts';
import { admissionOf, Connections, GRANT, grantEnded, GRANTS_HEADER, UNTIL_HEADER } from './connections.ts';
import type { Instances } from './instances.ts';
import { WantedLimits } from './limits/wanted.ts';
import { HostProblem, hostProblemBody } from './problem.ts';
import { Silence } from './silence.ts';

/** Not Authorization: that belongs to the app that a preview request is for. */
const SECRET_HEADER = 'x-burstflare-host-secret';

/** The method that a POST stands for: fetch, which the gateway has, refuses a GET or HEAD with a body, and HTTP does not. */
const METHOD_HEADER = 'x-burstflare-method';

/** The host's own refusals carry their code in it, so that the gateway tells them from what a runtime says. */
const REFUSAL_HEADER = 'x-burstflare-host-refusal';

const BODY_BYTES = 256 * 1024;
const ROUTE = /^\/instances(?:\/([a-z0-9][a-z0-9-]{0,62})(?:\/(stop|kill|runtime)(?=[/?]|$))?)?(?=[/?]|$)/;

const Start = z.strictObject({
  instanceId: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
  kind: z
    .string()
    .regex(/^[a-z]{1,20}$/)
    .default('session'),
  env: z.record(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,127}$/), z.string().max(32_768)).default({}),
  limits: WantedLimits.extend({ startSeconds: z.number().min(1).max(120).default(20) }).prefault({}),
});

const Kill = z.strictObject({
  instanceId: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,64}$/)
    .nullable()
    .default(null),
});

const Stop = Kill.extend({
  graceSeconds: z.number().min(0).max(60).default(5),
});

const End = z.strictObject({ grants: z.array(z.string().regex(GRANT)).min(1).max(1000) });

export function createHostServer(instances: Instances, secret: string, stallSeconds = BODY_STALL_SECONDS): Server {
  const allowed = guard(secret);
  // No limit on a whole request: uploads to apps take as long as their lines need. Each body is watched below.
  const options = { requestTimeout: 0, keepAliveTimeout: 120_000, maxHeaderSize: MAX_HEADER_BYTES };
  const connections = new Connections();
  const answering = new WeakMap<Duplex, ServerResponse>();
  const server = createServer(options, (request, response) => {
    answering.set(request.socket, response);
    const giveUp = () => void response.destroy();
    watchArrival(request, stallSeconds, () => stalled(request, response));
    withinExchange(giveUp, () =>
      serve(instances, connections, allowed, request, response).catch((error: unknown) =>
        refuse(request, response, error),
      ),
    );
  });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => undefined); // Node has let go of it: an error that nobody listens for would end the daemon.
    withinExchange(
      () => void socket.destroy(),
      () => upgrade(request, socket, head),
    );
  });
  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    try {
      allowed(request);
      const { action, sessionId, rest } = route(request);
      if (action !== 'runtime' || sessionId === null)
        throw new HostProblem(404, 'not_found', 'Only runtimes take upgrades.');
      const to = target(instances, sessionId, request, rest);
      socket.on(
        'close',
        connections.enter(admissionOf(request), () => void socket.destroy()),
      );
      forwardUpgrade(request, socket, head, to, (error) => {
        refuseSocket(request, socket, unreachable(error));
      });
    } catch (error) {
      refuseSocket(request, socket, error);
    }
  };
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    const response = answering.get(socket);
    // In the middle of an answer, another one would look like its body.
    const busy = response?.headersSent === true && !response.writableFinished;
    if (busy || !socket.writable) return void socket.destroy();
    const body = hostProblemBody(unreadable(error), randomUUID());
    endWith(socket, body.status, 'application/problem+json', JSON.stringify(body));
  });
  return server;
}

async function serve(
  instances: Instances,
  connections: Connections,
  allowed: Guard,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  allowed(request);
  if (request.method === 'GET' && request.url === '/health') return answer(response, 200, instances.health());
  const { action, sessionId, rest } = route(request);
  if (action === 'runtime' && sessionId !== null) {
    const to = target(instances, sessionId, request, rest);
    response.on(
      'close',
      connections.enter(admissionOf(request), () => refuse(request, response, grantEnded())),
    );
    return forwardRequest(request, response, to, (error) => refuse(request, response, unreachable(error)));
  }
  if (action === 'end') {
    if (request.method !== 'POST') throw new HostProblem(405, 'method_not_allowed', 'Grants are ended by POST.');
    const { grants } = await read(request, End);
    return answer(response, 200, { ended: connections.end(grants) });
  }
  const operation = `${request.method} ${sessionId === null ? 'all' : (action ?? 'one')}`;
  const last = rest === '';
  if (operation === 'GET all' && last) return answer(response, 200, { items: instances.list() });
  if (sessionId === null || !last) throw new HostProblem(404, 'not_found', `${request.url} is no route of the host.`);
  if (operation === 'GET one') return answer(response, 200, instances.get(sessionId));
  if (operation === 'PUT one')
    return answer(response, 200, await instances.start(sessionId, await read(request, Start)));
  if (operation === 'POST stop') {
    const { instanceId, graceSeconds } = await read(request, Stop);
    await instances.stop(sessionId, instanceId, graceSeconds * 1000);
    return answer(response, 200, instances.get(sessionId));
  }
  if (operation === 'POST kill') {
    const { instanceId } = await read(request, Kill);
    await instances.kill(sessionId, instanceId);
    return answer(response, 200, instances.get(sessionId));
  }
  throw new HostProblem(405, 'method_not_allowed', `${request.method} is not what ${request.url} takes.`);
}

type Guard = (request: IncomingMessage) => void;

/**
 * Threat: anybody on this machine can connect; a web page could too, by a name that it lets point to loopback. Property: each request carries the secret, compared in constant time, and names a loopback host.
 */
function guard(secret: string): Guard {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  const expected = digest(secret);
  return (request) => {
    if (!/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(request.headers.host ?? '')) {
      throw new HostProblem(403, 'host_refused', 'The Host header names no loopback address.');
    }
    if (!timingSafeEqual(digest(String(request.headers[SECRET_HEADER] ?? '')), expected)) {
      throw new HostProblem(401, 'unauthenticated', 'The secret is missing or wrong.');
    }
  };
}

function route(request: IncomingMessage): { sessionId: string | null; action: string | null; rest: string } {
  const url = request.url ?? '';
  if (url === '/grants/end') return { sessionId: null, action: 'end', rest: '' };
  const match = ROUTE.exec(url);
  if (match === null) throw new HostProblem(404, 'not_found', `${url} is no route of the host.`);
  return { sessionId: match[1] ?? null, action: match[2] ?? null, rest: url.slice(match[0].length) };
}

/**
 * Threat: the runtime is tenant code. Property: the host's secret, and whose sign-in a request is made under, end here; what a runtime
 * answers never looks like the host's own refusal. Authorization is the app's own and passes.
 */
function target(instances: Instances, sessionId: string, request: IncomingMessage, rest: string): Target {
  const socket = instances.socket(sessionId);
  socket.requests += 1;
  return {
    at: { socketPath: socket.path },
    path: rest.startsWith('/') ? rest : `/${rest}`,
    headers: endToEnd(request.rawHeaders, [SECRET_HEADER, METHOD_HEADER, GRANTS_HEADER, UNTIL_HEADER]),
    answer: withoutRefusal,
    agent: socket.agent,
    ...meant(request),
    watch: (giveUp) => socket.silence.watch(giveUp),
  };
}

const withoutRefusal = (headers: string[]) =>
  headers.some((name) => name.toLowerCase() === REFUSAL_HEADER) ? endToEnd(headers, [REFUSAL_HEADER]) : headers;

function meant(request: IncomingMessage): { method?: string } {
  const method = request.headers[METHOD_HEADER]?.toString();
  return method === 'GET' || method === 'HEAD' ? { method } : {};
}

async function read<T>(request: IncomingMessage, schema: z.ZodType<T>): Promise<T> {
  const parts: Buffer[] = [];
  let size = 0;
  // A request yields Buffers as long as nobody sets an encoding on it.
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > BODY_BYTES)
      throw new HostProblem(413, 'payload_too_large', `At most ${BODY_BYTES} bytes are taken here.`);
    parts.push(part);
  }
  let value: unknown;
  try {
    value = JSON.parse(Buffer.concat(parts).toString('utf8') || '{}');
  } catch (error) {
    throw new HostProblem(400, 'malformed_json', String(error));
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new HostProblem(400, 'bad_request', z.prettifyError(parsed.error));
  return parsed.data;
}

function answer(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

function unreachable(error: NoAnswer): HostProblem {
  if (error instanceof Silence)
    return new HostProblem(502, 'runtime_silent', `The runtime does not answer: ${error.message}.`);
  return error instanceof InvalidAnswer
    ? new HostProblem(502, 'runtime_answer_invalid', `The runtime's answer cannot be passed on: ${error.message}.`)
    : new HostProblem(502, 'runtime_unreachable', `The runtime gave no answer (${error.code ?? error.message}).`);
}

const unreadable = ({ code, message }: NodeJS.ErrnoException) =>
  code === 'HPE_HEADER_OVERFLOW'
    ? new HostProblem(431, 'headers_too_large', `At most ${MAX_HEADER_BYTES} bytes of headers are taken here.`)
    : new HostProblem(400, 'bad_request', `The request cannot be read: ${message}`);

function describe(request: IncomingMessage, error: unknown) {
  const known = error instanceof HostProblem;
  if (!known) process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  const problem = known ? error : new HostProblem(500, 'internal_error', 'The host failed; its log says how.');
  return hostProblemBody(problem, request.headers['x-request-id']?.toString() ?? randomUUID());
}

function refuse(request: IncomingMessage, response: ServerResponse, error: unknown): void {
  if (response.headersSent) return void response.destroy();
  const body = describe(request, error);
  const close = request.complete ? {} : { connection: 'close' };
  const headers = { 'content-type': 'application/problem+json', [REFUSAL_HEADER]: body.code, ...close };
  response.writeHead(body.status, headers).end(JSON.stringify(body));
}

function stalled(request: IncomingMessage, response: ServerResponse): void {
  // Behind an answer that has begun, nothing can be said any more.
  if (response.headersSent) return void request.destroy();
  refuse(request, response, new HostProblem(408, 'request_timeout', 'The body did not arrive in time.'));
}

function refuseSocket(request: IncomingMessage, socket: Duplex, error: unknown): void {
  const body = describe(request, error);
  endWith(socket, body.status, 'application/problem+json', JSON.stringify(body), { [REFUSAL_HEADER]: body.code });
}
