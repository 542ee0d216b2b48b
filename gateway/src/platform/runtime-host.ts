// Where sessions run: one interface, whatever the machine is.

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

export interface RuntimeHost {
  /** Starts a runtime and answers when it is healthy. The same instanceId again is the same start. Throws HostError. */
  start(sessionId: string, instanceId: string, kind?: 'session' | 'builder'): Promise<Instance>;
  /** Ends the runtime and wipes its disk. That there is none is success. Throws HostError. */
  stop(sessionId: string, instanceId: string | null, graceSeconds: number): Promise<void>;
  inspect(sessionId: string): Promise<Instance>;
  /** Sends a request to the session's runtime; `path` with its query. Upgrades answer with the runtime's own socket. */
  fetch(sessionId: string, path: string, init?: RequestInit): Promise<Response>;
}

/** The host did not do what it was asked; the message says why, for people. */
export class HostError extends Error {
  override readonly name = 'HostError';
}
