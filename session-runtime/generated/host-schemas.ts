// Generated from openapi/host.yaml by `npm run generate`. Do not edit: change the source and run it again.

import * as z from 'zod/mini';

/** How a runtime ended */
export const Exit = z.strictObject({
  code: z.nullable(z.int().check(z.gte(0), z.lte(255))),
  signal: z.nullable(z.string().check(z.maxLength(20))),
  reason: z.enum(['stopped', 'exited', 'killed', 'out_of_memory', 'host_stopped']),
});
export type Exit = z.output<typeof Exit>;

/** The id of a session, or of a build */
export const HostedId = z.string().check(z.minLength(1), z.maxLength(63), z.regex(/^[a-z0-9][a-z0-9-]*$/u));
export type HostedId = z.output<typeof HostedId>;

/** The caller's name for one start */
export const InstanceId = z.string().check(z.minLength(1), z.maxLength(64), z.regex(/^[A-Za-z0-9_-]+$/u));
export type InstanceId = z.output<typeof InstanceId>;

/** That a runtime has ended */
export const ExitNotice = z.strictObject({ sessionId: HostedId, instanceId: InstanceId, exit: Exit });
export type ExitNotice = z.output<typeof ExitNotice>;

/** What is wrong with one field */
export const FieldError = z.strictObject({
  path: z.string().check(z.maxLength(400)),
  message: z.string().check(z.maxLength(400)),
});
export type FieldError = z.output<typeof FieldError>;

/** What was ended */
export const GrantsEnded = z.strictObject({ ended: z.int().check(z.gte(0), z.lte(9007199254740991)) });
export type GrantsEnded = z.output<typeof GrantsEnded>;

/** Whose leave has ended */
export const GrantsToEnd = z.strictObject({
  grants: z
    .array(z.string().check(z.minLength(1), z.maxLength(100), z.regex(/^[A-Za-z0-9._:-]+$/u)))
    .check(z.minLength(1), z.maxLength(1000)),
});
export type GrantsToEnd = z.output<typeof GrantsToEnd>;

/** What is there of a session */
export const Instance = z.strictObject({
  state: z.enum(['absent', 'starting', 'running', 'exited']),
  sessionId: HostedId,
  instanceId: z.nullable(z.string().check(z.maxLength(64))),
  kind: z.nullable(z.string().check(z.maxLength(20))),
  exit: z.nullable(Exit),
  disk: z.boolean(),
  isolation: z.enum(['bubblewrap', 'none']),
  startedAt: z.nullable(z.iso.datetime({ offset: true }).check(z.maxLength(30))),
  requests: z.int().check(z.gte(0), z.lte(9007199254740991)),
});
export type Instance = z.output<typeof Instance>;

/** All instances of the host */
export const InstanceList = z.strictObject({ items: z.array(Instance).check(z.maxLength(100000)) });
export type InstanceList = z.output<typeof InstanceList>;

/** Which runtime to end */
export const KillRequest = z.strictObject({
  instanceId: z._default(z.nullable(z.string().check(z.minLength(1), z.maxLength(64))), null),
});
export type KillRequest = z.output<typeof KillRequest>;

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
  reason: z.nullable(z.string().check(z.maxLength(1000))),
});
export type LimitHealth = z.output<typeof LimitHealth>;

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

/** That a runtime rang */
export const RingNotice = z.strictObject({ sessionId: HostedId, instanceId: InstanceId });
export type RingNotice = z.output<typeof RingNotice>;

/** What a session may use; the operator's settings hold for what is not named */
export const SessionLimits = z.strictObject({
  startSeconds: z._default(z.number().check(z.gte(1), z.lte(120)), 20),
  memoryBytes: z.optional(z.int().check(z.gte(134217728), z.lte(1099511627776))),
  processes: z.optional(z.int().check(z.gte(64), z.lte(65536))),
  cpus: z.optional(z.nullable(z.number().check(z.gte(0.1), z.lte(1024)))),
  diskBytes: z.optional(z.int().check(z.gte(67108864), z.lte(17592186044416))),
  openFiles: z.optional(z.int().check(z.gte(256), z.lte(1048576))),
});
export type SessionLimits = z.output<typeof SessionLimits>;

/** Whether sessions and builds can run, how they are isolated, and which limits this machine enforces. At most ten seconds old */
export const SessionsHealth = z.strictObject({
  available: z.boolean(),
  reason: z.nullable(z.string().check(z.maxLength(1000))),
  isolation: z.nullable(z.string().check(z.maxLength(40))),
  limits: z.array(LimitHealth).check(z.maxLength(20)),
});
export type SessionsHealth = z.output<typeof SessionsHealth>;

/** Which runtime to start */
export const StartRequest = z.strictObject({
  instanceId: InstanceId,
  kind: z._default(z.enum(['session', 'builder']), 'session'),
  env: z._default(
    z.record(
      z.string().check(z.maxLength(128), z.regex(/^[A-Za-z_][A-Za-z0-9_]*$/u)),
      z.string().check(z.maxLength(32768)),
    ),
    () => ({}),
  ),
  limits: z._default(SessionLimits, () => ({ startSeconds: 20 })),
});
export type StartRequest = z.output<typeof StartRequest>;

/** Which runtime to end, and how */
export const StopRequest = z.strictObject({
  instanceId: z._default(z.nullable(z.string().check(z.minLength(1), z.maxLength(64))), null),
  graceSeconds: z._default(z.number().check(z.gte(0), z.lte(60)), 5),
});
export type StopRequest = z.output<typeof StopRequest>;
