// Every domain's handlers, and the one that an operation goes to.
import type { Domain, HandlersOf, Operation } from './contract.ts';
import { auth } from './domains/auth/handlers.ts';
import { builds } from './domains/builds/handlers.ts';
import { releases } from './domains/releases/handlers.ts';
import { sessions } from './domains/sessions/handlers.ts';
import { snapshots } from './domains/snapshots/handlers.ts';
import { system } from './domains/system/handlers.ts';
import { templates } from './domains/templates/handlers.ts';
import type { Context } from './http/context.ts';
import type { ParsedInput } from './http/parse.ts';
import type { HandlerReply } from './http/reply.ts';

const handlers: { [D in Domain]: HandlersOf<D> } = { auth, builds, releases, sessions, snapshots, system, templates };

type AnyHandler = (call: { context: Context } & ParsedInput) => Promise<HandlerReply>;

/** The types above hold each handler to its operation; here, where an operation is only known at run time, they are left aside. */
export function handlerOf(operation: Operation): AnyHandler {
  const domain = handlers[operation.domain] as unknown as Record<string, AnyHandler>;
  const handler = domain[operation.operationId];
  if (!handler) throw new Error(`No handler for ${operation.operationId}`);
  return handler;
}
