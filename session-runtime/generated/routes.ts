// Generated from openapi/runtime.yaml by `npm run generate`. Do not edit: change the source and run it again.

import { createRoute, z } from '@hono/zod-openapi';
import * as S from './schemas.ts';

const numberFromText = (value: unknown) =>
  typeof value === 'string' && /^-?\d{1,16}(\.\d{1,15})?$/.test(value) ? Number(value) : value;

/** What the runtime's own document says beside its routes: `app.doc31('/openapi.json', document)`. */
export const document = {
  openapi: '3.1.0',
  info: {
    title: 'BurstFlare session runtime',
    version: '0.1.0',
    summary: 'What the service inside a session serves',
    description:
      "Reached only through the session's host, which has authorised the caller: there is no sign-in here, and no credential of the platform.\nThe runtime shares its machine with the session's shell, so callers verify and bound everything that it says.\n\n`ANY /preview/{port}/<path>` is the one route that this document cannot describe: whatever follows the port goes byte for byte to the\napp that listens on it, WebSocket upgrades included. `session-runtime/README.md` describes it, and the terminal's frames.\n",
    license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
  },
  servers: [{ url: '/', description: "The runtime's Unix socket, or its port in a container" }],
  security: [],
  tags: [{ name: 'runtime', description: 'What one running session offers' }],
};

/** Tell whether the runtime is up */
export const getRuntimeHealth = createRoute({
  method: 'get',
  path: '/health',
  operationId: 'getRuntimeHealth',
  tags: ['runtime'],
  summary: 'Tell whether the runtime is up',
  description:
    'Answers before anything heavy is loaded, so the host knows within milliseconds that the machine is there.',
  security: [],
  responses: { 200: { description: 'It is up', content: { 'application/json': { schema: S.RuntimeHealth } } } },
});

/** Tell the runtime which session it serves */
export const bootstrapRuntime = createRoute({
  method: 'post',
  path: '/bootstrap',
  operationId: 'bootstrapRuntime',
  tags: ['runtime'],
  summary: 'Tell the runtime which session it serves',
  description:
    'After each start and on each attach. Writes `/workspace/.burstflare/session.json`. Starts the app, or starts it again if its command\nor environment changed or it no longer runs. The same `bootstrapId` again changes nothing.\n',
  security: [],
  request: { body: { required: true, content: { 'application/json': { schema: S.BootstrapRequest } } } },
  responses: {
    200: { description: 'Taken over, or was before', content: { 'application/json': { schema: S.BootstrapResult } } },
    400: { description: 'The request is not valid', content: { 'application/problem+json': { schema: S.Problem } } },
    408: {
      description:
        'The body brought nothing for too long, or was cut. Nothing was carried out, so the same request may be sent again',
      content: { 'application/problem+json': { schema: S.Problem } },
    },
    413: { description: 'The body is too large', content: { 'application/problem+json': { schema: S.Problem } } },
    415: {
      description: 'The content type is not taken here',
      content: { 'application/problem+json': { schema: S.Problem } },
    },
  },
});

/** Tell the runtime what is about to happen to the session */
export const recordLifecycle = createRoute({
  method: 'post',
  path: '/lifecycle',
  operationId: 'recordLifecycle',
  tags: ['runtime'],
  summary: 'Tell the runtime what is about to happen to the session',
  description:
    'Before it sleeps, restarts or is deleted. Writes `/workspace/.burstflare/lifecycle.json` and ends every process of the session, those of\nterminals and jobs included: each gets SIGTERM, and SIGKILL after `graceSeconds`. Returns when all have ended.\n',
  security: [],
  request: { body: { required: true, content: { 'application/json': { schema: S.LifecycleRequest } } } },
  responses: {
    200: {
      description: 'Recorded, and the app has ended',
      content: { 'application/json': { schema: S.LifecycleResult } },
    },
    400: { description: 'The request is not valid', content: { 'application/problem+json': { schema: S.Problem } } },
    408: {
      description:
        'The body brought nothing for too long, or was cut. Nothing was carried out, so the same request may be sent again',
      content: { 'application/problem+json': { schema: S.Problem } },
    },
    413: { description: 'The body is too large', content: { 'application/problem+json': { schema: S.Problem } } },
    415: {
      description: 'The content type is not taken here',
      content: { 'application/problem+json': { schema: S.Problem } },
    },
  },
});

/** List the session's ports */
export const listPorts = createRoute({
  method: 'get',
  path: '/ports',
  operationId: 'listPorts',
  tags: ['runtime'],
  summary: "List the session's ports",
  description:
    'Declared ports, and those that some process of the session listens on. With `since`, waits until something differs from that\nversion, or `waitSeconds` have passed.\n',
  security: [],
  request: {
    query: z.strictObject({
      since: z
        .preprocess(
          numberFromText,
          z.int().min(0).max(9007199254740991).openapi({ description: 'A version from an earlier answer' }),
        )
        .optional()
        .openapi({ param: { description: 'The version that the caller has seen.' } }),
      waitSeconds: z
        .preprocess(numberFromText, z.int().min(0).max(30).openapi({ description: 'Seconds' }))
        .default(0)
        .openapi({ param: { description: 'How long to wait for something new before answering with what there is.' } }),
    }),
  },
  responses: {
    200: { description: 'The ports', content: { 'application/json': { schema: S.PortList } } },
    400: { description: 'The request is not valid', content: { 'application/problem+json': { schema: S.Problem } } },
  },
});

/** Tell what the start command does */
export const getApp = createRoute({
  method: 'get',
  path: '/app',
  operationId: 'getApp',
  tags: ['runtime'],
  summary: 'Tell what the start command does',
  description: 'Whether the app runs, how it ended and how often it was started again.',
  security: [],
  responses: { 200: { description: 'The app', content: { 'application/json': { schema: S.App } } } },
});

/** Read what the app printed */
export const readAppLog = createRoute({
  method: 'get',
  path: '/app/log',
  operationId: 'readAppLog',
  tags: ['runtime'],
  summary: 'Read what the app printed',
  description:
    "From a byte offset on; the newest part is kept, older bytes are dropped. An offset that has been dropped reads from the oldest byte\nthere is, and `truncated` says so. At the log's end, waits for more if `waitSeconds` is given.\n",
  security: [],
  request: {
    query: z.strictObject({
      offset: z
        .preprocess(numberFromText, z.int().min(0).max(9007199254740991).openapi({ description: 'A byte offset' }))
        .optional()
        .openapi({ param: { description: 'Where to read from; the oldest byte there is if absent.' } }),
      waitSeconds: z
        .preprocess(numberFromText, z.int().min(0).max(30).openapi({ description: 'Seconds' }))
        .default(0)
        .openapi({ param: { description: 'How long to wait for something new before answering with what there is.' } }),
    }),
  },
  responses: {
    200: { description: 'A part of the log', content: { 'application/json': { schema: S.AppLog } } },
    400: { description: 'The request is not valid', content: { 'application/problem+json': { schema: S.Problem } } },
  },
});

/** List the session's terminals */
export const listTerminals = createRoute({
  method: 'get',
  path: '/terminals',
  operationId: 'listTerminals',
  tags: ['runtime'],
  summary: "List the session's terminals",
  description: 'Those whose shell runs, whether or not anybody is attached.',
  security: [],
  responses: { 200: { description: 'The terminals', content: { 'application/json': { schema: S.TerminalList } } } },
});

/** Close a terminal */
export const closeTerminal = createRoute({
  method: 'delete',
  path: '/terminals/{terminalId}',
  operationId: 'closeTerminal',
  tags: ['runtime'],
  summary: 'Close a terminal',
  description: 'Hangs up its shell and detaches everybody. Closing one that is not there is no error.',
  security: [],
  request: {
    params: z.strictObject({ terminalId: S.TerminalId.openapi({ param: { description: 'Which terminal.' } }) }),
  },
  responses: {
    204: { description: 'Closed' },
    400: { description: 'The request is not valid', content: { 'application/problem+json': { schema: S.Problem } } },
  },
});

/** Attach to a terminal */
export const connectTerminal = createRoute({
  method: 'get',
  path: '/terminal',
  operationId: 'connectTerminal',
  tags: ['runtime'],
  summary: 'Attach to a terminal',
  description:
    "A WebSocket (subprotocol none). Starts a login shell in `/workspace` if the terminal is not there yet; several clients may attach to\none. The shell outlives its clients.\n\nBinary frames are the terminal's bytes, both ways. Text frames are JSON: the server sends `hello`, `snapshot`, `resize`, `input` and\n`exit`, the client sends `resize` and `ack`; session-runtime/README.md has their fields. Send an `ack` at least every 128 KiB: at 1 MiB\nunacknowledged by the slowest client the shell is held. To resume after a cut, connect with the `epoch` of the last `hello` and\nthe `offset` up to which bytes were shown: the bytes go on from there. If that is not possible, or for a fresh tab, a `snapshot`\ncarries the screen and its scrollback, to be written to an empty terminal, and the bytes go on from its offset.\n\nA client that names its input by `inputId` has it acknowledged: `input` says up to which byte the shell's terminal has taken it, and\nafter a cut the `hello` says from which byte to send it again. Keep what is not acknowledged, at most 1 MiB ahead.\n",
  security: [],
  request: {
    query: z.strictObject({
      terminalId: z
        .string()
        .min(1)
        .max(32)
        .regex(/^[a-z0-9][a-z0-9-]*$/u)
        .openapi({ description: "A terminal's name", pattern: '^[a-z0-9][a-z0-9-]*$' })
        .default('main')
        .openapi({ param: { description: 'Which terminal.' } }),
      cols: z
        .preprocess(numberFromText, z.int().min(2).max(1000).openapi({ description: 'Columns' }))
        .optional()
        .openapi({ param: { description: "The width of the client's screen; 80 if absent and the terminal is new." } }),
      rows: z
        .preprocess(numberFromText, z.int().min(1).max(500).openapi({ description: 'Rows' }))
        .optional()
        .openapi({
          param: { description: "The height of the client's screen; 24 if absent and the terminal is new." },
        }),
      epoch: z
        .string()
        .min(1)
        .max(32)
        .regex(/^[a-z0-9]+$/u)
        .openapi({ description: 'Names one shell', pattern: '^[a-z0-9]+$' })
        .optional()
        .openapi({ param: { description: 'To resume, the `epoch` of the last `hello`.' } }),
      offset: z
        .preprocess(numberFromText, z.int().min(0).max(9007199254740991).openapi({ description: 'A byte offset' }))
        .optional()
        .openapi({ param: { description: 'To resume, up to which byte the client has shown the output.' } }),
      inputId: z
        .string()
        .min(16)
        .max(64)
        .regex(/^[a-z0-9-]+$/u)
        .openapi({ description: "Names one client's input", pattern: '^[a-z0-9-]+$' })
        .optional()
        .openapi({
          param: { description: 'Names what this client types, over all of its connections. Make it up, at random.' },
        }),
    }),
  },
  responses: {
    101: { description: 'Attached' },
    400: { description: 'The request is not valid', content: { 'application/problem+json': { schema: S.Problem } } },
    409: {
      description: 'The state of things does not allow this',
      content: { 'application/problem+json': { schema: S.Problem } },
    },
    426: {
      description: 'A WebSocket upgrade is needed',
      content: { 'application/problem+json': { schema: S.Problem } },
    },
  },
});

/** Run a command */
export const startJob = createRoute({
  method: 'post',
  path: '/jobs',
  operationId: 'startJob',
  tags: ['runtime'],
  summary: 'Run a command',
  description:
    "With `bash -c`, as the session's user, in a process group of its own. When the command ends, whatever it left in that group is ended\ntoo. A `jobId` that is known answers that job and starts nothing.\n",
  security: [],
  request: { body: { required: true, content: { 'application/json': { schema: S.JobRequest } } } },
  responses: {
    200: { description: 'It runs, or was known', content: { 'application/json': { schema: S.Job } } },
    400: { description: 'The request is not valid', content: { 'application/problem+json': { schema: S.Problem } } },
    408: {
      description:
        'The body brought nothing for too long, or was cut. Nothing was carried out, so the same request may be sent again',
      content: { 'application/problem+json': { schema: S.Problem } },
    },
    409: {
      description: 'The state of things does not allow this',
      content: { 'application/problem+json': { schema: S.Problem } },
    },
    413: { description: 'The body is too large', content: { 'application/problem+json': { schema: S.Problem } } },
    415: {
      description: 'The content type is not taken here',
      content: { 'application/problem+json': { schema: S.Problem } },
    },
  },
});

/** Tell how a job goes */
export const getJob = createRoute({
  method: 'get',
  path: '/jobs/{jobId}',
  operationId: 'getJob',
  tags: ['runtime'],
  summary: 'Tell how a job goes',
  description: 'The newest sixteen that ended are remembered, as long as the runtime runs.',
  security: [],
  request: { params: z.strictObject({ jobId: S.JobId.openapi({ param: { description: 'Which job.' } }) }) },
  responses: {
    200: { description: 'The job', content: { 'application/json': { schema: S.Job } } },
    400: { description: 'The request is not valid', content: { 'application/problem+json': { schema: S.Problem } } },
    404: {
      description: 'There is no such thing, or the caller may not see it',
      content: { 'application/problem+json': { schema: S.Problem } },
    },
  },
});

/** End a job */
export const endJob = createRoute({
  method: 'delete',
  path: '/jobs/{jobId}',
  operationId: 'endJob',
  tags: ['runtime'],
  summary: 'End a job',
  description:
    'SIGTERM to its process group, SIGKILL five seconds later. Answers when it has ended; one that had ended before stays as it was.',
  security: [],
  request: { params: z.strictObject({ jobId: S.JobId.openapi({ param: { description: 'Which job.' } }) }) },
  responses: {
    200: { description: 'It has ended', content: { 'application/json': { schema: S.Job } } },
    400: { description: 'The request is not valid', content: { 'application/problem+json': { schema: S.Problem } } },
    404: {
      description: 'There is no such thing, or the caller may not see it',
      content: { 'application/problem+json': { schema: S.Problem } },
    },
  },
});

/** Read what a job printed */
export const readJobLog = createRoute({
  method: 'get',
  path: '/jobs/{jobId}/log',
  operationId: 'readJobLog',
  tags: ['runtime'],
  summary: 'Read what a job printed',
  description:
    "From a byte offset on; the newest 4 MiB are kept. An offset that has been dropped reads from the oldest byte there is, and\n`truncated` says so. At the log's end, waits for more if `waitSeconds` is given and the job still runs.\n",
  security: [],
  request: {
    params: z.strictObject({ jobId: S.JobId.openapi({ param: { description: 'Which job.' } }) }),
    query: z.strictObject({
      offset: z
        .preprocess(numberFromText, z.int().min(0).max(9007199254740991).openapi({ description: 'A byte offset' }))
        .optional()
        .openapi({ param: { description: 'Where to read from; the oldest byte there is if absent.' } }),
      waitSeconds: z
        .preprocess(numberFromText, z.int().min(0).max(30).openapi({ description: 'Seconds' }))
        .default(0)
        .openapi({ param: { description: 'How long to wait for something new before answering with what there is.' } }),
    }),
  },
  responses: {
    200: { description: 'A part of the log', content: { 'application/json': { schema: S.JobLog } } },
    400: { description: 'The request is not valid', content: { 'application/problem+json': { schema: S.Problem } } },
    404: {
      description: 'There is no such thing, or the caller may not see it',
      content: { 'application/problem+json': { schema: S.Problem } },
    },
  },
});

/** Unpack an archive into the workspace */
export const importArchive = createRoute({
  method: 'put',
  path: '/workspace/archive',
  operationId: 'importArchive',
  tags: ['runtime'],
  summary: 'Unpack an archive into the workspace',
  description:
    'All of it or nothing: it is unpacked beside the files and checked entry by entry before anything moves. An entry at the top replaces\nwhat has its name; what the archive does not name stays. Refused whole: names that are absolute or hold `..`, links that lead out,\nentries below a link, devices and pipes, `.burstflare`, and what is past a limit, cut or no archive.\n',
  security: [],
  request: {
    query: z.strictObject({
      format: z
        .literal('tar.gz')
        .openapi({ description: 'A format' })
        .openapi({ param: { description: 'What the body is.' } }),
      maxEntries: z
        .preprocess(numberFromText, z.int().min(1).max(1000000).openapi({ description: 'A count' }))
        .default(200000)
        .openapi({ param: { description: 'Refuse it beyond so many entries.' } }),
      maxBytes: z
        .preprocess(numberFromText, z.int().min(1).max(68719476736).openapi({ description: 'Bytes' }))
        .default(2147483648)
        .openapi({ param: { description: 'Refuse it beyond so many bytes, unpacked.' } }),
    }),
    body: { required: true, content: { 'application/gzip': {} } },
  },
  responses: {
    200: { description: 'It is in place', content: { 'application/json': { schema: S.ImportResult } } },
    400: { description: 'The request is not valid', content: { 'application/problem+json': { schema: S.Problem } } },
    409: {
      description: 'The state of things does not allow this',
      content: { 'application/problem+json': { schema: S.Problem } },
    },
    422: {
      description: 'The content is not taken; nothing was changed',
      content: { 'application/problem+json': { schema: S.Problem } },
    },
    507: {
      description: "The session's disk is full; nothing was changed",
      content: { 'application/problem+json': { schema: S.Problem } },
    },
  },
});

/** Keep an uploaded snapshot as a file */
export const keepLastSnapshot = createRoute({
  method: 'put',
  path: '/last-snapshot',
  operationId: 'keepLastSnapshot',
  tags: ['runtime'],
  summary: 'Keep an uploaded snapshot as a file',
  description:
    'For content that is no archive of ours: the bytes become `/workspace/.burstflare/last.snapshot`, where the session can read them.\nWritten beside it and renamed, so that nobody sees a half.\n',
  security: [],
  request: { body: { required: true, content: { 'application/octet-stream': {} } } },
  responses: {
    200: { description: 'It is in place', content: { 'application/json': { schema: S.KeptFile } } },
    400: { description: 'The request is not valid', content: { 'application/problem+json': { schema: S.Problem } } },
    422: {
      description: 'The content is not taken; nothing was changed',
      content: { 'application/problem+json': { schema: S.Problem } },
    },
    507: {
      description: "The session's disk is full; nothing was changed",
      content: { 'application/problem+json': { schema: S.Problem } },
    },
  },
});

/** Capture the session's files */
export const startSave = createRoute({
  method: 'post',
  path: '/saves',
  operationId: 'startSave',
  tags: ['runtime'],
  summary: "Capture the session's files",
  description:
    'Reads the folders through `tar` into content-defined chunks, each a zstd frame that waits to be fetched. A `saveId` that is known\nanswers that save. One runs at a time, the next waits; the newest three are kept. `.burstflare` in each folder is left out.\n',
  security: [],
  request: { body: { required: true, content: { 'application/json': { schema: S.SaveRequest } } } },
  responses: {
    200: { description: 'It runs, or was known', content: { 'application/json': { schema: S.Save } } },
    400: { description: 'The request is not valid', content: { 'application/problem+json': { schema: S.Problem } } },
    408: {
      description:
        'The body brought nothing for too long, or was cut. Nothing was carried out, so the same request may be sent again',
      content: { 'application/problem+json': { schema: S.Problem } },
    },
    413: { description: 'The body is too large', content: { 'application/problem+json': { schema: S.Problem } } },
    415: {
      description: 'The content type is not taken here',
      content: { 'application/problem+json': { schema: S.Problem } },
    },
  },
});

/** Tell how a save goes */
export const getSave = createRoute({
  method: 'get',
  path: '/saves/{saveId}',
  operationId: 'getSave',
  tags: ['runtime'],
  summary: 'Tell how a save goes',
  description:
    'With `waitSeconds`, answers when it no longer runs, has sixteen more frames to tell, or the time has passed.',
  security: [],
  request: {
    params: z.strictObject({ saveId: S.TransferId.openapi({ param: { description: 'Which save.' } }) }),
    query: z.strictObject({
      fromFrame: z
        .preprocess(numberFromText, z.int().min(0).max(100000).openapi({ description: 'How many the caller knows' }))
        .default(0)
        .openapi({ param: { description: "Which of the save's frames is the first to be told." } }),
      waitSeconds: z
        .preprocess(numberFromText, z.int().min(0).max(30).openapi({ description: 'Seconds' }))
        .default(0)
        .openapi({ param: { description: 'How long to wait for something new before answering with what there is.' } }),
    }),
  },
  responses: {
    200: { description: 'The save', content: { 'application/json': { schema: S.Save } } },
    400: { description: 'The request is not valid', content: { 'application/problem+json': { schema: S.Problem } } },
    404: {
      description: 'There is no such thing, or the caller may not see it',
      content: { 'application/problem+json': { schema: S.Problem } },
    },
  },
});

/** Forget a save */
export const deleteSave = createRoute({
  method: 'delete',
  path: '/saves/{saveId}',
  operationId: 'deleteSave',
  tags: ['runtime'],
  summary: 'Forget a save',
  description: 'Ends it if it runs, and frees its chunks. One that is not there is no error.',
  security: [],
  request: { params: z.strictObject({ saveId: S.TransferId.openapi({ param: { description: 'Which save.' } }) }) },
  responses: {
    204: { description: 'It is gone' },
    400: { description: 'The request is not valid', content: { 'application/problem+json': { schema: S.Problem } } },
  },
});

/** Fetch a chunk's frame */
export const readSaveChunk = createRoute({
  method: 'get',
  path: '/saves/{saveId}/chunks/{digest}',
  operationId: 'readSaveChunk',
  tags: ['runtime'],
  summary: "Fetch a chunk's frame",
  description:
    "As soon as it is there, even while the save runs. A chunk that the save's `known` named may be missing.",
  security: [],
  request: {
    params: z.strictObject({
      saveId: S.TransferId.openapi({ param: { description: 'Which save.' } }),
      digest: S.ChunkDigest.openapi({ param: { description: 'Which chunk.' } }),
    }),
  },
  responses: {
    200: {
      description: 'The zstd frame',
      content: { 'application/octet-stream': { schema: z.unknown().openapi({ description: 'The frame' }) } },
    },
    400: { description: 'The request is not valid', content: { 'application/problem+json': { schema: S.Problem } } },
    404: {
      description: 'There is no such thing, or the caller may not see it',
      content: { 'application/problem+json': { schema: S.Problem } },
    },
  },
});

/** Announce content to restore */
export const startRestore = createRoute({
  method: 'post',
  path: '/restores',
  operationId: 'startRestore',
  tags: ['runtime'],
  summary: 'Announce content to restore',
  description:
    'Its content comes next. A `restoreId` that is known answers that restore, unless it failed: then it begins again. Another one that\nstill waits for its content gives way; one whose content is coming is not interrupted (409).\n',
  security: [],
  request: { body: { required: true, content: { 'application/json': { schema: S.RestoreRequest } } } },
  responses: {
    200: { description: 'The restore', content: { 'application/json': { schema: S.Restore } } },
    400: { description: 'The request is not valid', content: { 'application/problem+json': { schema: S.Problem } } },
    408: {
      description:
        'The body brought nothing for too long, or was cut. Nothing was carried out, so the same request may be sent again',
      content: { 'application/problem+json': { schema: S.Problem } },
    },
    409: {
      description: 'The state of things does not allow this',
      content: { 'application/problem+json': { schema: S.Problem } },
    },
    413: { description: 'The body is too large', content: { 'application/problem+json': { schema: S.Problem } } },
    415: {
      description: 'The content type is not taken here',
      content: { 'application/problem+json': { schema: S.Problem } },
    },
  },
});

/** Tell how a restore goes */
export const getRestore = createRoute({
  method: 'get',
  path: '/restores/{restoreId}',
  operationId: 'getRestore',
  tags: ['runtime'],
  summary: 'Tell how a restore goes',
  description: 'The newest twenty are remembered, also by a runtime that starts after a crash.',
  security: [],
  request: {
    params: z.strictObject({ restoreId: S.TransferId.openapi({ param: { description: 'Which restore.' } }) }),
  },
  responses: {
    200: { description: 'The restore', content: { 'application/json': { schema: S.Restore } } },
    400: { description: 'The request is not valid', content: { 'application/problem+json': { schema: S.Problem } } },
    404: {
      description: 'There is no such thing, or the caller may not see it',
      content: { 'application/problem+json': { schema: S.Problem } },
    },
  },
});

/** Restore content */
export const receiveRestore = createRoute({
  method: 'put',
  path: '/restores/{restoreId}/content',
  operationId: 'receiveRestore',
  tags: ['runtime'],
  summary: 'Restore content',
  description:
    "The frames one after the other, in the manifest's order. Each is checked against its digest before it is unpacked, each entry before\nit is written, and the whole before any file changes: refused whole, or applied whole. Answers when the files are in place and the\napp runs again. For a restore that is done the body is not looked at.\n",
  security: [],
  request: {
    params: z.strictObject({ restoreId: S.TransferId.openapi({ param: { description: 'Which restore.' } }) }),
    body: { required: true, content: { 'application/octet-stream': {} } },
  },
  responses: {
    200: { description: 'It is done', content: { 'application/json': { schema: S.Restore } } },
    400: { description: 'The request is not valid', content: { 'application/problem+json': { schema: S.Problem } } },
    404: {
      description: 'There is no such thing, or the caller may not see it',
      content: { 'application/problem+json': { schema: S.Problem } },
    },
    409: {
      description: 'The state of things does not allow this',
      content: { 'application/problem+json': { schema: S.Problem } },
    },
    422: {
      description: 'The content is not taken; nothing was changed',
      content: { 'application/problem+json': { schema: S.Problem } },
    },
    507: {
      description: "The session's disk is full; nothing was changed",
      content: { 'application/problem+json': { schema: S.Problem } },
    },
  },
});
