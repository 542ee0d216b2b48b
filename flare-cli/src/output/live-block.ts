// Owns a block of lines on a terminal that is drawn again in its place.

export class LiveBlock {
  #drawn = 0;

  constructor(private readonly to: NodeJS.WriteStream) {}

  /**
   * What does not fit on the screen is left out: lines that have scrolled away cannot be drawn
   * again.
   */
  draw(text: string): void {
    const lines = text.split('\n').slice(0, Math.max(1, this.to.rows - 1));
    const back = this.#drawn > 0 ? `\u001B[${this.#drawn}A` : '';
    this.to.write(`${back}\r\u001B[J${lines.join('\n')}\n`);
    this.#drawn = lines.length;
  }

  /** Leaves the block as it is: something else was printed below it. */
  leave(): void {
    this.#drawn = 0;
  }
}
