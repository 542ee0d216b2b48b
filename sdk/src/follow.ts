// Owns following along: a stream of events that continues through lost connections, from the event
// that was read last.
import { createParser, type EventSourceMessage, type ParseError } from 'eventsource-parser';
import { heartbeatSeconds } from '../generated/operations.ts';
import { ConnectionError, ProblemError } from './errors.ts';

export type FollowState = 'connecting' | 'open' | 'reconnecting';

/** One event as it came; the contract says what `data` is for each name. */
export interface AnyEvent {
  event: string;
  id: string;
  data: unknown;
}

export interface FollowOptions {
  /** Ends the stream: the loop over it ends, without an error. */
  signal?: AbortSignal | undefined;
  /** The `id` of an event that was read before, to go on behind it. */
  lastEventId?: string | undefined;
  onState?: ((state: FollowState) => void) | undefined;
}

/** Opens the stream; throws ProblemError or ConnectionError. */
export type OpenStream = (headers: Record<string, string>, signal: AbortSignal) => Promise<Response>;

/** Silence for longer than this is a lost connection: three heartbeats did not come. */
const silenceMs = heartbeatSeconds * 3000;
const delaysMs = [500, 1000, 2000, 4000, 8000];
/** What an event may weigh: an end of a line that never comes must not fill the memory. */
const mostBuffered = 16 * 1024 * 1024;

export interface FollowTimes {
  silenceMs: number;
  /**
   * How long is waited before each try to reconnect, of those that fail in a row; the last one
   * again and again.
   */
  delaysMs: readonly number[];
}

/**
 * Every event, in order. Ends behind an `end`, or when it is aborted. A connection that is lost,
 * silent, or refused for a moment (408, 429 and 5xx) is opened again, for as long as it takes; any
 * other refusal is thrown. Leaving the loop closes the connection.
 */
export async function* follow(
  open: OpenStream,
  { signal, lastEventId, onState }: FollowOptions = {},
  times: FollowTimes = { silenceMs, delaysMs },
): AsyncGenerator<AnyEvent, void, void> {
  let last = lastEventId;
  let tries = 0;
  onState?.('connecting');
  while (!signal?.aborted) {
    const connection = new Connection(times.silenceMs, signal);
    let asked = 0;
    try {
      const headers = last === undefined ? {} : { 'last-event-id': last };
      const response = await connection.opened((own) => open({ accept: 'text/event-stream', ...headers }, own));
      onState?.('open');
      for await (const event of connection.events(response)) {
        tries = 0;
        last = event.id;
        yield event;
        if (event.event === 'end') return;
      }
    } catch (error) {
      if (signal?.aborted) return;
      asked = waitAskedBy(error);
    } finally {
      connection.close();
    }
    if (signal?.aborted) return;
    onState?.('reconnecting');
    const delay = times.delaysMs[Math.min(tries, times.delaysMs.length - 1)] ?? 0;
    // Not all at once: everybody's connection was cut by the same restart.
    await pause(Math.max(asked, delay * (0.5 + Math.random())), signal);
    tries += 1;
  }
}

/**
 * How long the deployment wants to be left alone, in milliseconds; throws what no waiting mends.
 */
function waitAskedBy(error: unknown): number {
  if (!(error instanceof ProblemError)) {
    // What a caller's own code throws in the loop never comes here: a generator that is left runs
    // its `finally` alone.
    if (error instanceof ConnectionError || error instanceof Lost) return 0;
    throw error;
  }
  if (error.status < 500 && error.status !== 429 && error.status !== 408) throw error;
  return (error.retryAfterSeconds ?? 0) * 1000;
}

/** The connection is gone: cut, silent, or not of this form. */
class Lost extends Error {}

class Connection {
  readonly #silenceMs: number;
  readonly #end = new AbortController();
  readonly #signal: AbortSignal | undefined;
  readonly #abort = () => this.#end.abort();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(silenceMs: number, signal: AbortSignal | undefined) {
    this.#silenceMs = silenceMs;
    this.#signal = signal;
    signal?.addEventListener('abort', this.#abort);
  }

  async opened(open: (signal: AbortSignal) => Promise<Response>): Promise<Response> {
    this.#heard();
    try {
      return await open(this.#end.signal);
    } catch (error) {
      throw this.#end.signal.aborted ? new Lost() : error;
    }
  }

  async *events({ body }: Response): AsyncGenerator<AnyEvent> {
    if (!body) throw new Lost();
    const found: EventSourceMessage[] = [];
    let failure: ParseError | undefined;
    const parser = createParser({
      maxBufferSize: mostBuffered,
      onEvent: (event) => found.push(event),
      // Fields that nobody knows are skipped (WHATWG HTML section 9.2.6).
      onError: (error) => (failure ??= error.type === 'max-buffer-size-exceeded' ? error : undefined),
    });
    const reader = body.getReader();
    // A signal reaches its fetch by way of the Request, and no further once that was collected.
    const stop = () => void reader.cancel().catch(() => undefined);
    const { signal } = this.#end;
    signal.addEventListener('abort', stop);
    if (signal.aborted) stop();
    // Characters that two chunks share are put together; what a cut tore apart is dropped with the
    // event that it belongs to.
    const decoder = new TextDecoder();
    try {
      for (;;) {
        const { done, value } = await reader.read().catch((error: unknown) => Promise.reject(lostBy(error)));
        if (done) return;
        this.#heard();
        parser.feed(decoder.decode(value, { stream: true }));
        if (failure) throw lostBy(failure);
        for (const { event = 'message', id = '', data } of found.splice(0)) yield { event, id, data: parsed(data) };
      }
    } finally {
      signal.removeEventListener('abort', stop);
      stop(); // Nobody waits for the connection to agree.
    }
  }

  #heard(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#abort, this.#silenceMs);
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#signal?.removeEventListener('abort', this.#abort);
    this.#end.abort();
  }
}

const lostBy = (error: unknown) => new Lost(error instanceof Error ? error.message : String(error));

function parsed(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    throw new Lost('An event holds no JSON.');
  }
}

function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, milliseconds);
    function done() {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    }
    signal?.addEventListener('abort', done);
    if (signal?.aborted) done();
  });
}
