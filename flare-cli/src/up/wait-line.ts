// Owns the line that moves on a terminal while an app is waited for: what for, how long already,
// and the last that the app printed.
import { appWords, type Client, type components } from '@burstflare/sdk';
import { LogText } from '../output/log-text.ts';
import { painter } from '../output/paint.ts';
import { plain } from '../output/text.ts';

type Session = components['schemas']['Session'];

const READ_BYTES = 2048;

export class WaitLine {
  readonly #began = performance.now();
  readonly #shows: boolean;
  #last = '';
  #timer: NodeJS.Timeout | undefined;
  #text = '';

  constructor(
    private readonly client: Client,
    private readonly sessionId: string,
    quiet: boolean,
  ) {
    this.#shows = !quiet && process.stderr.isTTY;
  }

  async show(session: Session): Promise<void> {
    if (!this.#shows) return;
    this.#text = plain(appWords(session));
    this.#last = await this.#lastLine();
    this.#draw();
    // The seconds go on also while nothing changes.
    this.#timer ??= setInterval(() => this.#draw(), 1000).unref();
  }

  clear(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    if (this.#shows) process.stderr.write('\r\u001B[K');
  }

  /** Empty where the log cannot be read for now: the line is a courtesy. */
  async #lastLine(): Promise<string> {
    const params = { sessionId: this.sessionId };
    try {
      const { logEnd } = await this.client.call('getSessionApp', { params });
      const query = { offset: Math.max(0, logEnd - READ_BYTES) };
      const { text } = await this.client.call('readSessionAppLog', { params, query });
      return new LogText(false).next(text).trimEnd().split('\n').at(-1)?.trim() ?? '';
    } catch {
      return this.#last;
    }
  }

  #draw(): void {
    const seconds = Math.round((performance.now() - this.#began) / 1000);
    const all = `… ${this.#text}  ${seconds} s${this.#last === '' ? '' : `  ${this.#last}`}`;
    const fits = [...all].slice(0, Math.max(20, process.stderr.columns - 1)).join('');
    process.stderr.write(`\r\u001B[K${painter(process.stderr)('dim', fits)}`);
  }
}
