// Owns finding processes that outlived their session, where no PID namespace takes them down with it.
import { readdir, readFile } from 'node:fs/promises';

/** Ends every process of this machine that inherited this instance's mark, until none is left. Only where sessions run without bubblewrap. */
export async function killOwned(instanceId: string): Promise<void> {
  for (;;) {
    const pids = await owned(`RUNTIME_OWNER=${instanceId}`);
    if (pids.length === 0) return;
    for (const pid of pids) kill(pid);
    await new Promise((resolve) => setTimeout(resolve, 10)); // A killed process is gone when the kernel has got to it.
  }
}

async function owned(mark: string): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const marked = await Promise.all(
    pids.map(async (pid) => {
      const environment = await readFile(`/proc/${pid}/environ`, 'latin1').catch(() => '');
      return environment.split('\0').includes(mark) ? Number(pid) : null;
    }),
  );
  return marked.filter((pid) => pid !== null);
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself meanwhile.
  }
}
