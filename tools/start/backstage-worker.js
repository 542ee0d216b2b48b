// The Worker behind the platform's own door (backstage.ts): migrations and the cron, which
// Miniflare offers on sockets of its own only.
export default {
  /**
   * @param {Request} request
   * @param {{ DB: any, GATEWAY: any }} env
   */
  async fetch(request, env) {
    try {
      const { batch, cron } = /** @type {any} */ (await request.json());
      if (cron) return Response.json(await env.GATEWAY.scheduled({ cron, scheduledTime: new Date() }));
      const prepared = batch.map(({ sql, values }) => env.DB.prepare(sql).bind(...values));
      return Response.json((await env.DB.batch(prepared)).map(({ results }) => results));
    } catch (error) {
      return Response.json({ message: error instanceof Error ? error.message : String(error) }, { status: 500 });
    }
  },
};
