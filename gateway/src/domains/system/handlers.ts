// How the deployment is.
import type { HandlersOf } from '../../contract.ts';
import { Problem } from '../../errors.ts';
import { query } from '../../platform/d1.ts';

export const system = {
  getHealth: async ({ context: { deps } }) => {
    const { config, db } = deps;
    const schema = await db.first(query.selectFrom('schema_meta').select('version')).catch((error: unknown) => {
      throw new Problem('unavailable', { reason: 'The database does not answer.' }, String(error));
    });
    return {
      status: 200,
      body: {
        status: 'ok',
        version: config.versionId,
        environment: config.environment,
        runtimeHost: config.runtimeHost,
        containersEnabled: config.runtimeHost === 'container',
        workflowEnabled: false,
        buildDispatchMode: 'direct',
        turnstileEnabled: false,
        registration: config.registration,
        schemaVersion: schema?.version ?? 0,
      },
    };
  },
} satisfies HandlersOf<'system'>;
