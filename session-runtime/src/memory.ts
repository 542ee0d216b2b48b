// Owns what the runtime does about want of memory: what it starts is ended by the kernel before
// itself, and people learn of it.
import { readFileSync, writeFile } from 'node:fs';

/**
 * The kernel picks by size plus this much of a thousandth of the session's memory: anything of a
 * session before its runtime.
 */
const FIRST = '500';

/**
 * A command that is ended leaves its session with terminals and files; the runtime would take all
 * of them along.
 */
export function endsBeforeRuntime(pid: number | undefined): void {
  // It may have ended already. What it had started by then is as likely to be ended as the runtime,
  // and larger.
  if (pid !== undefined) writeFile(`/proc/${pid}/oom_score_adj`, FIRST, () => undefined);
}

/**
 * Counts from when it is made: `told` says whether the kernel has ended a process of the session
 * for want of memory since.
 */
export class MemoryWatch {
  readonly #before = kills();

  get told(): string {
    return kills() > this.#before ? ' (the session’s memory was used up, so the kernel ended processes of it)' : '';
  }
}

// The host names the file where the session has a limit of its own.
function kills(): number {
  const file = process.env.RUNTIME_MEMORY_EVENTS;
  if (file === undefined) return 0;
  try {
    return Number(/^oom_kill (\d+)/m.exec(readFileSync(file, 'latin1'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}
