// Owns ending every process of the session: a database in a terminal or a service that left its
// group has as much to write as the app.
import { signal, type ProcessTable, type SessionProcess } from './table.ts';

const LOOK_MS = 20;
const KILLED_WITHIN_MS = 1000; // Longer only for a process that hangs in the kernel, which nothing ends.
/**
 * What is left of the grace when shells are hung up although something else still runs: they write
 * their history.
 */
const SHELLS_SHARE = 0.1;
const SHELL = /^-?(ba|da|fi|k|tc|z)?sh$/;

/**
 * Each process gets one SIGTERM; `asked` says whose group gets it from its owner. All share the
 * grace, then SIGKILL. An interactive shell ignores SIGTERM and hands SIGHUP on to its jobs, so it
 * gets that when nobody else is left, or the grace is all but over.
 */
export async function endAll(
  table: ProcessTable,
  graceMs: number,
  asked: ReadonlySet<number> = new Set(),
): Promise<void> {
  const began = performance.now();
  const told = new Set<number>();
  const hungUp = new Set<number>();
  let left = tell(table.list(), told, asked);
  left = tell(table.list(), told, asked); // Those that were forked while the first ones were told.
  while (left.length > 0 && performance.now() < began + graceMs) {
    const shells = left.filter(isShell);
    if (shells.length === left.length || performance.now() > began + graceMs * (1 - SHELLS_SHARE)) {
      for (const { pid } of shells.filter((shell) => !hungUp.has(shell.pid))) signal(pid, 'SIGHUP');
      for (const { pid } of shells) hungUp.add(pid);
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    left = table.list();
  }
  const deadline = performance.now() + KILLED_WITHIN_MS;
  while (left.length > 0 && performance.now() < deadline) {
    for (const { pid } of left) signal(pid, 'SIGKILL');
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    left = table.list();
  }
}

function tell(all: SessionProcess[], told: Set<number>, asked: ReadonlySet<number>): SessionProcess[] {
  for (const { pid, group, state } of all) {
    if (told.has(pid)) continue;
    told.add(pid);
    if (!asked.has(group)) signal(pid, 'SIGTERM');
    if (state === 'T') signal(pid, 'SIGCONT'); // A job that somebody stopped hears nothing before.
  }
  return all;
}

const isShell = ({ hasTerminal, leadsSession, name }: SessionProcess) =>
  hasTerminal && (leadsSession || SHELL.test(name));
