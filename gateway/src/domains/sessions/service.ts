// Sessions: make and list them, hand commands to their coordinators, and sweep what crashes left
// behind.
import type { SessionEvent } from '../../../generated/schemas.ts';
import type { Deps } from '../../deps.ts';
import type { SignedIn } from '../../scope.ts';
import { Problem } from '../../errors.ts';
import { goneGrantsDelete, repliesForget } from '../../platform/expiry-store.ts';
import { decodeCursor, encodeCursor, mapPage, type Page, type PageRequest } from '../../platform/paging.ts';
import { HostError, type Present } from '../../platform/runtime-host.ts';
import { clip } from '../../platform/text.ts';
import { auditBy } from '../audit/index.ts';
import { buildFindLayer } from '../builds/index.ts';
import { findRelease } from '../releases/index.ts';
import { sessionObjectsDelete, snapshotsOf } from '../snapshots/index.ts';
import { getTemplate, getVersion, manifestOf } from '../templates/index.ts';
import { type Command, newView, type SessionView } from './record.ts';
import * as store from './store.ts';

/** How long a deleted session's record still answers before it is purged. */
const purgeAfterMs = 30_000;
const sweepBatch = 100;

type SweepDeps = Pick<Deps, 'db' | 'feed' | 'host' | 'log' | 'sessions'>;

export async function createSession(
  scope: SignedIn,
  input: { templateId: string; name?: string | undefined },
): Promise<SessionView> {
  const { deps, caller, now } = scope;
  const template = await getTemplate(scope, input.templateId);
  if (template.state === 'archived') throw new Problem('template_archived', { templateId: template.id });
  if (template.active_release_id === null) throw new Problem('template_not_released', { templateId: template.id });
  const release = await findRelease(scope, template.active_release_id);
  const spec = manifestOf(await getVersion(scope, template.id, release.template_version_id));
  const baseLayerId = await buildFindLayer(deps.db, caller.workspaceId, release.template_version_id);
  const id = await scope.newId('ses');
  const insert = async (name: string): Promise<SessionView | null> => {
    const view = newView(
      {
        id,
        workspaceId: caller.workspaceId,
        name,
        templateId: template.id,
        templateName: template.name,
        templateVersionId: release.template_version_id,
        releaseId: release.id,
        createdBy: caller.userId,
        host: deps.config.runtimeHost,
        now,
      },
      spec,
    );
    await deps.db.guarded(
      store.sessionInsert(view, spec, baseLayerId, now),
      auditBy(scope, 'session.created', id, { templateId: template.id, name }),
    );
    return store.sessionFind(deps.db, caller.workspaceId, id);
  };
  const { name } = input;
  const made = name === undefined ? await insertNumbered(scope, template.name, id, insert) : await insert(name);
  if (!made && name !== undefined && (await store.sessionNamed(deps.db, caller.workspaceId, name)))
    throw new Problem('session_name_taken', { name });
  // Archived or released anew between the two statements: the same request again tells which.
  if (!made) throw new Problem('release_conflict');
  deps.feed.changed(caller.workspaceId, { kind: 'session', id });
  return made;
}

/** How often a number that somebody else took meanwhile is followed by another one. */
const numberTries = 5;

/** Under the template's own name, or with the first number behind it that is free. */
async function insertNumbered(
  { deps, caller }: SignedIn,
  templateName: string,
  id: string,
  insert: (name: string) => Promise<SessionView | null>,
): Promise<SessionView | null> {
  const base = clip(templateName, 90);
  for (let attempt = 0; attempt < numberTries; attempt += 1) {
    const taken = await store.sessionNamesOf(deps.db, caller.workspaceId, templateName, `${base}-`);
    let name = templateName;
    for (let number = 2; taken.has(name.toLowerCase()); number += 1) name = `${base}-${number}`;
    const made = await insert(name);
    if (made || !(await store.sessionNamed(deps.db, caller.workspaceId, name))) return made;
  }
  return insert(`${base}-${id.slice(-4)}`);
}

export async function listSessions(
  { deps, caller }: SignedIn,
  filter: store.SessionFilter,
): Promise<Page<SessionView>> {
  const rows = await store.sessionList(deps.db, caller.workspaceId, filter);
  return mapPage(rows, store.viewOf);
}

/**
 * Refuses a session of another workspace as one that does not exist. Every way to a coordinator
 * goes through here.
 */
export async function checkOwned({ deps, caller }: SignedIn, sessionId: string): Promise<void> {
  if (!(await store.sessionExists(deps.db, caller.workspaceId, sessionId)))
    throw new Problem('not_found', { what: 'session' });
}

export async function getSession(scope: SignedIn, sessionId: string): Promise<SessionView> {
  await checkOwned(scope, sessionId);
  return scope.deps.sessions.describe(sessionId);
}

export async function renameSession(scope: SignedIn, sessionId: string, name: string): Promise<SessionView> {
  const { deps, caller, ip, requestId } = scope;
  await checkOwned(scope, sessionId);
  const cause = { actorId: caller.userId, authSessionId: caller.authSessionId, ip, requestId };
  return deps.sessions.rename(sessionId, name, cause);
}

export async function commandSession(
  scope: SignedIn,
  sessionId: string,
  command: Command,
  { discard = false }: { discard?: boolean } = {},
): Promise<SessionView> {
  const { deps, caller, ip, requestId } = scope;
  await checkOwned(scope, sessionId);
  const cause = { actorId: caller.userId, authSessionId: caller.authSessionId, ip, requestId };
  return deps.sessions.command(sessionId, command, cause, discard);
}

export async function listEvents(
  scope: SignedIn,
  sessionId: string,
  { limit, cursor }: PageRequest,
): Promise<Page<SessionEvent>> {
  await checkOwned(scope, sessionId);
  const before = cursor === undefined ? Number.MAX_SAFE_INTEGER : decodeCursor(cursor)[0];
  const found = await scope.deps.sessions.events(sessionId, before, limit + 1);
  const items = found.slice(0, limit);
  const last = found.length > limit ? items.at(-1) : undefined;
  return { items, nextCursor: last ? encodeCursor([last.seq, sessionId]) : null };
}

/** One question to the host covers all sessions: none of them is asked anything itself. */
async function presentOnHost({ host, log }: SweepDeps): Promise<Present | null> {
  try {
    return await host.present();
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    log.error('the host does not list its sessions', error);
    return null;
  }
}

/**
 * Ends the machines of sessions that are deleted or purged: a start that reached the host behind
 * the deletion leaves one, if the coordinator that was to end it died as well. A deletion is for
 * good, so whatever is there under its id is nobody's. Returns how many.
 */
async function endOrphans({ db, host, log }: SweepDeps, { alive, kept }: Present): Promise<number> {
  const ids = [...alive, ...kept].filter((id) => id.startsWith('ses-'));
  const known = new Set((await store.sessionsKept(db, ids)).map(({ id }) => id));
  let ended = 0;
  for (const id of ids.filter((one) => !known.has(one)).slice(0, sweepBatch)) {
    try {
      await host.stop(id, null, 0);
      ended += 1;
    } catch (error) {
      log.error('a machine without a session could not be ended', error, { session: id });
    }
  }
  return ended;
}

/** Its snapshots go with it, and whoever shows one of them learns of that. */
async function purgeSession(
  { db, feed, sessions }: SweepDeps,
  { id, workspace_id: workspaceId }: { id: string; workspace_id: string },
): Promise<void> {
  await sessions.purge(id);
  const { rows: snapshots } = await db.readThenChange(
    snapshotsOf(id),
    ...[sessionObjectsDelete(id), store.sessionDeleteRow(id), goneGrantsDelete('sessions', id)],
  );
  if (snapshots.length > 0) feed.changed(workspaceId, ...snapshots);
}

/**
 * After a crash, and every now and then: brings records and machines together, and purges what was
 * deleted.
 */
export async function sweepSessions(
  deps: SweepDeps,
  now: number,
): Promise<{ checked: number; orphans: number; purged: number }> {
  const present = await presentOnHost(deps);
  const lost = present ? await store.sessionsLost(deps.db, present.alive, sweepBatch) : [];
  const orphans = present ? await endOrphans(deps, present) : 0;
  // Whether a machine is left over, its coordinator decides: it may just be started.
  const leaks = present ? await store.sessionsLeaking(deps.db, present, sweepBatch) : [];
  const toCheck = [...(await store.sessionsUnderWay(deps.db, sweepBatch)), ...lost, ...leaks];
  const toPurge = await store.sessionsToPurge(deps.db, now - purgeAfterMs, sweepBatch);
  for (const { id } of toCheck) {
    await deps.sessions
      .check(id)
      .catch((error: unknown) => deps.log.error('session check failed', error, { session: id }));
  }
  // First, as long as the rows say what is to be purged: a crash in between then only repeats it.
  if (toPurge.length > 0) await deps.db.run(repliesForget(toPurge.map(({ id }) => id)));
  for (const one of toPurge) {
    // One that cannot be purged now must not keep the others from it.
    await purgeSession(deps, one).catch((error: unknown) =>
      deps.log.error('session purge failed', error, { session: one.id }),
    );
  }
  return { checked: toCheck.length, orphans, purged: toPurge.length };
}
