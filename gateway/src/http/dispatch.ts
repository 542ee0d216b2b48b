// Every operation's way: request id, authenticate, CSRF, permission, rate limit, parse,
// idempotency, handler, reply.
import type { Permission } from '../../generated/policy.ts';
import { authorize } from '../authorize.ts';
import type { Operation } from '../contract.ts';
import type { Deps } from '../deps.ts';
import { auditRead, auditRefusal } from '../domains/audit/index.ts';
import { Problem } from '../errors.ts';
import { idFromDigest, randomId } from '../platform/crypto.ts';
import { callerAddress, networkOf } from './address.ts';
import { authenticate } from './authenticate.ts';
import { readBody } from './body.ts';
import { callerOf, type Context, signedIn } from '../scope.ts';
import { checkCsrf, checkInitiator } from './csrf.ts';
import { apiOrigin } from './home.ts';
import { abandonTry, beginTry, finishTry, keyHashOf, releaseTry, type Settle, settling } from './idempotency.ts';
import { parseParams, type ParsedInput, parseInput } from './parse.ts';
import { isNavigation, problemPage, redirect } from './navigation.ts';
import { problemReply, toProblem } from './problems.ts';
import { checkRateLimit } from './rate-limit.ts';
import { type HandlerReply, toResponse } from './reply.ts';
import { SignInWatch } from './sign-in-watch.ts';

/** A handler where its operation is only known at run time. */
export type AnyHandler = (call: { context: Context } & ParsedInput) => Promise<HandlerReply>;
export type HandlerOf = (operation: Operation) => AnyHandler;

export interface Incoming {
  request: Request;
  pathParams: Record<string, string>;
  requestId: string;
  deps: Deps;
  handlerOf: HandlerOf;
  waitUntil(work: Promise<unknown>): void;
}

export async function dispatch(operation: Operation, incoming: Incoming): Promise<Response> {
  const { request, deps, requestId } = incoming;
  const ip = callerAddress(deps.config, request);
  const context: Context = {
    deps,
    request,
    requestId,
    now: deps.clock.now(),
    ip,
    network: networkOf(ip),
    apiOrigin: apiOrigin(deps.config, request),
    userAgent: (request.headers.get('user-agent') ?? '').slice(0, 300),
    principal: null,
    caller: null,
    via: null,
    replyHeaders: new Headers({ 'cache-control': 'no-store' }),
    newId: async (prefix) => randomId(prefix),
  };
  let response: Response;
  try {
    response = await run(operation, context, incoming);
  } catch (error) {
    const problem = toProblem(error);
    if (problem !== error) deps.log.error('request failed', error, { requestId });
    if (problem.status === 403 && context.caller) incoming.waitUntil(auditRefusal(context, operation, problem.code));
    response = refusal(operation, request, problem, requestId);
    for (const [name, value] of context.replyHeaders)
      if (name !== 'cache-control') response.headers.append(name, value);
  }
  deps.log.info('request', {
    requestId,
    actor: context.caller?.userId ?? null,
    operation: operation.operationId,
    method: request.method,
    route: operation.path,
    status: response.status,
    ms: deps.clock.now() - context.now,
  });
  return response;
}

/** A person who navigated here gets a page, or is sent to sign in; a program gets problem+json. */
function refusal(operation: Operation, request: Request, problem: Problem, requestId: string): Response {
  if (!operation.navigation || !isNavigation(request)) return problemReply(problem, requestId);
  const { pathname, search } = new URL(request.url);
  // The same address, followed from a page of ours, starts what sleeps.
  if (problem.code === 'session_not_running')
    return problemPage(problem, requestId, { label: 'Start the session and open it', href: pathname + search });
  if (problem.code !== 'unauthenticated') return problemPage(problem, requestId);
  return redirect(`/login?next=${encodeURIComponent(pathname + search)}`);
}

async function run(operation: Operation, context: Context, incoming: Incoming): Promise<Response> {
  const { request, deps } = context;
  if (operation.authenticated) {
    const { principal, via } = await authenticate(operation, request, deps, context.now);
    Object.assign(context, { principal, via, caller: callerOf(principal) });
    if (via === 'cookie') checkInitiator(request, operation.navigation);
    // By the operation's method: a HEAD goes to the GET operation, and is no write either.
    if (via === 'cookie' && (operation.method !== 'GET' || operation.runtime !== null)) {
      // A WebSocket upgrade is a GET that can write, and carries no custom header: its Origin has
      // to do.
      await checkCookieRequest(operation, context);
    }
    // The generator refuses an operation whose permission is neither in the table nor `self`.
    authorize(principal, operation.permission as Permission | 'self', { sessionId: incoming.pathParams.sessionId });
  }
  // Check the path's ids first: a made-up id must not create a rate-limit counter of its own.
  const params = parseParams(operation, incoming.pathParams);
  await checkRateLimit(operation, context, incoming.pathParams);
  const body = await readBody(operation, request, deps.config.bodyStallSeconds);
  // The Idempotency-Key's own form is checked before it is used: it is reported with everything
  // else that is wrong.
  const input = parseInput(operation, request, params, body);
  const handler = incoming.handlerOf(operation);
  const key = operation.idempotent ? request.headers.get('idempotency-key') : null;
  if (key === null || !context.caller) return carryOut(operation, context, handler, input);

  const keyHash = await keyHashOf(
    `${context.caller.userId}:${context.caller.workspaceId}:${request.url}`,
    operation,
    key,
  );
  const begun = await beginTry(deps.db, keyHash, body instanceof Uint8Array ? body : null, context.now);
  if ('status' in begun) {
    context.replyHeaders.set('idempotency-replayed', 'true');
    return toResponse(operation, params, { status: begun.status, body: begun.body }, context.replyHeaders);
  }
  context.newId = async (prefix) => idFromDigest(prefix, await deps.serverKey.mac('id', `${prefix}:${begun.idSeed}`));
  return carryOut(operation, context, handler, input, settling(deps.db, begun, incoming.waitUntil));
}

async function checkCookieRequest(operation: Operation, context: Context): Promise<void> {
  const { deps, request } = context;
  const { authSessionId } = signedIn(context).caller;
  if (operation.method !== 'GET') return checkCsrf(deps.config, deps.serverKey, request, authSessionId);
  const origin = request.headers.get('origin');
  if (request.headers.get('upgrade') && origin !== deps.config.baseUrl) {
    throw new Problem('origin_refused', { origin: origin?.slice(0, 200) ?? 'none' });
  }
}

async function carryOut(
  operation: Operation,
  context: Context,
  handler: AnyHandler,
  input: ParsedInput,
  settle?: Settle,
): Promise<Response> {
  const { caller } = context;
  const watch = caller && new SignInWatch(context.deps, caller);
  let reply: HandlerReply;
  try {
    reply = await handled(operation, context, handler, input, watch);
  } catch (caught) {
    // An upload that was cut with its sign-in has failed for that reason, whatever it looks like to
    // the handler.
    const error = watch?.hasEnded ? new Problem('unauthenticated', {}, String(caught)) : caught;
    const end = error instanceof Problem ? abandonTry : releaseTry;
    // Where the database is what failed, this fails as well, and says less.
    await settle?.(end).catch((late: unknown) => context.deps.log.error('try stays', late));
    throw error;
  }
  const stored = { status: reply.status, body: 'body' in reply ? reply.body : null };
  await settle?.((db, attempt) => finishTry(db, attempt, stored));
  if (operation.method === 'GET' && operation.audit.length > 0) await auditRead(context, operation);
  return toResponse(operation, input.params, held(operation, reply, watch), context.replyHeaders);
}

function handled(
  operation: Operation,
  context: Context,
  handle: AnyHandler,
  input: ParsedInput,
  watch: SignInWatch | null,
) {
  if (!watch || operation.runtime !== null) return handle({ context, ...input });
  // An upload's length is checked where it is stored.
  if (input.body instanceof ReadableStream) return handle({ context, ...input, body: watch.whole(input.body, null) });
  const work = handle({ context, ...input });
  return operation.method === 'GET' && isWaiting(input.query) ? watch.reading(work) : work;
}

const isWaiting = (query: unknown) =>
  typeof query === 'object' && query !== null && 'waitSeconds' in query && Number(query.waitSeconds) > 0;

function held(operation: Operation, reply: HandlerReply, watch: SignInWatch | null): HandlerReply {
  if (!watch || operation.runtime !== null || !(reply.body instanceof ReadableStream)) return reply;
  const length = reply.headers?.['content-length'];
  return { ...reply, body: watch.whole(reply.body, length === undefined ? null : Number(length)) };
}
