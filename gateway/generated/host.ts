// Generated from openapi/host.yaml by `npm run generate`. Do not edit: change the source and run it again.

import * as z from 'zod';
import type { ServiceOperation } from '../src/platform/contract.ts';
import * as S from './schemas.ts';

/** How a runtime ended */
export const Exit = z.strictObject({
  code: z.int().min(0).max(255).nullable(),
  signal: z.string().max(20).nullable(),
  reason: z.enum(['stopped', 'exited', 'killed', 'out_of_memory', 'host_stopped']),
});
export type Exit = z.output<typeof Exit>;

/** The id of a session, or of a build */
export const HostedId = z
  .string()
  .min(1)
  .max(63)
  .regex(/^[a-z0-9][a-z0-9-]*$/u);
export type HostedId = z.output<typeof HostedId>;

/** The caller's name for one start */
export const InstanceId = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[A-Za-z0-9_-]+$/u);
export type InstanceId = z.output<typeof InstanceId>;

/** That a runtime has ended */
export const ExitNotice = z.strictObject({ sessionId: HostedId, instanceId: InstanceId, exit: Exit });
export type ExitNotice = z.output<typeof ExitNotice>;

/** What was ended */
export const GrantsEnded = z.strictObject({ ended: z.int().min(0).max(9007199254740991) });
export type GrantsEnded = z.output<typeof GrantsEnded>;

/** Whose leave has ended */
export type GrantsToEnd = { grants: string[] };

/** What is there of a session */
export const Instance = z.strictObject({
  state: z.enum(['absent', 'starting', 'running', 'exited']),
  sessionId: HostedId,
  instanceId: z.string().max(64).nullable(),
  kind: z.string().max(20).nullable(),
  exit: Exit.nullable(),
  disk: z.boolean(),
  isolation: z.enum(['bubblewrap', 'none']),
  startedAt: z.iso.datetime({ offset: true }).max(30).nullable(),
  requests: z.int().min(0).max(9007199254740991),
});
export type Instance = z.output<typeof Instance>;

/** All instances of the host */
export const InstanceList = z.strictObject({ items: z.array(Instance).max(100000) });
export type InstanceList = z.output<typeof InstanceList>;

/** Which runtime to end */
export type KillRequest = { instanceId?: (string | null) | undefined };

/** That a runtime rang */
export const RingNotice = z.strictObject({ sessionId: HostedId, instanceId: InstanceId });
export type RingNotice = z.output<typeof RingNotice>;

/** What a session may use; the operator's settings hold for what is not named */
export type SessionLimits = {
  startSeconds?: number | undefined;
  memoryBytes?: number | undefined;
  processes?: number | undefined;
  cpus?: (number | null) | undefined;
  diskBytes?: number | undefined;
  openFiles?: number | undefined;
};

/** Which runtime to start */
export type StartRequest = {
  instanceId: z.input<typeof InstanceId>;
  kind?: ('session' | 'builder') | undefined;
  env?: Record<string, string> | undefined;
  limits?: SessionLimits | undefined;
};

/** Which runtime to end, and how */
export type StopRequest = { instanceId?: (string | null) | undefined; graceSeconds?: number | undefined };

/** What the client calls by, and holds replies and refusals against. */
export const hostOperations = {
  /** Tell whether sessions can run here */
  getHostHealth: {
    operationId: 'getHostHealth',
    method: 'GET',
    path: '/health',
    contentType: null,
    reply: { status: 200, contentType: 'application/json', schema: S.SessionsHealth },
    refusals: { unauthenticated: 401, grant_ended: 401 },
  },
  /** List the instances */
  listInstances: {
    operationId: 'listInstances',
    method: 'GET',
    path: '/instances',
    contentType: null,
    reply: { status: 200, contentType: 'application/json', schema: InstanceList },
    refusals: { unauthenticated: 401, grant_ended: 401 },
  },
  /** Tell what is there of a session */
  getInstance: {
    operationId: 'getInstance',
    method: 'GET',
    path: '/instances/{sessionId}',
    contentType: null,
    reply: { status: 200, contentType: 'application/json', schema: Instance },
    refusals: {
      bad_request: 400,
      malformed_json: 400,
      unreadable_request: 400,
      unauthenticated: 401,
      grant_ended: 401,
    },
  },
  /** Start a runtime */
  startInstance: {
    operationId: 'startInstance',
    method: 'PUT',
    path: '/instances/{sessionId}',
    contentType: 'application/json',
    reply: { status: 200, contentType: 'application/json', schema: Instance },
    refusals: {
      bad_request: 400,
      malformed_json: 400,
      unreadable_request: 400,
      unauthenticated: 401,
      grant_ended: 401,
      request_timeout: 408,
      instance_running: 409,
      instance_exited: 409,
      instance_mismatch: 409,
      start_stopped: 409,
      payload_too_large: 413,
      unsupported_media_type: 415,
      internal_error: 500,
      start_failed: 502,
      runtime_unreachable: 502,
      runtime_answer_invalid: 502,
      runtime_silent: 502,
      host_disk_full: 503,
      host_stopping: 503,
      instance_not_running: 503,
      sessions_unavailable: 503,
    },
  },
  /** End a runtime and wipe its disk */
  stopInstance: {
    operationId: 'stopInstance',
    method: 'POST',
    path: '/instances/{sessionId}/stop',
    contentType: 'application/json',
    reply: { status: 200, contentType: 'application/json', schema: Instance },
    refusals: {
      bad_request: 400,
      malformed_json: 400,
      unreadable_request: 400,
      unauthenticated: 401,
      grant_ended: 401,
      request_timeout: 408,
      instance_running: 409,
      instance_exited: 409,
      instance_mismatch: 409,
      start_stopped: 409,
      payload_too_large: 413,
      unsupported_media_type: 415,
      internal_error: 500,
    },
  },
  /** End a runtime at once and keep its disk */
  killInstance: {
    operationId: 'killInstance',
    method: 'POST',
    path: '/instances/{sessionId}/kill',
    contentType: 'application/json',
    reply: { status: 200, contentType: 'application/json', schema: Instance },
    refusals: {
      bad_request: 400,
      malformed_json: 400,
      unreadable_request: 400,
      unauthenticated: 401,
      grant_ended: 401,
      request_timeout: 408,
      instance_running: 409,
      instance_exited: 409,
      instance_mismatch: 409,
      start_stopped: 409,
      payload_too_large: 413,
      unsupported_media_type: 415,
      internal_error: 500,
    },
  },
  /** End every connection under these grants */
  endGrants: {
    operationId: 'endGrants',
    method: 'POST',
    path: '/grants/end',
    contentType: 'application/json',
    reply: { status: 200, contentType: 'application/json', schema: GrantsEnded },
    refusals: {
      bad_request: 400,
      malformed_json: 400,
      unreadable_request: 400,
      unauthenticated: 401,
      grant_ended: 401,
      request_timeout: 408,
      payload_too_large: 413,
      unsupported_media_type: 415,
    },
  },
} as const satisfies Record<string, ServiceOperation>;

/** What each operation is given, and what it returns; null where its reply has no body. */
export interface HostCalls {
  /** Tell whether sessions can run here */
  getHostHealth: { input: Record<never, never>; reply: S.SessionsHealth };
  /** List the instances */
  listInstances: { input: Record<never, never>; reply: InstanceList };
  /** Tell what is there of a session */
  getInstance: { input: { params: { sessionId: z.input<typeof HostedId> } }; reply: Instance };
  /** Start a runtime */
  startInstance: { input: { params: { sessionId: z.input<typeof HostedId> }; body: StartRequest }; reply: Instance };
  /** End a runtime and wipe its disk */
  stopInstance: { input: { params: { sessionId: z.input<typeof HostedId> }; body: StopRequest }; reply: Instance };
  /** End a runtime at once and keep its disk */
  killInstance: { input: { params: { sessionId: z.input<typeof HostedId> }; body: KillRequest }; reply: Instance };
  /** End every connection under these grants */
  endGrants: { input: { body: GrantsToEnd }; reply: GrantsEnded };
}

export const hostNotices = {
  /** Tell the gateway that a runtime has ended */
  reportExit: { path: '/internal/host/exits', schema: ExitNotice, maxBytes: 16384 },
  /** Tell the gateway that a runtime rang */
  reportRing: { path: '/internal/host/rings', schema: RingNotice, maxBytes: 16384 },
} as const;

export type HostProblemCode =
  | 'bad_request'
  | 'malformed_json'
  | 'unreadable_request'
  | 'unauthenticated'
  | 'grant_ended'
  | 'host_refused'
  | 'not_found'
  | 'request_timeout'
  | 'instance_running'
  | 'instance_exited'
  | 'instance_mismatch'
  | 'start_stopped'
  | 'payload_too_large'
  | 'unsupported_media_type'
  | 'headers_too_large'
  | 'internal_error'
  | 'start_failed'
  | 'runtime_unreachable'
  | 'runtime_answer_invalid'
  | 'runtime_silent'
  | 'host_disk_full'
  | 'host_stopping'
  | 'instance_not_running'
  | 'sessions_unavailable';
