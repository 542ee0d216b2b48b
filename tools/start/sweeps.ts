// Nothing fires cron triggers at home: this calls the Worker's scheduled handler, at the start and every minute.
import type { Miniflare } from 'miniflare';

const everyMs = 60_000;

export function startSweeps(miniflare: Miniflare, onFailure: (error: unknown) => void): () => void {
  const sweep = () => {
    miniflare
      .getWorker()
      .then((worker) => worker.scheduled({ cron: '* * * * *' }))
      .catch(onFailure);
  };
  sweep();
  const timer = setInterval(sweep, everyMs);
  return () => clearInterval(timer);
}
