// All SQL of builds. The workspace comes first, save for the coordinator, which owns its one build,
// and the sweep.
import type { BuildArtifact, Manifest } from '../../../generated/schemas.ts';
import { type Compilable, type Database, query, sql, statement, valuesOf } from '../../platform/d1.ts';
import { orderOf, page, type PageRequest } from '../../platform/paging.ts';
import type { BuildStatus } from './transitions.ts';

function builds() {
  return query
    .selectFrom('builds')
    .selectAll('builds')
    .select((row) => [
      row
        .selectFrom('templates')
        .whereRef('templates.id', '=', 'builds.template_id')
        .select('templates.name')
        .as('template_name'),
      row
        .selectFrom('template_versions')
        .whereRef('template_versions.id', '=', 'builds.template_version_id')
        .select('number')
        .as('version_number'),
    ]);
}

export function buildFind(db: Database, workspaceId: string, id: string) {
  return db.first(builds().where('workspace_id', '=', workspaceId).where('id', '=', id));
}

export function buildsAmong(db: Database, workspaceId: string, ids: readonly string[]) {
  return db.all(builds().where('workspace_id', '=', workspaceId).where('id', 'in', valuesOf(ids)));
}

export type BuildRow = NonNullable<Awaited<ReturnType<typeof buildFind>>>;
export function buildList(
  db: Database,
  workspaceId: string,
  filter: PageRequest & {
    state?: readonly BuildStatus[] | undefined;
    templateId?: string | undefined;
    sort: string;
  },
) {
  let rows = builds().where('workspace_id', '=', workspaceId);
  if (filter.state) rows = rows.where('status', 'in', filter.state);
  if (filter.templateId) rows = rows.where('template_id', '=', filter.templateId);
  return page(db, rows, filter, orderOf(filter.sort, { createdAt: 'created_at' }));
}

/**
 * The layer of an earlier build with the same input: the same input gives the same layer, so it
 * need not run again.
 */
export function buildFindReusable(db: Database, workspaceId: string, inputKey: string) {
  return db.first(
    query
      .selectFrom('builds')
      .innerJoin('layers', 'layers.id', 'builds.layer_id')
      .select([
        'builds.id as id',
        'layers.id as layerId',
        'layers.tar_digest as tarDigest',
        'layers.manifest_key as manifestKey',
        'builds.artifact as artifact',
      ])
      .where('builds.workspace_id', '=', workspaceId)
      .where('builds.input_key', '=', inputKey)
      .where('builds.status', '=', 'succeeded')
      .where('builds.reused_from_build_id', 'is', null)
      .orderBy('builds.created_at', 'desc')
      .limit(1),
  );
}

export interface NewBuild {
  id: string;
  workspaceId: string;
  templateId: string;
  versionId: string;
  inputKey: string;
  dispatchMode: BuildRow['dispatch_mode'];
  now: number;
  /** What it made already: a manifest alone, or a layer that an earlier build made. */
  done: { artifact: BuildArtifact; layerId: string | null; reusedFrom: string | null } | null;
}

/**
 * Adds a build, if the statement before it in the batch changed a row; a reused layer must still be
 * there.
 */
export function buildInsert(build: NewBuild): Compilable<unknown> {
  const { done } = build;
  const at = done ? build.now : null;
  return statement(sql`insert into builds (id, workspace_id, template_id, template_version_id, status, dispatch_mode, input_key,
      reused_from_build_id, layer_id, artifact, created_at, due_at, started_at, finished_at)
    select ${build.id}, ${build.workspaceId}, ${build.templateId}, ${build.versionId}, ${done ? 'succeeded' : 'queued'}, ${build.dispatchMode},
      ${build.inputKey}, ${done?.reusedFrom ?? null}, ${done?.layerId ?? null}, ${done ? JSON.stringify(done.artifact) : null},
      ${build.now}, ${build.now}, ${at}, ${at} where changes() > 0`);
}

export interface BuildInput {
  row: BuildRow;
  manifest: Manifest;
  bundleKey: string | null;
  bundleDigest: string | null;
  bundleBytes: number | null;
}

/** What a coordinator needs to run its build. */
export async function buildForCoordinator(db: Database, id: string): Promise<BuildInput | null> {
  const row = await db.first(builds().where('builds.id', '=', id));
  if (!row) return null;
  const version = await db.first(
    query.selectFrom('template_versions').selectAll().where('id', '=', row.template_version_id),
  );
  if (!version) return null;
  return {
    row,
    // Checked against the contract when the version was made.
    manifest: JSON.parse(version.manifest) as Manifest,
    bundleKey: version.bundle_key,
    bundleDigest: version.bundle_digest,
    bundleBytes: version.bundle_bytes,
  };
}

/** Takes the notes away by which a build's documents would be removed, once it has succeeded. */
export function documentsKept(id: string): Compilable<unknown> {
  return statement(sql`delete from objects_to_delete where bucket = 'builds' and key in (
    select workspace_id || '/builds/' || builds.id || '/' || name.value from builds, json_each('["config.json","manifest.json"]') name
    where builds.id = ${id} and status = 'succeeded')`);
}

export function deadLettered(db: Database, workspaceId: string) {
  return db.all(
    builds()
      .where('workspace_id', '=', workspaceId)
      .where('status', '=', 'dead_lettered')
      .orderBy('created_at')
      .limit(1000),
  );
}

/**
 * Without a sign of life for this long a build is looked at. A long step shows one less often: then
 * the look changes nothing.
 */
const quietMs = 20_000;

/** Builds that wait for somebody to begin them, or to go on with them. */
export function buildsDue(db: Database, now: number, limit: number) {
  return db.all(
    query
      .selectFrom('builds')
      .select(['id', 'status', 'workflow_instance_id'])
      .where((where) =>
        where.or([
          where.and([where('status', 'in', ['queued', 'retrying']), where('due_at', '<=', now)]),
          // Its coordinator may have died with the platform: a look is harmless, and does not wait
          // for its watchdog.
          where.and([where('status', '=', 'building'), where('heartbeat_at', '<', now - quietMs)]),
        ]),
      )
      .orderBy('due_at')
      .limit(limit),
  );
}

/** Builds whose holder has shown no life since `before`. */
export function buildsStuck(db: Database, before: number, limit: number) {
  return db.all(
    builds().where('status', '=', 'building').where('heartbeat_at', '<', before).orderBy('heartbeat_at').limit(limit),
  );
}

/** The layer that a version's build made, if it made one. */
export async function buildFindLayer(db: Database, workspaceId: string, versionId: string): Promise<string | null> {
  const row = await db.first(
    query
      .selectFrom('builds')
      .select('layer_id')
      .where('workspace_id', '=', workspaceId)
      .where('template_version_id', '=', versionId)
      .where('status', '=', 'succeeded')
      .orderBy('created_at', 'desc')
      .limit(1),
  );
  return row?.layer_id ?? null;
}

const workflowName = 'burstflare-builds';

/** The Workflow that looks after a build, and how it is: of a build in one of these states. */
export function buildWorkflow(id: string, instanceId: string, status: string, of: readonly BuildStatus[]) {
  return query
    .updateTable('builds')
    .set({ workflow_name: workflowName, workflow_instance_id: instanceId, workflow_status: status })
    .where('id', '=', id)
    .where('status', 'in', of);
}

export function buildStatus(id: string) {
  return query.selectFrom('builds').select('status').where('id', '=', id);
}
