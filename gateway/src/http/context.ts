// What a handler knows of the request beside its parsed input.
import type { Caller, Scope, SignedIn } from '../deps.ts';
import type { Presented } from '../domains/auth/index.ts';

export interface Context extends Scope {
  request: Request;
  userAgent: string;
  /** Null only in public operations. */
  caller: Caller | null;
  /** How the caller proved who they are. */
  via: Presented | null;
  /** Headers that a handler adds to its reply, cookies above all. */
  replyHeaders: Headers;
}

/** The scope of a signed-in caller, for services. The dispatcher refuses anybody else before the handler of such an operation runs. */
export function signedIn(context: Context): SignedIn {
  const { caller } = context;
  if (!caller) throw new Error('This operation is public in the contract, but its handler asks for a caller.');
  return { ...context, caller };
}
