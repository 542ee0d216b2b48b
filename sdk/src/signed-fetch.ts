// Owns what happens to a request on its way: signing, one replay after a refresh, and repeats after a lost connection where repeating
// is safe. It is a wrapped fetch because openapi-fetch's middleware sees a request whose body is consumed, and cannot send it again.
import type { Credentials } from './credentials.ts';
import { ConnectionError, withoutQuery } from './errors.ts';

export type Fetch = (request: Request) => Promise<Response>;

/** Waits between repeats. A deploy cuts connections for a moment; longer outages are for people to see. */
const REPEAT_DELAYS_MS = [200, 1000];

/**
 * A request that remembers whether its body is a stream: `Request.body` is one for every body, and only the constructor knows which
 * bodies can be had again.
 */
export class TrackedRequest extends Request {
  readonly streamed: boolean;

  constructor(input: string | URL | Request, init?: RequestInit) {
    super(input, init);
    this.streamed = init?.body instanceof ReadableStream;
  }
}

export interface SignedFetchOptions {
  send: Fetch;
  credentials: Credentials;
  wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

export function signedFetch({ send, credentials, wait }: SignedFetchOptions): Fetch {
  return async (request) => {
    const streamed = request instanceof TrackedRequest && request.streamed;
    const attempt = async () => {
      const copy = streamed ? request : request.clone();
      const proof = await credentials.sign(copy.headers, copy.method);
      const response = streamed ? await sendOnce(send, copy) : await sendRepeating(send, copy, wait, isHarmless(copy));
      return { proof, response };
    };
    if (streamed) {
      const proof = await credentials.expiring();
      const refusal = proof === undefined ? undefined : await credentials.renew(proof);
      if (refusal !== undefined) return refusal;
    }
    const { proof, response } = await attempt();
    if (streamed || proof === undefined || !(await isUnauthenticated(response))) return response;
    const refusal = await credentials.renew(proof);
    return refusal ?? (await attempt()).response;
  };
}

const isHarmless = ({ method, headers }: Request) =>
  method === 'GET' || method === 'HEAD' || headers.has('idempotency-key');

/** Sends, and repeats after a lost connection if a second arrival does no harm. */
export async function sendRepeating(
  send: Fetch,
  request: Request,
  wait: SignedFetchOptions['wait'],
  harmless: boolean,
): Promise<Response> {
  for (const delay of harmless ? REPEAT_DELAYS_MS : []) {
    try {
      const response = await send(request.clone());
      // The first arrival is still being carried out; its answer is what this one waits for.
      if (!(await hasCode(response, 409, 'idempotency_in_flight'))) return response;
    } catch (error) {
      if (request.signal.aborted) throw error;
    }
    await wait(delay, request.signal);
  }
  return sendOnce(send, request);
}

async function sendOnce(send: Fetch, request: Request): Promise<Response> {
  try {
    return await send(request);
  } catch (error) {
    if (request.signal.aborted) throw error;
    throw new ConnectionError(withoutQuery(request.url), error);
  }
}

// A wrong password is 401 as well, and no refresh mends that: only the code tells.
const isUnauthenticated = (response: Response) => hasCode(response, 401, 'unauthenticated');

async function hasCode(response: Response, status: number, code: string): Promise<boolean> {
  if (response.status !== status) return false;
  const problem: unknown = await response
    .clone()
    .json()
    .catch(() => undefined);
  return typeof problem === 'object' && problem !== null && 'code' in problem && problem.code === code;
}
