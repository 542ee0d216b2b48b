// The processes of this machine, as tests look for them and end them.
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';

/**
 * What belongs to a session or builder, bubblewrap included: its id is in the command line,
 * environment or working directory.
 */
export function processesOf(id: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const about = ['cmdline', 'environ'].map((file) => readFileSync(`/proc/${pid}/${file}`, 'latin1'));
        return [...about, readlinkSync(`/proc/${pid}/cwd`)].some((text) => text.includes(id));
      } catch {
        // It ended meanwhile, or is a zombie.
        return false;
      }
    })
    .map(Number);
}

/** The runtimes among them: of a session or builder that runs there is one. */
export const runtimesOf = (id: string) =>
  processesOf(id).filter((pid) => /^[^\0]*node\0(--[^\0]+\0)*[^\0]*main\.cjs\0$/.test(commandOf(pid)));

/** The command line, each part followed by a zero byte; empty when the process has ended. */
export function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'latin1');
  } catch {
    return '';
  }
}

/** Ends them as a crash does. Some may be gone already: bubblewrap takes along what it started. */
export function kill9(pids: readonly number[]): void {
  if (pids.length === 0) throw new Error('There is nothing to kill.');
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
    }
  }
}

/** What they hold: `rss` counts what processes share for each of them, `pss` shares it out. */
export function memoryOf(pids: readonly number[]): { rss: number; pss: number } {
  const rollups = pids.map((pid) => readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'));
  const megabytes = (name: string) =>
    rollups.reduce((sum, text) => sum + Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1]) / 1024, 0);
  return { rss: megabytes('Rss'), pss: megabytes('Pss') };
}

export function childrenOf(pid: number): number[] {
  const file = `/proc/${pid}/task/${pid}/children`;
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8').trim().split(' ').filter(Boolean).map(Number);
}

export const descendantsOf = (pid: number): number[] =>
  childrenOf(pid).flatMap((child) => [child, ...descendantsOf(child)]);

/** A zombie counts as gone: it waits for its parent's notice, and holds nothing. */
export function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
