// The runtime that a build runs in, as an attempt sees it: bounded calls, and jobs whose output goes to the build's log.
import * as z from 'zod';
import { boundedCall } from '../../../platform/bounded-call.ts';
import { HostError, type RuntimeHost } from '../../../platform/runtime-host.ts';
import type { BuildLog } from './log.ts';

export const maxAnswer = 1024 * 1024;
/** A job's log is asked for this long at a time; it is also the rhythm of the heartbeat. */
const pollSeconds = 5;
// Threat: a setup stops the runtime in its tracks. Property: no call to it lasts for ever.
const callMs = 60_000;
/** How much of a job's output is looked at for what it says of itself. */
const tailBytes = 4096;

const JobReport = z.object({
  state: z.enum(['running', 'exited', 'timed_out', 'killed']),
  exitCode: z.int().nullable(),
  signal: z.string().max(20).nullable(),
});
const JobLog = z.object({ nextOffset: z.int().min(0), endOffset: z.int().min(0), text: z.string() });

export interface Job {
  jobId: string;
  command: string;
  /** What the log shows in the command's place. */
  shown: string;
  env: { name: string; value: string }[];
  timeoutSeconds: number;
}

/** How far the job's output is in the log while it runs; then whether it failed, and the last of what it printed. */
export type JobProgress = { logOffset: number } | { logOffset: null; failure: string | null; tail: string };

export class Builder {
  readonly #host: RuntimeHost;
  readonly #id: string;

  constructor(host: RuntimeHost, id: string) {
    this.#host = host;
    this.#id = id;
  }

  async post(path: string, body: unknown): Promise<unknown> {
    return this.#call(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  }

  /** Starts a job, or goes on with it from an offset: one poll of its log. */
  async job(job: Job, from: number | null, log: BuildLog): Promise<JobProgress> {
    const { jobId, command, shown, env, timeoutSeconds } = job;
    if (from === null) {
      log.append(`$ ${shown}\n`);
      await this.post('/jobs', { jobId, command, cwd: '/workspace', env, timeoutSeconds });
    }
    let offset = from ?? 0;
    for (;;) {
      const report = JobReport.parse(await this.#call(`/jobs/${jobId}`, {}));
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

  async #log(jobId: string, offset: number, waitSeconds: number) {
    return JobLog.parse(await this.#call(`/jobs/${jobId}/log?offset=${offset}&waitSeconds=${waitSeconds}`, {}));
  }

  async #call(path: string, init: RequestInit): Promise<unknown> {
    const { ok, text } = await boundedCall(this.#host, this.#id, path, init, { ms: callMs, bytes: maxAnswer });
    if (!ok) throw new HostError(`The builder refused: ${detailOf(text)}`);
    return JSON.parse(text || 'null');
  }
}

function failureOf({ state, exitCode, signal }: z.infer<typeof JobReport>, limit: number): string | null {
  if (state === 'timed_out') return `ran longer than its limit of ${limit} s.`;
  if (exitCode === 0) return null;
  return `failed: ${signal ? `signal ${signal}` : `exit code ${exitCode}`}.`;
}

/** What a refusal says of itself. */
export function detailOf(text: string): string {
  try {
    const parsed = z.object({ detail: z.string() }).safeParse(JSON.parse(text));
    if (parsed.success) return parsed.data.detail.slice(0, 500);
  } catch {
    // Not JSON: shown as it is.
  }
  return text.slice(0, 500) || 'no reason given';
}
