// Generated from openapi/openapi.yaml by `npm run generate`. Do not edit: change the source and run it again.

/** Weakest first: a role holds what those before it hold. */
export const roles = ['viewer', 'member', 'admin', 'owner'] as const;
export type Role = (typeof roles)[number];

/** The least role that holds each permission. */
export const permissions = {
  'events:read': 'viewer',
  'templates:read': 'viewer',
  'templates:write': 'member',
  'templates:delete': 'admin',
  'builds:read': 'viewer',
  'builds:write': 'member',
  'builds:administer': 'admin',
  'releases:read': 'viewer',
  'releases:write': 'member',
  'sessions:read': 'viewer',
  'sessions:write': 'member',
  'sessions:connect': 'member',
  'snapshots:read': 'viewer',
  'snapshots:write': 'member',
  'previews:visit': 'member',
} as const satisfies Record<string, Role>;
export type Permission = keyof typeof permissions;

/** What each state of a resource is, for people. */
export const stateMachines = {
  session: {
    created: 'Created, never started',
    starting: 'The machine is starting',
    running: 'Running; files, terminal and ports are reachable',
    stopping: 'The session is being saved and shut down',
    sleeping: 'Stopped; the files are saved, the machine and its disk are gone',
    failed: 'The last start or stop failed; the reason says why',
    deleted: 'Deleted for good',
  },
  template: {
    active: 'New sessions can be created from the template',
    archived: 'The template is kept; no new sessions can be created from it',
  },
  version: {
    uploading: 'Waiting for the bundle to be uploaded',
    building: 'The build has not finished',
    ready: 'The version can be promoted',
    failed: 'The build failed',
  },
  build: {
    queued: 'The build waits for its turn',
    building: 'An attempt is under way',
    retrying: 'An attempt failed or was cut off; the next one is due',
    succeeded: 'The version is ready',
    dead_lettered:
      'Given up: three attempts failed, one failed for a reason that a retry cannot change, or the platform interrupted five',
  },
  snapshot: {
    empty: 'Waiting for its upload',
    saving: "The session's files are being captured",
    ready: 'The snapshot can be restored',
    failed: 'The capture failed; the reason says why',
  },
} as const;

/**
 * Who may call an operation, and in which states of its resource: a button outside of both is disabled, with the reason. What is not here
 * anybody may call at any time.
 */
export const operationPolicy = {
  followEvents: {
    permission: 'events:read',
  },
  listTemplates: {
    permission: 'templates:read',
  },
  createTemplate: {
    permission: 'templates:write',
  },
  getTemplate: {
    permission: 'templates:read',
  },
  deleteTemplate: {
    permission: 'templates:delete',
  },
  updateTemplate: {
    permission: 'templates:write',
  },
  archiveTemplate: {
    permission: 'templates:write',
    allowedStates: ['active', 'archived'],
  },
  restoreTemplate: {
    permission: 'templates:write',
    allowedStates: ['active', 'archived'],
  },
  listTemplateVersions: {
    permission: 'templates:read',
  },
  createTemplateVersion: {
    permission: 'templates:write',
  },
  getTemplateVersion: {
    permission: 'templates:read',
  },
  downloadBundle: {
    permission: 'templates:read',
  },
  uploadBundle: {
    permission: 'templates:write',
  },
  grantBundleUpload: {
    permission: 'templates:write',
  },
  listBuilds: {
    permission: 'builds:read',
  },
  getBuild: {
    permission: 'builds:read',
  },
  readBuildLog: {
    permission: 'builds:read',
  },
  followBuildLog: {
    permission: 'builds:read',
  },
  getBuildArtifact: {
    permission: 'builds:read',
  },
  retryBuild: {
    permission: 'builds:write',
    allowedStates: ['dead_lettered'],
  },
  retryDeadLetteredBuilds: {
    permission: 'builds:administer',
  },
  promoteTemplate: {
    permission: 'releases:write',
  },
  rollbackTemplate: {
    permission: 'releases:write',
  },
  listReleases: {
    permission: 'releases:read',
  },
  getRelease: {
    permission: 'releases:read',
  },
  listSessions: {
    permission: 'sessions:read',
  },
  createSession: {
    permission: 'sessions:write',
  },
  getSession: {
    permission: 'sessions:read',
  },
  deleteSession: {
    permission: 'sessions:write',
    allowedStates: ['created', 'starting', 'running', 'stopping', 'sleeping', 'failed', 'deleted'],
  },
  updateSession: {
    permission: 'sessions:write',
    allowedStates: ['created', 'starting', 'running', 'stopping', 'sleeping', 'failed'],
  },
  startSession: {
    permission: 'sessions:write',
    allowedStates: ['created', 'starting', 'running', 'sleeping', 'failed'],
  },
  stopSession: {
    permission: 'sessions:write',
    allowedStates: ['running', 'stopping', 'sleeping', 'failed'],
  },
  restartSession: {
    permission: 'sessions:write',
    allowedStates: ['running', 'sleeping', 'failed'],
  },
  listSessionEvents: {
    permission: 'sessions:read',
  },
  followSessionEvents: {
    permission: 'sessions:read',
  },
  listSnapshots: {
    permission: 'snapshots:read',
  },
  createSnapshot: {
    permission: 'snapshots:write',
    allowedStates: ['created', 'running', 'sleeping', 'failed'],
  },
  getSnapshot: {
    permission: 'snapshots:read',
  },
  deleteSnapshot: {
    permission: 'snapshots:write',
  },
  updateSnapshot: {
    permission: 'snapshots:write',
  },
  downloadSnapshot: {
    permission: 'snapshots:read',
  },
  uploadSnapshot: {
    permission: 'snapshots:write',
  },
  grantSnapshotUpload: {
    permission: 'snapshots:write',
  },
  getRestore: {
    permission: 'snapshots:read',
  },
  restoreSnapshot: {
    permission: 'snapshots:write',
    allowedStates: ['created', 'running', 'sleeping', 'failed'],
  },
  openPreview: {
    permission: 'sessions:connect',
  },
  listSessionPorts: {
    permission: 'sessions:read',
    allowedStates: ['running'],
  },
  getSessionApp: {
    permission: 'sessions:read',
    allowedStates: ['running'],
  },
  restartSessionApp: {
    permission: 'sessions:write',
    allowedStates: ['running'],
  },
  readSessionAppLog: {
    permission: 'sessions:connect',
    allowedStates: ['running'],
  },
  listSessionTerminals: {
    permission: 'sessions:connect',
    allowedStates: ['running'],
  },
  closeSessionTerminal: {
    permission: 'sessions:connect',
    allowedStates: ['running'],
  },
  connectSessionTerminal: {
    permission: 'sessions:connect',
    allowedStates: ['running'],
  },
  startSessionChange: {
    permission: 'sessions:connect',
    allowedStates: ['running'],
  },
  receiveSessionChange: {
    permission: 'sessions:connect',
    allowedStates: ['running'],
  },
} as const satisfies Record<string, { permission: Permission | 'public' | 'self'; allowedStates?: readonly string[] }>;

/** How many characters each named text has, for who wants to know before the deployment is asked. */
export const textLengths = {
  SessionName: {
    minLength: 1,
    maxLength: 100,
  },
  TemplateName: {
    minLength: 1,
    maxLength: 100,
  },
  Command: {
    minLength: 1,
    maxLength: 4000,
  },
  Email: {
    minLength: 3,
    maxLength: 254,
  },
  NewPassword: {
    minLength: 10,
    maxLength: 256,
  },
  NewName: {
    minLength: 1,
    maxLength: 100,
  },
  TerminalId: {
    minLength: 1,
    maxLength: 32,
  },
  TransferId: {
    minLength: 1,
    maxLength: 64,
  },
  FileState: {
    minLength: 6,
    maxLength: 4200,
  },
} as const;

/** Every problem code, with what it says. */
export const problemTitles = {
  bad_request: 'The request is not valid',
  malformed_json: 'The body is not valid JSON',
  manifest_invalid: 'The manifest is not valid',
  unauthenticated: 'Sign-in is needed',
  invalid_credentials: 'E-mail or password is wrong',
  refresh_token_invalid: 'The sign-in has ended',
  refresh_token_reused: 'The sign-in was revoked',
  csrf_failed: 'The request does not come from a page of this deployment',
  origin_refused: 'Requests from this origin are refused',
  wrong_credential: 'This credential is for something else',
  forbidden: 'Your role does not allow this',
  registration_closed: 'Registration is closed',
  registration_invite_only: 'Registration needs an invitation',
  not_found: 'Not found',
  route_not_found: 'No such route',
  method_not_allowed: 'Method not allowed',
  request_timeout: 'The body did not arrive in time',
  email_taken: 'This e-mail address is taken',
  template_name_taken: "The template's name is taken",
  template_archived: 'The template is archived',
  template_has_sessions: 'The template still has sessions',
  template_not_released: 'The template has no release',
  version_not_ready: 'The version is not ready',
  version_already_active: 'The version is already active',
  release_conflict: 'The template was released meanwhile',
  no_prior_release: 'There is no earlier release',
  bundle_not_announced: 'The version has no bundle',
  build_state: "The build's state does not allow this",
  build_not_finished: 'The build has no artifact yet',
  snapshot_state: "The snapshot's state does not allow this",
  snapshot_content_missing: 'The snapshot has no content',
  snapshot_in_use: 'The snapshot is in use',
  session_name_taken: "The session's name is taken",
  session_state: "The session's state does not allow this",
  session_busy: 'The session is carrying out another command',
  session_not_running: 'The session is not running',
  terminal_limit: 'Too many terminals',
  stream_limit: 'Too many streams are open',
  idempotency_in_flight: 'The same request is still running',
  device_already_decided: 'The device request was already decided',
  payload_too_large: 'The body is too large',
  name_refused: 'BurstFlare is not served under this name',
  range_not_satisfiable: 'The range begins behind the end',
  digest_mismatch: 'The upload does not match its digest',
  snapshot_damaged: 'The upload is a damaged snapshot',
  snapshot_unusable: "The snapshot's content cannot be restored",
  unsupported_media_type: 'The content type is not supported here',
  unsupported_content_encoding: 'The content encoding is not supported here',
  idempotency_key_reused: 'The Idempotency-Key was used for another request',
  upgrade_required: 'A WebSocket upgrade is needed',
  rate_limited: 'Too many requests',
  authorization_pending: 'The device request has not been decided yet',
  slow_down: 'Polling too fast',
  expired_token: 'The device code has expired',
  access_denied: 'The device request was denied',
  record_too_new: 'A newer release wrote this record',
  internal_error: 'Something went wrong on the server',
  app_answer_invalid: "The app's response cannot be passed on",
  app_unreachable: 'The app did not respond',
  port_not_open: 'Nothing listens on this port',
  runtime_unreachable: "The session's runtime did not respond as expected",
  host_unreachable: 'Sessions cannot be reached right now',
  host_disk_full: 'The machine that runs sessions has no space for another one',
  session_start_failed: 'The session did not start',
  snapshot_failed: 'The session could not be saved',
  restore_failed: 'The snapshot could not be restored',
  session_not_saved: 'The session could not be saved, so it was not stopped',
  session_stop_failed: 'The session did not stop cleanly',
  storage_busy: 'The deployment is busy',
  sign_in_busy: 'Too many people are signing in',
  unavailable: 'Not available right now',
  restore_busy: 'The files are already being changed',
  files_changed: 'The files changed in the session too',
  archive_invalid: 'The archive is refused',
  content_invalid: 'The content is not what its manifest says',
  no_space: "The session's disk is full",
} as const;
export type ProblemCode = keyof typeof problemTitles;
