// Nothing fires cron triggers at home: this calls the Worker's scheduled handler, at the start,
// every minute, and when it is asked to.
import type { Backstage } from './backstage.ts';

const everyMs = 60_000;

export interface Sweeps {
  /** Sweeps now, after the sweep that is under way. Rejects when the handler threw. */
  sweep(): Promise<void>;
  stop(): void;
}

/** One at a time: a sweep that takes longer than a minute is not overtaken by the next. */
export function startSweeps(gateway: Pick<Backstage, 'scheduled'>, onFailure: (error: unknown) => void): Sweeps {
  let turn: Promise<unknown> = Promise.resolve();
  const sweep = (): Promise<void> => {
    const mine = turn.then(async () => {
      const outcome = await gateway.scheduled('* * * * *');
      if (outcome !== 'ok') throw new Error(`The sweep ended with the outcome ${outcome}.`);
    });
    turn = mine.catch(() => undefined);
    return mine;
  };
  const byItself = () => void sweep().catch(onFailure);
  byItself();
  const timer = setInterval(byItself, everyMs);
  return { sweep, stop: () => clearInterval(timer) };
}
