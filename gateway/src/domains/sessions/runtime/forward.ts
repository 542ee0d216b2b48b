// Operations that a session's own runtime carries out: authorised here, then passed on, each by its row of the operations table.
import type * as z from 'zod';
import type { Operation, OperationReply } from '../../../contract.ts';
import { Problem } from '../../../errors.ts';
import { boundedCall, headWithin, restOf } from '../../../platform/bounded-call.ts';
import { type Admission, GrantEnded, HostError } from '../../../platform/runtime-host.ts';
import { type Context, type SignedIn, signedIn } from '../../../scope.ts';
import { checkOwned } from '../service.ts';
import { problemOfRuntime } from './problem.ts';
import { problemOfHostError } from './unreachable.ts';

const maxAnswerBytes = 1024 * 1024;
/** Beyond the time that the caller asked the runtime to wait. */
const callMs = 15_000;
/** For the head of an answer whose rest is passed on: a socket's, or that of bytes. */
const connectMs = 20_000;

/** A request as the dispatcher parsed it. */
interface RuntimeCall {
  context: Context;
  params: unknown;
  query: unknown;
  body: unknown;
}

type RuntimeReply = { status: number; body?: unknown } | { status: number; response: Response };

/**
 * Passes an operation of the contract on to the runtime of its session, and its answer back: JSON when it has the contract's form, bytes
 * and sockets as they come, and the refusals that the operation declares with their own status, code and next step.
 */
export async function forwardToRuntime(operation: Operation, call: RuntimeCall): Promise<RuntimeReply> {
  const scope = signedIn(call.context);
  const { runtime, replies } = operation;
  const params = call.params as Record<string, string>; // parsed by the operation's own schema, whose path parameters are texts
  const { sessionId } = params;
  if (!runtime || sessionId === undefined) throw new Error(`${operation.operationId} is not mounted on a session.`);
  const isSocket = 101 in replies;
  if (isSocket && call.context.request.headers.get('upgrade')?.toLowerCase() !== 'websocket')
    throw new Problem('upgrade_required');
  await checkOwned(scope, sessionId);
  await (isSocket ? scope.deps.sessions.attach(sessionId) : scope.deps.sessions.reachable(sessionId));
  const target = {
    sessionId,
    path: pathOf(runtime.path, params, call.query),
    init: initOf(operation, scope, call.body, isSocket),
  };
  const isPassedOn = isSocket || Object.values(replies).some(({ schema }) => schema === 'stream');
  const pass = isPassedOn ? passOn : answerOf;
  return asProblem<RuntimeReply>(() => pass(operation, scope, target, waitedFor(call.query)));
}

interface Target {
  sessionId: string;
  path: string;
  init: RequestInit;
}

async function answerOf(operation: Operation, scope: SignedIn, { sessionId, path, init }: Target, waitMs: number) {
  const limits = { ms: callMs + waitMs, bytes: maxAnswerBytes };
  const { status, text } = await boundedCall(scope.deps.host, sessionId, path, init, limits, admissionOf(scope));
  const declared = declaredReply(operation, status, text);
  if (declared.schema === null || declared.schema === 'stream') return { status };
  return { status, body: ofForm(declared.schema, text) };
}

/**
 * What the runtime streams or speaks on a socket is the answer itself, so that its backpressure holds.
 * Threat: the runtime is tenant code, and this is the origin of the console: a cookie, a page or a directive for the browser in its headers
 * would act there. Property: none of its headers leaves but those of the handshake, which the platform's own server writes; bytes go out
 * under the contract's content type.
 */
async function passOn(operation: Operation, scope: SignedIn, { sessionId, path, init }: Target, waitMs: number) {
  const response = await headWithin(connectMs + waitMs, (signal) =>
    scope.deps.host.fetch(sessionId, path, { ...init, signal }, admissionOf(scope)),
  );
  const { status, webSocket, body } = response;
  if (webSocket) return { status, response: new Response(null, { status, webSocket }) };
  const isRefused = !response.ok;
  const text = isRefused ? await restOf(response, { ms: callMs, bytes: maxAnswerBytes }) : '';
  const { contentType } = declaredReply(operation, status, text);
  const headers = { 'content-type': contentType ?? 'application/octet-stream', 'x-content-type-options': 'nosniff' };
  return { status, response: new Response(body, { status, headers }) };
}

function declaredReply({ replies, runtime }: Operation, status: number, text: string): OperationReply {
  const declared = replies[status];
  if (declared && status !== 101) return declared;
  throw problemOfRuntime(runtime?.refusals ?? [], status, text);
}

function initOf(operation: Operation, scope: SignedIn, body: unknown, isSocket: boolean): RequestInit {
  // Where the runtime refuses, it names the request by the id that the log knows.
  const headers: Record<string, string> = { 'x-request-id': scope.requestId };
  if (isSocket) headers.upgrade = 'websocket';
  if (body === undefined || body === null) return { method: operation.method, headers };
  const [contentType = 'application/json'] = operation.request.body?.contentTypes ?? [];
  headers['content-type'] = contentType;
  // A body that is no JSON is the dispatcher's own stream.
  const sent = operation.request.body?.schema === 'stream' ? (body as ReadableStream) : JSON.stringify(body);
  return { method: operation.method, headers, body: sent };
}

function pathOf(template: string, params: Record<string, string>, query: unknown): string {
  const path = template.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
  const search = new URLSearchParams(textsOf(query)).toString();
  return search === '' ? path : `${path}?${search}`;
}

/** What was parsed, as texts again; a list is its name repeated, and what was not given is left out. */
function textsOf(values: unknown): [string, string][] {
  return Object.entries(values ?? {}).flatMap(([name, value]) =>
    [value].flat().flatMap((one): [string, string][] => (one === undefined ? [] : [[name, String(one)]])),
  );
}

/** What the caller asked the runtime to wait, in milliseconds. */
function waitedFor(query: unknown): number {
  const [, seconds = '0'] = textsOf(query).find(([name]) => name === 'waitSeconds') ?? [];
  return Number(seconds) * 1000;
}

function ofForm(schema: z.ZodType, text: string): unknown {
  try {
    return schema.parse(JSON.parse(text));
  } catch (error) {
    throw new Problem('runtime_unreachable', { reason: 'Its answer is not of the agreed form.' }, String(error));
  }
}

const admissionOf = ({ caller }: SignedIn): Admission => ({
  grants: [caller.authSessionId],
  until: caller.signInEndsAt,
});

/** Throws what `call` failed with as a Problem. */
async function asProblem<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof GrantEnded) throw new Problem('unauthenticated');
    if (!(error instanceof HostError)) throw error;
    const { code, context } = problemOfHostError(error);
    throw new Problem(code, context, error.message);
  }
}
