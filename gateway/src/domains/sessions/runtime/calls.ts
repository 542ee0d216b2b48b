// Operations that the session's own runtime answers: authorised here, then passed on.
import * as z from 'zod';
import type { ProblemCode } from '../../../../generated/policy.ts';
import type { SignedIn } from '../../../scope.ts';
import { Problem } from '../../../errors.ts';
import { boundedCall, headWithin, restOf } from '../../../platform/bounded-call.ts';
import { type Admission, GrantEnded, HostError } from '../../../platform/runtime-host.ts';
import { checkOwned } from '../service.ts';
import { refusalOf } from './unreachable.ts';

function pathWithQuery(path: string, query: Record<string, string | number | undefined>): string {
  const given = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
  return given.length ? `${path}?${new URLSearchParams(given)}` : path;
}

interface CallInit {
  method?: string;
  headers?: Record<string, string>;
}

const maxAnswerBytes = 1024 * 1024;
/** Beyond the time that the caller asked the runtime to wait. */
const callMs = 15_000;
/** For the handshake of a socket. */
const connectMs = 20_000;

/**
 * The runtime's refusals that are passed on, in the contract's words.
 * Threat: the runtime is tenant code, and could tell a client that its sign-in has ended. Property: only these pass, with their own
 * status and no text of its own beyond the facts that the contract puts into them.
 */
const passedOn = ['terminal_limit'] as const satisfies ProblemCode[];
const RuntimeProblem = z.object({
  code: z.enum(passedOn),
  context: z.record(z.string(), z.union([z.number(), z.string().max(200)])).default({}),
});

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

function refused(status: number, text: string): Problem {
  const problem = RuntimeProblem.safeParse(safeJson(text));
  if (problem.success) return new Problem(problem.data.code, problem.data.context, text.slice(0, 500));
  return new Problem('runtime_unreachable', { reason: `It answered ${status}.` }, text.slice(0, 500));
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

async function send(
  scope: SignedIn,
  sessionId: string,
  path: string,
  init: CallInit,
  waitSeconds: number,
): Promise<string> {
  await checkOwned(scope, sessionId);
  await scope.deps.sessions.reachable(sessionId);
  // Where the runtime refuses, it names the request by the id that the log knows.
  const named = { ...init, headers: { ...init.headers, 'x-request-id': scope.requestId } };
  const limits = { ms: callMs + waitSeconds * 1000, bytes: maxAnswerBytes };
  const answer = await asProblem(() =>
    boundedCall(scope.deps.host, sessionId, path, named, limits, admissionOf(scope)),
  );
  if (!answer.ok) throw refused(answer.status, answer.text);
  return answer.text;
}

/** Calls the runtime and checks its JSON against the contract's schema. */
export async function callRuntime<Answer>(
  scope: SignedIn,
  sessionId: string,
  path: string,
  query: Record<string, string | number | undefined>,
  schema: z.ZodType<Answer>,
): Promise<Answer> {
  const text = await send(scope, sessionId, pathWithQuery(path, query), {}, Number(query.waitSeconds ?? 0));
  try {
    return schema.parse(JSON.parse(text));
  } catch (error) {
    throw new Problem('runtime_unreachable', { reason: 'Its answer is not of the agreed form.' }, String(error));
  }
}

export async function deleteInRuntime(scope: SignedIn, sessionId: string, path: string): Promise<void> {
  await send(scope, sessionId, path, { method: 'DELETE' }, 0);
}

/** Hands the caller's WebSocket to the runtime: the runtime's own response is the answer, so that its backpressure holds. */
export async function connectToRuntime(
  scope: SignedIn,
  request: Request,
  sessionId: string,
  path: string,
  query: Record<string, string | number | undefined>,
): Promise<Response> {
  if (request.headers.get('upgrade')?.toLowerCase() !== 'websocket') throw new Problem('upgrade_required');
  await checkOwned(scope, sessionId);
  await scope.deps.sessions.attach(sessionId);
  const headers = { upgrade: 'websocket', 'x-request-id': scope.requestId };
  const connect = (signal: AbortSignal) =>
    scope.deps.host.fetch(sessionId, pathWithQuery(path, query), { headers, signal }, admissionOf(scope));
  return asProblem(async () => {
    const response = await headWithin(connectMs, connect);
    if (response.webSocket) return response;
    throw refused(response.status, await restOf(response, { ms: callMs, bytes: maxAnswerBytes }));
  });
}
