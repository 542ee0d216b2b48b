// Owns the operations on jobs.
import type { Handlers } from '../handlers.ts';
import { logPart } from '../log-part.ts';
import type { Session } from '../session.ts';

export function jobOperations({ jobs }: Session): Pick<Handlers, 'startJob' | 'getJob' | 'endJob' | 'readJobLog'> {
  return {
    startJob: ({ body }) => jobs.start(body).report(),
    getJob: ({ params: { jobId } }) => jobs.get(jobId).report(),
    endJob: async ({ params: { jobId } }) => {
      const job = jobs.get(jobId);
      await job.kill();
      return job.report();
    },
    readJobLog: async ({ params: { jobId }, query: { offset, waitSeconds } }, { signal }) => {
      const job = jobs.get(jobId);
      const asked = offset ?? job.log.start;
      if (asked >= job.log.end && job.running) await job.logged.wait(waitSeconds * 1000, signal);
      return logPart(job.log, asked);
    },
  };
}
