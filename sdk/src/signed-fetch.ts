// Owns what happens to a request on its way: signing, one replay after a refresh, and repeats after
// a lost connection where repeating is safe. It is a wrapped fetch because openapi-fetch's
// middleware sees a request whose body is consumed, and cannot send it again.
import type { Credentials } from './credentials.ts';
import { ConnectionError, withoutQuery } from './errors.ts';

export type Fetch = (request: Request) => Promise<Response>;

/**
 * Waits between repeats. A deploy cuts connections for a moment; longer outages are for people to
 * see.
 */
const REPEAT_DELAYS_MS = [200, 1000];

const streamed = new WeakSet<Request>();

/**
 * Notes which requests have a stream for a body: `Request.body` is one for every body, and only who
 * makes the request knows which bodies can be had again. No subclass of Request, because naming it
 * loads Node's whole fetch, which costs 40 ms where nothing is sent.
 */
function track(input: string | URL | Request, init?: RequestInit): Request {
  const request = new Request(input, init);
  if (init?.body instanceof ReadableStream) streamed.add(request);
  return request;
}

// `new` on a function that returns an object returns that object.
export const TrackedRequest = track as unknown as typeof Request;

export interface SignedFetchOptions {
  send: Fetch;
  credentials: Credentials;
  wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

export function signedFetch({ send, credentials, wait }: SignedFetchOptions): Fetch {
  return async (request) => {
    const isStreamed = streamed.has(request);
    const attempt = async () => {
      const copy = isStreamed ? request : request.clone();
      const proof = await credentials.sign(copy.headers, copy.method);
      const response = isStreamed
        ? await sendOnce(send, copy)
        : await sendRepeating(send, copy, wait, isHarmless(copy));
      return { proof, response };
    };
    if (isStreamed) {
      const proof = await credentials.expiring();
      const refusal = proof === undefined ? undefined : await credentials.renew(proof);
      if (refusal !== undefined) return refusal;
    }
    const { proof, response } = await attempt();
    if (isStreamed || proof === undefined || !(await isUnauthenticated(response))) return response;
    const refusal = await credentials.renew(proof);
    return refusal ?? (await attempt()).response;
  };
}

const isHarmless = ({ method, headers }: Request) =>
  method === 'GET' || method === 'HEAD' || headers.has('idempotency-key');

/** The longest that a deployment is waited for which says when it is to be asked again. */
const LONGEST_WAIT_SECONDS = 5;

/**
 * Sends, and repeats after a lost connection, or when the deployment asks for it, if a second
 * arrival does no harm. A body that did not arrive whole was not acted on: the same request is
 * always sent again.
 */
export async function sendRepeating(
  send: Fetch,
  request: Request,
  wait: SignedFetchOptions['wait'],
  harmless: boolean,
): Promise<Response> {
  for (const delay of REPEAT_DELAYS_MS) {
    let asked = 0;
    try {
      const response = await send(request.clone());
      const busy = harmless ? retryAfter(response) : null;
      // The first arrival is still being carried out; this one waits for its response.
      const inFlight = harmless && (await hasCode(response, 409, 'idempotency_in_flight'));
      if (busy === null && !inFlight && !(await hasCode(response, 408, 'request_timeout'))) return response;
      await response.body?.cancel();
      asked = busy ?? 0;
    } catch (error) {
      if (request.signal.aborted) throw error;
      if (!harmless) throw new ConnectionError(withoutQuery(request.url), error);
    }
    await wait(Math.max(delay, asked), request.signal);
  }
  return sendOnce(send, request);
}

/**
 * How long a busy deployment wants to be left alone, in milliseconds; null where it is not busy, or
 * for longer than is waited.
 */
function retryAfter(response: Response): number | null {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return response.status === 503 && seconds <= LONGEST_WAIT_SECONDS ? seconds * 1000 : null;
}

async function sendOnce(send: Fetch, request: Request): Promise<Response> {
  try {
    return await send(request);
  } catch (error) {
    if (request.signal.aborted) throw error;
    throw new ConnectionError(withoutQuery(request.url), error);
  }
}

// A wrong password is 401 as well, and no refresh mends that: only the code distinguishes them.
const isUnauthenticated = (response: Response) => hasCode(response, 401, 'unauthenticated');

async function hasCode(response: Response, status: number, code: string): Promise<boolean> {
  if (response.status !== status) return false;
  const problem: unknown = await response
    .clone()
    .json()
    .catch(() => undefined);
  return typeof problem === 'object' && problem !== null && 'code' in problem && problem.code === code;
}
