// Owns holding the session's processes still while its files are looked at, and letting every one
// of them go on.
import { readdirSync, readFileSync } from 'node:fs';
import { signal, type ProcessTable, type SessionProcess } from './table.ts';

const LOOK_MS = 1;

/**
 * Threat: a process that stays stopped is a session that hangs. Property: whoever was stopped here
 * is continued, however the look ends: by `thaw`, and by the runtime's own end; where the runtime
 * is killed, its session ends with it. A job that somebody stopped stays stopped.
 */
export class Freeze {
  /** In the order in which they were stopped. */
  readonly #stopped: number[] = [];
  readonly #passed: Set<number>;

  private constructor(readonly table: ProcessTable) {
    this.#passed = new Set(stoppedBefore(table.list()));
  }

  /** Null if somebody still ran when the time was up: then all go on. */
  static async take(table: ProcessTable, giveUp: AbortSignal): Promise<Freeze | null> {
    const freeze = new Freeze(table);
    held.add(freeze);
    try {
      if (await freeze.#stopAll(giveUp)) return freeze;
    } catch (error) {
      freeze.thaw();
      throw error;
    }
    freeze.thaw();
    return null;
  }

  /** Those that were stopped last go first: a shell must find its job running when it looks. */
  thaw(): void {
    for (const pid of this.#stopped.splice(0).reverse()) signal(pid, 'SIGCONT');
    held.delete(this);
  }

  // From the top of the tree down, each level still before the next: a shell that sees its job stop
  // takes that for Ctrl-Z.
  async #stopAll(giveUp: AbortSignal): Promise<boolean> {
    for (;;) {
      const fresh = this.table.list().filter(({ pid }) => !this.#passed.has(pid));
      if (fresh.length === 0) return true;
      const known = new Set(fresh.map(({ pid }) => pid));
      const top = fresh.filter(({ parent }) => !known.has(parent));
      for (const { pid } of top) {
        this.#passed.add(pid);
        if (signal(pid, 'SIGSTOP')) this.#stopped.push(pid);
      }
      for (const { pid } of top) {
        while (!isStill(pid)) {
          if (giveUp.aborted) return false;
          await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
        }
      }
    }
  }
}

const held = new Set<Freeze>();
process.on('exit', () => held.forEach((freeze) => freeze.thaw()));

const stoppedBefore = (all: readonly SessionProcess[]) =>
  all.filter(({ state }) => state === 'T' || state === 't').map(({ pid }) => pid);

/** Each of its threads: one may be within a write when the first has stopped. */
function isStill(pid: number): boolean {
  try {
    return readdirSync(`/proc/${pid}/task`).every((thread) => {
      const stat = readFileSync(`/proc/${pid}/task/${thread}/stat`, 'latin1');
      return 'TtZX'.includes(stat.charAt(stat.lastIndexOf(')') + 2));
    });
  } catch {
    return true; // It has ended.
  }
}
