// One call of a runtime that comes to an end.
// Threat: the runtime shares its machine with the user's shell. It may answer never, byte by byte, or without end. Property: head and body
// are there within the limit and the size, or the call fails as the runtime's fault.
import { readBounded } from './bounded-body.ts';
import { type Admission, HostError, type RuntimeHost } from './runtime-host.ts';

export interface Limits {
  /** For head and body together. */
  ms: number;
  bytes: number;
}

export interface BoundedAnswer {
  ok: boolean;
  status: number;
  text: string;
}

/** Throws HostError, and GrantEnded when the leave of whoever asks is over. */
export async function boundedCall(
  host: RuntimeHost,
  sessionId: string,
  path: string,
  init: RequestInit,
  limits: Limits,
  admission?: Admission,
): Promise<BoundedAnswer> {
  const signal = AbortSignal.timeout(limits.ms);
  const response = await host.fetch(sessionId, path, { ...init, signal }, admission);
  return { ok: response.ok, status: response.status, text: await readWithin(response, signal, limits.bytes) };
}

/** The body of an answer whose head has come. Throws HostError. */
export function restOf(response: Response, { ms, bytes }: Limits): Promise<string> {
  return readWithin(response, AbortSignal.timeout(ms), bytes);
}

async function readWithin(response: Response, signal: AbortSignal, bytes: number): Promise<string> {
  const text = await orTooLate(readBounded(response, bytes), signal);
  if (text === null) throw new HostError('The runtime answered more than it may.');
  return text;
}

/** A signal ends the wait for a body's next part only where the stream takes notice of it; this ends it always. */
export function orTooLate<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = () => reject(new HostError('The runtime did not end its answer in time.'));
    if (signal.aborted) late();
    signal.addEventListener('abort', late);
    work
      .then(resolve, (error: unknown) => {
        if (signal.aborted) late();
        else
          reject(
            error instanceof HostError ? error : new HostError(`The runtime's answer broke off: ${String(error)}`),
          );
      })
      .finally(() => signal.removeEventListener('abort', late));
  });
}

/** The first answer of a call whose rest is passed on, as a socket's. */
export async function headWithin(ms: number, call: (signal: AbortSignal) => Promise<Response>): Promise<Response> {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(new DOMException('The head did not come in time.', 'TimeoutError')), ms);
  try {
    return await call(abort.signal);
  } finally {
    clearTimeout(timer);
  }
}
