// Sessions in the contract's form: the view, with what follows from it.
import type { RestoreResult, Session } from '../../../generated/schemas.ts';
import type { Config } from '../../config.ts';
import type { Deps } from '../../deps.ts';
import type { Restored } from './port.ts';
import type { SessionView } from './record.ts';
import { sessionsAmong, viewOf } from './store.ts';

/**
 * A preview's own origin: one for each port of each session, so that one app can read neither
 * another's pages nor the console's.
 */
export function previewOrigin(config: Config, sessionId: string, port: number): string {
  return `${new URL(config.baseUrl).protocol}//${port}--${sessionId}.${config.previewDomain}`;
}

export function sessionAnswer(config: Config, view: SessionView): Session {
  const { runtime } = view;
  return {
    ...view,
    ports: view.ports.map((port) => ({ ...port, url: `${previewOrigin(config, view.id, port.number)}/` })),
    runtimeDesiredState: runtime.desiredState,
    runtimeStatus: runtime.status,
    runtimeState: runtime.state,
    runtimeUpdatedAt: runtime.updatedAt,
    runtimeVersion: runtime.version,
    runtimeOperationId: runtime.operationId,
  };
}

/** A restore that has ended has an outcome; only a note of one that goes on has none. */
export const restoreAnswer = (config: Config, { view, outcome, runtimeRestore }: Restored): RestoreResult => ({
  session: sessionAnswer(config, view),
  outcome: outcome ?? 'restoring',
  runtimeRestore,
});

/** Those of these that there are, as their list shows them. */
export async function sessionViews(
  { db, config }: Pick<Deps, 'db' | 'config'>,
  workspaceId: string,
  ids: readonly string[],
): Promise<Session[]> {
  return (await sessionsAmong(db, workspaceId, ids)).map((row) => sessionAnswer(config, viewOf(row)));
}
