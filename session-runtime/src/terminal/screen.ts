// Owns what a terminal's screen looks like, for a tab that was not there when the bytes came. It
// lags behind on purpose: bytes are parsed only when they are about to leave the byte log, or when
// somebody asks. So a short output costs nothing here, and a long one does.
import type { SerializeAddon } from '@xterm/addon-serialize';
import type { Terminal as Headless } from '@xterm/headless';

const SCROLLBACK_LINES = 1000;

interface Emulator {
  terminal: Headless;
  serializer: SerializeAddon;
}

export class Screen {
  /** Up to which byte of the output the screen was fed. */
  offset = 0;
  /**
   * Fed and not parsed yet. The emulator drops input beyond 50 MB, so the terminal holds its shell
   * when this grows.
   */
  pending = 0;
  #emulator: Promise<Emulator> | null = null;
  #resizes: { offset: number; cols: number; rows: number }[] = [];

  constructor(
    readonly cols: number,
    readonly rows: number,
    readonly onParsed: () => void,
  ) {}

  /** Notes that from `offset` on the output was meant for a screen of this size. */
  resize(offset: number, cols: number, rows: number): void {
    this.#resizes.push({ offset, cols, rows });
  }

  /** Feeds the output from `this.offset` on; `read` copies a range of it. */
  feed(to: number, read: (offset: number, length: number) => Buffer): void {
    while (this.offset < to || this.#resizes[0]?.offset === this.offset) {
      const resize = this.#resizes[0];
      if (resize !== undefined && resize.offset <= this.offset) {
        this.#resizes.shift();
        this.#do(({ terminal }) => terminal.write('', () => terminal.resize(resize.cols, resize.rows)));
        continue;
      }
      const bytes = read(this.offset, Math.min(to, resize?.offset ?? to) - this.offset);
      this.offset += bytes.length;
      this.pending += bytes.length;
      const parsed = () => {
        this.pending -= bytes.length;
        this.onParsed();
      };
      this.#do(({ terminal }) => terminal.write(bytes, parsed));
    }
  }

  /**
   * The screen and its scrollback as of `this.offset`, as text that draws it on an empty terminal.
   */
  serialize(): Promise<string> {
    return new Promise((resolve, reject) => {
      const draw = ({ terminal, serializer }: Emulator) =>
        terminal.write('', () => resolve(serializer.serialize({ scrollback: SCROLLBACK_LINES })));
      this.#emulator ??= load(this.cols, this.rows);
      this.#emulator.then(draw).catch(reject);
    });
  }

  dispose(): void {
    void this.#emulator?.then(({ terminal }) => terminal.dispose());
  }

  // Steps run in the order in which they were asked for: continuations of one promise are called
  // first come, first served.
  #do(step: (emulator: Emulator) => void): void {
    this.#emulator ??= load(this.cols, this.rows);
    void this.#emulator.then(step);
  }
}

async function load(cols: number, rows: number): Promise<Emulator> {
  // Both are CommonJS whose names Node does not see: the default export is the module.
  const [headless, addon] = await Promise.all([import('@xterm/headless'), import('@xterm/addon-serialize')]);
  const terminal = new headless.default.Terminal({ cols, rows, scrollback: SCROLLBACK_LINES, allowProposedApi: true });
  const serializer = new addon.default.SerializeAddon();
  terminal.loadAddon(serializer);
  return { terminal, serializer };
}
