// Owns the daemon's HTTP API: who may call it, the operations of its contract, and the way through
// to a runtime.
import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { operations } from '../generated/host-operations.ts';
import { InvalidAnswer } from '../src/http/answer-faults.ts';
import { endWithProblem } from '../src/http/answers.ts';
import { BODY_STALL_SECONDS, watchArrival } from '../src/http/arrival.ts';
import { forwardRequest, forwardUpgrade, type NoAnswer, type Target } from '../src/http/forward.ts';
import { endToEnd, MAX_HEADER_BYTES } from '../src/http/headers.ts';
import { withinExchange } from '../src/http/last-net.ts';
import { Plane } from '../src/http/plane.ts';
import type { Refusal } from '../src/problems.ts';
import { withoutCookies } from './cookies.ts';
import { admissionOf, Connections, grantEnded, GRANTS_HEADER, UNTIL_HEADER } from './connections.ts';
import type { Instances } from './instances.ts';
import { hostOperations } from './operations.ts';
import { HostProblem } from './problem.ts';
import { Silence } from './silence.ts';

/** Not Authorization: that belongs to the app that a preview request is for. */
const SECRET_HEADER = 'x-burstflare-host-secret';

/**
 * The method that a POST stands for: fetch, which the gateway has, refuses a GET or HEAD with a
 * body, and HTTP does not.
 */
const METHOD_HEADER = 'x-burstflare-method';

/** Names the cookies that are the control plane's own, with commas between them. */
const WITHHELD_HEADER = 'x-burstflare-withheld-cookies';

/**
 * The host's own refusals carry their code in it, so that the gateway tells them from what a
 * runtime says.
 */
const REFUSAL_HEADER = 'x-burstflare-host-refusal';

/** What follows goes to the runtime of that session. The contract describes everything else. */
const RUNTIME_ROUTE = /^\/instances\/([a-z0-9][a-z0-9-]{0,62})\/runtime(?=[/?]|$)/;

const headersOf = ({ code }: Refusal) => [REFUSAL_HEADER, code];

export function createHostServer(instances: Instances, secret: string, stallSeconds = BODY_STALL_SECONDS): Server {
  const allowed = guard(secret);
  // No limit on a whole request: uploads to apps take as long as their lines need. Each body is
  // watched below.
  const options = { requestTimeout: 0, keepAliveTimeout: 120_000, maxHeaderSize: MAX_HEADER_BYTES };
  const connections = new Connections();
  const words = { failure: () => new HostProblem('internal_error'), headersOf };
  const plane = new Plane(operations, hostOperations(instances, connections), words);
  const answering = new WeakMap<Duplex, ServerResponse>();

  const refuse = (request: IncomingMessage, response: ServerResponse, error: unknown): void => {
    if (response.headersSent) response.destroy();
    else plane.refuse(request, response, error);
  };

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    allowed(request);
    const route = runtimeRoute(request);
    if (route === null) return plane.request(request, response);
    const to = target(instances, route, request);
    response.on(
      'close',
      connections.enter(admissionOf(request), () => refuse(request, response, grantEnded())),
    );
    return forwardRequest(request, response, to, (error) => refuse(request, response, unreachable(error)));
  };

  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    try {
      allowed(request);
      const route = runtimeRoute(request);
      if (route === null) throw new HostProblem('not_found', { what: 'An upgrade to anything but a runtime' });
      const to = target(instances, route, request);
      socket.on(
        'close',
        connections.enter(admissionOf(request), () => void socket.destroy()),
      );
      forwardUpgrade(request, socket, head, to, (error) => plane.refuseSocket(request, socket, unreachable(error)));
    } catch (error) {
      plane.refuseSocket(request, socket, error);
    }
  };

  const server = createServer(options, (request, response) => {
    answering.set(request.socket, response);
    const giveUp = () => void response.destroy();
    watchArrival(request, stallSeconds, () => {
      // Behind an answer that has begun, nothing can be said any more.
      if (response.headersSent) request.destroy();
      else refuse(request, response, new HostProblem('request_timeout'));
    });
    withinExchange(giveUp, () => serve(request, response).catch((error: unknown) => refuse(request, response, error)));
  });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => undefined); // Node has let go of it: an error that nobody listens for would end the daemon.
    withinExchange(
      () => void socket.destroy(),
      () => upgrade(request, socket, head),
    );
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    const response = answering.get(socket);
    // In the middle of an answer, another one would look like its body.
    const busy = response?.headersSent === true && !response.writableFinished;
    if (busy || !socket.writable) return void socket.destroy();
    endWithProblem(null, socket, unreadable(error));
  });
  return server;
}

type Guard = (request: IncomingMessage) => void;

/**
 * Threat: anybody on this machine can connect; a web page could too, by a name that it lets point
 * to loopback. Property: each request carries the secret, compared in constant time, and names a
 * loopback host.
 */
function guard(secret: string): Guard {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  const expected = digest(secret);
  return (request) => {
    if (!/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(request.headers.host ?? '')) {
      throw new HostProblem('host_refused');
    }
    if (!timingSafeEqual(digest(String(request.headers[SECRET_HEADER] ?? '')), expected)) {
      throw new HostProblem('unauthenticated');
    }
  };
}

interface RuntimeRoute {
  sessionId: string;
  /** Path and query for the runtime. */
  rest: string;
}

function runtimeRoute({ url = '' }: IncomingMessage): RuntimeRoute | null {
  const [prefix, sessionId] = RUNTIME_ROUTE.exec(url) ?? [];
  return prefix === undefined || sessionId === undefined ? null : { sessionId, rest: url.slice(prefix.length) };
}

const OWN_HEADERS = [SECRET_HEADER, METHOD_HEADER, GRANTS_HEADER, UNTIL_HEADER, WITHHELD_HEADER];

/**
 * Threat: the runtime is tenant code. Property: the host's secret, whose sign-in a request is made
 * under, and the cookies that the gateway withholds end here; what a runtime answers never looks
 * like the host's own refusal. Authorization is the app's own and passes.
 */
function target(instances: Instances, { sessionId, rest }: RuntimeRoute, request: IncomingMessage): Target {
  const socket = instances.socket(sessionId);
  socket.requests += 1;
  const withheld = new Set(request.headers[WITHHELD_HEADER]?.toString().split(','));
  return {
    at: { socketPath: socket.path },
    path: rest.startsWith('/') ? rest : `/${rest}`,
    headers: withoutCookies(endToEnd(request.rawHeaders, OWN_HEADERS), withheld),
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

function unreachable(error: NoAnswer): HostProblem {
  if (error instanceof Silence) return new HostProblem('runtime_silent', { reason: error.message });
  return error instanceof InvalidAnswer
    ? new HostProblem('runtime_answer_invalid', { reason: error.message })
    : new HostProblem('runtime_unreachable', { reason: error.code ?? error.message });
}

const unreadable = ({ code, message }: NodeJS.ErrnoException) =>
  code === 'HPE_HEADER_OVERFLOW'
    ? new HostProblem('headers_too_large', { allowed: MAX_HEADER_BYTES })
    : new HostProblem('unreadable_request', { reason: message });
