// Operations that the session's own runtime answers: authorised here, then passed on.
import type * as z from 'zod';
import type { SignedIn } from '../../deps.ts';
import { Problem } from '../../errors.ts';
import { readBounded } from '../../platform/bounded-body.ts';
import { GrantEnded, HostError } from '../../platform/runtime-host.ts';
import { checkOwned } from './service.ts';

function pathWithQuery(path: string, query: Record<string, string | number | undefined>): string {
  const given = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
  return given.length ? `${path}?${new URLSearchParams(given)}` : path;
}

interface ForwardInit {
  method?: string;
  headers?: Record<string, string>;
}

async function send(scope: SignedIn, sessionId: string, path: string, init?: ForwardInit): Promise<Response> {
  await checkOwned(scope, sessionId);
  await scope.deps.coordinators.reachable(sessionId);
  return forward(scope, sessionId, path, init);
}

async function forward(scope: SignedIn, sessionId: string, path: string, init: ForwardInit = {}): Promise<Response> {
  try {
    // Where the runtime refuses, it names the request by the id that the log knows.
    const headers = { ...init.headers, 'x-request-id': scope.requestId };
    const { authSessionId, signInEndsAt } = scope.caller;
    const admission = { grants: [authSessionId], until: signInEndsAt };
    return await scope.deps.host.fetch(sessionId, path, { ...init, headers }, admission);
  } catch (error) {
    if (error instanceof GrantEnded) throw new Problem('unauthenticated');
    if (!(error instanceof HostError)) throw error;
    throw new Problem('runtime_unreachable', { reason: 'Its machine does not answer.' }, error.message);
  }
}

/** The runtime is tenant code: an answer that is too large, or of another form than the contract's, is not passed on. */
async function readText(response: Response): Promise<string> {
  const text = await readBounded(response, 1024 * 1024);
  if (text === null) throw new Problem('runtime_unreachable', { reason: 'Its answer is too large.' });
  return text;
}

/** Calls the runtime and checks its JSON against the contract's schema. */
export async function callRuntime<Answer>(
  scope: SignedIn,
  sessionId: string,
  path: string,
  query: Record<string, string | number | undefined>,
  schema: z.ZodType<Answer>,
): Promise<Answer> {
  const response = await send(scope, sessionId, pathWithQuery(path, query));
  const text = await readText(response);
  if (!response.ok)
    throw new Problem('runtime_unreachable', { reason: `It answered ${response.status}.` }, text.slice(0, 500));
  try {
    return schema.parse(JSON.parse(text));
  } catch (error) {
    throw new Problem('runtime_unreachable', { reason: 'Its answer is not of the agreed form.' }, String(error));
  }
}

export async function deleteInRuntime(scope: SignedIn, sessionId: string, path: string): Promise<void> {
  const response = await send(scope, sessionId, path, { method: 'DELETE' });
  await response.body?.cancel();
  if (!response.ok) throw new Problem('runtime_unreachable', { reason: `It answered ${response.status}.` });
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
  await scope.deps.coordinators.attach(sessionId);
  const response = await forward(scope, sessionId, pathWithQuery(path, query), { headers: { upgrade: 'websocket' } });
  if (response.webSocket) return response;
  const reason = (await readText(response)).slice(0, 300);
  throw new Problem(
    'runtime_unreachable',
    { reason: `It refused the connection with status ${response.status}.` },
    reason,
  );
}
