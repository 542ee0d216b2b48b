// What the session's app prints, followed from its beginning: each request waits at the log's end until there is more.
import { api } from '#lib/api.ts';
import { isUnreachable, shownError, type ShownError } from '#lib/errors.ts';
import { connection } from '#lib/live.svelte.ts';

const waitSeconds = 20;
/** What stays on the page; older text goes, and the pane says so. */
const mostChars = 400_000;

// The sequences by which programs colour and move (ECMA-48 CSI and OSC): the pane shows text.
// eslint-disable-next-line no-control-regex -- the escape character is what they begin with
const escapes = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)|[@-Z\\-_])/g;

export class LogTail {
  text = $state('');
  cut = $state(false);
  loaded = $state(false);
  error = $state.raw<ShownError | null>(null);

  constructor(sessionId: () => string) {
    $effect(() => {
      const gone = new AbortController();
      void this.#follow(sessionId(), gone.signal);
      return () => {
        gone.abort();
        connection.up(this);
      };
    });
  }

  async #follow(sessionId: string, signal: AbortSignal): Promise<void> {
    let offset = 0;
    let failures = 0;
    while (!signal.aborted) {
      try {
        const query = { offset, waitSeconds: this.loaded ? waitSeconds : 0 };
        const part = await api.call('readSessionAppLog', { params: { sessionId }, query, signal });
        if (part.truncated && part.offset > offset) this.cut = true;
        offset = part.nextOffset;
        this.#append(part.text);
        this.loaded = true;
        this.error = null;
        failures = 0;
        connection.up(this);
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
    // A line that a program rewrites in place (progress) keeps its newest form.
    const plain = text
      .replace(escapes, '')
      .replace(/\r\n/g, '\n')
      .replace(/[^\n]*\r(?!\n)/g, '');
    const whole = this.text + plain;
    this.cut ||= whole.length > mostChars;
    this.text = whole.slice(-mostChars);
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
  });
}
