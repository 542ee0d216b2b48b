// Generated from openapi/runtime.yaml by `npm run generate`. Do not edit: change the source and run it again.

import * as z from 'zod';
import type { ByteBody, ServiceOperation } from '../src/platform/contract.ts';
import * as S from './schemas.ts';

/** A port that the manifest names */
export type DeclaredPort = { number: number; label: string | null };

/** One variable for the app and for shells that are opened later */
export type EnvironmentVariable = { name: string; value: string };

/** Which session this is */
export type SessionInfo = {
  id: string;
  name: string;
  workspaceId: string;
  templateId: string;
  templateName: string;
  releaseId: string | null;
};

/** What the runtime needs to know about its session */
export type BootstrapRequest = {
  bootstrapId: string;
  state: string;
  session: SessionInfo;
  persistedPaths: string[];
  env: EnvironmentVariable[];
  start: string | null;
  ports: DeclaredPort[];
  restoredSnapshotId: string | null;
};

/** What a bootstrap did */
export const BootstrapResult = z.strictObject({
  bootstrapId: z.string().max(64),
  applied: z.boolean(),
  bootstrappedAt: S.Timestamp,
  app: S.App,
});
export type BootstrapResult = z.output<typeof BootstrapResult>;

/** The SHA-256 of a chunk's zstd frame */
export const ChunkDigest = z
  .string()
  .max(71)
  .regex(/^sha256:[0-9a-f]{64}$/u);
export type ChunkDigest = z.output<typeof ChunkDigest>;

/** What an archive held */
export const ImportResult = z.strictObject({
  entries: z.int().min(0).max(9007199254740991),
  bytes: z.int().min(0).max(9007199254740991),
});
export type ImportResult = z.output<typeof ImportResult>;

/** The caller's name for the job */
export const JobId = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[a-z0-9][a-z0-9-]*$/u);
export type JobId = z.output<typeof JobId>;

/** A command and its state */
export const Job = z.strictObject({
  jobId: JobId,
  state: z.enum(['running', 'exited', 'timed_out', 'killed']),
  exitCode: z.int().min(0).max(255).nullable(),
  signal: z.string().max(20).nullable(),
  startedAt: S.Timestamp,
  endedAt: z.iso.datetime({ offset: true }).max(30).nullable(),
  logEnd: z.int().min(0).max(9007199254740991),
});
export type Job = z.output<typeof Job>;

/** A part of the job's log, stdout and stderr in the order in which they were printed */
export const JobLog = z.strictObject({
  offset: z.int().min(0).max(9007199254740991),
  nextOffset: z.int().min(0).max(9007199254740991),
  endOffset: z.int().min(0).max(9007199254740991),
  truncated: z.boolean(),
  text: z.string().max(65536),
});
export type JobLog = z.output<typeof JobLog>;

/** A command to run to its end */
export type JobRequest = {
  jobId: z.input<typeof JobId>;
  command: string;
  cwd?: string | undefined;
  env?: EnvironmentVariable[] | undefined;
  timeoutSeconds: number;
};

/** A file that was put in place */
export const KeptFile = z.strictObject({ path: z.string().max(1000), bytes: z.int().min(0).max(9007199254740991) });
export type KeptFile = z.output<typeof KeptFile>;

/** One part of a layer's tar stream, as a zstd frame */
export const LayerChunk = z.strictObject({
  digest: ChunkDigest,
  bytes: z.int().min(1).max(8388608),
  rawBytes: z.int().min(1).max(4194304),
});
export type LayerChunk = z.output<typeof LayerChunk>;

/** The absolute path of a folder, without `.`, `..` or a slash at its end */
export const TreePath = z
  .string()
  .min(2)
  .max(1000)
  .regex(/^(\/[^/\x00]+)+$/u);
export type TreePath = z.output<typeof TreePath>;

/** The parts of a layer's manifest that it takes to unpack it */
export type LayerContents = {
  paths: z.input<typeof TreePath>[];
  chunks: z.input<typeof LayerChunk>[];
  totalRawBytes: number;
  tarDigest: string;
};

/** One entry of a layer */
export const SavedFile = z.strictObject({
  path: z.string().max(8192),
  type: z.enum(['file', 'directory', 'symlink', 'hardlink', 'fifo']),
  size: z.int().min(0).max(9007199254740991),
  mode: z.int().min(0).max(4095),
  digest: z
    .string()
    .max(71)
    .regex(/^sha256:[0-9a-f]{64}$/u)
    .nullable(),
  target: z.string().max(8192).nullable(),
});
export type SavedFile = z.output<typeof SavedFile>;

/** The contents of a save */
export const LayerManifest = z.strictObject({
  format: z.literal('burstflare.snapshot.v3'),
  paths: z.array(TreePath).max(50),
  chunks: z.array(LayerChunk).max(100000),
  files: z.array(SavedFile).max(50000),
  fileCount: z.int().min(0).max(9007199254740991),
  filesTruncated: z.boolean(),
  totalRawBytes: z.int().min(0).max(9007199254740991),
  totalBytes: z.int().min(0).max(9007199254740991),
  tarDigest: z
    .string()
    .max(71)
    .regex(/^sha256:[0-9a-f]{64}$/u),
  unchangedRawBytes: z.int().min(0).max(9007199254740991),
});
export type LayerManifest = z.output<typeof LayerManifest>;

/** What is about to happen to the session */
export type LifecycleRequest = {
  phase: 'sleep' | 'restart' | 'delete';
  at: z.input<typeof S.Timestamp>;
  reason: string;
  graceSeconds?: number | undefined;
};

/** What was recorded, and how the app ended */
export const LifecycleResult = z.strictObject({
  phase: z.enum(['sleep', 'restart', 'delete']),
  at: S.Timestamp,
  reason: z.string().max(200),
  app: S.App,
});
export type LifecycleResult = z.output<typeof LifecycleResult>;

/** How the session is at one moment */
export const Presence = z.strictObject({
  instanceId: z.string().max(64),
  version: z.int().min(0).max(9007199254740991),
  app: S.App,
  ports: z.array(S.RuntimePort).max(1000),
});
export type Presence = z.output<typeof Presence>;

/** A restore of the session's files */
export const Restore = z.strictObject({
  restoreId: S.TransferId,
  state: z.enum(['receiving', 'applying', 'done', 'failed']),
  reason: z.string().max(2000).nullable(),
  bytes: z.int().min(0).max(9007199254740991),
  files: z.int().min(0).max(9007199254740991),
  verifiedFiles: z.int().min(0).max(9007199254740991),
  appliedPaths: z.array(TreePath).max(50),
  startedAt: S.Timestamp,
  endedAt: z.iso.datetime({ offset: true }).max(30).nullable(),
});
export type Restore = z.output<typeof Restore>;

/** What is to be restored, and where that is allowed */
export type RestoreRequest = {
  restoreId: z.input<typeof S.TransferId>;
  manifest: LayerContents;
  allowedPaths: z.input<typeof TreePath>[];
  outwardLinks?: ('refuse' | 'keep') | undefined;
  restart?: boolean | undefined;
};

/** The health of the runtime, and how far it is */
export const RuntimeHealth = z.strictObject({
  status: z.literal('ok'),
  version: z.string().max(40),
  sessionId: z.string().max(64),
  instanceId: z.string().max(64),
  bootstrapId: z.string().max(64).nullable(),
  terminalReady: z.boolean(),
  isolation: z.enum(['container', 'bubblewrap', 'none']),
  startedAt: S.Timestamp,
  uptimeSeconds: z.number().min(0),
});
export type RuntimeHealth = z.output<typeof RuntimeHealth>;

/** An entry that a save does not contain exactly as it was on the disk */
export const SaveWarning = z.strictObject({
  kind: z.enum(['left_out', 'changed', 'missing']),
  path: z.string().max(1000),
  reason: z.string().max(500),
});
export type SaveWarning = z.output<typeof SaveWarning>;

/** The number of warnings of each kind, including those that are not listed */
export const WarningCounts = z.strictObject({
  leftOut: z.int().min(0).max(9007199254740991),
  changed: z.int().min(0).max(9007199254740991),
  missing: z.int().min(0).max(9007199254740991),
});
export type WarningCounts = z.output<typeof WarningCounts>;

/** A capture of the session's files */
export const Save = z.strictObject({
  saveId: S.TransferId,
  state: z.enum(['running', 'ready', 'failed']),
  reason: z.string().max(2000).nullable(),
  warnings: z.array(SaveWarning).max(50),
  warningCounts: WarningCounts,
  pauseMs: z.int().min(0).max(9007199254740991),
  rawBytes: z.int().min(0).max(9007199254740991),
  frames: z.array(LayerChunk).max(1000),
  startedAt: S.Timestamp,
  endedAt: z.iso.datetime({ offset: true }).max(30).nullable(),
  manifest: LayerManifest.nullable(),
});
export type Save = z.output<typeof Save>;

/** What to save, and how */
export type SaveRequest = {
  saveId: z.input<typeof S.TransferId>;
  paths: z.input<typeof TreePath>[];
  normalise?: boolean | undefined;
  known?: z.input<typeof ChunkDigest>[] | undefined;
  maxPauseMs?: number | undefined;
};

/** What the client calls by, and holds replies and refusals against. */
export const runtimeOperations = {
  /** Get the runtime's health */
  getRuntimeHealth: {
    operationId: 'getRuntimeHealth',
    method: 'GET',
    path: '/health',
    contentType: null,
    reply: { status: 200, contentType: 'application/json', schema: RuntimeHealth },
    refusals: {},
  },
  /** Set the session that the runtime serves */
  bootstrapRuntime: {
    operationId: 'bootstrapRuntime',
    method: 'POST',
    path: '/bootstrap',
    contentType: 'application/json',
    reply: { status: 200, contentType: 'application/json', schema: BootstrapResult },
    refusals: {
      bad_request: 400,
      malformed_json: 400,
      request_timeout: 408,
      payload_too_large: 413,
      unsupported_media_type: 415,
    },
  },
  /** Announce the end of the session's run */
  recordLifecycle: {
    operationId: 'recordLifecycle',
    method: 'POST',
    path: '/lifecycle',
    contentType: 'application/json',
    reply: { status: 200, contentType: 'application/json', schema: LifecycleResult },
    refusals: {
      bad_request: 400,
      malformed_json: 400,
      request_timeout: 408,
      payload_too_large: 413,
      unsupported_media_type: 415,
    },
  },
  /** List the session's ports */
  listPorts: {
    operationId: 'listPorts',
    method: 'GET',
    path: '/ports',
    contentType: null,
    reply: { status: 200, contentType: 'application/json', schema: S.PortList },
    refusals: { bad_request: 400, malformed_json: 400 },
  },
  /** Get the state of the app */
  getApp: {
    operationId: 'getApp',
    method: 'GET',
    path: '/app',
    contentType: null,
    reply: { status: 200, contentType: 'application/json', schema: S.App },
    refusals: {},
  },
  /** Get how the session is */
  getPresence: {
    operationId: 'getPresence',
    method: 'GET',
    path: '/presence',
    contentType: null,
    reply: { status: 200, contentType: 'application/json', schema: Presence },
    refusals: {},
  },
  /** Restart the app alone */
  restartApp: {
    operationId: 'restartApp',
    method: 'POST',
    path: '/app/restart',
    contentType: null,
    reply: { status: 200, contentType: 'application/json', schema: S.App },
    refusals: { restore_busy: 409 },
  },
  /** Read the log of the app */
  readAppLog: {
    operationId: 'readAppLog',
    method: 'GET',
    path: '/app/log',
    contentType: null,
    reply: { status: 200, contentType: 'application/json', schema: S.AppLog },
    refusals: { bad_request: 400, malformed_json: 400 },
  },
  /** List the session's terminals */
  listTerminals: {
    operationId: 'listTerminals',
    method: 'GET',
    path: '/terminals',
    contentType: null,
    reply: { status: 200, contentType: 'application/json', schema: S.TerminalList },
    refusals: {},
  },
  /** Close a terminal */
  closeTerminal: {
    operationId: 'closeTerminal',
    method: 'DELETE',
    path: '/terminals/{terminalId}',
    contentType: null,
    reply: { status: 204, contentType: null, schema: null },
    refusals: { bad_request: 400, malformed_json: 400 },
  },
  /** Attach to a terminal */
  connectTerminal: {
    operationId: 'connectTerminal',
    method: 'GET',
    path: '/terminal',
    contentType: null,
    reply: { status: 101, contentType: null, schema: null },
    refusals: { bad_request: 400, malformed_json: 400, terminal_limit: 409, upgrade_required: 426 },
  },
  /** Run a command */
  startJob: {
    operationId: 'startJob',
    method: 'POST',
    path: '/jobs',
    contentType: 'application/json',
    reply: { status: 200, contentType: 'application/json', schema: Job },
    refusals: {
      bad_request: 400,
      malformed_json: 400,
      request_timeout: 408,
      terminal_limit: 409,
      job_limit: 409,
      restore_busy: 409,
      files_changed: 409,
      payload_too_large: 413,
      unsupported_media_type: 415,
    },
  },
  /** Get a job */
  getJob: {
    operationId: 'getJob',
    method: 'GET',
    path: '/jobs/{jobId}',
    contentType: null,
    reply: { status: 200, contentType: 'application/json', schema: Job },
    refusals: { bad_request: 400, malformed_json: 400, not_found: 404 },
  },
  /** End a job */
  endJob: {
    operationId: 'endJob',
    method: 'DELETE',
    path: '/jobs/{jobId}',
    contentType: null,
    reply: { status: 200, contentType: 'application/json', schema: Job },
    refusals: { bad_request: 400, malformed_json: 400, not_found: 404 },
  },
  /** Read the log of a job */
  readJobLog: {
    operationId: 'readJobLog',
    method: 'GET',
    path: '/jobs/{jobId}/log',
    contentType: null,
    reply: { status: 200, contentType: 'application/json', schema: JobLog },
    refusals: { bad_request: 400, malformed_json: 400, not_found: 404 },
  },
  /** Unpack an archive into the workspace */
  importArchive: {
    operationId: 'importArchive',
    method: 'PUT',
    path: '/workspace/archive',
    contentType: 'application/gzip',
    reply: { status: 200, contentType: 'application/json', schema: ImportResult },
    refusals: {
      bad_request: 400,
      malformed_json: 400,
      terminal_limit: 409,
      job_limit: 409,
      restore_busy: 409,
      files_changed: 409,
      archive_invalid: 422,
      content_invalid: 422,
      no_space: 507,
    },
  },
  /** Keep an uploaded snapshot as a file */
  keepLastSnapshot: {
    operationId: 'keepLastSnapshot',
    method: 'PUT',
    path: '/last-snapshot',
    contentType: 'application/octet-stream',
    reply: { status: 200, contentType: 'application/json', schema: KeptFile },
    refusals: { bad_request: 400, malformed_json: 400, archive_invalid: 422, content_invalid: 422, no_space: 507 },
  },
  /** Capture the session's files */
  startSave: {
    operationId: 'startSave',
    method: 'POST',
    path: '/saves',
    contentType: 'application/json',
    reply: { status: 200, contentType: 'application/json', schema: Save },
    refusals: {
      bad_request: 400,
      malformed_json: 400,
      request_timeout: 408,
      payload_too_large: 413,
      unsupported_media_type: 415,
    },
  },
  /** Get a save */
  getSave: {
    operationId: 'getSave',
    method: 'GET',
    path: '/saves/{saveId}',
    contentType: null,
    reply: { status: 200, contentType: 'application/json', schema: Save },
    refusals: { bad_request: 400, malformed_json: 400, not_found: 404 },
  },
  /** Forget a save */
  deleteSave: {
    operationId: 'deleteSave',
    method: 'DELETE',
    path: '/saves/{saveId}',
    contentType: null,
    reply: { status: 204, contentType: null, schema: null },
    refusals: { bad_request: 400, malformed_json: 400 },
  },
  /** Fetch a chunk's frame */
  readSaveChunk: {
    operationId: 'readSaveChunk',
    method: 'GET',
    path: '/saves/{saveId}/chunks/{digest}',
    contentType: null,
    reply: { status: 200, contentType: 'application/octet-stream', schema: 'stream' },
    refusals: { bad_request: 400, malformed_json: 400, not_found: 404 },
  },
  /** Announce content to restore */
  startRestore: {
    operationId: 'startRestore',
    method: 'POST',
    path: '/restores',
    contentType: 'application/json',
    reply: { status: 200, contentType: 'application/json', schema: Restore },
    refusals: {
      bad_request: 400,
      malformed_json: 400,
      request_timeout: 408,
      terminal_limit: 409,
      job_limit: 409,
      restore_busy: 409,
      files_changed: 409,
      payload_too_large: 413,
      unsupported_media_type: 415,
    },
  },
  /** Get a restore */
  getRestore: {
    operationId: 'getRestore',
    method: 'GET',
    path: '/restores/{restoreId}',
    contentType: null,
    reply: { status: 200, contentType: 'application/json', schema: Restore },
    refusals: { bad_request: 400, malformed_json: 400, not_found: 404 },
  },
  /** Restore content */
  receiveRestore: {
    operationId: 'receiveRestore',
    method: 'PUT',
    path: '/restores/{restoreId}/content',
    contentType: 'application/octet-stream',
    reply: { status: 200, contentType: 'application/json', schema: Restore },
    refusals: {
      bad_request: 400,
      malformed_json: 400,
      not_found: 404,
      terminal_limit: 409,
      job_limit: 409,
      restore_busy: 409,
      files_changed: 409,
      archive_invalid: 422,
      content_invalid: 422,
      no_space: 507,
    },
  },
  /** Propose a change of files */
  startChange: {
    operationId: 'startChange',
    method: 'POST',
    path: '/changes',
    contentType: 'application/json',
    reply: { status: 200, contentType: 'application/json', schema: S.Change },
    refusals: {
      bad_request: 400,
      malformed_json: 400,
      request_timeout: 408,
      payload_too_large: 413,
      unsupported_media_type: 415,
    },
  },
  /** Change files */
  receiveChange: {
    operationId: 'receiveChange',
    method: 'PUT',
    path: '/changes/{changeId}/content',
    contentType: 'application/gzip',
    reply: { status: 200, contentType: 'application/json', schema: S.Change },
    refusals: {
      bad_request: 400,
      malformed_json: 400,
      not_found: 404,
      restore_busy: 409,
      files_changed: 409,
      archive_invalid: 422,
      content_invalid: 422,
      no_space: 507,
    },
  },
} as const satisfies Record<string, ServiceOperation>;

/** What each operation is given, and what it returns; null where its reply has no body. */
export interface RuntimeCalls {
  /** Get the runtime's health */
  getRuntimeHealth: { input: Record<never, never>; reply: RuntimeHealth };
  /** Set the session that the runtime serves */
  bootstrapRuntime: { input: { body: BootstrapRequest }; reply: BootstrapResult };
  /** Announce the end of the session's run */
  recordLifecycle: { input: { body: LifecycleRequest }; reply: LifecycleResult };
  /** List the session's ports */
  listPorts: { input: { query?: { since?: number | undefined; waitSeconds?: number | undefined } }; reply: S.PortList };
  /** Get the state of the app */
  getApp: { input: Record<never, never>; reply: S.App };
  /** Get how the session is */
  getPresence: { input: Record<never, never>; reply: Presence };
  /** Restart the app alone */
  restartApp: { input: Record<never, never>; reply: S.App };
  /** Read the log of the app */
  readAppLog: { input: { query?: { offset?: number | undefined; waitSeconds?: number | undefined } }; reply: S.AppLog };
  /** List the session's terminals */
  listTerminals: { input: Record<never, never>; reply: S.TerminalList };
  /** Close a terminal */
  closeTerminal: { input: { params: { terminalId: z.input<typeof S.TerminalId> } }; reply: null };
  /** Attach to a terminal */
  connectTerminal: {
    input: {
      query?: {
        terminalId?: string | undefined;
        cols?: number | undefined;
        rows?: number | undefined;
        epoch?: string | undefined;
        offset?: number | undefined;
        inputId?: string | undefined;
      };
    };
    reply: null;
  };
  /** Run a command */
  startJob: { input: { body: JobRequest }; reply: Job };
  /** Get a job */
  getJob: { input: { params: { jobId: z.input<typeof JobId> } }; reply: Job };
  /** End a job */
  endJob: { input: { params: { jobId: z.input<typeof JobId> } }; reply: Job };
  /** Read the log of a job */
  readJobLog: {
    input: {
      params: { jobId: z.input<typeof JobId> };
      query?: { offset?: number | undefined; waitSeconds?: number | undefined };
    };
    reply: JobLog;
  };
  /** Unpack an archive into the workspace */
  importArchive: {
    input: {
      query: { format: 'tar.gz'; maxEntries?: number | undefined; maxBytes?: number | undefined };
      body: ByteBody;
    };
    reply: ImportResult;
  };
  /** Keep an uploaded snapshot as a file */
  keepLastSnapshot: { input: { body: ByteBody }; reply: KeptFile };
  /** Capture the session's files */
  startSave: { input: { body: SaveRequest }; reply: Save };
  /** Get a save */
  getSave: {
    input: {
      params: { saveId: z.input<typeof S.TransferId> };
      query?: { fromFrame?: number | undefined; waitSeconds?: number | undefined };
    };
    reply: Save;
  };
  /** Forget a save */
  deleteSave: { input: { params: { saveId: z.input<typeof S.TransferId> } }; reply: null };
  /** Fetch a chunk's frame */
  readSaveChunk: {
    input: { params: { saveId: z.input<typeof S.TransferId>; digest: z.input<typeof ChunkDigest> } };
    reply: ArrayBuffer;
  };
  /** Announce content to restore */
  startRestore: { input: { body: RestoreRequest }; reply: Restore };
  /** Get a restore */
  getRestore: { input: { params: { restoreId: z.input<typeof S.TransferId> } }; reply: Restore };
  /** Restore content */
  receiveRestore: { input: { params: { restoreId: z.input<typeof S.TransferId> }; body: ByteBody }; reply: Restore };
  /** Propose a change of files */
  startChange: { input: { body: z.input<typeof S.ChangeRequest> }; reply: S.Change };
  /** Change files */
  receiveChange: {
    input: {
      params: { changeId: z.input<typeof S.TransferId> };
      query?: { restart?: boolean | undefined };
      body: ByteBody;
    };
    reply: S.Change;
  };
}
