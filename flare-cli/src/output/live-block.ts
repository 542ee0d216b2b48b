// Owns a block of lines on a terminal that is drawn again in its place.
import { stripVTControlCharacters } from 'node:util';
import { widthOf } from './text.ts';

export class LiveBlock {
  /** How many rows of the screen it takes: a long line takes several. */
  #rows = 0;

  constructor(private readonly to: NodeJS.WriteStream) {}

  /**
   * What does not fit on the screen is left out: lines that have scrolled away cannot be drawn
   * again.
   */
  draw(text: string): void {
    const most = Math.max(1, this.to.rows - 1);
    const lines: string[] = [];
    let rows = 0;
    for (const line of text.split('\n')) {
      const width = widthOf(stripVTControlCharacters(line));
      rows += Math.max(1, Math.ceil(width / (this.to.columns || width)));
      if (rows > most) break;
      lines.push(line);
    }
    const back = this.#rows > 0 ? `\u001B[${this.#rows}A` : '';
    this.to.write(`${back}\r\u001B[J${lines.join('\n')}\n`);
    this.#rows = Math.min(rows, most);
  }

  /** Leaves the block as it is: something else was printed below it. */
  leave(): void {
    this.#rows = 0;
  }
}
