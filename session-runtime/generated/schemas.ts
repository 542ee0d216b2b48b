// Generated from openapi/runtime.yaml by `npm run generate`. Do not edit: change the source and run it again.

import * as z from 'zod/mini';

/** A process that listens on a port that the app is to open, and did so before the app was started */
export const PortHolder = z.strictObject({
  port: z.int().check(z.gte(1), z.lte(65535)),
  pid: z.int().check(z.gte(1), z.lte(4194304)),
  name: z.string().check(z.maxLength(64)),
});
export type PortHolder = z.output<typeof PortHolder>;

/** `none`: there is no start command. `starting`: it runs, and its port is not open. `up`: it runs, and its port is open; without a port in the manifest, it has run for two seconds. `crashed`: it ended with another code than 0 or by a signal. `exited`: it ended with code 0. `stopped`: the platform ended it, or has not started it */
export const StartCommandState = z.enum(['none', 'starting', 'up', 'crashed', 'exited', 'stopped']);
export type StartCommandState = z.output<typeof StartCommandState>;

/** RFC 3339, UTC, milliseconds */
export const Timestamp = z.iso.datetime({ offset: true }).check(z.maxLength(30));
export type Timestamp = z.output<typeof Timestamp>;

/** The start command and what it does */
export const App = z.strictObject({
  state: StartCommandState,
  at: Timestamp,
  port: z.nullable(z.int().check(z.gte(1), z.lte(65535))),
  command: z.nullable(z.string().check(z.maxLength(4000))),
  pid: z.nullable(z.int().check(z.gte(1), z.lte(4194304))),
  startedAt: z.nullable(z.iso.datetime({ offset: true }).check(z.maxLength(30))),
  exitCode: z.nullable(z.int().check(z.gte(0), z.lte(255))),
  signal: z.nullable(z.string().check(z.maxLength(20))),
  crashes: z.int().check(z.gte(0), z.lte(1000000)),
  nextStartAt: z.nullable(z.iso.datetime({ offset: true }).check(z.maxLength(30))),
  portHolder: z.nullable(PortHolder),
  logEnd: z.int().check(z.gte(0), z.lte(9007199254740991)),
});
export type App = z.output<typeof App>;

/** A part of the app's log */
export const AppLog = z.strictObject({
  offset: z.int().check(z.gte(0), z.lte(9007199254740991)),
  nextOffset: z.int().check(z.gte(0), z.lte(9007199254740991)),
  endOffset: z.int().check(z.gte(0), z.lte(9007199254740991)),
  truncated: z.boolean(),
  text: z.string().check(z.maxLength(65536)),
});
export type AppLog = z.output<typeof AppLog>;

/** A port that the manifest names */
export const DeclaredPort = z.strictObject({
  number: z.int().check(z.gte(1), z.lte(65535)),
  label: z.nullable(z.string().check(z.maxLength(100))),
});
export type DeclaredPort = z.output<typeof DeclaredPort>;

/** One variable for the app and for shells that are opened later */
export const EnvironmentVariable = z.strictObject({
  name: z.string().check(z.minLength(1), z.maxLength(128), z.regex(/^[A-Za-z_][A-Za-z0-9_]*$/u)),
  value: z.string().check(z.maxLength(32768), z.regex(/^[^\x00]*$/u)),
});
export type EnvironmentVariable = z.output<typeof EnvironmentVariable>;

/** Which session this is */
export const SessionInfo = z.strictObject({
  id: z.string().check(z.minLength(1), z.maxLength(64)),
  name: z.string().check(z.minLength(1), z.maxLength(200)),
  workspaceId: z.string().check(z.minLength(1), z.maxLength(64)),
  templateId: z.string().check(z.minLength(1), z.maxLength(64)),
  templateName: z.string().check(z.minLength(1), z.maxLength(200)),
  releaseId: z.nullable(z.string().check(z.maxLength(64))),
});
export type SessionInfo = z.output<typeof SessionInfo>;

/** What the runtime needs to know about its session */
export const BootstrapRequest = z.strictObject({
  bootstrapId: z.string().check(z.minLength(1), z.maxLength(64)),
  state: z.string().check(z.minLength(1), z.maxLength(40)),
  session: SessionInfo,
  persistedPaths: z
    .array(z.string().check(z.minLength(1), z.maxLength(1000), z.regex(/^\/[^\x00]*$/u)))
    .check(z.maxLength(50)),
  env: z.array(EnvironmentVariable).check(z.maxLength(200)),
  start: z.nullable(z.string().check(z.maxLength(4000), z.regex(/^[^\x00]*$/u))),
  ports: z.array(DeclaredPort).check(z.maxLength(20)),
  restoredSnapshotId: z.nullable(z.string().check(z.maxLength(64))),
});
export type BootstrapRequest = z.output<typeof BootstrapRequest>;

/** What a bootstrap did */
export const BootstrapResult = z.strictObject({
  bootstrapId: z.string().check(z.maxLength(64)),
  applied: z.boolean(),
  bootstrappedAt: Timestamp,
  app: App,
});
export type BootstrapResult = z.output<typeof BootstrapResult>;

/** proposed: it waits for its content; refused: files are in conflict */
export const ChangeState = z.enum(['proposed', 'refused', 'done']);
export type ChangeState = z.output<typeof ChangeState>;

/** What became of it in the session; not_a_file: a folder or something else is there, or above it */
export const FoundInstead = z.enum(['changed', 'created', 'deleted', 'not_a_file']);
export type FoundInstead = z.output<typeof FoundInstead>;

/** A file that is not as it was expected */
export const FileConflict = z.strictObject({
  path: z.string().check(z.minLength(1), z.maxLength(4095)),
  found: FoundInstead,
});
export type FileConflict = z.output<typeof FileConflict>;

/** The caller's name for a save or a restore */
export const TransferId = z.string().check(z.minLength(1), z.maxLength(64), z.regex(/^[a-z0-9][a-z0-9-]*$/u));
export type TransferId = z.output<typeof TransferId>;

/** A change of files */
export const Change = z.strictObject({
  changeId: TransferId,
  state: ChangeState,
  conflicts: z.array(FileConflict).check(z.maxLength(100)),
  conflictCount: z.int().check(z.gte(0), z.lte(100000)),
  written: z.int().check(z.gte(0), z.lte(100000)),
  removed: z.int().check(z.gte(0), z.lte(100000)),
});
export type Change = z.output<typeof Change>;

/** What a path holds: a file or a file that can be executed, by its SHA-256, or a link, by its target */
export const FileState = z
  .string()
  .check(z.minLength(6), z.maxLength(4200), z.regex(/^((file|program):[0-9a-f]{64}|link:[^\x00]+)$/u));
export type FileState = z.output<typeof FileState>;

/** One file of a change */
export const ChangedFile = z.strictObject({
  path: z.string().check(z.minLength(1), z.maxLength(4095), z.regex(/^[^\x00]+$/u)),
  before: z.nullable(FileState),
  after: z.nullable(FileState),
});
export type ChangedFile = z.output<typeof ChangedFile>;

/** A change of files that is proposed */
export const ChangeRequest = z.strictObject({
  changeId: TransferId,
  files: z.array(ChangedFile).check(z.maxLength(100000)),
  overwrite: z._default(z.boolean(), false),
});
export type ChangeRequest = z.output<typeof ChangeRequest>;

/** The SHA-256 of a chunk's zstd frame */
export const ChunkDigest = z.string().check(z.maxLength(71), z.regex(/^sha256:[0-9a-f]{64}$/u));
export type ChunkDigest = z.output<typeof ChunkDigest>;

/** What is wrong with one field */
export const FieldError = z.strictObject({
  path: z.string().check(z.maxLength(400)),
  message: z.string().check(z.maxLength(400)),
});
export type FieldError = z.output<typeof FieldError>;

/** What an archive held */
export const ImportResult = z.strictObject({
  entries: z.int().check(z.gte(0), z.lte(9007199254740991)),
  bytes: z.int().check(z.gte(0), z.lte(9007199254740991)),
});
export type ImportResult = z.output<typeof ImportResult>;

/** The caller's name for the job */
export const JobId = z.string().check(z.minLength(1), z.maxLength(64), z.regex(/^[a-z0-9][a-z0-9-]*$/u));
export type JobId = z.output<typeof JobId>;

/** A command and its state */
export const Job = z.strictObject({
  jobId: JobId,
  state: z.enum(['running', 'exited', 'timed_out', 'killed']),
  exitCode: z.nullable(z.int().check(z.gte(0), z.lte(255))),
  signal: z.nullable(z.string().check(z.maxLength(20))),
  startedAt: Timestamp,
  endedAt: z.nullable(z.iso.datetime({ offset: true }).check(z.maxLength(30))),
  logEnd: z.int().check(z.gte(0), z.lte(9007199254740991)),
});
export type Job = z.output<typeof Job>;

/** A part of the job's log, stdout and stderr in the order in which they were printed */
export const JobLog = z.strictObject({
  offset: z.int().check(z.gte(0), z.lte(9007199254740991)),
  nextOffset: z.int().check(z.gte(0), z.lte(9007199254740991)),
  endOffset: z.int().check(z.gte(0), z.lte(9007199254740991)),
  truncated: z.boolean(),
  text: z.string().check(z.maxLength(65536)),
});
export type JobLog = z.output<typeof JobLog>;

/** A command to run to its end */
export const JobRequest = z.strictObject({
  jobId: JobId,
  command: z.string().check(z.minLength(1), z.maxLength(65536), z.regex(/^[^\x00]*$/u)),
  cwd: z._default(z.string().check(z.minLength(1), z.maxLength(1000), z.regex(/^\/[^\x00]*$/u)), '/workspace'),
  env: z._default(z.array(EnvironmentVariable).check(z.maxLength(200)), () => []),
  timeoutSeconds: z.int().check(z.gte(1), z.lte(86400)),
});
export type JobRequest = z.output<typeof JobRequest>;

/** A file that was put in place */
export const KeptFile = z.strictObject({
  path: z.string().check(z.maxLength(1000)),
  bytes: z.int().check(z.gte(0), z.lte(9007199254740991)),
});
export type KeptFile = z.output<typeof KeptFile>;

/** One part of a layer's tar stream, as a zstd frame */
export const LayerChunk = z.strictObject({
  digest: ChunkDigest,
  bytes: z.int().check(z.gte(1), z.lte(8388608)),
  rawBytes: z.int().check(z.gte(1), z.lte(4194304)),
});
export type LayerChunk = z.output<typeof LayerChunk>;

/** The absolute path of a folder, without `.`, `..` or a slash at its end */
export const TreePath = z.string().check(z.minLength(2), z.maxLength(1000), z.regex(/^(\/[^/\x00]+)+$/u));
export type TreePath = z.output<typeof TreePath>;

/** The parts of a layer's manifest that it takes to unpack it */
export const LayerContents = z.strictObject({
  paths: z.array(TreePath).check(z.minLength(1), z.maxLength(50)),
  chunks: z.array(LayerChunk).check(z.maxLength(100000)),
  totalRawBytes: z.int().check(z.gte(0), z.lte(9007199254740991)),
  tarDigest: z.string().check(z.maxLength(71), z.regex(/^sha256:[0-9a-f]{64}$/u)),
});
export type LayerContents = z.output<typeof LayerContents>;

/** One entry of a layer */
export const SavedFile = z.strictObject({
  path: z.string().check(z.maxLength(8192)),
  type: z.enum(['file', 'directory', 'symlink', 'hardlink', 'fifo']),
  size: z.int().check(z.gte(0), z.lte(9007199254740991)),
  mode: z.int().check(z.gte(0), z.lte(4095)),
  digest: z.nullable(z.string().check(z.maxLength(71), z.regex(/^sha256:[0-9a-f]{64}$/u))),
  target: z.nullable(z.string().check(z.maxLength(8192))),
});
export type SavedFile = z.output<typeof SavedFile>;

/** The contents of a save */
export const LayerManifest = z.strictObject({
  format: z.literal('burstflare.snapshot.v3'),
  paths: z.array(TreePath).check(z.maxLength(50)),
  chunks: z.array(LayerChunk).check(z.maxLength(100000)),
  files: z.array(SavedFile).check(z.maxLength(50000)),
  fileCount: z.int().check(z.gte(0), z.lte(9007199254740991)),
  filesTruncated: z.boolean(),
  totalRawBytes: z.int().check(z.gte(0), z.lte(9007199254740991)),
  totalBytes: z.int().check(z.gte(0), z.lte(9007199254740991)),
  tarDigest: z.string().check(z.maxLength(71), z.regex(/^sha256:[0-9a-f]{64}$/u)),
  unchangedRawBytes: z.int().check(z.gte(0), z.lte(9007199254740991)),
});
export type LayerManifest = z.output<typeof LayerManifest>;

/** What is about to happen to the session */
export const LifecycleRequest = z.strictObject({
  phase: z.enum(['sleep', 'restart', 'delete']),
  at: Timestamp,
  reason: z.string().check(z.minLength(1), z.maxLength(200)),
  graceSeconds: z._default(z.int().check(z.gte(0), z.lte(60)), 5),
});
export type LifecycleRequest = z.output<typeof LifecycleRequest>;

/** What was recorded, and how the app ended */
export const LifecycleResult = z.strictObject({
  phase: z.enum(['sleep', 'restart', 'delete']),
  at: Timestamp,
  reason: z.string().check(z.maxLength(200)),
  app: App,
});
export type LifecycleResult = z.output<typeof LifecycleResult>;

/** waiting: not opened since the start; open: a process listens; closed: a process listened before, or the session is not running */
export const PortState = z.enum(['waiting', 'open', 'closed']);
export type PortState = z.output<typeof PortState>;

/** A port of the session */
export const RuntimePort = z.strictObject({
  number: z.int().check(z.gte(1), z.lte(65535)),
  label: z.nullable(z.string().check(z.maxLength(100))),
  declared: z.boolean(),
  state: PortState,
  changedAt: Timestamp,
});
export type RuntimePort = z.output<typeof RuntimePort>;

/** The session's ports */
export const PortList = z.strictObject({
  version: z.int().check(z.gte(0), z.lte(9007199254740991)),
  items: z.array(RuntimePort).check(z.maxLength(1000)),
});
export type PortList = z.output<typeof PortList>;

/** How the session is at one moment */
export const Presence = z.strictObject({
  instanceId: z.string().check(z.maxLength(64)),
  version: z.int().check(z.gte(0), z.lte(9007199254740991)),
  app: App,
  ports: z.array(RuntimePort).check(z.maxLength(1000)),
});
export type Presence = z.output<typeof Presence>;

/** Why a request failed (RFC 9457) */
export const Problem = z.strictObject({
  type: z.string().check(z.maxLength(200)),
  title: z.string().check(z.maxLength(200)),
  status: z.int().check(z.gte(400), z.lte(599)),
  code: z.string().check(z.maxLength(64), z.regex(/^[a-z][a-z0-9_]*$/u)),
  detail: z.string().check(z.maxLength(2000)),
  next: z.optional(z.string().check(z.maxLength(500))),
  requestId: z.string().check(z.maxLength(64)),
  errors: z.optional(z.array(FieldError).check(z.maxLength(100))),
  context: z.optional(
    z.record(
      z.string(),
      z.union([
        z.string().check(z.maxLength(500)),
        z.number(),
        z.boolean(),
        z.array(z.string().check(z.maxLength(200))).check(z.maxLength(100)),
      ]),
    ),
  ),
});
export type Problem = z.output<typeof Problem>;

/** A restore of the session's files */
export const Restore = z.strictObject({
  restoreId: TransferId,
  state: z.enum(['receiving', 'applying', 'done', 'failed']),
  reason: z.nullable(z.string().check(z.maxLength(2000))),
  bytes: z.int().check(z.gte(0), z.lte(9007199254740991)),
  files: z.int().check(z.gte(0), z.lte(9007199254740991)),
  verifiedFiles: z.int().check(z.gte(0), z.lte(9007199254740991)),
  appliedPaths: z.array(TreePath).check(z.maxLength(50)),
  startedAt: Timestamp,
  endedAt: z.nullable(z.iso.datetime({ offset: true }).check(z.maxLength(30))),
});
export type Restore = z.output<typeof Restore>;

/** What is to be restored, and where that is allowed */
export const RestoreRequest = z.strictObject({
  restoreId: TransferId,
  manifest: LayerContents,
  allowedPaths: z.array(TreePath).check(z.minLength(1), z.maxLength(50)),
  outwardLinks: z._default(z.enum(['refuse', 'keep']), 'refuse'),
  restart: z._default(z.boolean(), true),
});
export type RestoreRequest = z.output<typeof RestoreRequest>;

/** The health of the runtime, and how far it is */
export const RuntimeHealth = z.strictObject({
  status: z.literal('ok'),
  version: z.string().check(z.maxLength(40)),
  sessionId: z.string().check(z.maxLength(64)),
  instanceId: z.string().check(z.maxLength(64)),
  bootstrapId: z.nullable(z.string().check(z.maxLength(64))),
  terminalReady: z.boolean(),
  isolation: z.enum(['container', 'bubblewrap', 'none']),
  startedAt: Timestamp,
  uptimeSeconds: z.number().check(z.gte(0)),
});
export type RuntimeHealth = z.output<typeof RuntimeHealth>;

/** An entry that a save does not contain exactly as it was on the disk */
export const SaveWarning = z.strictObject({
  kind: z.enum(['left_out', 'changed', 'missing']),
  path: z.string().check(z.maxLength(1000)),
  reason: z.string().check(z.maxLength(500)),
});
export type SaveWarning = z.output<typeof SaveWarning>;

/** The number of warnings of each kind, including those that are not listed */
export const WarningCounts = z.strictObject({
  leftOut: z.int().check(z.gte(0), z.lte(9007199254740991)),
  changed: z.int().check(z.gte(0), z.lte(9007199254740991)),
  missing: z.int().check(z.gte(0), z.lte(9007199254740991)),
});
export type WarningCounts = z.output<typeof WarningCounts>;

/** A capture of the session's files */
export const Save = z.strictObject({
  saveId: TransferId,
  state: z.enum(['running', 'ready', 'failed']),
  reason: z.nullable(z.string().check(z.maxLength(2000))),
  warnings: z.array(SaveWarning).check(z.maxLength(50)),
  warningCounts: WarningCounts,
  pauseMs: z.int().check(z.gte(0), z.lte(9007199254740991)),
  rawBytes: z.int().check(z.gte(0), z.lte(9007199254740991)),
  frames: z.array(LayerChunk).check(z.maxLength(1000)),
  startedAt: Timestamp,
  endedAt: z.nullable(z.iso.datetime({ offset: true }).check(z.maxLength(30))),
  manifest: z.nullable(LayerManifest),
});
export type Save = z.output<typeof Save>;

/** What to save, and how */
export const SaveRequest = z.strictObject({
  saveId: TransferId,
  paths: z.array(TreePath).check(z.minLength(1), z.maxLength(50)),
  normalise: z._default(z.boolean(), false),
  known: z._default(z.array(ChunkDigest).check(z.maxLength(100000)), () => []),
  maxPauseMs: z._default(z.int().check(z.gte(0), z.lte(60000)), 2000),
});
export type SaveRequest = z.output<typeof SaveRequest>;

/** A terminal's name */
export const TerminalId = z.string().check(z.minLength(1), z.maxLength(32), z.regex(/^[a-z0-9][a-z0-9-]*$/u));
export type TerminalId = z.output<typeof TerminalId>;

/** A shell on a PTY */
export const Terminal = z.strictObject({
  id: TerminalId,
  epoch: z.string().check(z.maxLength(32)),
  cols: z.int().check(z.gte(2), z.lte(1000)),
  rows: z.int().check(z.gte(1), z.lte(500)),
  clients: z.int().check(z.gte(0), z.lte(1000)),
  offset: z.int().check(z.gte(0), z.lte(9007199254740991)),
  startedAt: Timestamp,
});
export type Terminal = z.output<typeof Terminal>;

/** The session's terminals */
export const TerminalList = z.strictObject({ items: z.array(Terminal).check(z.maxLength(100)) });
export type TerminalList = z.output<typeof TerminalList>;
