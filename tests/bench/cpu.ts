// Processor time of a process and all below it: what a figure costs, which a busy machine disturbs
// far less than how long it takes.
import { readFileSync } from 'node:fs';
import { childrenOf } from '../support/processes.ts';

/** The kernel counts in hundredths of a second on every Linux that Node runs on. */
const tickMs = 10;

export function cpuMs(pid: number): number {
  let own = 0;
  try {
    // the second field is the name in brackets and may hold anything; user and system time are the
    // 12th and 13th after it
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ').at(-1)?.split(' ') ?? [];
    own = (Number(fields[11]) + Number(fields[12])) * tickMs;
  } catch {
    return 0; // it ended meanwhile
  }
  return own + childrenOf(pid).reduce((sum, child) => sum + cpuMs(child), 0);
}
