// Generated from sql/migrations by `npm run generate`. Do not edit: change the source and run it again.

import type { Generated, Selectable } from 'kysely';

/** Who did what. seq counts up without gaps in its workspace, so that a chain can be sealed over it. */
export interface AuditEntriesTable {
  workspace_id: string;
  seq: number;
  event: string;
  outcome: 'done' | 'refused' | 'read';
  actor_id: string | null;
  auth_session_id: string | null;
  ip: string;
  request_id: string;
  target_id: string | null;
  detail: string;
  at: number;
}
export type AuditEntriesRow = Selectable<AuditEntriesTable>;

/** Sign-ins: the family that access and refresh tokens descend from. Revoking one ends all its tokens. */
export interface AuthSessionsTable {
  id: string;
  user_id: string;
  workspace_id: string;
  client: 'browser' | 'cli' | 'api';
  client_name: string;
  ip: string;
  created_at: number;
  expires_at: number;
  revoked_at: number | null;
  revoked_reason: string | null;
  disconnected_at: number | null;
}
export type AuthSessionsRow = Selectable<AuthSessionsTable>;

/** Builds: the making of a version. This row is the truth; whoever holds the lease runs it, and a heartbeat shows that they live. */
export interface BuildsTable {
  id: string;
  workspace_id: string;
  template_id: string;
  template_version_id: string;
  status: 'queued' | 'building' | 'succeeded' | 'retrying' | 'dead_lettered';
  attempts: Generated<number>;
  cut_offs: Generated<number>;
  phase: 'machine' | 'unpack' | 'setup' | 'save' | 'store' | null;
  dispatch_mode: 'workflow' | 'queue' | 'direct';
  execution_source: 'workflow' | 'queue' | 'direct' | 'reconcile' | null;
  workflow_name: string | null;
  workflow_instance_id: string | null;
  workflow_status: string | null;
  lease_id: string | null;
  input_key: string;
  reused_from_build_id: string | null;
  layer_id: string | null;
  artifact: string | null;
  last_error: string | null;
  last_failure_at: number | null;
  dead_lettered_at: number | null;
  created_at: number;
  due_at: number;
  started_at: number | null;
  finished_at: number | null;
  heartbeat_at: number | null;
}
export type BuildsRow = Selectable<BuildsTable>;

/**
 * Who holds on to a chunk that no layer need name yet: a save under way, by the id of the layer that it makes. Each save has leases of its
 * own, so none can end another's. When a layer goes, each of its chunks gets a lease that has run out: the sweep looks at what such leases
 * name, and at nothing else.
 */
export interface ChunkLeasesTable {
  workspace_id: string;
  digest: string;
  layer_id: string;
  lease_until: number;
}
export type ChunkLeasesRow = Selectable<ChunkLeasesTable>;

/**
 * Chunks of layers in object storage: zstd frames, by the digest of the frame. A chunk is kept while a layer names it or a save under way
 * holds a lease on it; `deleting` keeps a save from counting on what the sweep is about to remove.
 */
export interface ChunksTable {
  workspace_id: string;
  digest: string;
  bytes: number;
  state: 'live' | 'deleting';
  stored_at: number | null;
  claimed_until: number;
}
export type ChunksRow = Selectable<ChunksTable>;

/** Devices that ask to be let in (RFC 8628). email_key names whose console shows the request. */
export interface DeviceRequestsTable {
  device_hash: string;
  user_code: string;
  client_name: string;
  ip: string;
  email_key: string | null;
  state: 'pending' | 'approved' | 'denied' | 'redeemed';
  user_id: string | null;
  workspace_id: string | null;
  interval_seconds: number;
  polled_at: number | null;
  created_at: number;
  expires_at: number;
}
export type DeviceRequestsRow = Selectable<DeviceRequestsTable>;

/** Answers to requests that carried an Idempotency-Key, for a day. */
export interface IdempotencyKeysTable {
  key_hash: string;
  body_hash: string;
  attempt_id: string;
  status: number | null;
  reply: string | null;
  started_at: number;
  expires_at: number;
}
export type IdempotencyKeysRow = Selectable<IdempotencyKeysTable>;

/** Which layer names which chunks. */
export interface LayerChunksTable {
  layer_id: string;
  workspace_id: string;
  digest: string;
}
export type LayerChunksRow = Selectable<LayerChunksTable>;

/** Layers: what a build or a snapshot holds. manifest_key names the list of chunks and files in object storage. */
export interface LayersTable {
  id: string;
  workspace_id: string;
  manifest_key: string;
  tar_digest: string;
  bytes: number;
  raw_bytes: number;
  created_at: number;
}
export type LayersRow = Selectable<LayersTable>;

/** Who belongs to which workspace, and as what. */
export interface MembershipsTable {
  workspace_id: string;
  user_id: string;
  role: 'viewer' | 'member' | 'admin' | 'owner';
  created_at: number;
}
export type MembershipsRow = Selectable<MembershipsTable>;

/** Objects whose rows are gone: removed by the sweep, so that a crash between row and object leaves nothing behind. */
export interface ObjectsToDeleteTable {
  bucket: 'bundles' | 'builds' | 'snapshots';
  key: string;
  due_at: Generated<number>;
}
export type ObjectsToDeleteRow = Selectable<ObjectsToDeleteTable>;

/** Passkeys of people. */
export interface PasskeysTable {
  id: string;
  user_id: string;
  credential_id: string;
  label: string;
  public_key: Uint8Array;
  algorithm: string;
  transports: string;
  sign_count: number;
  created_at: number;
  last_used_at: number | null;
}
export type PasskeysRow = Selectable<PasskeysTable>;

/** One-time tickets that sign a browser in to a preview, by hash. */
export interface PreviewTicketsTable {
  hash: string;
  session_id: string;
  port: number;
  user_id: string;
  auth_session_id: string;
  expires_at: number;
}
export type PreviewTicketsRow = Selectable<PreviewTicketsTable>;

/** Releases: that a version became active. binding is what sessions were bound to, as it was then. */
export interface ReleasesTable {
  id: string;
  workspace_id: string;
  template_id: string;
  template_version_id: string;
  mode: 'promote' | 'rollback';
  source_release_id: string | null;
  binding: string;
  created_by: string;
  created_at: number;
}
export type ReleasesRow = Selectable<ReleasesTable>;

/** What the database says of itself: one row, rewritten by each migration. */
export interface SchemaMetaTable {
  id: Generated<number>;
  version: number;
}
export type SchemaMetaRow = Selectable<SchemaMetaTable>;

/**
 * Sessions, as lists show them. spec is the manifest that the session was made from, base_layer_id the layer of its build. The coordinator of each session owns the truth and
 * projects it here as view; a projection with a lower version than the row's is refused.
 */
export interface SessionsTable {
  id: string;
  workspace_id: string;
  template_id: string;
  template_version_id: string;
  release_id: string;
  name: string;
  name_key: string;
  state: 'created' | 'starting' | 'running' | 'stopping' | 'sleeping' | 'failed' | 'deleted';
  version: number;
  spec: string;
  view: string;
  base_layer_id: string | null;
  created_by: string;
  created_at: number;
  updated_at: number;
  deleted_at: number | null;
}
export type SessionsRow = Selectable<SessionsTable>;

/** Snapshots: what a session's persisted paths held. A captured one has a layer, an uploaded one an object. */
export interface SnapshotsTable {
  id: string;
  workspace_id: string;
  session_id: string;
  label: string | null;
  trigger: 'manual' | 'stop' | 'restart' | 'period' | 'upload';
  state: 'empty' | 'saving' | 'ready' | 'failed';
  state_reason: string | null;
  format: 'burstflare.snapshot.v3' | 'burstflare.snapshot.v2' | 'opaque' | null;
  paths: string;
  bytes: Generated<number>;
  digest: string | null;
  content_type: string | null;
  capture: string | null;
  layer_id: string | null;
  object_key: string | null;
  created_by: string | null;
  created_at: number;
  warnings: string | null;
}
export type SnapshotsRow = Selectable<SnapshotsTable>;

/** Versions: a manifest each, never changed once made. bundle_key names the bundle in object storage; versions with the same bundle share it. */
export interface TemplateVersionsTable {
  id: string;
  workspace_id: string;
  template_id: string;
  number: number;
  state: 'uploading' | 'building' | 'ready' | 'failed';
  state_reason: string | null;
  source: 'bundle' | 'git' | 'manifest';
  bundle_digest: string | null;
  bundle_bytes: number | null;
  bundle_key: string | null;
  bundle_uploaded_at: number | null;
  build_id: string | null;
  manifest: string;
  notes: string;
  created_by: string;
  created_at: number;
}
export type TemplateVersionsRow = Selectable<TemplateVersionsTable>;

/** Templates: what sessions are made from. version_count numbers the versions. */
export interface TemplatesTable {
  id: string;
  workspace_id: string;
  name: string;
  name_key: string;
  description: string;
  state: 'active' | 'archived';
  version_count: Generated<number>;
  active_release_id: string | null;
  created_by: string;
  created_at: number;
  updated_at: number;
  archived_at: number | null;
}
export type TemplatesRow = Selectable<TemplatesTable>;

/** Access and refresh tokens, by hash. A refresh token is used once; used_by tells the client that may repeat it. */
export interface TokensTable {
  hash: string;
  kind: 'access' | 'refresh';
  auth_session_id: string;
  created_at: number;
  expires_at: number;
  used_at: number | null;
  used_by: string | null;
}
export type TokensRow = Selectable<TokensTable>;

/** Leave to upload one thing once, by hash. */
export interface UploadGrantsTable {
  hash: string;
  workspace_id: string;
  kind: 'bundle' | 'snapshot';
  parent_id: string;
  target_id: string;
  granted_by: string;
  auth_session_id: string;
  expires_at: number;
}
export type UploadGrantsRow = Selectable<UploadGrantsTable>;

/** People. */
export interface UsersTable {
  id: string;
  email: string;
  email_key: string;
  name: string;
  password_hash: string;
  created_at: number;
}
export type UsersRow = Selectable<UsersTable>;

/** Workspaces: what templates and sessions belong to. */
export interface WorkspacesTable {
  id: string;
  name: string;
  personal: 0 | 1;
  created_at: number;
}
export type WorkspacesRow = Selectable<WorkspacesTable>;

/** Every table of D1, as Kysely sees them. */
export interface Database {
  audit_entries: AuditEntriesTable;
  auth_sessions: AuthSessionsTable;
  builds: BuildsTable;
  chunk_leases: ChunkLeasesTable;
  chunks: ChunksTable;
  device_requests: DeviceRequestsTable;
  idempotency_keys: IdempotencyKeysTable;
  layer_chunks: LayerChunksTable;
  layers: LayersTable;
  memberships: MembershipsTable;
  objects_to_delete: ObjectsToDeleteTable;
  passkeys: PasskeysTable;
  preview_tickets: PreviewTicketsTable;
  releases: ReleasesTable;
  schema_meta: SchemaMetaTable;
  sessions: SessionsTable;
  snapshots: SnapshotsTable;
  template_versions: TemplateVersionsTable;
  templates: TemplatesTable;
  tokens: TokensTable;
  upload_grants: UploadGrantsTable;
  users: UsersTable;
  workspaces: WorkspacesTable;
}
