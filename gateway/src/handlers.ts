// Every domain's handlers, and the one that an operation goes to.
import type { Domain } from '../generated/types.ts';
import type { HandlersOf } from './operation-handler.ts';
import type { Operation } from './contract.ts';
import { auth } from './domains/auth/handlers.ts';
import { builds } from './domains/builds/handlers.ts';
import { releases } from './domains/releases/handlers.ts';
import { sessions } from './domains/sessions/handlers.ts';
import { forwardToRuntime } from './domains/sessions/index.ts';
import { snapshots } from './domains/snapshots/handlers.ts';
import { system } from './domains/system/handlers.ts';
import { templates } from './domains/templates/handlers.ts';
import { uploads } from './domains/uploads/handlers.ts';
import { workspaces } from './domains/workspaces/handlers.ts';
import type { AnyHandler } from './http/dispatch.ts';

const handlers: { [D in Domain]: HandlersOf<D> } = {
  auth,
  builds,
  releases,
  sessions,
  snapshots,
  system,
  templates,
  uploads,
  workspaces,
};

/**
 * The types above hold each handler to its operation; here, where an operation is only known at run
 * time, they are left aside.
 */
export function handlerOf(operation: Operation): AnyHandler {
  // What a session's runtime carries out needs no handler: its row of the table says all.
  if (operation.runtime) return (call) => forwardToRuntime(operation, call);
  const all = handlers as unknown as Record<string, Record<string, AnyHandler>>;
  const handler = all[operation.domain]?.[operation.operationId];
  if (!handler) throw new Error(`No handler for ${operation.operationId}`);
  return handler;
}
