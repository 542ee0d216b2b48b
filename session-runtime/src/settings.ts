// Owns what the host tells the runtime through its environment, and what of that environment the
// session's programs get to see.
export interface Settings {
  version: string;
  sessionId: string;
  instanceId: string;
  isolation: 'container' | 'bubblewrap' | 'none';
  workspace: string;
  listen: { socket: string } | { port: number };
  /** The host holds the other end of stdin: when it closes, the session ends. */
  endWithStdin: boolean;
  /** The host's socket that leads out; null where the session has a network that does. */
  egressSocket: string | null;
  /**
   * The host reads stdout as a bell: whatever comes there says that the session's ports have
   * changed.
   */
  ringOnStdout: boolean;
  /** The environment of the app and of shells, before the session's own variables. */
  baseEnv: Record<string, string>;
}

declare const RUNTIME_VERSION: string | undefined; // Put in by build.ts; absent when the sources run unbundled.

export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const socket = env.RUNTIME_SOCKET;
  const port = env.RUNTIME_PORT;
  if (socket === undefined && port === undefined) {
    throw new Error('Nothing to listen on: set RUNTIME_SOCKET to a path or RUNTIME_PORT to a number.');
  }
  const isolation = env.RUNTIME_ISOLATION;
  return {
    version: typeof RUNTIME_VERSION === 'string' ? RUNTIME_VERSION : 'source',
    sessionId: env.BURSTFLARE_SESSION_ID ?? 'unknown',
    instanceId: env.BURSTFLARE_INSTANCE_ID ?? 'unknown',
    // Who is alone in a PID namespace ends all that it sees. One that nobody tells so must not take
    // a machine for its own.
    isolation: isolation === 'bubblewrap' || isolation === 'container' ? isolation : 'none',
    workspace: env.RUNTIME_WORKSPACE ?? '/workspace',
    listen: socket !== undefined ? { socket } : { port: Number(port) },
    endWithStdin: env.RUNTIME_END_WITH_STDIN === '1',
    egressSocket: env.RUNTIME_EGRESS_SOCKET ?? null,
    ringOnStdout: env.RUNTIME_RING_ON_STDOUT === '1',
    baseEnv: sessionEnv(env),
  };
}

// RUNTIME_* speaks to this process alone. Programs of the session get everything else; the host has
// put nothing secret there.
function sessionEnv(env: NodeJS.ProcessEnv): Record<string, string> {
  const own: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) {
    if (value !== undefined && !name.startsWith('RUNTIME_')) own[name] = value;
  }
  return { LANG: 'C.UTF-8', ...own };
}
