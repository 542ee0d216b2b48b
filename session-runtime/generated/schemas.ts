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
      .nullable()
      .openapi({ description: 'The command that runs the app, for `bash -c` in /workspace; null for none' }),
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

/** What is wrong with one field */
export const FieldError = z
  .strictObject({
    path: z.string().max(400).openapi({ description: 'Where: `body.name`, `query.limit`, `headers.idempotency-key`' }),
    message: z.string().max(400).openapi({ description: 'What is wrong, for people' }),
  })
  .openapi({ description: 'What is wrong with one field' })
  .openapi('FieldError');
export type FieldError = z.output<typeof FieldError>;

/** What is about to happen to the session */
export const LifecycleRequest = z
  .strictObject({
    phase: z.enum(['sleep', 'restart', 'delete']).openapi({ description: 'What comes next' }),
    at: Timestamp,
    reason: z.string().min(1).max(200).openapi({ description: 'Why, as `session_stop`' }),
    graceSeconds: z.int().min(0).max(60).openapi({ description: 'How long the app may take to end' }).default(5),
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
