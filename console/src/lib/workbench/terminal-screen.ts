// One terminal: xterm on the page, tied to a shell in the session by the SDK's connection. Loaded
// when a terminal is first opened.
import '@xterm/xterm/css/xterm.css';
import { openTerminal, type TerminalConnection, type TerminalEnd, type TerminalState } from '@burstflare/sdk';
import { FitAddon } from '@xterm/addon-fit';
import { SearchAddon } from '@xterm/addon-search';
import { WebLinksAddon } from '@xterm/addon-web-links';
import { Terminal, type ITheme } from '@xterm/xterm';
import { api } from '#lib/data/api.ts';
import { clipboardText } from './clipboard.ts';
import { linkTarget } from './terminal-links.ts';

export interface ScreenOptions {
  element: HTMLElement;
  sessionId: string;
  terminalId: string;
  dark: boolean;
  onState: (state: TerminalState) => void;
  onEnd: (end: TerminalEnd) => void;
  onTitle: (title: string) => void;
  /** What was typed or pasted has not reached the shell, and will not. */
  onInputLost: (what: string) => void;
  /** A program in the session has text for the clipboard. */
  onCopy: (text: string) => void;
  /** Ctrl-Shift-F: words are to be found. */
  onFind: () => void;
  /** F6: where the focus goes from a program that takes every key. */
  onLeave: () => void;
}

export class TerminalScreen {
  #terminal: Terminal;
  #fit = new FitAddon();
  #search = new SearchAddon();
  #connection: TerminalConnection | undefined;
  /** What the pane has room for; the terminal is smaller while a smaller one is attached. */
  #room: { cols: number; rows: number } | undefined;
  #watch: ResizeObserver;
  #element: HTMLElement;

  constructor(options: ScreenOptions) {
    const { element, sessionId, terminalId, dark, onState, onEnd, onTitle, onInputLost } = options;
    const follow = (_event: MouseEvent, address: string) => {
      const target = linkTarget(address, sessionId, location.origin);
      if (target !== null) window.open(target, '_blank', 'noopener,noreferrer');
    };
    const terminal = new Terminal({
      theme: dark ? darkTheme : lightTheme,
      fontFamily: "'JetBrains Mono Variable', ui-monospace, Menlo, Consolas, monospace",
      fontSize: 13,
      lineHeight: 1.25,
      scrollback: 10_000,
      cursorBlink: !matchMedia('(prefers-reduced-motion: reduce)').matches,
      minimumContrastRatio: 4.5,
      macOptionIsMeta: true,
      // Links that a program names itself (OSC 8).
      linkHandler: { activate: follow, allowNonHttpProtocols: false },
    });
    this.#terminal = terminal;
    this.#element = element;
    terminal.loadAddon(this.#fit);
    terminal.loadAddon(this.#search);
    terminal.loadAddon(new WebLinksAddon(follow));
    terminal.parser.registerOscHandler(52, (sequence) => {
      const text = clipboardText(sequence);
      if (text !== null) options.onCopy(text);
      return true;
    });
    terminal.open(element);
    this.#fitNow();
    terminal.attachCustomKeyEventHandler((event) => this.#takesKey(event, options));

    const connection = openTerminal({
      client: api,
      sessionId,
      terminalId,
      cols: terminal.cols,
      rows: terminal.rows,
      onOutput: (bytes, shown) => terminal.write(bytes, shown),
      onSnapshot: (text) => {
        terminal.reset();
        terminal.write(text);
      },
      onState,
      onResize: (cols, rows) => terminal.resize(cols, rows),
      onNewShell: ({ arrived, lost }) => {
        const fate = lost > 0 ? ` Of what was typed, ${arrived} bytes arrived and ${lost} did not.` : '';
        onInputLost(`The shell ended while the connection was lost; this is a new one.${fate}`);
      },
      onEnd,
    });
    this.#connection = connection;
    const type = (data: string | Uint8Array) => {
      if (!connection.write(data) && connection.state !== 'closed')
        onInputLost(
          'That was more than a terminal takes at once, and none of it was typed. Upload it as a file instead.',
        );
    };
    terminal.onData(type);
    terminal.onBinary((data) => type(Uint8Array.from(data, (character) => character.charCodeAt(0))));
    terminal.onTitleChange(onTitle);
    this.#watch = new ResizeObserver(() => this.#fitNow());
    this.#watch.observe(element);
  }

  focus(): void {
    this.#terminal.focus();
  }

  /**
   * Shows and selects the next place, or the one before, where words stand; false: there is none.
   */
  find(words: string, back: boolean): boolean {
    if (words !== '') return back ? this.#search.findPrevious(words) : this.#search.findNext(words);
    this.#terminal.clearSelection();
    return true;
  }

  setDark(dark: boolean): void {
    this.#terminal.options.theme = dark ? darkTheme : lightTheme;
  }

  /** Detaches; the shell goes on. */
  dispose(): void {
    this.#watch.disconnect();
    this.#connection?.close();
    this.#terminal.dispose();
  }

  #fitNow(): void {
    // A hidden pane has no size; a shell with a few columns would wrap all that it prints.
    if (this.#element.clientWidth === 0 || this.#element.clientHeight === 0) return;
    const size = this.#fit.proposeDimensions();
    if (!size || (size.cols === this.#room?.cols && size.rows === this.#room.rows)) return;
    this.#room = size;
    this.#terminal.resize(size.cols, size.rows);
    this.#connection?.resize(size.cols, size.rows);
  }

  /** False: the key is not the shell's. */
  #takesKey(event: KeyboardEvent, { onLeave, onFind }: ScreenOptions): boolean {
    const finds = event.ctrlKey && event.shiftKey && event.key.toLowerCase() === 'f';
    if (event.key === 'F6' || finds) {
      if (event.type === 'keydown') (finds ? onFind : onLeave)();
      event.preventDefault();
      return false;
    }
    // Ctrl-C is the shell's interrupt, so copying is Ctrl-Shift-C, as in other terminals. Paste
    // works by the browser's own keys.
    if (event.ctrlKey && event.shiftKey && event.key.toLowerCase() === 'c') {
      if (event.type === 'keydown') void navigator.clipboard.writeText(this.#terminal.getSelection());
      event.preventDefault();
      return false;
    }
    // The palette's key on a Mac; elsewhere Ctrl-K is the shell's.
    return !(event.metaKey && event.key.toLowerCase() === 'k');
  }
}

// The terminal's colours in both themes. Hex, because xterm parses little else; each holds 4.5:1 on
// its background, save the two that programs use as background themselves (black on dark, white on
// light).
const lightTheme: ITheme = {
  background: '#ffffff',
  foreground: '#201d1a',
  cursor: '#c2410c',
  cursorAccent: '#ffffff',
  selectionBackground: '#f6d8c8',
  black: '#201d1a',
  red: '#b3261e',
  green: '#1a7340',
  yellow: '#8a5a00',
  blue: '#1d5fb4',
  magenta: '#8e3a9d',
  cyan: '#0b7285',
  white: '#d9d6d1',
  brightBlack: '#6b665f',
  brightRed: '#c7372f',
  brightGreen: '#207a47',
  brightYellow: '#906200',
  brightBlue: '#2a6fc9',
  brightMagenta: '#9c48ab',
  brightCyan: '#147a8d',
  brightWhite: '#4a463f',
};

const darkTheme: ITheme = {
  background: '#141312',
  foreground: '#ebe8e4',
  cursor: '#f0844c',
  cursorAccent: '#141312',
  selectionBackground: '#57382a',
  black: '#3a3733',
  red: '#f28b82',
  green: '#7fd39b',
  yellow: '#e5c07b',
  blue: '#8ab8f5',
  magenta: '#d6a3e4',
  cyan: '#7fd1de',
  white: '#d8d4ce',
  brightBlack: '#8f8a83',
  brightRed: '#ff9f97',
  brightGreen: '#98e6b3',
  brightYellow: '#f3d596',
  brightBlue: '#a5caff',
  brightMagenta: '#e6bdf2',
  brightCyan: '#9be3ee',
  brightWhite: '#ffffff',
};
