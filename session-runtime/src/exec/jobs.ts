// Owns the session's jobs by the caller's names: the same name is the same job, and the newest that
// ended are remembered.
import type { JobRequest } from '../../generated/schemas.ts';
import { Problem } from '../problems.ts';
import { Job } from './job.ts';

const MAX_RUNNING = 8;
const KEPT = 16;

interface Surroundings {
  /** The session's variables as they are now. */
  env: () => Record<string, string>;
  /** Where a path of the session is on this machine. */
  real: (path: string) => string;
}

export class Jobs {
  readonly #jobs = new Map<string, Job>();

  constructor(readonly around: Surroundings) {}

  start({ jobId, command, cwd, env, timeoutSeconds }: JobRequest): Job {
    const known = this.#jobs.get(jobId);
    if (known !== undefined) return known;
    const running = [...this.#jobs.values()].filter((job) => job.running).length;
    if (running >= MAX_RUNNING) throw new Problem('job_limit', { limit: MAX_RUNNING });
    const own = Object.fromEntries(env.map(({ name, value }) => [name, value]));
    const job = new Job({
      jobId,
      command,
      cwd: this.around.real(cwd),
      env: { ...this.around.env(), ...own },
      timeoutSeconds,
    });
    this.#jobs.set(jobId, job);
    this.#forgetOld();
    return job;
  }

  get(jobId: string): Job {
    const job = this.#jobs.get(jobId);
    if (job === undefined) throw new Problem('not_found', { what: `Job ${jobId}` });
    return job;
  }

  /** The process groups of those that run. */
  get groups(): number[] {
    return [...this.#jobs.values()].flatMap((job) => (job.running ? (job.group ?? []) : []));
  }

  async endAll(): Promise<void> {
    await Promise.all([...this.#jobs.values()].map((job) => job.kill()));
  }

  #forgetOld(): void {
    const ended = [...this.#jobs.entries()].filter(([, job]) => !job.running);
    for (const [jobId] of ended.slice(0, Math.max(0, ended.length - KEPT))) this.#jobs.delete(jobId);
  }
}
