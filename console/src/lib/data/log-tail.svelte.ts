// A log, followed from its beginning until nothing more will come. While nobody looks it is not
// followed, and goes on where it was.
import type { FollowState } from '@burstflare/sdk';
import { untrack } from 'svelte';
import { AnsiReader, type ColourSpan } from './ansi.ts';
import { pause } from './clock.svelte.ts';
import { connection } from './connection.svelte.ts';
import { isUnreachable, shownError, type ShownError } from './errors.ts';
import { takePlace } from './places.ts';

export interface LogPart {
  text: string;
  /** Where it begins: after what was asked for, where older text is no longer kept. */
  offset?: number;
  nextOffset?: number;
  /** Nothing more will come. */
  complete?: boolean;
  /** What was read before does not lead up to this. */
  anew?: boolean;
}

export interface LogSource {
  /** Names the log: under another key it is another one, and read from its beginning. */
  key: string;
  /** Its parts from an offset on. Throws what cannot be mended by waiting. */
  follow(offset: number, signal: AbortSignal, onState: (state: FollowState) => void): AsyncIterable<LogPart>;
}

/** What stays on the page; older text goes, and the pane says so. */
const mostChars = 400_000;
/** How long after the connection is there a log that brought no text counts as empty. */
const emptyAfterMs = 300;
const afterRefusalMs = 5000;

/** More colours than anybody looks at; painting them all would hold up the page. */
const mostSpans = 5_000;

export class LogTail {
  text = $state('');
  /** The colours that the program gave its text. */
  colours = $state.raw<readonly ColourSpan[]>([]);
  cut = $state(false);
  loaded = $state(false);
  complete = $state(false);
  error = $state.raw<ShownError | null>(null);
  #reader = new AnsiReader();
  #key = '';
  #offset = 0;

  /** `source`: null while nobody looks. */
  constructor(source: () => LogSource | null) {
    const key = $derived(source()?.key);
    $effect(() => {
      if (key === undefined) return undefined;
      const gone = new AbortController();
      // Only another key begins anew: what is read on the way is no reason to.
      untrack(() => {
        const current = source();
        if (current) void this.#follow(current, gone.signal);
      });
      return () => {
        gone.abort();
        connection.left(this);
      };
    });
  }

  async #follow(source: LogSource, signal: AbortSignal): Promise<void> {
    if (source.key !== this.#key) {
      this.#key = source.key;
      this.#offset = 0;
      this.#empty();
      this.cut = this.loaded = this.complete = false;
    }
    let timer: ReturnType<typeof setTimeout> | undefined;
    const onState = (state: FollowState) => {
      if (signal.aborted) return;
      if (state === 'reconnecting') connection.lost(this);
      if (state !== 'open') return;
      connection.answered(this);
      timer ??= setTimeout(() => (this.loaded ||= !signal.aborted), emptyAfterMs);
    };
    while (!signal.aborted && !this.complete) {
      try {
        for await (const part of source.follow(this.#offset, signal, onState)) this.#take(part);
      } catch (thrown) {
        if (signal.aborted) break;
        // Refused, such as while the session restarts.
        this.error = shownError(thrown);
      }
      if (!this.complete) await pause(afterRefusalMs, signal);
    }
    clearTimeout(timer);
  }

  #take({ text, offset = this.#offset, nextOffset = offset, complete = false, anew = false }: LogPart): void {
    if (anew) this.#empty();
    this.cut ||= anew || offset > this.#offset;
    this.#offset = nextOffset;
    this.#append(text);
    this.loaded = true;
    this.complete = complete;
    this.error = null;
  }

  #empty(): void {
    this.text = '';
    this.colours = [];
    this.#reader = new AnsiReader();
  }

  #append(part: string): void {
    if (part === '') return;
    const { text, spans } = this.#reader.read(part);
    const whole = this.text + text;
    const gone = Math.max(0, whole.length - mostChars);
    this.cut ||= gone > 0;
    if (gone > 0 || spans.length > 0) {
      const added = spans.map((span) => ({
        ...span,
        start: span.start + this.text.length,
        end: span.end + this.text.length,
      }));
      this.colours = [...this.colours, ...added]
        .slice(-mostSpans)
        .map((span) => ({ ...span, start: Math.max(0, span.start - gone), end: span.end - gone }))
        .filter(({ end }) => end > 0);
    }
    this.text = whole.slice(gone);
  }
}

const waitSeconds = 20;
/**
 * Between two readings that brought nothing: a server that does not wait is not asked in a tight
 * loop.
 */
const leastMs = 700;

type Follow = LogSource['follow'];

/**
 * Follows a log by requests. Each waits at the log's end until there is more, if there is a place
 * to wait in; one that has a stream takes that there.
 */
export async function* byWaiting(
  read: (
    offset: number,
    waitSeconds: number,
    signal: AbortSignal,
  ) => Promise<Required<Pick<LogPart, 'text' | 'nextOffset'>> & LogPart>,
  offset: number,
  signal: AbortSignal,
  onState: (state: FollowState) => void,
  stream?: Follow,
): AsyncGenerator<LogPart> {
  let failures = 0;
  for (let first = !stream; !signal.aborted; first = false) {
    const askedAt = Date.now();
    const leave = first ? null : await takePlace();
    try {
      if (leave && stream) {
        yield* stream(offset, signal, onState);
        return;
      }
      const part = await read(offset, leave ? waitSeconds : 0, signal).finally(() => leave?.());
      onState('open');
      failures = 0;
      offset = part.nextOffset;
      yield part;
      if (part.complete) return;
      if (part.text === '') await pause(leastMs - (Date.now() - askedAt), signal);
    } catch (thrown) {
      if (signal.aborted) return;
      if (!isUnreachable(thrown) && shownError(thrown).status < 500) throw thrown;
      failures += 1;
      onState('reconnecting');
      await pause(Math.min(15_000, 500 * 2 ** failures), signal);
    } finally {
      leave?.();
    }
  }
}
