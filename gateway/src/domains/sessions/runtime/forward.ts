// Operations that a session's own runtime carries out: authorised here, then passed on, each by its
// row of the operations table.
import type { Operation } from '../../../contract.ts';
import { problems } from '../../../../generated/policy.ts';
import { Problem } from '../../../errors.ts';
import { runtimeCall } from '../../../platform/runtime-client.ts';
import { type Admission, GrantEnded, HostError } from '../../../platform/runtime-host.ts';
import type { ServiceOperation } from '../../../platform/contract.ts';
import { RuntimeRefusal } from '../../../platform/runtime-refusal.ts';
import { jsonOf, openAnswer, type ServiceCall } from '../../../platform/service-call.ts';
import { type Context, type SignedIn, signedIn } from '../../../scope.ts';
import { checkOwned } from '../service.ts';
import { problemOfRefusal, problemOfHostError } from './problem.ts';

const maxAnswerBytes = 1024 * 1024;
/** Beyond the time that the caller asked the runtime to wait. */
const callMs = 15_000;
/** Where bytes come in, which are held to a least rate on their way. */
const bodyMs = 10 * 60_000;
/** For the head of an answer whose rest is passed on: a socket's, or that of bytes. */
const connectMs = 20_000;

/** A request as the dispatcher parsed it. */
interface PublicCall {
  context: Context;
  params: unknown;
  query: unknown;
  body: unknown;
}

type RuntimeReply = { status: number; body?: unknown } | { status: number; response: Response };

/**
 * Passes an operation of the contract on to the runtime of its session, and its answer back: JSON
 * when it has the contract's form, bytes and sockets as they come, and the refusals that the
 * operation declares with their own status, code and next step.
 */
export async function forwardToRuntime(operation: Operation, call: PublicCall): Promise<RuntimeReply> {
  const scope = signedIn(call.context);
  const target = runtimeSide(operation);
  // Parsed by the operation's own schemas: path parameters are texts, and a query is an object.
  const params = call.params as Record<string, string>;
  const query = call.query as Record<string, unknown>;
  const { sessionId } = params;
  if (sessionId === undefined) throw new Error(`${operation.operationId} is not mounted on a session.`);
  const isSocket = target.reply.status === 101;
  // Browsers hide why a socket was refused. Whoever asks for the same without an upgrade is told:
  // what speaks against it, else 426.
  const isUpgrade = isSocket && call.context.request.headers.get('upgrade')?.toLowerCase() === 'websocket';
  await checkOwned(scope, sessionId);
  await (isUpgrade ? scope.deps.sessions.attach(sessionId) : scope.deps.sessions.reachable(sessionId));
  const input = { params, query, body: call.body };
  const passed: ServiceCall = {
    ...runtimeCall(scope.deps.host, sessionId, target, input, admissionOf(scope)),
    // Where the runtime refuses, it names the request by the id that the log knows.
    headers: { 'x-request-id': scope.requestId, ...(isUpgrade ? { upgrade: 'websocket' } : {}) },
    bytes: maxAnswerBytes,
  };
  const pass = isSocket || target.reply.schema === 'stream' ? passOn : answerOf;
  return asProblem<RuntimeReply>(() => pass(passed));
}

/** The operation as the runtime serves it, whose form and refusals it shares. */
function runtimeSide({ operationId, method, runtime, request, replies }: Operation): ServiceOperation {
  const [reply, ...others] = Object.entries(replies);
  if (!runtime || !reply || others.length > 0) throw new Error(`${operationId} is no operation of a runtime.`);
  const [status, { contentType, schema }] = reply;
  return {
    operationId: runtime.operationId,
    method,
    path: runtime.path,
    contentType: request.body?.contentTypes[0] ?? null,
    reply: { status: Number(status), contentType, schema },
    refusals: Object.fromEntries(runtime.refusals.map((code) => [code, problems[code].status])),
  };
}

async function answerOf(call: ServiceCall) {
  const { status, schema } = call.operation.reply;
  const ms = call.input.body instanceof ReadableStream ? bodyMs : callMs;
  const body = await jsonOf({ ...call, ms });
  return schema === null ? { status } : { status, body };
}

/**
 * What the runtime streams or speaks on a socket is the answer itself, so that its backpressure
 * holds. Threat: the runtime is tenant code, and this is the origin of the console: a cookie, a
 * page or a directive for the browser in its headers would act there. Property: none of its headers
 * leaves but those of the handshake, which the platform's own server writes; bytes go out under the
 * contract's content type.
 */
async function passOn(call: ServiceCall) {
  const { status, webSocket, body } = await openAnswer({ ...call, ms: connectMs });
  if (webSocket) return { status, response: new Response(null, { status, webSocket }) };
  const { contentType } = call.operation.reply;
  const headers = { 'content-type': contentType ?? 'application/octet-stream', 'x-content-type-options': 'nosniff' };
  return { status, response: new Response(body, { status, headers }) };
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
    if (error instanceof RuntimeRefusal) throw problemOfRefusal(error);
    if (!(error instanceof HostError)) throw error;
    const { code, context } = problemOfHostError(error);
    throw new Problem(code, context, error.message);
  }
}
