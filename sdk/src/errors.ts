// Owns what the SDK throws: a response that is a problem (ProblemError), and no response at all
// (ConnectionError).
import type { components } from '../generated/api.ts';

export type Problem = components['schemas']['Problem'];
/** A code of the contract, or one of the SDK's own; a deployment that is newer may have others. */
export type ErrorCode =
  components['schemas']['ProblemCode'] | 'unexpected_answer' | 'terminal_refused' | (string & Record<never, never>);
export type FieldError = components['schemas']['FieldError'];

/**
 * The deployment refused the request. `code` is stable: decide by it, show `title`, `detail` and
 * `next`.
 */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly code: ErrorCode;
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly next: string | undefined;
  readonly requestId: string | undefined;
  readonly errors: readonly FieldError[];
  readonly context: NonNullable<Problem['context']>;
  readonly retryAfterSeconds: number | undefined;

  constructor(
    problem: Omit<Problem, 'type' | 'requestId' | 'code'> & { code: ErrorCode; requestId?: string | undefined },
    retryAfterSeconds?: number,
  ) {
    super(`${problem.title}: ${problem.detail}`);
    this.code = problem.code;
    this.status = problem.status;
    this.title = problem.title;
    this.detail = problem.detail;
    this.next = problem.next;
    this.requestId = problem.requestId;
    this.errors = problem.errors ?? [];
    this.context = problem.context ?? {};
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** Nothing responded: the address is wrong, the deployment is down, or the network is. */
export class ConnectionError extends Error {
  override readonly name = 'ConnectionError';
  readonly url: string;
  readonly reason: string;
  readonly next = 'Check that the address is right and the deployment is running, then try again.';

  constructor(url: string, cause: unknown) {
    const reason = reasonOf(cause);
    super(`Cannot reach ${url}: ${reason}`, { cause });
    this.url = url;
    this.reason = reason;
  }
}

/**
 * Reads a refusal. What is not a problem document comes from something between, such as a proxy,
 * and says so.
 */
export function problemFrom(response: Response, body: unknown): ProblemError {
  const retryAfter = Number.parseInt(response.headers.get('retry-after') ?? '', 10);
  const retryAfterSeconds = Number.isNaN(retryAfter) ? undefined : retryAfter;
  if (isProblem(body)) return new ProblemError(body, retryAfterSeconds);
  return new ProblemError(
    {
      code: 'unexpected_answer',
      status: response.status,
      title: 'The response is not from BurstFlare',
      detail: `HTTP ${response.status} from ${withoutQuery(response.url)}, without a problem document.`,
      next: 'Check the address. A proxy in between may have responded.',
      requestId: response.headers.get('x-request-id') ?? undefined,
    },
    retryAfterSeconds,
  );
}

function isProblem(body: unknown): body is Problem {
  if (typeof body !== 'object' || body === null) return false;
  const { code, status, title, detail } = body as Record<string, unknown>; // any object may be looked at by key
  return (
    typeof code === 'string' && typeof status === 'number' && typeof title === 'string' && typeof detail === 'string'
  );
}

/** Queries may carry tickets, so no message holds one. */
export function withoutQuery(url: string): string {
  return url.replace(/[?#].*$/s, '');
}

const REASONS: Record<string, string> = {
  ECONNREFUSED: 'nothing listens there (connection refused)',
  ENOTFOUND: 'there is no such host name',
  EAI_AGAIN: 'the host name cannot be looked up',
  ECONNRESET: 'the connection was cut',
  UND_ERR_SOCKET: 'the connection was cut',
  ETIMEDOUT: 'it did not respond in time',
  UND_ERR_CONNECT_TIMEOUT: 'it did not respond in time',
  UND_ERR_HEADERS_TIMEOUT: 'it did not respond in time',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-signed',
  CERT_HAS_EXPIRED: 'its certificate has expired',
};

// Node hides the reason in `cause` (in `errors` too, where several addresses were tried); browsers
// give none.
function reasonOf(thrown: unknown): string {
  let known: string | undefined;
  for (let error = thrown; error instanceof Error; error = error.cause) {
    const nested = error instanceof AggregateError ? error.errors[0] : undefined;
    const code: unknown =
      Reflect.get(error, 'code') ?? (nested instanceof Error ? Reflect.get(nested, 'code') : undefined);
    if (typeof code === 'string') return REASONS[code] ?? code;
    if (error !== thrown && error.message !== '') known = error.message;
  }
  return known ?? 'no connection could be opened';
}
