// Generated from openapi/runtime.yaml by `npm run generate`. Do not edit: change the source and run it again.

import * as z from 'zod/mini';
import type { Operation } from '../src/contract.ts';
import * as S from './schemas.ts';

const numberFromText = (value: unknown) =>
  typeof value === 'string' && /^-?\d{1,16}(\.\d{1,15})?$/.test(value) ? Number(value) : value;
const booleanFromText = (value: unknown) => (value === 'true' ? true : value === 'false' ? false : value);

const nothing = z.strictObject({});

export const operations = {
  /** Get the runtime's health */
  getRuntimeHealth: {
    operationId: 'getRuntimeHealth',
    method: 'GET',
    path: '/health',
    request: { params: nothing, query: nothing },
    reply: { status: 200, contentType: 'application/json' },
  },
  /** Set the session that the runtime serves */
  bootstrapRuntime: {
    operationId: 'bootstrapRuntime',
    method: 'POST',
    path: '/bootstrap',
    request: {
      params: nothing,
      query: nothing,
      body: { contentTypes: ['application/json'], schema: S.BootstrapRequest, required: true, maxBytes: 1048576 },
    },
    reply: { status: 200, contentType: 'application/json' },
  },
  /** Announce the end of the session's run */
  recordLifecycle: {
    operationId: 'recordLifecycle',
    method: 'POST',
    path: '/lifecycle',
    request: {
      params: nothing,
      query: nothing,
      body: { contentTypes: ['application/json'], schema: S.LifecycleRequest, required: true, maxBytes: 65536 },
    },
    reply: { status: 200, contentType: 'application/json' },
  },
  /** List the session's ports */
  listPorts: {
    operationId: 'listPorts',
    method: 'GET',
    path: '/ports',
    request: {
      params: nothing,
      query: z.strictObject({
        since: z.optional(z.pipe(z.transform(numberFromText), z.int().check(z.gte(0), z.lte(9007199254740991)))),
        waitSeconds: z._default(z.pipe(z.transform(numberFromText), z.int().check(z.gte(0), z.lte(30))), 0),
      }),
    },
    reply: { status: 200, contentType: 'application/json' },
  },
  /** Get the state of the app */
  getApp: {
    operationId: 'getApp',
    method: 'GET',
    path: '/app',
    request: { params: nothing, query: nothing },
    reply: { status: 200, contentType: 'application/json' },
  },
  /** Get how the session is */
  getPresence: {
    operationId: 'getPresence',
    method: 'GET',
    path: '/presence',
    request: { params: nothing, query: nothing },
    reply: { status: 200, contentType: 'application/json' },
  },
  /** Restart the app alone */
  restartApp: {
    operationId: 'restartApp',
    method: 'POST',
    path: '/app/restart',
    request: { params: nothing, query: nothing },
    reply: { status: 200, contentType: 'application/json' },
  },
  /** Read the log of the app */
  readAppLog: {
    operationId: 'readAppLog',
    method: 'GET',
    path: '/app/log',
    request: {
      params: nothing,
      query: z.strictObject({
        offset: z.optional(z.pipe(z.transform(numberFromText), z.int().check(z.gte(0), z.lte(9007199254740991)))),
        waitSeconds: z._default(z.pipe(z.transform(numberFromText), z.int().check(z.gte(0), z.lte(30))), 0),
      }),
    },
    reply: { status: 200, contentType: 'application/json' },
  },
  /** List the session's terminals */
  listTerminals: {
    operationId: 'listTerminals',
    method: 'GET',
    path: '/terminals',
    request: { params: nothing, query: nothing },
    reply: { status: 200, contentType: 'application/json' },
  },
  /** Close a terminal */
  closeTerminal: {
    operationId: 'closeTerminal',
    method: 'DELETE',
    path: '/terminals/{terminalId}',
    request: { params: z.strictObject({ terminalId: S.TerminalId }), query: nothing },
    reply: { status: 204, contentType: null },
  },
  /** Attach to a terminal */
  connectTerminal: {
    operationId: 'connectTerminal',
    method: 'GET',
    path: '/terminal',
    request: {
      params: nothing,
      query: z.strictObject({
        terminalId: z._default(
          z.string().check(z.minLength(1), z.maxLength(32), z.regex(/^[a-z0-9][a-z0-9-]*$/u)),
          'main',
        ),
        cols: z.optional(z.pipe(z.transform(numberFromText), z.int().check(z.gte(2), z.lte(1000)))),
        rows: z.optional(z.pipe(z.transform(numberFromText), z.int().check(z.gte(1), z.lte(500)))),
        epoch: z.optional(z.string().check(z.minLength(1), z.maxLength(32), z.regex(/^[a-z0-9]+$/u))),
        offset: z.optional(z.pipe(z.transform(numberFromText), z.int().check(z.gte(0), z.lte(9007199254740991)))),
        inputId: z.optional(z.string().check(z.minLength(16), z.maxLength(64), z.regex(/^[a-z0-9-]+$/u))),
      }),
    },
    reply: { status: 101, contentType: null },
  },
  /** Run a command */
  startJob: {
    operationId: 'startJob',
    method: 'POST',
    path: '/jobs',
    request: {
      params: nothing,
      query: nothing,
      body: { contentTypes: ['application/json'], schema: S.JobRequest, required: true, maxBytes: 1048576 },
    },
    reply: { status: 200, contentType: 'application/json' },
  },
  /** Get a job */
  getJob: {
    operationId: 'getJob',
    method: 'GET',
    path: '/jobs/{jobId}',
    request: { params: z.strictObject({ jobId: S.JobId }), query: nothing },
    reply: { status: 200, contentType: 'application/json' },
  },
  /** End a job */
  endJob: {
    operationId: 'endJob',
    method: 'DELETE',
    path: '/jobs/{jobId}',
    request: { params: z.strictObject({ jobId: S.JobId }), query: nothing },
    reply: { status: 200, contentType: 'application/json' },
  },
  /** Read the log of a job */
  readJobLog: {
    operationId: 'readJobLog',
    method: 'GET',
    path: '/jobs/{jobId}/log',
    request: {
      params: z.strictObject({ jobId: S.JobId }),
      query: z.strictObject({
        offset: z.optional(z.pipe(z.transform(numberFromText), z.int().check(z.gte(0), z.lte(9007199254740991)))),
        waitSeconds: z._default(z.pipe(z.transform(numberFromText), z.int().check(z.gte(0), z.lte(30))), 0),
      }),
    },
    reply: { status: 200, contentType: 'application/json' },
  },
  /** Unpack an archive into the workspace */
  importArchive: {
    operationId: 'importArchive',
    method: 'PUT',
    path: '/workspace/archive',
    request: {
      params: nothing,
      query: z.strictObject({
        format: z.literal('tar.gz'),
        maxEntries: z._default(z.pipe(z.transform(numberFromText), z.int().check(z.gte(1), z.lte(1000000))), 200000),
        maxBytes: z._default(
          z.pipe(z.transform(numberFromText), z.int().check(z.gte(1), z.lte(68719476736))),
          2147483648,
        ),
      }),
      body: { contentTypes: ['application/gzip'], schema: 'stream', required: true, maxBytes: null },
    },
    reply: { status: 200, contentType: 'application/json' },
  },
  /** Keep an uploaded snapshot as a file */
  keepLastSnapshot: {
    operationId: 'keepLastSnapshot',
    method: 'PUT',
    path: '/last-snapshot',
    request: {
      params: nothing,
      query: nothing,
      body: { contentTypes: ['application/octet-stream'], schema: 'stream', required: true, maxBytes: null },
    },
    reply: { status: 200, contentType: 'application/json' },
  },
  /** Capture the session's files */
  startSave: {
    operationId: 'startSave',
    method: 'POST',
    path: '/saves',
    request: {
      params: nothing,
      query: nothing,
      body: { contentTypes: ['application/json'], schema: S.SaveRequest, required: true, maxBytes: 16777216 },
    },
    reply: { status: 200, contentType: 'application/json' },
  },
  /** Get a save */
  getSave: {
    operationId: 'getSave',
    method: 'GET',
    path: '/saves/{saveId}',
    request: {
      params: z.strictObject({ saveId: S.TransferId }),
      query: z.strictObject({
        fromFrame: z._default(z.pipe(z.transform(numberFromText), z.int().check(z.gte(0), z.lte(100000))), 0),
        waitSeconds: z._default(z.pipe(z.transform(numberFromText), z.int().check(z.gte(0), z.lte(30))), 0),
      }),
    },
    reply: { status: 200, contentType: 'application/json' },
  },
  /** Forget a save */
  deleteSave: {
    operationId: 'deleteSave',
    method: 'DELETE',
    path: '/saves/{saveId}',
    request: { params: z.strictObject({ saveId: S.TransferId }), query: nothing },
    reply: { status: 204, contentType: null },
  },
  /** Fetch a chunk's frame */
  readSaveChunk: {
    operationId: 'readSaveChunk',
    method: 'GET',
    path: '/saves/{saveId}/chunks/{digest}',
    request: { params: z.strictObject({ saveId: S.TransferId, digest: S.ChunkDigest }), query: nothing },
    reply: { status: 200, contentType: 'application/octet-stream' },
  },
  /** Announce content to restore */
  startRestore: {
    operationId: 'startRestore',
    method: 'POST',
    path: '/restores',
    request: {
      params: nothing,
      query: nothing,
      body: { contentTypes: ['application/json'], schema: S.RestoreRequest, required: true, maxBytes: 16777216 },
    },
    reply: { status: 200, contentType: 'application/json' },
  },
  /** Get a restore */
  getRestore: {
    operationId: 'getRestore',
    method: 'GET',
    path: '/restores/{restoreId}',
    request: { params: z.strictObject({ restoreId: S.TransferId }), query: nothing },
    reply: { status: 200, contentType: 'application/json' },
  },
  /** Restore content */
  receiveRestore: {
    operationId: 'receiveRestore',
    method: 'PUT',
    path: '/restores/{restoreId}/content',
    request: {
      params: z.strictObject({ restoreId: S.TransferId }),
      query: nothing,
      body: { contentTypes: ['application/octet-stream'], schema: 'stream', required: true, maxBytes: null },
    },
    reply: { status: 200, contentType: 'application/json' },
  },
  /** Propose a change of files */
  startChange: {
    operationId: 'startChange',
    method: 'POST',
    path: '/changes',
    request: {
      params: nothing,
      query: nothing,
      body: { contentTypes: ['application/json'], schema: S.ChangeRequest, required: true, maxBytes: 16777216 },
    },
    reply: { status: 200, contentType: 'application/json' },
  },
  /** Change files */
  receiveChange: {
    operationId: 'receiveChange',
    method: 'PUT',
    path: '/changes/{changeId}/content',
    request: {
      params: z.strictObject({ changeId: S.TransferId }),
      query: z.strictObject({ restart: z._default(z.pipe(z.transform(booleanFromText), z.boolean()), false) }),
      body: { contentTypes: ['application/gzip'], schema: 'stream', required: true, maxBytes: 99614720 },
    },
    reply: { status: 200, contentType: 'application/json' },
  },
} as const satisfies Record<string, Operation>;

/** What each operation gives; null where its answer has no body. */
export interface Replies {
  getRuntimeHealth: S.RuntimeHealth;
  bootstrapRuntime: S.BootstrapResult;
  recordLifecycle: S.LifecycleResult;
  listPorts: S.PortList;
  getApp: S.App;
  getPresence: S.Presence;
  restartApp: S.App;
  readAppLog: S.AppLog;
  listTerminals: S.TerminalList;
  closeTerminal: null;
  connectTerminal: null;
  startJob: S.Job;
  getJob: S.Job;
  endJob: S.Job;
  readJobLog: S.JobLog;
  importArchive: S.ImportResult;
  keepLastSnapshot: S.KeptFile;
  startSave: S.Save;
  getSave: S.Save;
  deleteSave: null;
  readSaveChunk: Buffer;
  startRestore: S.Restore;
  getRestore: S.Restore;
  receiveRestore: S.Restore;
  startChange: S.Change;
  receiveChange: S.Change;
}
