// Operations that a session's own runtime carries out: authorised here, then passed on, each by its row of the operations table.
import type * as z from 'zod';
import type { Operation } from '../../../contract.ts';
import { Problem } from '../../../errors.ts';
import { boundedCall, headWithin, restOf } from '../../../platform/bounded-call.ts';
import { type Admission, GrantEnded, HostError } from '../../../platform/runtime-host.ts';
import { type Context, type SignedIn, signedIn } from '../../../scope.ts';
import { checkOwned } from '../service.ts';
import { problemOfRuntime } from './problem.ts';
import { refusalOf } from './unreachable.ts';

const maxAnswerBytes = 1024 * 1024;
/** Beyond the time that the caller asked the runtime to wait. */
const callMs = 15_000;
/** For the head of an answer whose rest is passed on: a socket's, or that of bytes. */
const connectMs = 20_000;

/** A request as the dispatcher parsed it. */
export interface RuntimeCall {
  context: Context;
  params: unknown;
  query: unknown;
  body: unknown;
}

export type RuntimeReply = { status: number; body?: unknown } | { status: number; response: Response };

/**
 * Passes an operation of the contract on to the runtime of its session, and its answer back: JSON when it has the contract's form, bytes
 * and sockets as they come, and refusals with their own status, code and next step.
 */
export async function forwardToRuntime(operation: Operation, call: RuntimeCall): Promise<RuntimeReply> {
  const scope = signedIn(call.context);
  const { sessionId, ...params } = textsOf(call.params);
  if (!operation.runtime || !sessionId) throw new Error(`${operation.operationId} is not mounted on a session.`);
  const [status = '200', declared] =
    Object.entries(operation.replies).find(([one]) => Number(one) < 400) ?? Object.entries(operation.replies)[0] ?? [];
  const isSocket = status === '101';
  if (isSocket && call.context.request.headers.get('upgrade')?.toLowerCase() !== 'websocket')
    throw new Problem('upgrade_required');
  await checkOwned(scope, sessionId);
  await (isSocket ? scope.deps.sessions.attach(sessionId) : scope.deps.sessions.reachable(sessionId));
  const path = pathOf(operation.runtime.path, params, textsOf(call.query));
  const init = initOf(operation, scope, call.body, isSocket);
  if (isSocket || declared?.schema === 'stream') return passOn(scope, sessionId, path, init, isSocket);
  const limits = { ms: callMs + waitedFor(call.query), bytes: maxAnswerBytes };
  const answer = await asProblem(() => boundedCall(scope.deps.host, sessionId, path, init, limits, admissionOf(scope)));
  if (!answer.ok) throw problemOfRuntime(answer.status, answer.text);
  if (!declared?.schema) return { status: Number(status) };
  return { status: Number(status), body: ofForm(declared.schema, answer.text) };
}

/** What the runtime streams or speaks on a socket is the answer itself, so that its backpressure holds. */
async function passOn(scope: SignedIn, sessionId: string, path: string, init: RequestInit, isSocket: boolean) {
  return asProblem(async () => {
    const response = await headWithin(connectMs, (signal) =>
      scope.deps.host.fetch(sessionId, path, { ...init, signal }, admissionOf(scope)),
    );
    if (isSocket ? response.webSocket : response.ok) return { status: response.status, response };
    const text = await restOf(response, { ms: callMs, bytes: maxAnswerBytes });
    throw problemOfRuntime(response.status, text);
  });
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

function pathOf(template: string, params: Record<string, string>, query: Record<string, string>): string {
  const path = template.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
  const search = new URLSearchParams(query).toString();
  return search === '' ? path : `${path}?${search}`;
}

/** What was parsed, as texts again; what was not given is left out. */
function textsOf(values: unknown): Record<string, string> {
  const entries = Object.entries(values ?? {});
  return Object.fromEntries(entries.flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])));
}

function waitedFor(query: unknown): number {
  const { waitSeconds } = textsOf(query);
  return Number(waitSeconds ?? 0) * 1000;
}

function ofForm(schema: z.ZodType | 'stream', text: string): unknown {
  try {
    return schema === 'stream' ? text : schema.parse(JSON.parse(text));
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
    const { code, context } = refusalOf(error);
    throw new Problem(code, context, error.message);
  }
}
