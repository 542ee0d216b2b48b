// Owns making sure that no process of a session is left: before its disk is wiped, or given to the
// next start.
import { readdir, readFile } from 'node:fs/promises';
import type { Account } from './accounts.ts';

/**
 * Ends every process of the instance, until there is none. By its kernel user, where the session
 * has one of its own: that cannot be shaken off. Else by a mark in the environment, which a process
 * can drop: one more reason why a shared account is the weaker mode.
 */
export async function killAll(instanceId: string, account: Account): Promise<void> {
  checkAccount(account);
  const isOwn = account.shared ? markedBy(`BURSTFLARE_INSTANCE_ID=${instanceId}`) : runBy(account.uid);
  for (;;) {
    const pids = await matching(isOwn);
    if (pids.length === 0) return;
    for (const pid of pids) kill(pid);
    await new Promise((resolve) => setTimeout(resolve, 10)); // A killed process is gone when the kernel has got to it.
  }
}

/**
 * Threat: a damaged record names root, or the daemon's own user, and the end of its session would
 * be everybody's. Property: refused.
 */
export function checkAccount({ shared, uid }: Account): void {
  if (!shared && (uid === 0 || uid === process.getuid?.())) throw new Error(`User ${uid} is no session's own account.`);
}

type Test = (pid: string) => Promise<boolean>;

const markedBy =
  (mark: string): Test =>
  async (pid) =>
    (await readFile(`/proc/${pid}/environ`, 'latin1')).split('\0').includes(mark);

// A zombie has ended: it waits for its parent to notice, and touches nothing any more.
const runBy =
  (uid: number): Test =>
  async (pid) => {
    const status = await readFile(`/proc/${pid}/status`, 'latin1');
    return new RegExp(`^Uid:\\s+${uid}\\s`, 'm').test(status) && !/^State:\s+Z/m.test(status);
  };

async function matching(isOwn: Test): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  // One that cannot be read has ended meanwhile, or is somebody else's.
  const own = await Promise.all(pids.map((pid) => isOwn(pid).catch(() => false)));
  return pids.filter((pid, i) => own[i] && Number(pid) !== process.pid).map(Number);
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself meanwhile.
  }
}
