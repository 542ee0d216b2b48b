// Generated from openapi/openapi.yaml by `npm run generate`. Do not edit: change the source and run it again.

import * as z from 'zod';

/** Increases with each change in the workspace: of two views of one thing, the one with the higher version is newer */
export const ChangeVersion = z.int().min(1).max(9007199254740991);
export type ChangeVersion = z.output<typeof ChangeVersion>;

/** An opaque id to send as Last-Event-ID */
export const EventId = z
  .string()
  .max(100)
  .regex(/^[\x21-\x7e]+$/u);
export type EventId = z.output<typeof EventId>;

/** A person's id */
export const UserId = z
  .string()
  .max(24)
  .regex(/^usr-[a-z2-7]{20}$/u);
export type UserId = z.output<typeof UserId>;

/** The caller's account changed, for example because a device asks to sign in; getMe returns the account */
export const AccountChanged = z.strictObject({
  event: z.literal('account'),
  id: EventId,
  data: z.strictObject({ id: UserId, version: ChangeVersion }),
});
export type AccountChanged = z.output<typeof AccountChanged>;

/** A process that listens on a port that the app is to open, and did so before the app was started */
export const PortHolder = z.strictObject({
  port: z.int().min(1).max(65535),
  pid: z.int().min(1).max(4194304),
  name: z.string().max(64),
});
export type PortHolder = z.output<typeof PortHolder>;

/** `none`: there is no start command. `starting`: it runs, and its port is not open. `up`: it runs, and its port is open; without a port in the manifest, it has run for two seconds. `crashed`: it ended with another code than 0 or by a signal. `exited`: it ended with code 0. `stopped`: the platform ended it, or has not started it */
export const StartCommandState = z.enum(['none', 'starting', 'up', 'crashed', 'exited', 'stopped']);
export type StartCommandState = z.output<typeof StartCommandState>;

/** RFC 3339, UTC, milliseconds */
export const Timestamp = z.iso.datetime({ offset: true }).max(30);
export type Timestamp = z.output<typeof Timestamp>;

/** The start command and what it does */
export const App = z.strictObject({
  state: StartCommandState,
  at: Timestamp,
  port: z.int().min(1).max(65535).nullable(),
  command: z.string().max(4000).nullable(),
  pid: z.int().min(1).max(4194304).nullable(),
  startedAt: z.iso.datetime({ offset: true }).max(30).nullable(),
  exitCode: z.int().min(0).max(255).nullable(),
  signal: z.string().max(20).nullable(),
  crashes: z.int().min(0).max(1000000),
  nextStartAt: z.iso.datetime({ offset: true }).max(30).nullable(),
  portHolder: PortHolder.nullable(),
  logEnd: z.int().min(0).max(9007199254740991),
});
export type App = z.output<typeof App>;

/** A part of the app's log */
export const AppLog = z.strictObject({
  offset: z.int().min(0).max(9007199254740991),
  nextOffset: z.int().min(0).max(9007199254740991),
  endOffset: z.int().min(0).max(9007199254740991),
  truncated: z.boolean(),
  text: z.string().max(65536),
});
export type AppLog = z.output<typeof AppLog>;

/** The id of one sign-in */
export const AuthSessionId = z
  .string()
  .max(24)
  .regex(/^aus-[a-z2-7]{20}$/u);
export type AuthSessionId = z.output<typeof AuthSessionId>;

/** What a person may do in a workspace, weakest first */
export const Role = z.enum(['viewer', 'member', 'admin', 'owner']);
export type Role = z.output<typeof Role>;

/** A workspace's id */
export const WorkspaceId = z
  .string()
  .max(24)
  .regex(/^wsp-[a-z2-7]{20}$/u);
export type WorkspaceId = z.output<typeof WorkspaceId>;

/** A workspace that the person belongs to */
export const Membership = z.strictObject({
  workspaceId: WorkspaceId,
  name: z.string().max(100),
  personal: z.boolean(),
  role: Role,
});
export type Membership = z.output<typeof Membership>;

/** The credentials of one sign-in */
export const Tokens = z.strictObject({
  tokenType: z.literal('Bearer'),
  accessToken: z
    .string()
    .max(128)
    .regex(/^bfa_[A-Za-z0-9_-]+$/u),
  accessTokenExpiresAt: Timestamp,
  refreshToken: z
    .string()
    .max(128)
    .regex(/^bfr_[A-Za-z0-9_-]+$/u),
  refreshTokenExpiresAt: Timestamp,
});
export type Tokens = z.output<typeof Tokens>;

/** An e-mail address; compared without regard to case */
export const Email = z.email().min(3).max(254);
export type Email = z.output<typeof Email>;

/** A person */
export const User = z.strictObject({ id: UserId, email: Email, name: z.string().max(100), createdAt: Timestamp });
export type User = z.output<typeof User>;

/** A successful sign-in. Browsers receive `csrfToken`, other clients receive `tokens`. */
export const AuthResult = z.strictObject({
  user: User,
  workspace: Membership,
  authSessionId: AuthSessionId,
  csrfToken: z.string().max(128).optional(),
  tokens: Tokens.optional(),
});
export type AuthResult = z.output<typeof AuthResult>;

/** session-layer: `setup` ran in a builder session; manifest: there was nothing to run */
export const BuildStrategy = z.enum(['session-layer', 'manifest']);
export type BuildStrategy = z.output<typeof BuildStrategy>;

/** A SHA-256 digest */
export const Digest = z
  .string()
  .max(71)
  .regex(/^sha256:[0-9a-f]{64}$/u);
export type Digest = z.output<typeof Digest>;

/** Where the files of a version come from */
export const SourceKind = z.enum(['bundle', 'git', 'manifest']);
export type SourceKind = z.output<typeof SourceKind>;

/** The result of a build: one layer, described as an OCI image (image-spec 1.1) */
export const BuildArtifact = z.strictObject({
  source: SourceKind,
  sourceBytes: z.int().min(0).max(9007199254740991),
  sourceSha256: Digest,
  artifactKey: z.string().max(300),
  artifactDigest: Digest,
  artifactBytes: z.int().min(0).max(9007199254740991),
  artifactBuiltAt: Timestamp,
  imageReference: z.string().max(300),
  imageDigest: Digest,
  configDigest: Digest,
  layerDigests: z.array(Digest).max(10),
  layerCount: z.int().min(0).max(10),
  buildStrategy: BuildStrategy,
  labels: z.record(z.string(), z.string().max(500)),
});
export type BuildArtifact = z.output<typeof BuildArtifact>;

/** How builds are dispatched */
export const BuildDispatchMode = z.enum(['workflow', 'queue', 'direct']);
export type BuildDispatchMode = z.output<typeof BuildDispatchMode>;

/** A build's id */
export const BuildId = z
  .string()
  .max(24)
  .regex(/^bld-[a-z2-7]{20}$/u);
export type BuildId = z.output<typeof BuildId>;

/** The phase of an attempt */
export const BuildPhase = z.enum(['machine', 'unpack', 'setup', 'save', 'store']);
export type BuildPhase = z.output<typeof BuildPhase>;

/** The state of the build. retrying: an attempt failed or was interrupted, and the next one is due. dead_lettered: the build was given up after three failed attempts, one failure that a retry cannot change, or five attempts that the platform interrupted */
export const BuildState = z.enum(['queued', 'building', 'succeeded', 'retrying', 'dead_lettered']);
export type BuildState = z.output<typeof BuildState>;

/** What started an attempt */
export const ExecutionSource = z.enum(['workflow', 'queue', 'direct', 'reconcile']);
export type ExecutionSource = z.output<typeof ExecutionSource>;

/** A time, or null if it has not been reached */
export const OptionalTime = Timestamp.nullable();
export type OptionalTime = z.output<typeof OptionalTime>;

/** A template's id */
export const TemplateId = z
  .string()
  .max(24)
  .regex(/^tpl-[a-z2-7]{20}$/u);
export type TemplateId = z.output<typeof TemplateId>;

/** A template version's id */
export const VersionId = z
  .string()
  .max(24)
  .regex(/^ver-[a-z2-7]{20}$/u);
export type VersionId = z.output<typeof VersionId>;

/** A build, after which a version is ready */
export const Build = z.strictObject({
  id: BuildId,
  templateId: TemplateId,
  templateName: z.string().max(100),
  templateVersionId: VersionId,
  versionNumber: z.int().min(1).max(100000),
  state: BuildState,
  attempts: z.int().min(0).max(100),
  maxAttempts: z.int().min(1).max(100),
  cutOffs: z.int().min(0).max(100),
  maxCutOffs: z.int().min(1).max(100),
  phase: BuildPhase.nullable(),
  dispatchMode: BuildDispatchMode,
  executionSource: ExecutionSource.nullable(),
  workflowName: z.string().max(100).nullable(),
  workflowInstanceId: z.string().max(100).nullable(),
  workflowStatus: z.string().max(40).nullable(),
  lastError: z.string().max(1000).nullable(),
  lastFailureAt: OptionalTime,
  deadLetteredAt: OptionalTime,
  reusedFromBuildId: BuildId.nullable(),
  queuedAt: Timestamp,
  startedAt: OptionalTime,
  finishedAt: OptionalTime,
  heartbeatAt: OptionalTime,
  artifact: BuildArtifact.nullable(),
});
export type Build = z.output<typeof Build>;

/** A build was created, changed or deleted */
export const BuildChanged = z.strictObject({
  event: z.literal('build'),
  id: EventId,
  data: z.strictObject({ id: BuildId, version: ChangeVersion, gone: z.boolean(), view: Build.nullable() }),
});
export type BuildChanged = z.output<typeof BuildChanged>;

/** A part of a build's log */
export const BuildLog = z.strictObject({
  offset: z.int().min(0).max(9007199254740991),
  nextOffset: z.int().min(0).max(9007199254740991),
  complete: z.boolean(),
  text: z.string().max(262144),
});
export type BuildLog = z.output<typeof BuildLog>;

/** The build has ended, and the whole log was sent */
export const BuildLogEnd = z.strictObject({
  event: z.literal('end'),
  id: EventId,
  data: z.strictObject({ state: BuildState }),
});
export type BuildLogEnd = z.output<typeof BuildLogEnd>;

/** A part of the log */
export const BuildPrinted = z.strictObject({
  event: z.literal('text'),
  id: EventId,
  data: z.strictObject({
    offset: z.int().min(0).max(9007199254740991),
    nextOffset: z.int().min(0).max(9007199254740991),
    text: z.string().max(131072),
  }),
});
export type BuildPrinted = z.output<typeof BuildPrinted>;

/** unknown: the stream does not know the Last-Event-ID; behind: more events have happened since than are kept */
export const StreamResetReason = z.enum(['unknown', 'behind']);
export type StreamResetReason = z.output<typeof StreamResetReason>;

/** A gap between what the client has read and what follows */
export const StreamReset = z.strictObject({
  event: z.literal('reset'),
  id: EventId,
  data: z.strictObject({ reason: StreamResetReason }),
});
export type StreamReset = z.output<typeof StreamReset>;

/** One event of the stream */
export const BuildLogEvent = z.discriminatedUnion('event', [StreamReset, BuildPrinted, BuildLogEnd]);
export type BuildLogEvent = z.output<typeof BuildLogEvent>;

/** The `cursor` of the next page; null on the last page */
export const NextCursor = z.string().max(512).nullable();
export type NextCursor = z.output<typeof NextCursor>;

/** A page of builds */
export const BuildPage = z.strictObject({ items: z.array(Build).max(100), nextCursor: NextCursor });
export type BuildPage = z.output<typeof BuildPage>;

/** The archive of files that a version is built from */
export const Bundle = z.strictObject({
  digest: Digest,
  bytes: z.int().min(1).max(99614720),
  uploadedAt: Timestamp.nullable(),
});
export type Bundle = z.output<typeof Bundle>;

/** The archive of files that will be uploaded. An archive that the workspace already has need not be uploaded again. */
export const BundleAnnouncement = z.strictObject({ digest: Digest, bytes: z.int().min(1).max(99614720) });
export type BundleAnnouncement = z.output<typeof BundleAnnouncement>;

/** proposed: it waits for its content; refused: files are in conflict */
export const ChangeState = z.enum(['proposed', 'refused', 'done']);
export type ChangeState = z.output<typeof ChangeState>;

/** What became of it in the session; not_a_file: a folder or something else is there, or above it */
export const FoundInstead = z.enum(['changed', 'created', 'deleted', 'not_a_file']);
export type FoundInstead = z.output<typeof FoundInstead>;

/** A file that is not as it was expected */
export const FileConflict = z.strictObject({ path: z.string().min(1).max(4095), found: FoundInstead });
export type FileConflict = z.output<typeof FileConflict>;

/** The caller's name for a save or a restore */
export const TransferId = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[a-z0-9][a-z0-9-]*$/u);
export type TransferId = z.output<typeof TransferId>;

/** A change of files */
export const Change = z.strictObject({
  changeId: TransferId,
  state: ChangeState,
  conflicts: z.array(FileConflict).max(100),
  conflictCount: z.int().min(0).max(100000),
  written: z.int().min(0).max(100000),
  removed: z.int().min(0).max(100000),
});
export type Change = z.output<typeof Change>;

/** What a path holds: a file or a file that can be executed, by its SHA-256, or a link, by its target */
export const FileState = z
  .string()
  .min(6)
  .max(4200)
  .regex(/^((file|program):[0-9a-f]{64}|link:[^\x00]+)$/u);
export type FileState = z.output<typeof FileState>;

/** One file of a change */
export const ChangedFile = z.strictObject({
  path: z
    .string()
    .min(1)
    .max(4095)
    .regex(/^[^\x00]+$/u),
  before: FileState.nullable(),
  after: FileState.nullable(),
});
export type ChangedFile = z.output<typeof ChangedFile>;

/** A change of files that is proposed */
export const ChangeRequest = z.strictObject({
  changeId: TransferId,
  files: z.array(ChangedFile).max(100000),
  overwrite: z.boolean().default(false),
});
export type ChangeRequest = z.output<typeof ChangeRequest>;

/** The kind of client. A browser receives its tokens only as HttpOnly cookies; `cli` and `api` receive them in the body. */
export const ClientKind = z.enum(['browser', 'cli', 'api']).default('api');
export type ClientKind = z.output<typeof ClientKind>;

/** A shell command line, run by bash in /workspace. NUL characters are not allowed */
export const Command = z
  .string()
  .min(1)
  .max(4000)
  .regex(/^[^\x00]*$/u);
export type Command = z.output<typeof Command>;

/** A name that is given now: no slash, no control characters, no hyphen at its beginning */
export const NewName = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[^\s\x00-\x1f\x7f-\x9f/-]([^\x00-\x1f\x7f-\x9f/]*[^\s\x00-\x1f\x7f-\x9f/])?$/u);
export type NewName = z.output<typeof NewName>;

/** A new session */
export const CreateSessionRequest = z.strictObject({ templateId: TemplateId, name: NewName.optional() });
export type CreateSessionRequest = z.output<typeof CreateSessionRequest>;

/** A new snapshot */
export const CreateSnapshotRequest = z.strictObject({
  label: z
    .string()
    .min(1)
    .max(100)
    .regex(/^[^\x00-\x1f\x7f-\x9f]*$/u)
    .optional(),
});
export type CreateSnapshotRequest = z.output<typeof CreateSnapshotRequest>;

/** A way into a session */
export const Feature = z.enum(['preview', 'terminal', 'editor', 'ssh', 'snapshots', 'browser']);
export type Feature = z.output<typeof Feature>;

/** Hosts that the session may or may not reach. The rules are recorded with the version and applied by machines that can filter. */
export const ManifestEgress = z.strictObject({
  allow: z
    .array(
      z
        .string()
        .min(1)
        .max(253)
        .regex(/^(\*\.)?[A-Za-z0-9.-]+$/u),
    )
    .max(100)
    .optional(),
  deny: z
    .array(
      z
        .string()
        .min(1)
        .max(253)
        .regex(/^(\*\.)?[A-Za-z0-9.-]+$/u),
    )
    .max(100)
    .optional(),
});
export type ManifestEgress = z.output<typeof ManifestEgress>;

/** A repository that the build clones into /workspace, instead of a bundle */
export const ManifestGit = z.strictObject({
  repository: z
    .string()
    .min(8)
    .max(500)
    .regex(/^https?:\/\/[^\s@\x00-\x1f\x7f-\x9f]+$/u),
  ref: z
    .string()
    .min(1)
    .max(200)
    .regex(/^[A-Za-z0-9][A-Za-z0-9._/-]*$/u)
    .optional(),
});
export type ManifestGit = z.output<typeof ManifestGit>;

/** The size of the machine. Containers get the nearest instance type; the process host shares its own machine. */
export const ManifestMachine = z.strictObject({
  cpus: z.number().min(0.25).max(16).optional(),
  memoryMb: z.int().min(256).max(65536).optional(),
});
export type ManifestMachine = z.output<typeof ManifestMachine>;

/** A TCP port that the app listens on. Ports below 1024 are reserved for privileged users */
export const Port = z.int().min(1024).max(65535);
export type Port = z.output<typeof Port>;

/** Who may open the preview of a port; private: members of the workspace */
export const PortVisibility = z.literal('private');
export type PortVisibility = z.output<typeof PortVisibility>;

/** A port that the app opens */
export const ManifestPort = z.strictObject({
  number: Port,
  label: z
    .string()
    .min(1)
    .max(60)
    .regex(/^[^\x00-\x1f\x7f-\x9f]*$/u)
    .optional(),
  visibility: PortVisibility.default('private'),
});
export type ManifestPort = z.output<typeof ManifestPort>;

/** What sessions of this version are created from */
export const Manifest = z.strictObject({
  image: z.string().min(1).max(200),
  features: z
    .array(Feature)
    .max(10)
    .refine((items) => new Set(items).size === items.length, 'Each item once')
    .default(() => []),
  persistedPaths: z
    .array(
      z
        .string()
        .min(2)
        .max(200)
        .regex(/^(\/[A-Za-z0-9._@+-]+)+$/u),
    )
    .min(1)
    .max(20)
    .refine((items) => new Set(items).size === items.length, 'Each item once')
    .default(() => ['/workspace']),
  sleepTtlSeconds: z.int().min(1).max(31536000).optional(),
  setup: Command.optional(),
  git: ManifestGit.optional(),
  machine: ManifestMachine.optional(),
  egress: ManifestEgress.optional(),
  idleTimeoutSeconds: z.int().min(60).max(604800).optional(),
  failBuild: z.boolean().optional(),
  start: Command.optional(),
  ports: z
    .array(ManifestPort)
    .max(20)
    .default(() => []),
  env: z
    .record(
      z
        .string()
        .max(100)
        .regex(/^[A-Za-z_][A-Za-z0-9_]{0,99}$/u),
      z
        .string()
        .max(4000)
        .regex(/^[^\x00]*$/u),
    )
    .refine((value) => Object.keys(value).length <= 100, 'At most 100 properties')
    .default(() => ({})),
});
export type Manifest = z.output<typeof Manifest>;

/** A new template */
export const CreateTemplateRequest = z.strictObject({
  name: NewName,
  description: z
    .string()
    .max(500)
    .regex(/^[^\x00-\x08\x0b-\x1f\x7f-\x9f]*$/u)
    .default(''),
  manifest: Manifest.optional(),
});
export type CreateTemplateRequest = z.output<typeof CreateTemplateRequest>;

/** A new version */
export const CreateTemplateVersionRequest = z.strictObject({
  manifest: Manifest,
  notes: z
    .string()
    .max(500)
    .regex(/^[^\x00-\x08\x0b-\x1f\x7f-\x9f]*$/u)
    .default(''),
  bundle: BundleAnnouncement.optional(),
});
export type CreateTemplateVersionRequest = z.output<typeof CreateTemplateVersionRequest>;

/** The state that the newest command asks for */
export const DesiredState = z.enum(['running', 'sleeping', 'deleted']);
export type DesiredState = z.output<typeof DesiredState>;

/** The state of a device's request to sign in */
export const DeviceRequestState = z.enum(['pending', 'approved', 'denied', 'expired']);
export type DeviceRequestState = z.output<typeof DeviceRequestState>;

/** Eight consonants, shown in two groups (RFC 8628 section 6.1) */
export const UserCode = z
  .string()
  .max(9)
  .regex(/^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/u);
export type UserCode = z.output<typeof UserCode>;

/** A device that asks to sign in, with the facts that distinguish a person's own device from a stranger's (RFC 8628 section 5.4) */
export const DeviceRequest = z.strictObject({
  userCode: UserCode,
  clientName: z.string().max(100),
  state: DeviceRequestState,
  ip: z.string().max(64),
  createdAt: Timestamp,
  expiresAt: Timestamp,
});
export type DeviceRequest = z.output<typeof DeviceRequest>;

/** What the device shows and polls with (RFC 8628 section 3.2) */
export const DeviceStart = z.strictObject({
  deviceCode: z
    .string()
    .max(128)
    .regex(/^bfd_[A-Za-z0-9_-]+$/u),
  userCode: UserCode,
  verificationUri: z.url().max(300),
  verificationUriComplete: z.url().max(300),
  expiresInSeconds: z.int().min(1).max(3600),
  intervalSeconds: z.int().min(1).max(60),
});
export type DeviceStart = z.output<typeof DeviceStart>;

/** What the person sees before they approve */
export const DeviceStartRequest = z.strictObject({
  clientName: z
    .string()
    .min(1)
    .max(100)
    .regex(/^[^\x00-\x1f\x7f-\x9f]*$/u)
    .default('flare'),
  email: Email.optional(),
});
export type DeviceStartRequest = z.output<typeof DeviceStartRequest>;

/** A poll (RFC 8628 section 3.4) */
export const DeviceTokenRequest = z.strictObject({
  deviceCode: z
    .string()
    .min(20)
    .max(128)
    .regex(/^bfd_[A-Za-z0-9_-]+$/u),
});
export type DeviceTokenRequest = z.output<typeof DeviceTokenRequest>;

/** What sessions run on */
export const HostKind = z.enum(['container', 'process']);
export type HostKind = z.output<typeof HostKind>;

/** Who may sign up */
export const Registration = z.enum(['open', 'invite', 'closed']);
export type Registration = z.output<typeof Registration>;

/** session: the limit applies to the session with all its processes; process: to each process separately; none: the limit is not enforced */
export const LimitScope = z.enum(['session', 'process', 'none']);
export type LimitScope = z.output<typeof LimitScope>;

/** What is limited */
export const MachineLimit = z.enum(['memory', 'processes', 'processor', 'disk', 'systemCalls']);
export type MachineLimit = z.output<typeof MachineLimit>;

/** The scope of one limit on this machine */
export const LimitHealth = z.strictObject({
  name: MachineLimit,
  scope: LimitScope,
  reason: z.string().max(1000).nullable(),
});
export type LimitHealth = z.output<typeof LimitHealth>;

/** Whether sessions and builds can run, how they are isolated, and which limits this machine enforces. At most ten seconds old */
export const SessionsHealth = z.strictObject({
  available: z.boolean(),
  reason: z.string().max(1000).nullable(),
  isolation: z.string().max(40).nullable(),
  limits: z.array(LimitHealth).max(20),
});
export type SessionsHealth = z.output<typeof SessionsHealth>;

/** The health of the deployment, and what it offers */
export const Health = z.strictObject({
  status: z.literal('ok'),
  version: z.string().max(100),
  environment: z.string().max(40),
  runtimeHost: HostKind,
  containersEnabled: z.boolean(),
  workflowEnabled: z.boolean(),
  buildDispatchMode: BuildDispatchMode,
  turnstileEnabled: z.boolean(),
  registration: Registration,
  schemaVersion: z.int().min(0).max(100000),
  sessions: SessionsHealth,
});
export type Health = z.output<typeof Health>;

/** What happens to a session next */
export const LifecyclePhase = z.enum(['sleep', 'restart', 'delete']);
export type LifecyclePhase = z.output<typeof LifecyclePhase>;

/** The credentials of a sign-in */
export const LoginRequest = z.strictObject({ email: Email, password: z.string().min(1).max(256), client: ClientKind });
export type LoginRequest = z.output<typeof LoginRequest>;

/** The sign-ins that ended */
export const LogoutAllResult = z.strictObject({ revokedAuthSessions: z.int().min(0).max(100000) });
export type LogoutAllResult = z.output<typeof LogoutAllResult>;

/** The state of the session's machine */
export const MachineState = z.enum(['absent', 'starting', 'healthy', 'unhealthy', 'stopping']);
export type MachineState = z.output<typeof MachineState>;

/** A passkey's id */
export const PasskeyId = z
  .string()
  .max(24)
  .regex(/^psk-[a-z2-7]{20}$/u);
export type PasskeyId = z.output<typeof PasskeyId>;

/** A passkey, without its key */
export const PasskeySummary = z.strictObject({
  id: PasskeyId,
  label: z.string().max(100),
  algorithm: z.string().max(20),
  transports: z.array(z.string().max(20)).max(10),
  createdAt: Timestamp,
  lastUsedAt: Timestamp.nullable(),
});
export type PasskeySummary = z.output<typeof PasskeySummary>;

/** The caller, and the devices that wait for a decision */
export const Me = z.strictObject({
  user: User,
  workspace: Membership,
  authSessionId: AuthSessionId,
  csrfToken: z.string().max(128).optional(),
  memberships: z.array(Membership).max(200),
  passkeys: z.array(PasskeySummary).max(50),
  pendingDevices: z.array(DeviceRequest).max(50),
  pendingDeviceCodes: z.int().min(0).max(50),
  permissions: z.array(z.string().max(40)).max(100),
});
export type Me = z.output<typeof Me>;

/** At least ten characters, of any kind (NIST SP 800-63B section 5.1.1.2) */
export const NewPassword = z.string().min(10).max(256);
export type NewPassword = z.output<typeof NewPassword>;

/** The id of one lifecycle command */
export const OperationId = z
  .string()
  .max(24)
  .regex(/^opn-[a-z2-7]{20}$/u);
export type OperationId = z.output<typeof OperationId>;

/** A time, or null if it has not happened */
export const OptionalTimestamp = Timestamp.nullable();
export type OptionalTimestamp = z.output<typeof OptionalTimestamp>;

/** waiting: not opened since the start; open: a process listens; closed: a process listened before, or the session is not running */
export const PortState = z.enum(['waiting', 'open', 'closed']);
export type PortState = z.output<typeof PortState>;

/** A port of the session */
export const RuntimePort = z.strictObject({
  number: z.int().min(1).max(65535),
  label: z.string().max(100).nullable(),
  declared: z.boolean(),
  state: PortState,
  changedAt: Timestamp,
});
export type RuntimePort = z.output<typeof RuntimePort>;

/** The session's ports */
export const PortList = z.strictObject({
  version: z.int().min(0).max(9007199254740991),
  items: z.array(RuntimePort).max(1000),
});
export type PortList = z.output<typeof PortList>;

/** A session's id; also the host name part of its previews */
export const SessionId = z
  .string()
  .max(24)
  .regex(/^ses-[a-z2-7]{20}$/u);
export type SessionId = z.output<typeof SessionId>;

/** The address of a session's app */
export const Preview = z.strictObject({
  sessionId: SessionId,
  port: Port,
  state: PortState,
  url: z.url().max(2400),
  signInUrl: z.url().max(4096),
  expiresAt: Timestamp,
});
export type Preview = z.output<typeof Preview>;

/** The version to make active */
export const PromoteRequest = z.strictObject({ versionId: VersionId });
export type PromoteRequest = z.output<typeof PromoteRequest>;

/** What sessions of this release are created from, as of the release */
export const ReleaseBinding = z.strictObject({
  templateName: z.string().max(100),
  image: z.string().max(200),
  features: z.array(z.string().max(40)).max(10),
  persistedPaths: z.array(z.string().max(200)).max(20),
  bundleUploaded: z.boolean(),
  artifactSource: SourceKind.nullable(),
  artifactDigest: z
    .string()
    .max(71)
    .regex(/^sha256:[0-9a-f]{64}$/u)
    .nullable(),
  artifactBuiltAt: z.iso.datetime({ offset: true }).max(30).nullable(),
  imageReference: z.string().max(300).nullable(),
  imageDigest: z
    .string()
    .max(71)
    .regex(/^sha256:[0-9a-f]{64}$/u)
    .nullable(),
});
export type ReleaseBinding = z.output<typeof ReleaseBinding>;

/** A release's id */
export const ReleaseId = z
  .string()
  .max(24)
  .regex(/^rel-[a-z2-7]{20}$/u);
export type ReleaseId = z.output<typeof ReleaseId>;

/** How a version became active */
export const ReleaseMode = z.enum(['promote', 'rollback']);
export type ReleaseMode = z.output<typeof ReleaseMode>;

/** The record of a version that became active */
export const Release = z.strictObject({
  id: ReleaseId,
  templateId: TemplateId,
  templateVersionId: VersionId,
  versionNumber: z.int().min(1).max(100000),
  mode: ReleaseMode,
  sourceReleaseId: ReleaseId.nullable(),
  active: z.boolean(),
  binding: ReleaseBinding,
  createdBy: UserId,
  createdAt: Timestamp,
});
export type Release = z.output<typeof Release>;

/** Unique in the workspace, regardless of case; no control characters */
export const TemplateName = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[^\s\x00-\x1f\x7f-\x9f]([^\x00-\x1f\x7f-\x9f]*[^\s\x00-\x1f\x7f-\x9f])?$/u);
export type TemplateName = z.output<typeof TemplateName>;

/** Whether new sessions can be created from the template */
export const TemplateState = z.enum(['active', 'archived']);
export type TemplateState = z.output<typeof TemplateState>;

/** Whether the version can be promoted; uploading: its bundle has not been uploaded yet */
export const VersionState = z.enum(['uploading', 'building', 'ready', 'failed']);
export type VersionState = z.output<typeof VersionState>;

/** A version in short */
export const VersionSummary = z.strictObject({
  id: VersionId,
  number: z.int().min(1).max(100000),
  state: VersionState,
});
export type VersionSummary = z.output<typeof VersionSummary>;

/** A template, from which sessions are created */
export const Template = z.strictObject({
  id: TemplateId,
  workspaceId: WorkspaceId,
  name: TemplateName,
  description: z.string().max(500),
  state: TemplateState,
  activeVersion: VersionSummary.nullable(),
  activeReleaseId: ReleaseId.nullable(),
  versionCount: z.int().min(0).max(100000),
  createdBy: UserId,
  createdAt: Timestamp,
  updatedAt: Timestamp,
  archivedAt: Timestamp.nullable(),
});
export type Template = z.output<typeof Template>;

/** The changed template, and the release that was created */
export const PromoteResult = z.strictObject({ template: Template, release: Release });
export type PromoteResult = z.output<typeof PromoteResult>;

/** The refresh token of a CLI or API client. A browser sends an empty object; its cookie carries the token. */
export const RefreshRequest = z.strictObject({
  refreshToken: z
    .string()
    .min(20)
    .max(128)
    .regex(/^bfr_[A-Za-z0-9_-]+$/u)
    .optional(),
});
export type RefreshRequest = z.output<typeof RefreshRequest>;

/** A new account */
export const RegisterRequest = z.strictObject({
  email: Email,
  password: NewPassword,
  name: z
    .string()
    .min(1)
    .max(100)
    .regex(/^[^\x00-\x1f\x7f-\x9f]*$/u)
    .optional(),
  client: ClientKind,
});
export type RegisterRequest = z.output<typeof RegisterRequest>;

/** A release was created, changed or deleted */
export const ReleaseChanged = z.strictObject({
  event: z.literal('release'),
  id: EventId,
  data: z.strictObject({ id: ReleaseId, version: ChangeVersion, gone: z.boolean(), view: Release.nullable() }),
});
export type ReleaseChanged = z.output<typeof ReleaseChanged>;

/** A page of releases */
export const ReleasePage = z.strictObject({ items: z.array(Release).max(100), nextCursor: NextCursor });
export type ReleasePage = z.output<typeof ReleasePage>;

/** The result of a restore. kept_as_file and file_at_next_start: the upload is not a BurstFlare archive, so it becomes /workspace/.burstflare/last.snapshot and no other file changes */
export const RestoreOutcome = z.enum(['files_restored', 'files_at_next_start', 'kept_as_file', 'file_at_next_start']);
export type RestoreOutcome = z.output<typeof RestoreOutcome>;

/** none: the last restore of the session is not one of this snapshot */
export const RestoreState = z.enum(['none', 'restoring', 'done', 'failed']);
export type RestoreState = z.output<typeof RestoreState>;

/** What was restored in the running session */
export const RuntimeRestore = z.strictObject({
  appliedPath: z.string().max(200),
  aliasPath: z.string().max(200).nullable(),
  bytes: z.int().min(0).max(9007199254740991),
  contentType: z.string().max(100),
  verifiedFiles: z.int().min(0).max(9007199254740991),
});
export type RuntimeRestore = z.output<typeof RuntimeRestore>;

/** The progress of a restore */
export const RestoreProgress = z.strictObject({
  state: RestoreState,
  reason: z.string().max(1000).nullable(),
  outcome: RestoreOutcome.nullable(),
  runtimeRestore: RuntimeRestore.nullable(),
});
export type RestoreProgress = z.output<typeof RestoreProgress>;

/** As RestoreOutcome; restoring: it continues in the background, and getRestore returns its result */
export const RestoreResultOutcome = z.enum([
  'restoring',
  'files_restored',
  'files_at_next_start',
  'kept_as_file',
  'file_at_next_start',
]);
export type RestoreResultOutcome = z.output<typeof RestoreResultOutcome>;

/** A command to a session */
export const SessionCommand = z.enum(['start', 'stop', 'restart', 'delete']);
export type SessionCommand = z.output<typeof SessionCommand>;

/** The state of the session */
export const SessionState = z.enum(['created', 'starting', 'running', 'stopping', 'sleeping', 'failed', 'deleted']);
export type SessionState = z.output<typeof SessionState>;

/** A snapshot's id */
export const SnapshotId = z
  .string()
  .max(24)
  .regex(/^snp-[a-z2-7]{20}$/u);
export type SnapshotId = z.output<typeof SnapshotId>;

/** The session's machine, as its coordinator knows it */
export const RuntimeStatus = z.strictObject({
  desiredState: DesiredState,
  status: SessionState,
  state: MachineState,
  version: z.int().min(0).max(9007199254740991),
  operationId: OperationId.nullable(),
  host: HostKind,
  isolation: z.string().max(40).nullable(),
  instanceId: z.string().max(64).nullable(),
  bootCount: z.int().min(0).max(9007199254740991),
  lastCommand: SessionCommand.nullable(),
  lastCommandAt: OptionalTimestamp,
  lastStartedAt: OptionalTimestamp,
  lastStoppedAt: OptionalTimestamp,
  lastError: z.string().max(1000).nullable(),
  lastBootstrapAt: OptionalTimestamp,
  lastBootstrapSnapshotId: SnapshotId.nullable(),
  lastBootstrapState: z.string().max(40).nullable(),
  lastLifecyclePhase: LifecyclePhase.nullable(),
  lastLifecycleAt: OptionalTimestamp,
  lastLifecycleReason: z.string().max(100).nullable(),
  updatedAt: Timestamp,
});
export type RuntimeStatus = z.output<typeof RuntimeStatus>;

/**
 * `starting`: the start command runs, and its port is not open: not yet, or no longer. `up`: it runs, and its port is open; where the
 * manifest names no port, it has run for two seconds. `crashed`: it ended by itself with another code than 0, or by a signal. `exited`:
 * it ended by itself with code 0. `stopped`: the platform ended it or has not started it, which is so while the session does not run.
 * What the command leaves running in the background belongs to it.
 */
export const SessionAppState = z.enum(['starting', 'up', 'crashed', 'exited', 'stopped']);
export type SessionAppState = z.output<typeof SessionAppState>;

/** How the session's app is */
export const SessionApp = z.strictObject({
  state: SessionAppState,
  at: Timestamp,
  port: z.int().min(1).max(65535).nullable(),
  exitCode: z.int().min(0).max(255).nullable(),
  signal: z.string().max(20).nullable(),
  crashes: z.int().min(0).max(1000000),
  nextStartAt: Timestamp.nullable(),
  portHolder: PortHolder.nullable(),
});
export type SessionApp = z.output<typeof SessionApp>;

/** The name of the session, unique in the workspace unless it is older than that rule */
export const SessionName = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[^\s\x00-\x1f\x7f-\x9f]([^\x00-\x1f\x7f-\x9f]*[^\s\x00-\x1f\x7f-\x9f])?$/u);
export type SessionName = z.output<typeof SessionName>;

/** A port of the session's app */
export const SessionPort = z.strictObject({
  number: Port,
  label: z.string().max(60).nullable(),
  state: PortState,
  url: z.url().max(300),
});
export type SessionPort = z.output<typeof SessionPort>;

/** Why the session is in its state */
export const SessionReason = z.strictObject({
  code: z
    .string()
    .max(64)
    .regex(/^[a-z][a-z0-9_]*$/u),
  message: z.string().max(1000),
  at: Timestamp,
});
export type SessionReason = z.output<typeof SessionReason>;

/** machine: the runtime responds; restore: the files are in place; bootstrap: the session is set up; app: the app is up */
export const SessionStepName = z.enum(['machine', 'restore', 'bootstrap', 'app']);
export type SessionStepName = z.output<typeof SessionStepName>;

/** The state of a step */
export const SessionStepState = z.enum(['waiting', 'running', 'done', 'skipped', 'failed']);
export type SessionStepState = z.output<typeof SessionStepState>;

/** One step of a start */
export const SessionStep = z.strictObject({
  name: SessionStepName,
  state: SessionStepState,
  startedAt: OptionalTimestamp,
  finishedAt: OptionalTimestamp,
});
export type SessionStep = z.output<typeof SessionStep>;

/** A development session */
export const Session = z.strictObject({
  id: SessionId,
  workspaceId: WorkspaceId,
  name: SessionName,
  templateId: TemplateId,
  templateName: z.string().max(100),
  templateVersionId: VersionId,
  releaseId: ReleaseId,
  state: SessionState,
  stateReason: SessionReason.nullable(),
  steps: z.array(SessionStep).max(8),
  ports: z.array(SessionPort).max(40),
  app: SessionApp.nullable(),
  image: z.string().max(200),
  features: z.array(z.string().max(40)).max(10),
  persistedPaths: z.array(z.string().max(200)).max(20),
  sleepTtlSeconds: z.int().min(1).max(31536000).nullable(),
  lastRestoredSnapshotId: SnapshotId.nullable(),
  lastRestoredAt: OptionalTimestamp,
  runtimeDesiredState: DesiredState,
  runtimeStatus: SessionState,
  runtimeState: MachineState,
  runtimeUpdatedAt: Timestamp,
  runtimeVersion: z.int().min(0).max(9007199254740991),
  runtimeOperationId: OperationId.nullable(),
  runtime: RuntimeStatus,
  createdBy: UserId,
  createdAt: Timestamp,
  updatedAt: Timestamp,
});
export type Session = z.output<typeof Session>;

/** The session after a restore */
export const RestoreResult = z.strictObject({
  session: Session,
  outcome: RestoreResultOutcome,
  runtimeRestore: RuntimeRestore.nullable(),
});
export type RestoreResult = z.output<typeof RestoreResult>;

/** The builds that were queued again */
export const RetryResult = z.strictObject({ buildIds: z.array(BuildId).max(1000) });
export type RetryResult = z.output<typeof RetryResult>;

/** The release to go back to; the one before the active one if empty */
export const RollbackRequest = z.strictObject({ releaseId: ReleaseId.optional() });
export type RollbackRequest = z.output<typeof RollbackRequest>;

/** How a running session was captured */
export const RuntimeCapture = z.strictObject({
  capturedAt: Timestamp,
  files: z.int().min(0).max(9007199254740991),
  rawBytes: z.int().min(0).max(9007199254740991),
  bytes: z.int().min(0).max(9007199254740991),
  uploadedBytes: z.int().min(0).max(9007199254740991),
  chunks: z.int().min(0).max(9007199254740991),
  newChunks: z.int().min(0).max(9007199254740991),
  milliseconds: z.int().min(0).max(9007199254740991),
  pauseMs: z.int().min(0).max(9007199254740991).nullable(),
});
export type RuntimeCapture = z.output<typeof RuntimeCapture>;

/** A session was created, changed or deleted */
export const SessionChanged = z.strictObject({
  event: z.literal('session'),
  id: EventId,
  data: z.strictObject({ id: SessionId, version: ChangeVersion, gone: z.boolean(), view: Session.nullable() }),
});
export type SessionChanged = z.output<typeof SessionChanged>;

/** Something that happened to a session */
export const SessionEvent = z.strictObject({
  seq: z.int().min(1).max(9007199254740991),
  type: z
    .string()
    .max(64)
    .regex(/^[a-z][a-z0-9_]*$/u),
  message: z.string().max(1000),
  state: SessionState,
  actorId: UserId.nullable(),
  at: Timestamp,
});
export type SessionEvent = z.output<typeof SessionEvent>;

/** A page of events */
export const SessionEventPage = z.strictObject({ items: z.array(SessionEvent).max(100), nextCursor: NextCursor });
export type SessionEventPage = z.output<typeof SessionEventPage>;

/** An event of the session */
export const SessionHappened = z.strictObject({ event: z.literal('event'), id: EventId, data: SessionEvent });
export type SessionHappened = z.output<typeof SessionHappened>;

/** A page of sessions */
export const SessionPage = z.strictObject({ items: z.array(Session).max(100), nextCursor: NextCursor });
export type SessionPage = z.output<typeof SessionPage>;

/** The order of sessions; with a hyphen, the last comes first */
export const SessionSort = z.enum(['-createdAt', 'createdAt', 'name', '-name']);
export type SessionSort = z.output<typeof SessionSort>;

/** The session is deleted, so there are no further events */
export const SessionStreamEnd = z.strictObject({
  event: z.literal('end'),
  id: EventId,
  data: z.strictObject({ state: z.literal('deleted') }),
});
export type SessionStreamEnd = z.output<typeof SessionStreamEnd>;

/** One event of the stream */
export const SessionStreamEvent = z.discriminatedUnion('event', [StreamReset, SessionHappened, SessionStreamEnd]);
export type SessionStreamEvent = z.output<typeof SessionStreamEvent>;

/** v3: an archive of the persisted paths; v2: the earlier JSON envelope; opaque: any other upload, restored as /workspace/.burstflare/last.snapshot */
export const SnapshotFormat = z.enum(['burstflare.snapshot.v3', 'burstflare.snapshot.v2', 'opaque']);
export type SnapshotFormat = z.output<typeof SnapshotFormat>;

/** The state of the snapshot; empty: it waits for an upload */
export const SnapshotState = z.enum(['empty', 'saving', 'ready', 'failed']);
export type SnapshotState = z.output<typeof SnapshotState>;

/** Why a snapshot was created; period: the platform saves running sessions periodically and keeps the newest two */
export const SnapshotTrigger = z.enum(['manual', 'stop', 'restart', 'period', 'upload']);
export type SnapshotTrigger = z.output<typeof SnapshotTrigger>;

/** left_out: the entry is not in the snapshot; changed: the entry changed while it was read, so its parts may not match; missing: a folder to be saved did not exist */
export const SnapshotWarningKind = z.enum(['left_out', 'changed', 'missing']);
export type SnapshotWarningKind = z.output<typeof SnapshotWarningKind>;

/** An entry that the snapshot does not contain exactly as it was on the disk */
export const SnapshotWarning = z.strictObject({
  kind: SnapshotWarningKind,
  path: z.string().max(300),
  reason: z.string().max(200),
});
export type SnapshotWarning = z.output<typeof SnapshotWarning>;

/** The number of warnings of each kind, including those that are not listed */
export const SnapshotWarningCounts = z.strictObject({
  leftOut: z.int().min(0).max(9007199254740991),
  changed: z.int().min(0).max(9007199254740991),
  missing: z.int().min(0).max(9007199254740991),
});
export type SnapshotWarningCounts = z.output<typeof SnapshotWarningCounts>;

/** What a session's persisted paths held at one moment */
export const Snapshot = z.strictObject({
  id: SnapshotId,
  sessionId: SessionId,
  label: z.string().max(100).nullable(),
  trigger: SnapshotTrigger,
  state: SnapshotState,
  stateReason: z.string().max(1000).nullable(),
  format: SnapshotFormat.nullable(),
  restorable: z.boolean(),
  paths: z.array(z.string().max(200)).max(20),
  bytes: z.int().min(0).max(9007199254740991),
  digest: Digest.nullable(),
  contentType: z.string().max(100).nullable(),
  runtimeCapture: RuntimeCapture.nullable(),
  warnings: z.array(SnapshotWarning).max(20),
  warningCounts: SnapshotWarningCounts,
  createdBy: UserId.nullable(),
  createdAt: Timestamp,
});
export type Snapshot = z.output<typeof Snapshot>;

/** A snapshot was created, changed or deleted */
export const SnapshotChanged = z.strictObject({
  event: z.literal('snapshot'),
  id: EventId,
  data: z.strictObject({ id: SnapshotId, version: ChangeVersion, gone: z.boolean(), view: Snapshot.nullable() }),
});
export type SnapshotChanged = z.output<typeof SnapshotChanged>;

/** A page of snapshots */
export const SnapshotPage = z.strictObject({ items: z.array(Snapshot).max(100), nextCursor: NextCursor });
export type SnapshotPage = z.output<typeof SnapshotPage>;

/** A template was created, changed or deleted */
export const TemplateChanged = z.strictObject({
  event: z.literal('template'),
  id: EventId,
  data: z.strictObject({ id: TemplateId, version: ChangeVersion, gone: z.boolean(), view: Template.nullable() }),
});
export type TemplateChanged = z.output<typeof TemplateChanged>;

/** A page of templates */
export const TemplatePage = z.strictObject({ items: z.array(Template).max(100), nextCursor: NextCursor });
export type TemplatePage = z.output<typeof TemplatePage>;

/** The order of templates; with a hyphen, the last comes first */
export const TemplateSort = z.enum(['-createdAt', 'createdAt', 'name', '-name']);
export type TemplateSort = z.output<typeof TemplateSort>;

/** A version of a template, which never changes once it is created */
export const TemplateVersion = z.strictObject({
  id: VersionId,
  templateId: TemplateId,
  number: z.int().min(1).max(100000),
  state: VersionState,
  stateReason: z.string().max(500).nullable(),
  source: SourceKind,
  bundle: Bundle.nullable(),
  buildId: BuildId.nullable(),
  manifest: Manifest,
  notes: z.string().max(500),
  createdBy: UserId,
  createdAt: Timestamp,
});
export type TemplateVersion = z.output<typeof TemplateVersion>;

/** A page of versions */
export const TemplateVersionPage = z.strictObject({ items: z.array(TemplateVersion).max(100), nextCursor: NextCursor });
export type TemplateVersionPage = z.output<typeof TemplateVersionPage>;

/** A terminal's name */
export const TerminalId = z
  .string()
  .min(1)
  .max(32)
  .regex(/^[a-z0-9][a-z0-9-]*$/u);
export type TerminalId = z.output<typeof TerminalId>;

/** A shell on a PTY */
export const Terminal = z.strictObject({
  id: TerminalId,
  epoch: z.string().max(32),
  cols: z.int().min(2).max(1000),
  rows: z.int().min(1).max(500),
  clients: z.int().min(0).max(1000),
  offset: z.int().min(0).max(9007199254740991),
  startedAt: Timestamp,
});
export type Terminal = z.output<typeof Terminal>;

/** The session's terminals */
export const TerminalList = z.strictObject({ items: z.array(Terminal).max(100) });
export type TerminalList = z.output<typeof TerminalList>;

/** The order by time; with a hyphen, the newest comes first */
export const TimeSort = z.enum(['-createdAt', 'createdAt']);
export type TimeSort = z.output<typeof TimeSort>;

/** What changes */
export const UpdateSessionRequest = z.strictObject({ name: SessionName });
export type UpdateSessionRequest = z.output<typeof UpdateSessionRequest>;

/** What changes */
export const UpdateSnapshotRequest = z.strictObject({
  label: z
    .string()
    .min(1)
    .max(100)
    .regex(/^[^\x00-\x1f\x7f-\x9f]*$/u)
    .nullable(),
});
export type UpdateSnapshotRequest = z.output<typeof UpdateSnapshotRequest>;

/** What changes */
export const UpdateTemplateRequest = z.strictObject({
  name: TemplateName.optional(),
  description: z
    .string()
    .max(500)
    .regex(/^[^\x00-\x08\x0b-\x1f\x7f-\x9f]*$/u)
    .optional(),
});
export type UpdateTemplateRequest = z.output<typeof UpdateTemplateRequest>;

/** A grant that allows one upload without a sign-in */
export const UploadGrant = z.strictObject({
  url: z.url().max(300),
  method: z.literal('PUT'),
  headers: z
    .record(
      z
        .string()
        .max(50)
        .regex(/^[a-z-]+$/u),
      z.string().max(200),
    )
    .refine((value) => Object.keys(value).length <= 10, 'At most 10 properties'),
  maxBytes: z.int().min(1).max(9007199254740991),
  expiresAt: Timestamp,
});
export type UploadGrant = z.output<typeof UploadGrant>;

/** A version was created, changed or deleted */
export const VersionChanged = z.strictObject({
  event: z.literal('version'),
  id: EventId,
  data: z.strictObject({ id: VersionId, version: ChangeVersion, gone: z.boolean(), view: TemplateVersion.nullable() }),
});
export type VersionChanged = z.output<typeof VersionChanged>;

/** The stream is open; changes follow from now on */
export const WorkspaceReady = z.strictObject({
  event: z.literal('ready'),
  id: EventId,
  data: z.strictObject({ resumed: z.boolean() }),
});
export type WorkspaceReady = z.output<typeof WorkspaceReady>;

/** One event of the workspace */
export const WorkspaceEvent = z.discriminatedUnion('event', [
  StreamReset,
  WorkspaceReady,
  SessionChanged,
  TemplateChanged,
  VersionChanged,
  BuildChanged,
  ReleaseChanged,
  SnapshotChanged,
  AccountChanged,
]);
export type WorkspaceEvent = z.output<typeof WorkspaceEvent>;
