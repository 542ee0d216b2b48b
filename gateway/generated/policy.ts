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

/** Every role that holds a permission: for statements that ask for a membership. */
export const holders = {
  'events:read': ['viewer', 'member', 'admin', 'owner'],
  'templates:read': ['viewer', 'member', 'admin', 'owner'],
  'templates:write': ['member', 'admin', 'owner'],
  'templates:delete': ['admin', 'owner'],
  'builds:read': ['viewer', 'member', 'admin', 'owner'],
  'builds:write': ['member', 'admin', 'owner'],
  'builds:administer': ['admin', 'owner'],
  'releases:read': ['viewer', 'member', 'admin', 'owner'],
  'releases:write': ['member', 'admin', 'owner'],
  'sessions:read': ['viewer', 'member', 'admin', 'owner'],
  'sessions:write': ['member', 'admin', 'owner'],
  'sessions:connect': ['member', 'admin', 'owner'],
  'snapshots:read': ['viewer', 'member', 'admin', 'owner'],
  'snapshots:write': ['member', 'admin', 'owner'],
  'previews:visit': ['member', 'admin', 'owner'],
} as const satisfies Record<Permission, readonly Role[]>;

/** What is held by who is no member of a workspace, on their own subject alone. */
export const principals = {
  operator: [],
  pass: ['previews:visit'],
  runtime: [],
} as const satisfies Record<string, readonly Permission[]>;

export const rateLimits = {
  reads: {
    limit: 1200,
    windowSeconds: 60,
    by: 'user',
  },
  writes: {
    limit: 300,
    windowSeconds: 60,
    by: 'user',
  },
  health: {
    limit: 6000,
    windowSeconds: 60,
    by: 'ip',
  },
  register: {
    limit: 20,
    windowSeconds: 600,
    by: 'ip',
  },
  login: {
    limit: 30,
    windowSeconds: 300,
    by: 'ip',
  },
  refresh: {
    limit: 120,
    windowSeconds: 60,
    by: 'ip',
  },
  'device-start': {
    limit: 30,
    windowSeconds: 600,
    by: 'ip',
  },
  'device-poll': {
    limit: 120,
    windowSeconds: 60,
    by: 'ip',
  },
  'device-decide': {
    limit: 30,
    windowSeconds: 300,
    by: 'user',
  },
  'session-create': {
    limit: 60,
    windowSeconds: 60,
    by: 'user',
  },
  'session-lifecycle': {
    limit: 60,
    windowSeconds: 60,
    by: 'session',
  },
  upload: {
    limit: 60,
    windowSeconds: 60,
    by: 'user',
  },
  'upload-by-grant': {
    limit: 60,
    windowSeconds: 60,
    by: 'ip',
  },
  'build-retry': {
    limit: 30,
    windowSeconds: 60,
    by: 'user',
  },
  snapshot: {
    limit: 30,
    windowSeconds: 60,
    by: 'session',
  },
  preview: {
    limit: 600,
    windowSeconds: 60,
    by: 'session',
  },
  terminal: {
    limit: 60,
    windowSeconds: 60,
    by: 'session',
  },
  stream: {
    limit: 600,
    windowSeconds: 60,
    by: 'user',
  },
} as const;
export type RateLimitName = keyof typeof rateLimits;

/** How often a stream that has nothing to tell sends a comment, and how many may be open at once. */
export const streams = {
  heartbeatSeconds: 15,
  perPerson: 30,
  perWorkspace: 1000,
} as const;

export const quotas = {} as const;
export type Quota = keyof typeof quotas;

export const auditEvents = {
  'auth.registered': 'A person signed up',
  'auth.logged_in': 'A person signed in',
  'auth.logged_out': 'A person signed out',
  'auth.logged_out_everywhere': 'A person ended all their sign-ins',
  'auth.refresh_reused': 'A used refresh token came back, and its whole sign-in was revoked',
  'auth.device_approved': 'A person approved a device',
  'auth.device_denied': 'A person denied a device',
  'template.created': 'A template was created',
  'template.archived': 'A template was archived',
  'template.restored': 'An archived template was restored',
  'template.updated': 'A template got another name or description',
  'template.deleted': 'A template was deleted with its versions and content',
  'template.version_created': 'A version was added',
  'template.promoted': 'A version became what new sessions get',
  'template.rolled_back': 'A template went back to an earlier release',
  'template.bundle_uploaded': 'The files of a version arrived',
  'template.upload_granted': "A grant to upload a version's files was issued",
  'build.retried': 'A build was queued again',
  'build.succeeded': 'A build succeeded, and its version became ready',
  'build.failed': 'An attempt of a build failed',
  'build.dead_lettered': 'A build failed for good',
  'build.recovered': 'A build that the platform cut off was taken up again',
  'snapshot.created': 'A session was saved',
  'snapshot.uploaded': 'The content of a snapshot arrived',
  'snapshot.upload_granted': "A grant to upload a snapshot's content was issued",
  'snapshot.labelled': 'A snapshot got another label',
  'snapshot.deleted': 'A snapshot was deleted with its content',
  'snapshot.restored': 'A session was restored from a snapshot',
  'session.created': 'A session was created',
  'session.started': 'A session was asked to start',
  'session.stopped': 'A session was asked to stop',
  'session.restarted': 'A session was asked to restart',
  'session.renamed': 'A session got another name',
  'session.deleted': 'A session was asked to be deleted',
} as const;
export type AuditEvent = keyof typeof auditEvents;

/** Which states a resource has, for people, and the moves between them. Which operations a state allows stands at the operation. */
export const stateMachines = {
  session: {
    states: {
      created: 'Created, never started',
      starting: 'The machine is starting',
      running: 'Running; files, terminal and ports are reachable',
      stopping: 'The session is being saved and shut down',
      sleeping: 'Stopped; the files are saved, the machine and its disk are gone',
      failed: 'The last start or stop failed; the reason says why',
      deleted: 'Deleted for good',
    },
    moves: [
      {
        from: ['created', 'sleeping', 'failed'],
        to: 'starting',
        cause: 'A start begins',
      },
      {
        from: ['starting'],
        to: 'running',
        cause: 'The machine has its files and knows what to run',
      },
      {
        from: ['starting'],
        to: 'failed',
        cause: 'The start did not work',
      },
      {
        from: ['running'],
        to: 'failed',
        cause: 'The machine is lost',
      },
      {
        from: ['running', 'failed'],
        to: 'stopping',
        cause: 'A stop, a restart or a deletion begins',
      },
      {
        from: ['starting', 'sleeping'],
        to: 'stopping',
        cause: 'A deletion begins',
      },
      {
        from: ['stopping'],
        to: 'sleeping',
        cause: 'The machine is gone; its files are saved, unless they were discarded',
      },
      {
        from: ['stopping'],
        to: 'starting',
        cause: 'A restart continues with its start',
      },
      {
        from: ['stopping'],
        to: 'running',
        cause: 'The files could not be saved, so the machine is kept',
      },
      {
        from: ['stopping'],
        to: 'failed',
        cause: 'The machine could not be ended',
      },
      {
        from: ['stopping', 'created'],
        to: 'deleted',
        cause: 'The machine is gone and the deletion is through',
      },
    ],
  },
  template: {
    states: {
      active: 'New sessions can be created from the template',
      archived: 'The template is kept; no new sessions can be created from it',
    },
    moves: [
      {
        from: ['active'],
        to: 'archived',
        cause: 'It is archived',
      },
      {
        from: ['archived'],
        to: 'active',
        cause: 'It is restored',
      },
    ],
  },
  version: {
    states: {
      uploading: 'Waiting for the bundle to be uploaded',
      building: 'The build has not finished',
      ready: 'The version can be promoted',
      failed: 'The build failed',
    },
    moves: [
      {
        from: ['uploading'],
        to: 'building',
        cause: 'Its bundle is complete',
      },
      {
        from: ['uploading'],
        to: 'ready',
        cause: 'The same input was built before',
      },
      {
        from: ['building'],
        to: 'ready',
        cause: 'Its build succeeded',
      },
      {
        from: ['building'],
        to: 'failed',
        cause: 'Its build was given up',
      },
      {
        from: ['failed'],
        to: 'building',
        cause: 'Its build is retried',
      },
    ],
  },
  build: {
    states: {
      queued: 'The build waits for its turn',
      building: 'An attempt is under way',
      retrying: 'An attempt failed or was cut off; the next one is due',
      succeeded: 'The version is ready',
      dead_lettered:
        'Given up: three attempts failed, one failed for a reason that a retry cannot change, or the platform interrupted five',
    },
    moves: [
      {
        from: ['queued', 'retrying'],
        to: 'building',
        cause: 'An attempt claims it',
      },
      {
        from: ['building'],
        to: 'succeeded',
        cause: 'The attempt stored its layer',
      },
      {
        from: ['building'],
        to: 'retrying',
        cause: 'The attempt failed or was cut off and another one is left',
      },
      {
        from: ['building'],
        to: 'dead_lettered',
        cause: 'No further attempt is left or could do better',
      },
      {
        from: ['dead_lettered'],
        to: 'queued',
        cause: 'A person retries it',
      },
    ],
  },
  snapshot: {
    states: {
      empty: 'Waiting for its upload',
      saving: "The session's files are being captured",
      ready: 'The snapshot can be restored',
      failed: 'The capture failed; the reason says why',
    },
    moves: [
      {
        from: ['empty'],
        to: 'ready',
        cause: 'Its upload is complete',
      },
      {
        from: ['saving'],
        to: 'ready',
        cause: 'The capture is stored and proven',
      },
      {
        from: ['saving'],
        to: 'failed',
        cause: 'The capture did not work or was cut off',
      },
    ],
  },
} as const;
export type StateMachine = keyof typeof stateMachines;
export type StateOf<M extends StateMachine> = keyof (typeof stateMachines)[M]['states'];

export type ProblemCode =
  | 'bad_request'
  | 'malformed_json'
  | 'manifest_invalid'
  | 'unauthenticated'
  | 'invalid_credentials'
  | 'refresh_token_invalid'
  | 'refresh_token_reused'
  | 'csrf_failed'
  | 'origin_refused'
  | 'wrong_credential'
  | 'forbidden'
  | 'registration_closed'
  | 'registration_invite_only'
  | 'not_found'
  | 'route_not_found'
  | 'method_not_allowed'
  | 'request_timeout'
  | 'email_taken'
  | 'template_name_taken'
  | 'template_archived'
  | 'template_has_sessions'
  | 'template_not_released'
  | 'version_not_ready'
  | 'version_already_active'
  | 'release_conflict'
  | 'no_prior_release'
  | 'bundle_not_announced'
  | 'build_state'
  | 'build_not_finished'
  | 'snapshot_state'
  | 'snapshot_content_missing'
  | 'snapshot_in_use'
  | 'session_name_taken'
  | 'session_state'
  | 'session_busy'
  | 'session_not_running'
  | 'terminal_limit'
  | 'stream_limit'
  | 'idempotency_in_flight'
  | 'device_already_decided'
  | 'payload_too_large'
  | 'name_refused'
  | 'range_not_satisfiable'
  | 'digest_mismatch'
  | 'snapshot_damaged'
  | 'snapshot_unusable'
  | 'unsupported_media_type'
  | 'unsupported_content_encoding'
  | 'idempotency_key_reused'
  | 'upgrade_required'
  | 'rate_limited'
  | 'authorization_pending'
  | 'slow_down'
  | 'expired_token'
  | 'access_denied'
  | 'record_too_new'
  | 'internal_error'
  | 'app_answer_invalid'
  | 'app_unreachable'
  | 'port_not_open'
  | 'runtime_unreachable'
  | 'host_unreachable'
  | 'host_disk_full'
  | 'session_start_failed'
  | 'snapshot_failed'
  | 'restore_failed'
  | 'session_not_saved'
  | 'session_stop_failed'
  | 'storage_busy'
  | 'sign_in_busy'
  | 'unavailable'
  | 'restore_busy'
  | 'files_changed'
  | 'archive_invalid'
  | 'content_invalid'
  | 'no_space';

export interface ProblemText {
  readonly status: number;
  readonly title: string;
  /** May hold {placeholders}, filled from the problem's context. */
  readonly detail: string;
  readonly next?: string;
}

export const problems: Readonly<Record<ProblemCode, ProblemText>> = {
  bad_request: {
    status: 400,
    title: 'The request is not valid',
    detail: 'See `errors` for each field.',
    next: 'Correct the named fields and send the request again.',
  },
  malformed_json: {
    status: 400,
    title: 'The body is not valid JSON',
    detail: 'The JSON parser says: {reason}',
    next: 'Send a well-formed JSON document.',
  },
  manifest_invalid: {
    status: 400,
    title: 'The manifest is not valid',
    detail: 'See `errors` for each field.',
    next: "Correct the named fields; the manifest's JSON Schema is at /manifest.schema.json.",
  },
  unauthenticated: {
    status: 401,
    title: 'Sign-in is needed',
    detail: 'The request carries no valid access token or session.',
    next: 'Sign in, or run `flare auth login`.',
  },
  invalid_credentials: {
    status: 401,
    title: 'E-mail or password is wrong',
    detail: 'No account matches this e-mail address and password.',
    next: 'Check both and try again.',
  },
  refresh_token_invalid: {
    status: 401,
    title: 'The sign-in has ended',
    detail: 'The refresh token is unknown, expired or revoked.',
    next: 'Sign in again.',
  },
  refresh_token_reused: {
    status: 401,
    title: 'The sign-in was revoked',
    detail: 'A refresh token was used a second time, so every token of this sign-in is revoked.',
    next: 'Sign in again. If you did not cause this, end all your sign-ins: `flare auth logout-all`.',
  },
  csrf_failed: {
    status: 403,
    title: 'The request does not come from a page of this deployment',
    detail: '{reason}',
    next: 'Reload the page and try again.',
  },
  origin_refused: {
    status: 403,
    title: 'Requests from this origin are refused',
    detail: 'The origin {origin} may not write here.',
    next: "Open the page from the deployment's own address.",
  },
  wrong_credential: {
    status: 403,
    title: 'This credential is for something else',
    detail: 'The request was sent with {credential}, which does not allow it.',
    next: 'Sign in as a person who may do it, or use a token whose scopes name it.',
  },
  forbidden: {
    status: 403,
    title: 'Your role does not allow this',
    detail: 'This needs the permission {permission}, which the role {role} and above hold.',
    next: 'Ask an admin of the workspace.',
  },
  registration_closed: {
    status: 403,
    title: 'Registration is closed',
    detail: 'This deployment accepts no new accounts.',
    next: 'Ask its operator to open registration.',
  },
  registration_invite_only: {
    status: 403,
    title: 'Registration needs an invitation',
    detail: 'This deployment accepts new accounts only by invitation, and this version cannot send invitations.',
    next: 'Ask its operator to open registration.',
  },
  not_found: {
    status: 404,
    title: 'Not found',
    detail: 'There is no such {what}, or you may not see it.',
    next: 'Check the id and the workspace you are signed in to.',
  },
  route_not_found: {
    status: 404,
    title: 'No such route',
    detail: 'There is no route {method} {path}.',
    next: 'See /docs for the routes of this deployment.',
  },
  method_not_allowed: {
    status: 405,
    title: 'Method not allowed',
    detail: '{method} is not allowed here.',
    next: 'Use one of: {allowed}.',
  },
  request_timeout: {
    status: 408,
    title: 'The body did not arrive in time',
    detail: 'The request body was not received completely, so nothing was changed.',
    next: 'Send the request again.',
  },
  email_taken: {
    status: 409,
    title: 'This e-mail address is taken',
    detail: 'An account with this e-mail address exists.',
    next: 'Sign in instead.',
  },
  template_name_taken: {
    status: 409,
    title: "The template's name is taken",
    detail: 'The workspace has a template named {name}.',
    next: 'Choose another name.',
  },
  template_archived: {
    status: 409,
    title: 'The template is archived',
    detail: 'No sessions can be created from an archived template.',
    next: 'Restore it first: `flare template restore {templateId}`.',
  },
  template_has_sessions: {
    status: 409,
    title: 'The template still has sessions',
    detail: 'Sessions of this template that are not deleted: {count}.',
    next: 'Delete those sessions first.',
  },
  template_not_released: {
    status: 409,
    title: 'The template has no release',
    detail: 'No version of this template has been promoted yet.',
    next: 'Promote a ready version: `flare template promote {templateId} <versionId>`.',
  },
  version_not_ready: {
    status: 409,
    title: 'The version is not ready',
    detail: 'The version is {state}.',
    next: 'Wait for its build. If the build was given up, retry it or create a new version.',
  },
  version_already_active: {
    status: 409,
    title: 'The version is already active',
    detail: 'New sessions already get this version.',
    next: 'There is nothing to do.',
  },
  release_conflict: {
    status: 409,
    title: 'The template was released meanwhile',
    detail: 'Somebody else promoted or rolled back this template at the same moment.',
    next: 'Look at its releases and try again.',
  },
  no_prior_release: {
    status: 409,
    title: 'There is no earlier release',
    detail: 'The template has no earlier release to go back to.',
    next: 'Promote another version instead.',
  },
  bundle_not_announced: {
    status: 409,
    title: 'The version has no bundle',
    detail: 'This version was created without a bundle.',
    next: "Create a new version that announces the bundle's digest and length.",
  },
  build_state: {
    status: 409,
    title: "The build's state does not allow this",
    detail: 'The build is {state}; this is allowed when it is {allowed}.',
    next: 'Do this when it is in one of those states.',
  },
  build_not_finished: {
    status: 409,
    title: 'The build has no artifact yet',
    detail: 'The build is {state}.',
    next: 'Follow the build: `flare build log {buildId} --follow`. Retry a build that was given up: `flare build retry {buildId}`.',
  },
  snapshot_state: {
    status: 409,
    title: "The snapshot's state does not allow this",
    detail: 'The snapshot is {state}; this is allowed when it is {allowed}.',
    next: 'Create a new snapshot.',
  },
  snapshot_content_missing: {
    status: 409,
    title: 'The snapshot has no content',
    detail: 'Nothing was captured or uploaded for this snapshot, or a part of its content is lost.',
    next: 'Create a new snapshot.',
  },
  snapshot_in_use: {
    status: 409,
    title: 'The snapshot is in use',
    detail: 'The sleeping session starts from this snapshot.',
    next: 'Restore another snapshot or start the session first.',
  },
  session_name_taken: {
    status: 409,
    title: "The session's name is taken",
    detail: 'The workspace has a session named {name}.',
    next: 'Choose another name.',
  },
  session_state: {
    status: 409,
    title: "The session's state does not allow this",
    detail: 'The session is {state}; {action} is allowed when it is {allowed}.',
    next: 'Do this when it is in one of those states.',
  },
  session_busy: {
    status: 409,
    title: 'The session is carrying out another command',
    detail: 'The command {command} is under way.',
    next: 'Wait until it has finished.',
  },
  session_not_running: {
    status: 409,
    title: 'The session is not running',
    detail: 'The session is {state}.',
    next: 'Start it first: `flare session start {sessionId}`.',
  },
  terminal_limit: {
    status: 409,
    title: 'Too many terminals',
    detail: 'The session already has {limit} open terminals.',
    next: 'Close one of them first.',
  },
  stream_limit: {
    status: 409,
    title: 'Too many streams are open',
    detail: 'At most {limit} may be open at once {scope}.',
    next: 'Close pages or commands that nobody uses.',
  },
  idempotency_in_flight: {
    status: 409,
    title: 'The same request is still running',
    detail: 'A request with this Idempotency-Key has not finished.',
    next: 'Wait and send it again.',
  },
  device_already_decided: {
    status: 409,
    title: 'The device request was already decided',
    detail: 'This code has been {state}.',
    next: 'Start the sign-in again on the device to get a new code.',
  },
  payload_too_large: {
    status: 413,
    title: 'The body is too large',
    detail: 'At most {allowed} bytes are accepted here.',
    next: 'Send a smaller body.',
  },
  name_refused: {
    status: 421,
    title: 'BurstFlare is not served under this name',
    detail: 'BurstFlare at home does not serve the name {name}.',
    next: 'Use {baseUrl}, or localhost and the same port.',
  },
  range_not_satisfiable: {
    status: 416,
    title: 'The range begins behind the end',
    detail: 'The whole has {bytes} bytes.',
    next: 'Ask for a range within it.',
  },
  digest_mismatch: {
    status: 422,
    title: 'The upload does not match its digest',
    detail: 'Announced {expected}, received {received}.',
    next: 'Upload the content that was announced.',
  },
  snapshot_damaged: {
    status: 422,
    title: 'The upload is a damaged snapshot',
    detail: '{reason}',
    next: 'Nothing was stored. Download the snapshot again, or use another copy of the file, and upload that.',
  },
  snapshot_unusable: {
    status: 422,
    title: "The snapshot's content cannot be restored",
    detail: '{reason}',
    next: 'Nothing was changed. Restore another snapshot, or upload the corrected content to a new one.',
  },
  unsupported_media_type: {
    status: 415,
    title: 'The content type is not supported here',
    detail: 'The request has the content type {contentType}.',
    next: 'Send one of: {allowed}.',
  },
  unsupported_content_encoding: {
    status: 415,
    title: 'The content encoding is not supported here',
    detail: 'The request has the Content-Encoding {encoding}.',
    next: 'Send the body without Content-Encoding.',
  },
  idempotency_key_reused: {
    status: 422,
    title: 'The Idempotency-Key was used for another request',
    detail: 'A request with this key and another body has already been carried out.',
    next: 'Use a new key.',
  },
  upgrade_required: {
    status: 426,
    title: 'A WebSocket upgrade is needed',
    detail: 'This route accepts WebSocket connections only.',
    next: 'Connect with `Upgrade: websocket`.',
  },
  rate_limited: {
    status: 429,
    title: 'Too many requests',
    detail: 'At most {limit} in {windowSeconds} seconds.',
    next: 'Try again in {retryAfterSeconds} seconds.',
  },
  authorization_pending: {
    status: 400,
    title: 'The device request has not been decided yet',
    detail: 'Nobody has approved or denied this code yet (RFC 8628 section 3.5).',
    next: 'Poll again after the interval.',
  },
  slow_down: {
    status: 400,
    title: 'Polling too fast',
    detail: 'Wait at least {interval} seconds between polls (RFC 8628 section 3.5).',
    next: 'Add five seconds to the interval.',
  },
  expired_token: {
    status: 400,
    title: 'The device code has expired',
    detail: 'It was not approved in time (RFC 8628 section 3.5).',
    next: 'Start the sign-in again.',
  },
  access_denied: {
    status: 400,
    title: 'The device request was denied',
    detail: 'A person denied this request (RFC 8628 section 3.5).',
    next: 'Start the sign-in again if that was a mistake.',
  },
  record_too_new: {
    status: 503,
    title: 'A newer release wrote this record',
    detail:
      'The record of the {what} has version {version}, and this release reads versions up to {known}. Nothing of it was changed.',
    next: 'Ask the operator to deploy the release that wrote it, or a newer one.',
  },
  internal_error: {
    status: 500,
    title: 'Something went wrong on the server',
    detail: 'The request could not be carried out.',
    next: 'Try again. If the error persists, give the operator the request id.',
  },
  app_answer_invalid: {
    status: 502,
    title: "The app's response cannot be passed on",
    detail: 'The app on port {port} sent a response that no HTTP client can read: {reason}.',
    next: 'Correct the response that the app sends.',
  },
  app_unreachable: {
    status: 502,
    title: 'The app did not respond',
    detail: 'The app on port {port} accepted the request but sent no response ({reason}).',
    next: "Look at the app's log.",
  },
  port_not_open: {
    status: 503,
    title: 'Nothing listens on this port',
    detail: 'No process of this session listens on port {port}; the start command is {state}.',
    next: 'Wait for the app to open it, or start the app in the terminal.',
  },
  runtime_unreachable: {
    status: 502,
    title: "The session's runtime did not respond as expected",
    detail: '{reason}',
    next: 'Stop the session and start it again. The stop saves its files even if the runtime does not respond.',
  },
  host_unreachable: {
    status: 503,
    title: 'Sessions cannot be reached right now',
    detail: 'The host that runs the sessions does not respond.',
    next: 'Try again shortly. If the error persists, give the operator the request id.',
  },
  host_disk_full: {
    status: 503,
    title: 'The machine that runs sessions has no space for another one',
    detail: '{reason}',
    next: 'Stop sessions that nobody needs, or free disk space on that machine. Then start the session again: `flare session start {sessionId}`.',
  },
  session_start_failed: {
    status: 502,
    title: 'The session did not start',
    detail: '{reason}',
    next: "Read the session's events (`flare session events {sessionId}`), then start it again: `flare session start {sessionId}`.",
  },
  snapshot_failed: {
    status: 502,
    title: 'The session could not be saved',
    detail: '{reason}',
    next: 'Nothing was changed. Correct the cause and try again.',
  },
  restore_failed: {
    status: 502,
    title: 'The snapshot could not be restored',
    detail: '{reason}',
    next: 'Correct the cause and restore the snapshot again.',
  },
  session_not_saved: {
    status: 502,
    title: 'The session could not be saved, so it was not stopped',
    detail: '{reason}',
    next: 'Correct the cause and stop the session again. To stop it without saving, and lose all changes since the last save: `flare session stop {sessionId} --discard`.',
  },
  session_stop_failed: {
    status: 502,
    title: 'The session did not stop cleanly',
    detail: '{reason}',
    next: 'Stop the session again.',
  },
  storage_busy: {
    status: 503,
    title: 'The deployment is busy',
    detail: '{what} accepts no requests at the moment.',
    next: 'Try again in {retryAfterSeconds} seconds.',
  },
  sign_in_busy: {
    status: 503,
    title: 'Too many people are signing in',
    detail: 'More sign-ins arrived at once than can be checked within seconds.',
    next: 'Try again in {retryAfterSeconds} seconds.',
  },
  unavailable: {
    status: 503,
    title: 'Not available right now',
    detail: '{reason}',
    next: 'Try again shortly.',
  },
  restore_busy: {
    status: 409,
    title: 'The files are already being changed',
    detail: '{what} is under way.',
    next: 'Wait until it is done, then try again.',
  },
  files_changed: {
    status: 409,
    title: 'The files changed in the session too',
    detail: '{count} of the files are not as they were expected, {path} first. No file was changed.',
    next: 'Propose the change again to see which, and overwrite them if that is meant.',
  },
  archive_invalid: {
    status: 422,
    title: 'The archive is refused',
    detail: '{entry}: {reason}. No file was changed.',
    next: 'Pack it again without that entry.',
  },
  content_invalid: {
    status: 422,
    title: 'The content is not what its manifest says',
    detail: '{reason}. No file was changed.',
    next: 'Send the content of this manifest, complete and in order.',
  },
  no_space: {
    status: 507,
    title: "The session's disk is full",
    detail: '{reason}. No file was changed.',
    next: 'Remove files that the session does not need, then try again.',
  },
};
