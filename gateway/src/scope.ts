// What one request is, as far as anybody may know of it: who asks, from where, when, and with what
// parts at hand.
import type { Permission, Role } from '../generated/policy.ts';
import type { Deps } from './deps.ts';

export type { Role };

/** A signed-in person in their current workspace, as one query reads them. */
export interface Caller {
  userId: string;
  email: string;
  name: string;
  userCreatedAt: number;
  authSessionId: string;
  /** When the sign-in ends however often it is refreshed, in milliseconds since 1970. */
  signInEndsAt: number;
  client: 'browser' | 'cli' | 'api';
  workspaceId: string;
  workspaceName: string;
  personal: boolean;
  role: Role;
}

/** Who asks, by what they showed. `authorize.ts` says what each may do. */
export type Principal =
  | { kind: 'person'; caller: Caller }
  /** A person, narrowed to some of what their role holds. */
  | { kind: 'token'; caller: Caller; scopes: readonly Permission[] }
  /** Who runs the deployment; sees no workspace's content. */
  | { kind: 'operator'; userId: string }
  /** Leave to use one port of one session. */
  | { kind: 'pass'; sessionId: string; port: number }
  /** A session's own runtime. */
  | { kind: 'runtime'; sessionId: string; purpose: string };

/** The person on whose behalf a principal acts; null for one that acts for none. */
export const callerOf = (principal: Principal): Caller | null => ('caller' in principal ? principal.caller : null);

/**
 * How a token came: as what a program sends by its own will, or as a cookie that a browser adds by
 * itself.
 */
export type Presented = 'token' | 'cookie';

/** One request, as far as services may know of it. */
export interface Scope {
  deps: Deps;
  requestId: string;
  /** The address that the request came from. */
  ip: string;
  /** What counts as one caller: the address, or its IPv6 network. */
  network: string;
  /** The origin by which the caller reaches the API. */
  apiOrigin: string;
  /** When the request came, in milliseconds since 1970. */
  now: number;
  /**
   * A new id such as `tpl-…`. With an Idempotency-Key it is derived from the key, so a request that
   * is repeated after a crash meets its own row instead of making a second one.
   */
  newId(prefix: string): Promise<string>;
}

/** On whose behalf something is done, where no more of them is known: by a grant, for one. */
export type Actor = Pick<Caller, 'workspaceId' | 'userId' | 'authSessionId'>;

export interface Acting extends Scope {
  caller: Actor;
}

export interface SignedIn extends Acting {
  caller: Caller;
}

/** Bytes that somebody uploads, and what they say of them. */
export interface Upload {
  body: ReadableStream<Uint8Array>;
  /** Null when the body comes in chunks. */
  length: number | null;
  /** `sha256:…`; null when the caller names none. */
  digest: string | null;
  contentType: string;
}

/** From which byte on, and how many. */
export interface Part {
  offset: number;
  length: number;
}

export interface Download<Type extends string = string> {
  bytes: number;
  /** The same for the same bytes, and for no others. */
  tag: string;
  /** The SHA-256 of all bytes, in hex, where it is known. */
  sha256: string | null;
  fileName: string;
  contentType: Type;
  /** Null: all of it. */
  open(part: Part | null): Promise<ReadableStream<Uint8Array>>;
}

/** The same as handlers know it: with the request itself, and what their reply shall carry. */
export interface Context extends Scope {
  request: Request;
  userAgent: string;
  /** Null only in public operations. */
  principal: Principal | null;
  /** The person behind the principal, where there is one. */
  caller: Caller | null;
  /** How the principal proved who they are. */
  via: Presented | null;
  /** Headers that a handler adds to its reply. */
  replyHeaders: Headers;
}

/**
 * The scope of a signed-in caller, for services. The dispatcher refuses anybody else before the
 * handler of such an operation runs.
 */
export function signedIn(context: Context): SignedIn {
  const { caller } = context;
  if (!caller) throw new Error('The handler asks for a person, and nobody stands behind this request.');
  return { ...context, caller };
}
