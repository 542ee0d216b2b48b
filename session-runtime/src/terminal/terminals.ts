// Owns the session's terminals by id, and accepting WebSockets for them.
import type { Upgrade } from '../http/plane.ts';
import { Problem } from '../problems.ts';
import type { Resume, Terminal } from './terminal.ts';
import type { TerminalParts } from './terminal-parts.ts';

const MAX_TERMINALS = 20;
const ALIVE_MS = 20_000;
const STALL_MS = 30_000;

export interface Attach {
  terminalId: string;
  cols?: number | undefined;
  rows?: number | undefined;
  resume: Resume | null;
  inputId?: string | undefined;
}

interface Options {
  workspace: string;
  shell?: string;
  stallMs?: number;
  /** The environment of a shell that is opened now. */
  env: () => Record<string, string>;
}

export class Terminals {
  readonly #terminals = new Map<string, Terminal>();
  #parts: Promise<TerminalParts> | null = null;
  readonly #alive: NodeJS.Timeout;

  constructor(readonly options: Options) {
    this.#alive = setInterval(() => this.#terminals.forEach((terminal) => terminal.checkAlive()), ALIVE_MS);
    this.#alive.unref();
  }

  list() {
    return [...this.#terminals].map(([id, { epoch, cols, rows, clients, offset, startedAt }]) => {
      return { id, epoch, cols, rows, clients, offset, startedAt };
    });
  }

  /** Throws `terminal_limit` where this one would be one too many. */
  checkRoom(terminalId: string): void {
    if (!this.#terminals.has(terminalId) && this.#terminals.size >= MAX_TERMINALS)
      throw new Problem('terminal_limit', { limit: MAX_TERMINALS });
  }

  /** Attaches the socket of an upgrade request, opening the terminal if need be. */
  async attach(upgrade: Upgrade, { terminalId, cols, rows, resume, inputId }: Attach): Promise<void> {
    // WebSockets and the PTY's native code cost 14 MB, so they are loaded for the first terminal.
    this.#parts ??= import('./terminal-parts.ts').then(({ loadParts }) => loadParts());
    const parts = await this.#parts;
    const terminal = this.#terminals.get(terminalId) ?? this.#open(parts, terminalId, cols ?? 80, rows ?? 24);
    parts.sockets.handleUpgrade(upgrade.request, upgrade.socket, upgrade.head, (socket) =>
      terminal.attach(socket, { cols, rows }, resume, inputId),
    );
  }

  close(terminalId: string): void {
    this.#terminals.get(terminalId)?.close();
  }

  notice(line: string): void {
    for (const terminal of this.#terminals.values()) terminal.notice(line);
  }

  closeAll(): void {
    clearInterval(this.#alive);
    for (const terminal of this.#terminals.values()) terminal.close();
  }

  #open({ Terminal }: TerminalParts, id: string, cols: number, rows: number): Terminal {
    this.checkRoom(id);
    const terminal: Terminal = new Terminal({
      id,
      cols,
      rows,
      shell: this.options.shell ?? '/bin/bash',
      workspace: this.options.workspace,
      env: this.options.env(),
      stallMs: this.options.stallMs ?? STALL_MS,
      // A terminal that was opened under the same id since then stays.
      onExit: () => this.#terminals.get(id) === terminal && this.#terminals.delete(id),
    });
    this.#terminals.set(id, terminal);
    return terminal;
  }
}
