// Owns the operations on jobs.
import type { OpenAPIHono } from '@hono/zod-openapi';
import * as routes from '../../generated/routes.ts';
import type { Bindings } from '../app.ts';
import { logPart } from '../log-part.ts';
import type { Session } from '../session.ts';

export function addJobRoutes(api: OpenAPIHono<{ Bindings: Bindings }>, { jobs }: Session): void {
  api.openapi(routes.startJob, (c) => c.json(jobs.start(c.req.valid('json')).report(), 200));
  api.openapi(routes.getJob, (c) => c.json(jobs.get(c.req.valid('param').jobId).report(), 200));
  api.openapi(routes.endJob, async (c) => {
    const job = jobs.get(c.req.valid('param').jobId);
    await job.kill();
    return c.json(job.report(), 200);
  });
  api.openapi(routes.readJobLog, async (c) => {
    const job = jobs.get(c.req.valid('param').jobId);
    const { offset, waitSeconds } = c.req.valid('query');
    const asked = offset ?? job.log.start;
    if (asked >= job.log.end && job.running) await job.logged.wait(waitSeconds * 1000, c.req.raw.signal);
    return c.json(logPart(job.log, asked), 200);
  });
}
