// Generated from openapi/host.yaml by `npm run generate`. Do not edit: change the source and run it again.

import * as z from 'zod/mini';
import type { Operation } from '../src/contract.ts';
import * as S from './host-schemas.ts';

const nothing = z.strictObject({});

export const operations = {
  /** Tell whether sessions can run here */
  getHostHealth: {
    operationId: 'getHostHealth',
    method: 'GET',
    path: '/health',
    request: { params: nothing, query: nothing },
    reply: { status: 200, contentType: 'application/json' },
  },
  /** List the instances */
  listInstances: {
    operationId: 'listInstances',
    method: 'GET',
    path: '/instances',
    request: { params: nothing, query: nothing },
    reply: { status: 200, contentType: 'application/json' },
  },
  /** Tell what is there of a session */
  getInstance: {
    operationId: 'getInstance',
    method: 'GET',
    path: '/instances/{sessionId}',
    request: { params: z.strictObject({ sessionId: S.HostedId }), query: nothing },
    reply: { status: 200, contentType: 'application/json' },
  },
  /** Start a runtime */
  startInstance: {
    operationId: 'startInstance',
    method: 'PUT',
    path: '/instances/{sessionId}',
    request: {
      params: z.strictObject({ sessionId: S.HostedId }),
      query: nothing,
      body: { contentTypes: ['application/json'], schema: S.StartRequest, required: true, maxBytes: 262144 },
    },
    reply: { status: 200, contentType: 'application/json' },
  },
  /** End a runtime and wipe its disk */
  stopInstance: {
    operationId: 'stopInstance',
    method: 'POST',
    path: '/instances/{sessionId}/stop',
    request: {
      params: z.strictObject({ sessionId: S.HostedId }),
      query: nothing,
      body: { contentTypes: ['application/json'], schema: S.StopRequest, required: true, maxBytes: 65536 },
    },
    reply: { status: 200, contentType: 'application/json' },
  },
  /** End a runtime at once and keep its disk */
  killInstance: {
    operationId: 'killInstance',
    method: 'POST',
    path: '/instances/{sessionId}/kill',
    request: {
      params: z.strictObject({ sessionId: S.HostedId }),
      query: nothing,
      body: { contentTypes: ['application/json'], schema: S.KillRequest, required: true, maxBytes: 65536 },
    },
    reply: { status: 200, contentType: 'application/json' },
  },
  /** End every connection under these grants */
  endGrants: {
    operationId: 'endGrants',
    method: 'POST',
    path: '/grants/end',
    request: {
      params: nothing,
      query: nothing,
      body: { contentTypes: ['application/json'], schema: S.GrantsToEnd, required: true, maxBytes: 262144 },
    },
    reply: { status: 200, contentType: 'application/json' },
  },
} as const satisfies Record<string, Operation>;

/** What each operation gives; null where its answer has no body. */
export interface Replies {
  getHostHealth: S.SessionsHealth;
  listInstances: S.InstanceList;
  getInstance: S.Instance;
  startInstance: S.Instance;
  stopInstance: S.Instance;
  killInstance: S.Instance;
  endGrants: S.GrantsEnded;
}

/** Where each notice goes, from the address of who is told. */
export const notices = { reportExit: '/internal/host/exits', reportRing: '/internal/host/rings' } as const;
