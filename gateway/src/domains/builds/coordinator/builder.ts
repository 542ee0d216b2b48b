// The runtime that a build runs in, as an attempt sees it: bounded calls, and jobs whose output
// goes to the build's log.
import type { RuntimeCalls } from '../../../../generated/runtime.ts';
import { callRuntime } from '../../../platform/runtime-client.ts';
import type { RuntimeHost } from '../../../platform/runtime-host.ts';
import type { BuildLog } from './log.ts';

/** A job's log is asked for this long at a time; it is also the rhythm of the heartbeat. */
const pollSeconds = 5;
/** How much of a job's output is looked at for what it says of itself. */
const tailBytes = 4096;

export interface Job {
  jobId: string;
  command: string;
  /** What the log shows in the command's place. */
  shown: string;
  env: { name: string; value: string }[];
  timeoutSeconds: number;
}

/**
 * How far the job's output is in the log while it runs; then whether it failed, and the last of
 * what it printed.
 */
export type JobProgress = { logOffset: number } | { logOffset: null; failure: string | null; tail: string };

export class Builder {
  readonly #host: RuntimeHost;
  readonly #id: string;

  constructor(host: RuntimeHost, id: string) {
    this.#host = host;
    this.#id = id;
  }

  async bootstrap(body: RuntimeCalls['bootstrapRuntime']['input']['body']): Promise<void> {
    await callRuntime(this.#host, this.#id, 'bootstrapRuntime', { body });
  }

  /** Starts a job, or goes on with it from an offset: one poll of its log. */
  async job(job: Job, from: number | null, log: BuildLog): Promise<JobProgress> {
    const { jobId, command, shown, env, timeoutSeconds } = job;
    if (from === null) {
      log.append(`$ ${shown}\n`);
      const body = { jobId, command, cwd: '/workspace', env, timeoutSeconds };
      await callRuntime(this.#host, this.#id, 'startJob', { body });
    }
    let offset = from ?? 0;
    for (;;) {
      const report = await callRuntime(this.#host, this.#id, 'getJob', { params: { jobId } });
      const part = await this.#log(jobId, offset, report.state === 'running' ? pollSeconds : 0);
      log.append(part.text);
      offset = part.nextOffset;
      // Handed back after each poll, so that the heartbeat and the alarm's limit are kept.
      if (report.state === 'running') return { logOffset: offset };
      if (offset < part.endOffset) continue;
      const { text } = await this.#log(jobId, Math.max(0, offset - tailBytes), 0);
      return { logOffset: null, failure: failureOf(report, timeoutSeconds), tail: text };
    }
  }

  #log(jobId: string, offset: number, waitSeconds: number) {
    return callRuntime(this.#host, this.#id, 'readJobLog', { params: { jobId }, query: { offset, waitSeconds } });
  }
}

function failureOf({ state, exitCode, signal }: RuntimeCalls['getJob']['reply'], limit: number): string | null {
  if (state === 'timed_out') return `ran longer than its limit of ${limit} s.`;
  if (exitCode === 0) return null;
  return `failed: ${signal ? `signal ${signal}` : `exit code ${exitCode}`}.`;
}
