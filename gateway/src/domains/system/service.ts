// How the deployment is.
import type { Health } from '../../../generated/schemas.ts';
import type { Scope } from '../../scope.ts';
import { Problem } from '../../errors.ts';
import { SessionsHealthReader } from './sessions-health.ts';
import { schemaVersion } from './store.ts';

// For all requests of this isolate: what is kept is a value, and no request's connection.
const sessions = new SessionsHealthReader();

/** Asks the database, so that `ok` means more than that the Worker runs. */
export async function health({ deps }: Scope): Promise<Health> {
  const { config, db, host, clock } = deps;
  const [version, sessionsHealth] = await Promise.all([
    schemaVersion(db).catch((error: unknown) => {
      throw new Problem('unavailable', { reason: 'The database does not answer.' }, String(error));
    }),
    sessions.read(host, clock),
  ]);
  return {
    status: 'ok',
    version: config.versionId,
    environment: config.environment,
    runtimeHost: config.runtimeHost,
    containersEnabled: config.runtimeHost === 'container',
    workflowEnabled: config.buildDispatchMode === 'workflow',
    buildDispatchMode: config.buildDispatchMode,
    turnstileEnabled: false,
    registration: config.registration,
    schemaVersion: version,
    sessions: sessionsHealth,
  };
}
