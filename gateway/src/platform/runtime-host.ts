// Where sessions run: one interface, whatever the machine is.

import type { HostCalls } from '../../generated/host.ts';

export type HostHealth = HostCalls['getHostHealth']['reply'];

export interface Exit {
  code: number | null;
  signal: string | null;
  reason: string;
}

export interface Instance {
  state: 'absent' | 'starting' | 'running' | 'exited';
  instanceId: string | null;
  exit: Exit | null;
  /** Whether the session's disk is still there, though no runtime may use it. */
  disk: boolean;
  /** What keeps it apart from its host: container, bubblewrap or none. */
  isolation: string | null;
}

/**
 * On whose leave a request goes to a runtime: it is cut when one of the grants ends, or when the
 * time comes.
 */
export interface Admission {
  grants: readonly string[];
  /** In milliseconds since 1970. */
  until: number;
  /**
   * The cookies that are the control plane's own, by name: the host takes them off. A Worker knows
   * headers as text alone, and whatever is no UTF-8 in the app's own cookies would be lost on the
   * way through it.
   */
  withheldCookies?: readonly string[];
}

export interface Present {
  /** Their runtime starts or runs. */
  alive: Set<string>;
  /** Their disk alone is there. */
  kept: Set<string>;
}

export interface RuntimeHost {
  /**
   * Starts a runtime and answers when it is healthy. The same instanceId again is the same start.
   * Throws HostError.
   */
  start(sessionId: string, instanceId: string, kind?: 'session' | 'builder'): Promise<Instance>;
  /** Ends the runtime and wipes its disk. That there is none is success. Throws HostError. */
  stop(sessionId: string, instanceId: string | null, graceSeconds: number): Promise<void>;
  /**
   * Ends the runtime with all its processes at once and keeps its disk, with which a start under
   * another id goes on: so what a runtime that does not answer will not save can be saved without
   * it. False where the disk ends with the machine, as a container's does: such a host ends
   * nothing. Null is whichever instance there is; another one than was named is left alone. Throws
   * HostError.
   */
  kill(sessionId: string, instanceId: string | null): Promise<boolean>;
  inspect(sessionId: string): Promise<Instance>;
  /** The ids of all sessions and builds that the host has something of. Throws HostError. */
  present(): Promise<Present>;
  /**
   * Sends a request to the session's runtime; `path` with its query. Upgrades answer with the
   * runtime's own socket. Without an admission nobody's leave stands behind it: the coordinators'
   * own calls. Throws GrantEnded when its leave is over, and HostError, within ten seconds also
   * where the runtime gives no sign of life; an app behind it may take as long as it likes. The
   * runtime itself is asked by `runtime-client.ts`, which sets limits.
   */
  fetch(sessionId: string, path: string, init?: RequestInit, admission?: Admission): Promise<Response>;
  /**
   * Ends every connection under one of these grants, and those that are still on their way. Throws
   * HostError.
   */
  endGrants(grants: readonly string[]): Promise<void>;
  /**
   * What the host says of itself: whether sessions can run, and which of their limits hold. Throws
   * HostError.
   */
  health(withinMs: number): Promise<HostHealth>;
}

/**
 * Whose fault it is: the `host` cannot be reached, or has no room for another machine (`full`);
 * there is no running machine (`absent`); the runtime gives no sign of life (`silent`); or the
 * `runtime` answers what it may not, too late, or with a refusal. Where the body that was passed on
 * has `stalled`, it is the client's.
 */
export type HostFault = 'host' | 'full' | 'absent' | 'silent' | 'runtime' | 'stalled';

/** What was asked of a host or a runtime was not done; the message says why, for people. */
export class HostError extends Error {
  override readonly name = 'HostError';
  readonly fault: HostFault;

  constructor(message: string, fault: HostFault = 'runtime') {
    super(message);
    this.fault = fault;
  }
}

/** The leave that a request was made under has ended before its answer began. */
export class GrantEnded extends Error {
  override readonly name = 'GrantEnded';
}
