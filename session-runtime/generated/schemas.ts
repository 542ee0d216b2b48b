// Generated from openapi/runtime.yaml by `npm run generate`. Do not edit: change the source and run it again.

import { z } from '@hono/zod-openapi';

/** RFC 3339, UTC, milliseconds */
export const Timestamp = z.iso
  .datetime({ offset: true })
  .max(30)
  .openapi({ description: 'RFC 3339, UTC, milliseconds', examples: ['2026-11-21T09:30:00.000Z'], format: 'date-time' })
  .openapi('Timestamp');
export type Timestamp = z.output<typeof Timestamp>;

/** How the app ended the last time */
export const AppExit = z
  .strictObject({
    code: z.int().min(0).max(255).nullable().openapi({ description: 'Its exit code; null if a signal ended it' }),
    signal: z.string().max(20).nullable().openapi({ description: 'The signal that ended it' }),
    at: Timestamp,
  })
  .openapi({ description: 'How the app ended the last time' })
  .openapi('AppExit');
export type AppExit = z.output<typeof AppExit>;

/** The start command and what it does */
export const App = z
  .strictObject({
    state: z
      .enum(['none', 'running', 'restarting', 'exited'])
      .openapi({
        description:
          '`none`: there is no start command. `restarting`: it crashed and is started again soon. `exited`: it ended, or crashed too often',
      }),
    command: z.string().max(4000).nullable().openapi({ description: 'The command' }),
    pid: z.int().min(1).max(4194304).nullable().openapi({ description: 'Its process, as the session sees it' }),
    startedAt: z.iso
      .datetime({ offset: true })
      .max(30)
      .nullable()
      .openapi({ description: 'When it was started last', format: 'date-time' }),
    exit: z.union([AppExit, z.null()]).openapi({ description: 'How it ended the last time; null if it never did' }),
    restarts: z.int().min(0).max(1000000).openapi({ description: 'How often it was started again after a crash' }),
    logEnd: z.int().min(0).max(9007199254740991).openapi({ description: "The log's length so far" }),
  })
  .openapi({
    description: 'The start command and what it does',
    examples: [
      {
        state: 'running',
        command: 'npm run dev',
        pid: 12,
        startedAt: '2026-11-21T09:30:00.000Z',
        exit: null,
        restarts: 0,
        logEnd: 380,
      },
    ],
  })
  .openapi('App');
export type App = z.output<typeof App>;

/** A part of what the app printed */
export const AppLog = z
  .strictObject({
    offset: z.int().min(0).max(9007199254740991).openapi({ description: 'Where the text begins' }),
    nextOffset: z.int().min(0).max(9007199254740991).openapi({ description: 'Where to read on' }),
    endOffset: z.int().min(0).max(9007199254740991).openapi({ description: "The log's length so far" }),
    truncated: z.boolean().openapi({ description: 'Bytes from the asked offset on were dropped' }),
    text: z.string().max(65536).openapi({ description: 'At most 64 KiB, as UTF-8; what is none becomes U+FFFD' }),
  })
  .openapi({
    description: 'A part of what the app printed',
    examples: [{ offset: 0, nextOffset: 24, endOffset: 24, truncated: false, text: 'VITE ready on port 5173\n' }],
  })
  .openapi('AppLog');
export type AppLog = z.output<typeof AppLog>;

/** A port that the manifest names */
export const DeclaredPort = z
  .strictObject({
    number: z.int().min(1).max(65535).openapi({ description: 'The port' }),
    label: z.string().max(100).nullable().openapi({ description: 'What it is for' }),
  })
  .openapi({ description: 'A port that the manifest names' })
  .openapi('DeclaredPort');
export type DeclaredPort = z.output<typeof DeclaredPort>;

/** One variable for the app and for shells that are opened later */
export const EnvironmentVariable = z
  .strictObject({
    name: z
      .string()
      .min(1)
      .max(128)
      .regex(/^[A-Za-z_][A-Za-z0-9_]*$/u)
      .openapi({ description: 'Its name', pattern: '^[A-Za-z_][A-Za-z0-9_]*$' }),
    value: z
      .string()
      .max(32768)
      .regex(/^[^\u0000]*$/u)
      .openapi({ description: 'Its value; never logged and never written to disk', pattern: '^[^\\u0000]*$' }),
  })
  .openapi({ description: 'One variable for the app and for shells that are opened later' })
  .openapi('EnvironmentVariable');
export type EnvironmentVariable = z.output<typeof EnvironmentVariable>;

/** Which session this is */
export const SessionInfo = z
  .strictObject({
    id: z.string().min(1).max(64).openapi({ description: "The session's id" }),
    name: z.string().min(1).max(200).openapi({ description: 'Its name' }),
    workspaceId: z.string().min(1).max(64).openapi({ description: 'Its workspace' }),
    templateId: z.string().min(1).max(64).openapi({ description: 'The template it was made from' }),
    templateName: z.string().min(1).max(200).openapi({ description: "That template's name" }),
    releaseId: z.string().max(64).nullable().openapi({ description: 'The release it was made from' }),
  })
  .openapi({ description: 'Which session this is' })
  .openapi('SessionInfo');
export type SessionInfo = z.output<typeof SessionInfo>;

/** What the runtime has to know of its session */
export const BootstrapRequest = z
  .strictObject({
    bootstrapId: z
      .string()
      .min(1)
      .max(64)
      .openapi({ description: 'Names this bootstrap; the same one again changes nothing' }),
    state: z.string().min(1).max(40).openapi({ description: "The session's state as the coordinator has it" }),
    session: SessionInfo,
    persistedPaths: z
      .array(
        z
          .string()
          .min(1)
          .max(1000)
          .regex(/^\/[^\u0000]*$/u)
          .openapi({ description: 'An absolute path', pattern: '^/[^\\u0000]*$' }),
      )
      .max(50)
      .openapi({ description: 'What snapshots hold' }),
    env: z.array(EnvironmentVariable).max(200).openapi({ description: "The session's variables" }),
    start: z
      .string()
      .max(4000)
      .regex(/^[^\u0000]*$/u)
      .nullable()
      .openapi({
        description: 'The command that runs the app, for `bash -c` in /workspace; null for none',
        pattern: '^[^\\u0000]*$',
      }),
    ports: z.array(DeclaredPort).max(20).openapi({ description: 'The ports that the manifest names' }),
    restoredSnapshotId: z.string().max(64).nullable().openapi({ description: 'The snapshot that was restored last' }),
  })
  .openapi({
    description: 'What the runtime has to know of its session',
    examples: [
      {
        bootstrapId: 'opn-k3v7q2xw5mzt4n6ypa2b',
        state: 'running',
        session: {
          id: 'ses-k3v7q2xw5mzt4n6ypa2b',
          name: 'storefront',
          workspaceId: 'wsp-k3v7q2xw5mzt4n6ypa2b',
          templateId: 'tpl-k3v7q2xw5mzt4n6ypa2b',
          templateName: 'storefront',
          releaseId: 'rel-k3v7q2xw5mzt4n6ypa2b',
        },
        persistedPaths: ['/workspace'],
        env: [{ name: 'NODE_ENV', value: 'development' }],
        start: 'npm run dev',
        ports: [{ number: 5173, label: 'web' }],
        restoredSnapshotId: null,
      },
    ],
  })
  .openapi('BootstrapRequest');
export type BootstrapRequest = z.output<typeof BootstrapRequest>;

/** What a bootstrap did */
export const BootstrapResult = z
  .strictObject({
    bootstrapId: z.string().max(64).openapi({ description: 'The bootstrap in force' }),
    applied: z.boolean().openapi({ description: 'False if it was in force before' }),
    bootstrappedAt: Timestamp,
    app: App,
  })
  .openapi({
    description: 'What a bootstrap did',
    examples: [
      {
        bootstrapId: 'opn-k3v7q2xw5mzt4n6ypa2b',
        applied: true,
        bootstrappedAt: '2026-11-21T09:30:00.000Z',
        app: {
          state: 'running',
          command: 'npm run dev',
          pid: 12,
          startedAt: '2026-11-21T09:30:00.000Z',
          exit: null,
          restarts: 0,
          logEnd: 0,
        },
      },
    ],
  })
  .openapi('BootstrapResult');
export type BootstrapResult = z.output<typeof BootstrapResult>;

/** The SHA-256 of a chunk's zstd frame */
export const ChunkDigest = z
  .string()
  .max(71)
  .regex(/^sha256:[0-9a-f]{64}$/u)
  .openapi({
    description: "The SHA-256 of a chunk's zstd frame",
    examples: ['sha256:2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae'],
    pattern: '^sha256:[0-9a-f]{64}$',
  })
  .openapi('ChunkDigest');
export type ChunkDigest = z.output<typeof ChunkDigest>;

/** What is wrong with one field */
export const FieldError = z
  .strictObject({
    path: z.string().max(400).openapi({ description: 'Where: `body.name`, `query.limit`, `headers.idempotency-key`' }),
    message: z.string().max(400).openapi({ description: 'What is wrong, for people' }),
  })
  .openapi({ description: 'What is wrong with one field' })
  .openapi('FieldError');
export type FieldError = z.output<typeof FieldError>;

/** What an archive held */
export const ImportResult = z
  .strictObject({
    entries: z.int().min(0).max(9007199254740991).openapi({ description: 'Its files, folders and links' }),
    bytes: z.int().min(0).max(9007199254740991).openapi({ description: 'Its length, unpacked' }),
  })
  .openapi({ description: 'What an archive held', examples: [{ entries: 214, bytes: 1048576 }] })
  .openapi('ImportResult');
export type ImportResult = z.output<typeof ImportResult>;

/** The caller's name for the job */
export const JobId = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[a-z0-9][a-z0-9-]*$/u)
  .openapi({
    description: "The caller's name for the job",
    examples: ['opn-k3v7q2xw5mzt4n6ypa2b'],
    pattern: '^[a-z0-9][a-z0-9-]*$',
  })
  .openapi('JobId');
export type JobId = z.output<typeof JobId>;

/** A command, and how it goes */
export const Job = z
  .strictObject({
    jobId: JobId,
    state: z
      .enum(['running', 'exited', 'timed_out', 'killed'])
      .openapi({
        description: '`exited`: it ended by itself. `timed_out`: its time was up. `killed`: somebody ended it',
      }),
    exitCode: z
      .int()
      .min(0)
      .max(255)
      .nullable()
      .openapi({
        description: 'Its exit code; null while it runs, or if a signal ended it. 127: it could not be started',
      }),
    signal: z.string().max(20).nullable().openapi({ description: 'The signal that ended it' }),
    startedAt: Timestamp,
    endedAt: z.iso
      .datetime({ offset: true })
      .max(30)
      .nullable()
      .openapi({ description: 'When it ended; null while it runs', format: 'date-time' }),
    logEnd: z.int().min(0).max(9007199254740991).openapi({ description: 'How many bytes it printed so far' }),
  })
  .openapi({
    description: 'A command, and how it goes',
    examples: [
      {
        jobId: 'opn-k3v7q2xw5mzt4n6ypa2b',
        state: 'exited',
        exitCode: 0,
        signal: null,
        startedAt: '2026-11-21T09:30:00.000Z',
        endedAt: '2026-11-21T09:30:12.000Z',
        logEnd: 2048,
      },
    ],
  })
  .openapi('Job');
export type Job = z.output<typeof Job>;

/** A part of what the job printed, stdout and stderr as they came */
export const JobLog = z
  .strictObject({
    offset: z.int().min(0).max(9007199254740991).openapi({ description: 'Where the text begins' }),
    nextOffset: z.int().min(0).max(9007199254740991).openapi({ description: 'Where to read on' }),
    endOffset: z.int().min(0).max(9007199254740991).openapi({ description: "The log's length so far" }),
    truncated: z.boolean().openapi({ description: 'Bytes from the asked offset on were dropped' }),
    text: z.string().max(65536).openapi({ description: 'At most 64 KiB, as UTF-8; what is none becomes U+FFFD' }),
  })
  .openapi({
    description: 'A part of what the job printed, stdout and stderr as they came',
    examples: [{ offset: 0, nextOffset: 24, endOffset: 24, truncated: false, text: 'added 212 packages in 4s' }],
  })
  .openapi('JobLog');
export type JobLog = z.output<typeof JobLog>;

/** A command to run to its end */
export const JobRequest = z
  .strictObject({
    jobId: JobId,
    command: z
      .string()
      .min(1)
      .max(65536)
      .regex(/^[^\u0000]*$/u)
      .openapi({ description: 'What `bash -c` gets', pattern: '^[^\\u0000]*$' }),
    cwd: z
      .string()
      .min(1)
      .max(1000)
      .regex(/^\/[^\u0000]*$/u)
      .openapi({ description: 'Where it runs', pattern: '^/[^\\u0000]*$' })
      .default('/workspace'),
    env: z
      .array(EnvironmentVariable)
      .max(200)
      .openapi({ description: "Variables beside the session's own; these win" })
      .default(() => []),
    timeoutSeconds: z.int().min(1).max(86400).openapi({ description: 'When its whole process group is ended' }),
  })
  .openapi({
    description: 'A command to run to its end',
    examples: [
      { jobId: 'opn-k3v7q2xw5mzt4n6ypa2b', command: 'npm ci', cwd: '/workspace', env: [], timeoutSeconds: 900 },
    ],
  })
  .openapi('JobRequest');
export type JobRequest = z.output<typeof JobRequest>;

/** A file that was put in place */
export const KeptFile = z
  .strictObject({
    path: z.string().max(1000).openapi({ description: 'Where it is' }),
    bytes: z.int().min(0).max(9007199254740991).openapi({ description: 'Its length' }),
  })
  .openapi({
    description: 'A file that was put in place',
    examples: [{ path: '/workspace/.burstflare/last.snapshot', bytes: 20 }],
  })
  .openapi('KeptFile');
export type KeptFile = z.output<typeof KeptFile>;

/** One part of a layer's tar stream, as a zstd frame */
export const LayerChunk = z
  .strictObject({
    digest: ChunkDigest,
    bytes: z.int().min(1).max(8388608).openapi({ description: "The frame's length" }),
    rawBytes: z.int().min(1).max(4194304).openapi({ description: 'The length of what it holds' }),
  })
  .openapi({ description: "One part of a layer's tar stream, as a zstd frame" })
  .openapi('LayerChunk');
export type LayerChunk = z.output<typeof LayerChunk>;

/** The absolute path of a folder, without `.`, `..` or a slash at its end */
export const TreePath = z
  .string()
  .min(2)
  .max(1000)
  .regex(/^(\/[^/\u0000]+)+$/u)
  .openapi({
    description: 'The absolute path of a folder, without `.`, `..` or a slash at its end',
    examples: ['/workspace'],
    pattern: '^(/[^/\\u0000]+)+$',
  })
  .openapi('TreePath');
export type TreePath = z.output<typeof TreePath>;

/** The parts of a layer's manifest that it takes to unpack it */
export const LayerContents = z
  .strictObject({
    paths: z
      .array(TreePath)
      .min(1)
      .max(50)
      .openapi({ description: 'The folders that become what the layer holds; all else in them goes' }),
    chunks: z.array(LayerChunk).max(100000).openapi({ description: 'In order' }),
    totalRawBytes: z.int().min(0).max(9007199254740991).openapi({ description: "The tar stream's length" }),
    tarDigest: z
      .string()
      .max(71)
      .regex(/^sha256:[0-9a-f]{64}$/u)
      .openapi({ description: "The tar stream's SHA-256", pattern: '^sha256:[0-9a-f]{64}$' }),
  })
  .openapi({ description: "The parts of a layer's manifest that it takes to unpack it" })
  .openapi('LayerContents');
export type LayerContents = z.output<typeof LayerContents>;

/** One entry of a layer */
export const SavedFile = z
  .strictObject({
    path: z.string().max(8192).openapi({ description: 'Its absolute path; bytes that are no UTF-8 become U+FFFD' }),
    type: z.enum(['file', 'directory', 'symlink', 'hardlink', 'fifo']).openapi({ description: 'What it is' }),
    size: z.int().min(0).max(9007199254740991).openapi({ description: "A file's length; 0 for the others" }),
    mode: z.int().min(0).max(4095).openapi({ description: 'Its permission bits' }),
    digest: z
      .string()
      .max(71)
      .regex(/^sha256:[0-9a-f]{64}$/u)
      .nullable()
      .openapi({
        description:
          "The SHA-256 of a file's content; null for a file with holes, whose length it would cost to know, and for what is no file",
        pattern: '^sha256:[0-9a-f]{64}$',
      }),
    target: z
      .string()
      .max(8192)
      .nullable()
      .openapi({ description: 'Where a symlink points; for a hard link the absolute path of the file' }),
  })
  .openapi({ description: 'One entry of a layer' })
  .openapi('SavedFile');
export type SavedFile = z.output<typeof SavedFile>;

/** What a save holds */
export const LayerManifest = z
  .strictObject({
    format: z.literal('burstflare.snapshot.v3').openapi({ description: 'How to read it' }),
    paths: z.array(TreePath).max(50).openapi({ description: 'The folders that it holds' }),
    chunks: z
      .array(LayerChunk)
      .max(100000)
      .openapi({ description: 'In order; their frames one after the other are a `.tar.zst`' }),
    files: z
      .array(SavedFile)
      .max(50000)
      .openapi({ description: 'The entries in the order of the archive; the first of them if there are more' }),
    fileCount: z.int().min(0).max(9007199254740991).openapi({ description: 'How many entries there are' }),
    filesTruncated: z.boolean().openapi({ description: '`files` does not name all of them' }),
    totalRawBytes: z.int().min(0).max(9007199254740991).openapi({ description: "The tar stream's length" }),
    totalBytes: z.int().min(0).max(9007199254740991).openapi({ description: 'The length of all frames' }),
    tarDigest: z
      .string()
      .max(71)
      .regex(/^sha256:[0-9a-f]{64}$/u)
      .openapi({ description: "The tar stream's SHA-256", pattern: '^sha256:[0-9a-f]{64}$' }),
    unchangedRawBytes: z
      .int()
      .min(0)
      .max(9007199254740991)
      .openapi({ description: 'How much of the tar stream was in `known` and was not compressed again' }),
  })
  .openapi({ description: 'What a save holds' })
  .openapi('LayerManifest');
export type LayerManifest = z.output<typeof LayerManifest>;

/** What is about to happen to the session */
export const LifecycleRequest = z
  .strictObject({
    phase: z.enum(['sleep', 'restart', 'delete']).openapi({ description: 'What comes next' }),
    at: Timestamp,
    reason: z.string().min(1).max(200).openapi({ description: 'Why, as `session_stop`' }),
    graceSeconds: z.int().min(0).max(60).openapi({ description: 'How long they may take to end' }).default(5),
  })
  .openapi({
    description: 'What is about to happen to the session',
    examples: [{ phase: 'sleep', at: '2026-11-21T09:30:00.000Z', reason: 'session_stop', graceSeconds: 5 }],
  })
  .openapi('LifecycleRequest');
export type LifecycleRequest = z.output<typeof LifecycleRequest>;

/** What was recorded, and how the app ended */
export const LifecycleResult = z
  .strictObject({
    phase: z.enum(['sleep', 'restart', 'delete']).openapi({ description: 'What comes next' }),
    at: Timestamp,
    reason: z.string().max(200).openapi({ description: 'Why' }),
    app: App,
  })
  .openapi({
    description: 'What was recorded, and how the app ended',
    examples: [
      {
        phase: 'sleep',
        at: '2026-11-21T09:30:00.000Z',
        reason: 'session_stop',
        app: {
          state: 'exited',
          command: 'npm run dev',
          pid: null,
          startedAt: '2026-11-21T09:00:00.000Z',
          exit: { code: null, signal: 'SIGTERM', at: '2026-11-21T09:30:00.000Z' },
          restarts: 0,
          logEnd: 380,
        },
      },
    ],
  })
  .openapi('LifecycleResult');
export type LifecycleResult = z.output<typeof LifecycleResult>;

/** A port of the session */
export const RuntimePort = z
  .strictObject({
    number: z.int().min(1).max(65535).openapi({ description: 'The port' }),
    label: z.string().max(100).nullable().openapi({ description: 'What it is for' }),
    declared: z.boolean().openapi({ description: 'The manifest names it' }),
    state: z
      .enum(['waiting', 'open', 'closed'])
      .openapi({
        description:
          '`waiting`: declared and not open yet. `open`: a process of the session listens. `closed`: it was open, and no longer is',
      }),
    changedAt: Timestamp,
  })
  .openapi({ description: 'A port of the session' })
  .openapi('RuntimePort');
export type RuntimePort = z.output<typeof RuntimePort>;

/** The session's ports */
export const PortList = z
  .strictObject({
    version: z.int().min(0).max(9007199254740991).openapi({ description: 'Grows with each change; `since` takes it' }),
    items: z
      .array(RuntimePort)
      .max(1000)
      .openapi({ description: 'Declared ones first, in their order; then by number' }),
  })
  .openapi({
    description: "The session's ports",
    examples: [
      {
        version: 3,
        items: [{ number: 5173, label: 'web', declared: true, state: 'open', changedAt: '2026-11-21T09:30:00.000Z' }],
      },
    ],
  })
  .openapi('PortList');
export type PortList = z.output<typeof PortList>;

/** Why a request failed (RFC 9457) */
export const Problem = z
  .strictObject({
    type: z.string().max(200).openapi({ description: 'A page about this code', format: 'uri-reference' }),
    title: z
      .string()
      .max(200)
      .openapi({ description: 'What happened, in a few words; the same for each use of the code' }),
    status: z.int().min(400).max(599).openapi({ description: 'The HTTP status' }),
    code: z
      .string()
      .max(64)
      .regex(/^[a-z][a-z0-9_]*$/u)
      .openapi({ description: 'Stable; programs decide by it', pattern: '^[a-z][a-z0-9_]*$' }),
    detail: z.string().max(2000).openapi({ description: 'Why it happened this time' }),
    next: z.string().max(500).openapi({ description: 'What to do now' }).optional(),
    requestId: z.string().max(64).openapi({ description: 'Names this request in the logs' }),
    errors: z.array(FieldError).max(100).openapi({ description: 'One entry for each field at fault' }).optional(),
    context: z
      .record(
        z.string(),
        z
          .union([
            z.string().max(500).openapi({ description: 'A text' }),
            z.number().openapi({ description: 'A figure' }),
            z.boolean().openapi({ description: 'A yes or no' }),
            z
              .array(z.string().max(200).openapi({ description: 'A text' }))
              .max(100)
              .openapi({ description: 'Several texts' }),
          ])
          .openapi({ description: 'One fact' }),
      )
      .openapi({ description: "The facts of the case, as the code's own: state, allowed, limit" })
      .optional(),
  })
  .openapi({
    description: 'Why a request failed (RFC 9457)',
    examples: [
      {
        type: '/docs#session_state',
        title: "The session's state does not allow this",
        status: 409,
        code: 'session_state',
        detail: 'The session is stopping; start is allowed when it is created, sleeping, failed.',
        next: 'Wait for it to reach one of those states.',
        requestId: 'req-k3v7q2xw5mzt4n6ypa2b',
        context: { state: 'stopping', allowed: ['created', 'sleeping', 'failed'] },
      },
    ],
  })
  .openapi('Problem');
export type Problem = z.output<typeof Problem>;

/** The caller's name for a save or a restore */
export const TransferId = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[a-z0-9][a-z0-9-]*$/u)
  .openapi({
    description: "The caller's name for a save or a restore",
    examples: ['snp-k3v7q2xw5mzt4n6ypa2b'],
    pattern: '^[a-z0-9][a-z0-9-]*$',
  })
  .openapi('TransferId');
export type TransferId = z.output<typeof TransferId>;

/** A restore of the session's files */
export const Restore = z
  .strictObject({
    restoreId: TransferId,
    state: z
      .enum(['receiving', 'applying', 'done', 'failed'])
      .openapi({
        description:
          '`failed` leaves the files as they were. `applying` is finished even by a runtime that starts after a crash',
      }),
    reason: z.string().max(2000).nullable().openapi({ description: 'Why it failed' }),
    bytes: z.int().min(0).max(9007199254740991).openapi({ description: 'How much was unpacked' }),
    files: z.int().min(0).max(9007199254740991).openapi({ description: 'How many entries were unpacked' }),
    verifiedFiles: z
      .int()
      .min(0)
      .max(9007199254740991)
      .openapi({
        description:
          'How many of them were read back and are as the archive has them; all, save those that the session itself may not read',
      }),
    appliedPaths: z.array(TreePath).max(50).openapi({ description: 'The folders that were replaced, when it is done' }),
    startedAt: Timestamp,
    endedAt: z.iso
      .datetime({ offset: true })
      .max(30)
      .nullable()
      .openapi({ description: 'When it was done or failed', format: 'date-time' }),
  })
  .openapi({
    description: "A restore of the session's files",
    examples: [
      {
        restoreId: 'opn-k3v7q2xw5mzt4n6ypa2b',
        state: 'done',
        reason: null,
        bytes: 10240,
        files: 4,
        verifiedFiles: 4,
        appliedPaths: ['/workspace'],
        startedAt: '2026-11-21T09:30:00.000Z',
        endedAt: '2026-11-21T09:30:01.000Z',
      },
    ],
  })
  .openapi('Restore');
export type Restore = z.output<typeof Restore>;

/** What is to be restored, and where that is allowed */
export const RestoreRequest = z
  .strictObject({
    restoreId: TransferId,
    manifest: LayerContents,
    allowedPaths: z
      .array(TreePath)
      .min(1)
      .max(50)
      .openapi({ description: 'Nothing outside these folders is written or removed' }),
    outwardLinks: z
      .enum(['refuse', 'keep'])
      .openapi({
        description:
          'Symlinks that lead out of the allowed folders. `keep` for what a session itself saved, where `/usr/bin/python3` in a venv is one; nothing is ever written through a link either way',
      })
      .default('refuse'),
    restart: z
      .boolean()
      .openapi({ description: 'End the app before the files change, and run its start command after' })
      .default(true),
  })
  .openapi({
    description: 'What is to be restored, and where that is allowed',
    examples: [
      {
        restoreId: 'opn-k3v7q2xw5mzt4n6ypa2b',
        manifest: {
          paths: ['/workspace'],
          chunks: [
            {
              digest: 'sha256:2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae',
              bytes: 512,
              rawBytes: 10240,
            },
          ],
          totalRawBytes: 10240,
          tarDigest: 'sha256:fcde2b2edba56bf408601fb721fe9b5c338d10ee429ea04fae5511b68fbf8fb9',
        },
        allowedPaths: ['/workspace'],
        outwardLinks: 'keep',
        restart: true,
      },
    ],
  })
  .openapi('RestoreRequest');
export type RestoreRequest = z.output<typeof RestoreRequest>;

/** That the runtime is up, and how far it is */
export const RuntimeHealth = z
  .strictObject({
    status: z.literal('ok').openapi({ description: 'The runtime answers' }),
    version: z.string().max(40).openapi({ description: "The runtime's version" }),
    sessionId: z.string().max(64).openapi({ description: 'The session that the host started it for' }),
    instanceId: z.string().max(64).openapi({ description: 'The start that the host started it for' }),
    bootstrapId: z
      .string()
      .max(64)
      .nullable()
      .openapi({ description: 'The newest bootstrap that was taken over; null before the first' }),
    terminalReady: z.boolean().openapi({ description: 'A shell can be opened' }),
    isolation: z
      .enum(['container', 'bubblewrap', 'none'])
      .openapi({ description: 'What keeps the session apart from its host' }),
    startedAt: Timestamp,
    uptimeSeconds: z.number().min(0).openapi({ description: 'Since the process began' }),
  })
  .openapi({
    description: 'That the runtime is up, and how far it is',
    examples: [
      {
        status: 'ok',
        version: '0.1.0',
        sessionId: 'ses-k3v7q2xw5mzt4n6ypa2b',
        instanceId: 'opn-k3v7q2xw5mzt4n6ypa2b',
        bootstrapId: null,
        terminalReady: true,
        isolation: 'bubblewrap',
        startedAt: '2026-11-21T09:30:00.000Z',
        uptimeSeconds: 0.2,
      },
    ],
  })
  .openapi('RuntimeHealth');
export type RuntimeHealth = z.output<typeof RuntimeHealth>;

/** Something that a save does not hold as it stood */
export const SaveWarning = z
  .strictObject({
    kind: z
      .enum(['left_out', 'changed', 'missing'])
      .openapi({
        description:
          'left_out: the entry is not in the save; changed: it was written to while it was read; missing: a folder that was to be saved is not there',
      }),
    path: z.string().max(1000).openapi({ description: 'Its absolute path, its end cut off if it is longer' }),
    reason: z.string().max(500).openapi({ description: 'Why' }),
  })
  .openapi({ description: 'Something that a save does not hold as it stood' })
  .openapi('SaveWarning');
export type SaveWarning = z.output<typeof SaveWarning>;

/** How many warnings of each kind there are, those included that are not listed */
export const WarningCounts = z
  .strictObject({
    leftOut: z.int().min(0).max(9007199254740991).openapi({ description: 'Entries that are not in the save' }),
    changed: z
      .int()
      .min(0)
      .max(9007199254740991)
      .openapi({ description: 'Entries that were written to while they were read' }),
    missing: z.int().min(0).max(9007199254740991).openapi({ description: 'Folders that were not there' }),
  })
  .openapi({ description: 'How many warnings of each kind there are, those included that are not listed' })
  .openapi('WarningCounts');
export type WarningCounts = z.output<typeof WarningCounts>;

/** A capture of the session's files */
export const Save = z
  .strictObject({
    saveId: TransferId,
    state: z.enum(['running', 'ready', 'failed']).openapi({ description: 'How far it is' }),
    reason: z.string().max(2000).nullable().openapi({ description: 'Why it failed' }),
    warnings: z
      .array(SaveWarning)
      .max(50)
      .openapi({ description: 'What was saved otherwise than it stood; the first of them' }),
    warningCounts: WarningCounts,
    pauseMs: z
      .int()
      .min(0)
      .max(9007199254740991)
      .openapi({ description: 'How long the processes of the session stood still for it, in all' }),
    rawBytes: z.int().min(0).max(9007199254740991).openapi({ description: 'How much of the tar stream is done' }),
    frames: z
      .array(LayerChunk)
      .max(1000)
      .openapi({
        description:
          'The frames that can be fetched, in the order in which they came to be, so that a caller may fetch them while the save runs. The\nmanifest names those that make up the layer; what was in `known` is not told.\n',
      }),
    startedAt: Timestamp,
    endedAt: z.iso
      .datetime({ offset: true })
      .max(30)
      .nullable()
      .openapi({ description: 'When it was ready or failed', format: 'date-time' }),
    manifest: z.union([LayerManifest, z.null()]).openapi({ description: 'What it holds, when it is ready' }),
  })
  .openapi({
    description: "A capture of the session's files",
    examples: [
      {
        saveId: 'snp-k3v7q2xw5mzt4n6ypa2b',
        state: 'running',
        reason: null,
        warnings: [],
        warningCounts: { leftOut: 0, changed: 0, missing: 0 },
        pauseMs: 0,
        rawBytes: 1048576,
        frames: [],
        startedAt: '2026-11-21T09:30:00.000Z',
        endedAt: null,
        manifest: null,
      },
    ],
  })
  .openapi('Save');
export type Save = z.output<typeof Save>;

/** What to save, and how */
export const SaveRequest = z
  .strictObject({
    saveId: TransferId,
    paths: z
      .array(TreePath)
      .min(1)
      .max(50)
      .openapi({ description: 'The folders; one that is not there is left out, with a warning' }),
    normalise: z
      .boolean()
      .openapi({ description: 'Times become 0, so that the same tree gives the same bytes whenever it was made' })
      .default(false),
    known: z
      .array(ChunkDigest)
      .max(100000)
      .openapi({
        description: 'Chunks that the caller has already; they may be left uncompressed, and then cannot be fetched',
      })
      .default(() => []),
    maxPauseMs: z
      .int()
      .min(0)
      .max(60000)
      .openapi({
        description:
          'How long the session may stand still at a time while what it is writing is read; with 0 never, and what changes meanwhile is a warning',
      })
      .default(2000),
  })
  .openapi({
    description: 'What to save, and how',
    examples: [{ saveId: 'snp-k3v7q2xw5mzt4n6ypa2b', paths: ['/workspace'], normalise: false, known: [] }],
  })
  .openapi('SaveRequest');
export type SaveRequest = z.output<typeof SaveRequest>;

/** A terminal's name */
export const TerminalId = z
  .string()
  .min(1)
  .max(32)
  .regex(/^[a-z0-9][a-z0-9-]*$/u)
  .openapi({ description: "A terminal's name", examples: ['main'], pattern: '^[a-z0-9][a-z0-9-]*$' })
  .openapi('TerminalId');
export type TerminalId = z.output<typeof TerminalId>;

/** A shell on a PTY */
export const Terminal = z
  .strictObject({
    id: TerminalId,
    epoch: z.string().max(32).openapi({ description: 'Names this shell; another one under the same id has another' }),
    cols: z.int().min(2).max(1000).openapi({ description: 'Columns' }),
    rows: z.int().min(1).max(500).openapi({ description: 'Rows' }),
    clients: z.int().min(0).max(1000).openapi({ description: 'How many are attached' }),
    offset: z.int().min(0).max(9007199254740991).openapi({ description: 'How many bytes it printed' }),
    startedAt: Timestamp,
  })
  .openapi({ description: 'A shell on a PTY' })
  .openapi('Terminal');
export type Terminal = z.output<typeof Terminal>;

/** The session's terminals */
export const TerminalList = z
  .strictObject({ items: z.array(Terminal).max(100).openapi({ description: 'Oldest first' }) })
  .openapi({
    description: "The session's terminals",
    examples: [
      {
        items: [
          {
            id: 'main',
            epoch: 'k3v7q2xw',
            cols: 80,
            rows: 24,
            clients: 1,
            offset: 512,
            startedAt: '2026-11-21T09:30:00.000Z',
          },
        ],
      },
    ],
  })
  .openapi('TerminalList');
export type TerminalList = z.output<typeof TerminalList>;
