// Owns who belongs to the session: every process but the runtime, what stands above it, and the
// tools that it runs itself.
import type { ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

export interface SessionProcess {
  pid: number;
  parent: number;
  group: number;
  /** As ps has it: R, S, D, T (stopped), t (traced). */
  state: string;
  name: string;
  hasTerminal: boolean;
  leadsSession: boolean;
}

/**
 * Which processes are the session's. Read at once, not by and by: whoever stops or ends them must
 * not be overtaken.
 */
export class ProcessTable {
  /**
   * `marker` is set where the session has no PID namespace of its own: then a process counts only
   * if its environment carries it.
   */
  constructor(readonly marker: string | null) {}

  /** Those that run; without the ones that have ended and wait to be noticed. */
  list(): SessionProcess[] {
    const all = readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? (readProcess(name) ?? []) : []));
    const above = this.#above(all);
    return all.filter(({ pid, state }) => {
      if (above.has(pid) || own.has(pid) || state === 'Z' || state === 'X') return false;
      return this.marker === null || environmentOf(pid).includes(this.marker);
    });
  }

  /** The runtime and its ancestors: what the host runs it in. */
  #above(all: readonly SessionProcess[]): Set<number> {
    const parents = new Map(all.map(({ pid, parent }) => [pid, parent]));
    const above = new Set([1]);
    for (let pid: number | undefined = process.pid; pid !== undefined && pid > 0; pid = parents.get(pid))
      above.add(pid);
    return above;
  }
}

const own = new Set<number>();

/** Takes a tool that the runtime runs for itself out of the session's processes, until it ends. */
export function isOwn(child: ChildProcess): void {
  const { pid } = child;
  if (pid === undefined) return;
  own.add(pid);
  child.once('exit', () => own.delete(pid));
}

function readProcess(name: string): SessionProcess | null {
  const stat = read(`/proc/${name}/stat`);
  // pid (name) state ppid pgrp session tty_nr …, and the name may hold anything.
  const [from, to] = [stat.indexOf('('), stat.lastIndexOf(')')];
  if (to < 0) return null;
  const [state = '', parent, group, session, tty] = stat.slice(to + 2).split(' ');
  return {
    ...{ pid: Number(name), parent: Number(parent), group: Number(group), state, name: stat.slice(from + 1, to) },
    ...{ hasTerminal: Number(tty) !== 0, leadsSession: session === name },
  };
}

const environmentOf = (pid: number) => read(`/proc/${pid}/environ`).split('\0');

/** Empty for what has ended meanwhile, or is somebody else's. */
function read(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}

/** False if it has ended. */
export function signal(pid: number, name: NodeJS.Signals): boolean {
  try {
    process.kill(pid, name);
    return true;
  } catch {
    return false;
  }
}
