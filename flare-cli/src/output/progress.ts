// Owns the progress of a transfer: a line that moves on a terminal, one line at the end elsewhere.
import { sizeText } from '@burstflare/sdk';
import { painter } from './paint.ts';

/** Faster than this nobody reads. */
const REDRAW_EVERY_MS = 100;

export class Progress {
  readonly #verb: { doing: string; done: string };
  readonly #total: number | undefined;
  readonly #quiet: boolean;
  readonly #began = performance.now();
  #moved = 0;
  #drawn = -Infinity;

  /** `total` may not be known. With `quiet` nothing is shown. */
  constructor(verb: { doing: string; done: string }, total: number | undefined, quiet: boolean) {
    this.#verb = verb;
    this.#total = total;
    this.#quiet = quiet;
  }

  add(bytes: number): void {
    this.#moved += bytes;
    const now = performance.now();
    if (this.#quiet || !process.stderr.isTTY || now - this.#drawn < REDRAW_EVERY_MS) return;
    this.#drawn = now;
    const whole = this.#total === undefined ? '' : ` of ${sizeText(this.#total)}`;
    const share = this.#total ? ` (${Math.floor((100 * this.#moved) / this.#total)} %)` : '';
    const text = `${this.#verb.doing} ${sizeText(this.#moved)}${whole}${share}`;
    process.stderr.write(`\r\u001B[K${painter(process.stderr)('dim', text)}`);
  }

  /** Ends the moving line; says how it went unless it failed. */
  end(worked: boolean): void {
    if (this.#quiet) return;
    if (process.stderr.isTTY) process.stderr.write('\r\u001B[K');
    const seconds = (performance.now() - this.#began) / 1000;
    if (worked) process.stderr.write(`${this.#verb.done} ${sizeText(this.#moved)} in ${seconds.toFixed(1)} s.\n`);
  }
}
