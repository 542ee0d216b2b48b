// A log, followed from its beginning: each request waits at the log's end until there is more, or until nothing more will come.
import { untrack } from 'svelte';
import { isUnreachable, shownError, type ShownError } from './errors.ts';
import { connection } from './live.svelte.ts';

export interface LogPart {
  text: string;
  /** Where it begins: after what was asked for, where older text is no longer kept. */
  offset: number;
  nextOffset: number;
  /** Nothing more will come. */
  complete?: boolean;
}

export interface LogSource {
  /** Names the log: under another key it is another one, and read from its beginning. */
  key: string;
  read(offset: number, waitSeconds: number, signal: AbortSignal): Promise<LogPart>;
}

const waitSeconds = 20;
/** Between two readings that brought nothing: a server that does not wait is not asked in a tight loop. */
const leastMs = 700;
/** What stays on the page; older text goes, and the pane says so. */
const mostChars = 400_000;

// The sequences by which programs colour and move (ECMA-48 CSI and OSC): the pane shows text.
// eslint-disable-next-line no-control-regex -- the escape character is what they begin with
const escapes = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)|[@-Z\\-_])/g;

/** As it would stand on a screen at the end: no colours, and of a line that was rewritten in place the newest form. */
export const plainText = (text: string): string =>
  text
    .replace(escapes, '')
    .replace(/\r\n/g, '\n')
    .replace(/[^\n]*\r(?!\n)/g, '');

export class LogTail {
  text = $state('');
  cut = $state(false);
  loaded = $state(false);
  complete = $state(false);
  error = $state.raw<ShownError | null>(null);

  constructor(source: () => LogSource) {
    const key = $derived(source().key);
    $effect(() => {
      void key;
      const gone = new AbortController();
      // Only another key begins anew: what is read on the way is no reason to.
      untrack(() => {
        this.text = '';
        this.cut = this.loaded = this.complete = false;
        void this.#follow(source(), gone.signal);
      });
      return () => {
        gone.abort();
        connection.left(this);
      };
    });
  }

  async #follow(source: LogSource, signal: AbortSignal): Promise<void> {
    let offset = 0;
    let failures = 0;
    while (!signal.aborted && !this.complete) {
      const askedAt = Date.now();
      try {
        const part = await source.read(offset, this.loaded ? waitSeconds : 0, signal);
        if (signal.aborted) return;
        this.cut ||= part.offset > offset;
        offset = part.nextOffset;
        this.#append(part.text);
        this.loaded = true;
        this.complete = part.complete ?? false;
        this.error = null;
        failures = 0;
        connection.answered(this, askedAt);
        if (part.text === '') await pause(leastMs - (Date.now() - askedAt), signal);
      } catch (thrown) {
        if (signal.aborted) return;
        failures += 1;
        const error = shownError(thrown);
        const lost = isUnreachable(thrown) || error.status >= 500;
        if (lost) connection.lost(this);
        if (!lost || !this.loaded) this.error = error;
        await pause(Math.min(15_000, 500 * 2 ** failures), signal);
      }
    }
  }

  #append(text: string): void {
    if (text === '') return;
    const whole = this.text + plainText(text);
    this.cut ||= whole.length > mostChars;
    this.text = whole.slice(-mostChars);
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (ms <= 0) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
  });
}
