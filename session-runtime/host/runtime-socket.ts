// Owns reaching a runtime: its Unix socket, pinned once, and the connections to it.
import { close, constants, fstatSync, openSync, type Stats } from 'node:fs';
import { Agent, request as httpRequest } from 'node:http';
import { SilenceWatch } from './silence.ts';

const O_PATH = 0o10000000; // Linux: names the file without opening it. Node has no constant for it.

/**
 * Threat: the socket's folder belongs to the session, which could put a link to some other socket
 * of this machine there and have the host talk to it. Property: the host takes the file itself, no
 * link, once; checks that it is a socket of the session's user; and reaches that very file by its
 * descriptor from then on. (The descriptor's path is also short, where a socket's path may have 107
 * bytes at most.)
 */
export class RuntimeSocket {
  readonly agent = new Agent({ keepAlive: true, scheduling: 'lifo', maxFreeSockets: 32 });
  readonly path: string;
  /**
   * How many requests and upgrades were passed on to the runtime: an idle session's number stands
   * still.
   */
  requests = 0;
  /** Ends calls that a silent runtime leaves unanswered. */
  readonly silence = new SilenceWatch((limitMs) => this.healthy(this.#instanceId, limitMs));
  #instanceId = '';

  private constructor(readonly descriptor: number) {
    this.path = `/proc/self/fd/${descriptor}`;
  }

  /** Null if it is not there yet. */
  static pin(path: string, uid: number): RuntimeSocket | null {
    let descriptor: number;
    try {
      descriptor = openSync(path, O_PATH | constants.O_NOFOLLOW);
    } catch {
      return null;
    }
    const stats: Stats = fstatSync(descriptor);
    if (stats.isSocket() && stats.uid === uid) return new RuntimeSocket(descriptor);
    close(descriptor);
    return null;
  }

  /** Whether the runtime answers in time that it is this instance. */
  healthy(instanceId: string, limitMs = 5000): Promise<boolean> {
    this.#instanceId = instanceId;
    return new Promise((resolve) => {
      const request = httpRequest({ socketPath: this.path, path: '/health', agent: this.agent }, (answer) => {
        const parts: Buffer[] = [];
        let size = 0;
        answer.on('data', (part: Buffer) => {
          parts.push(part);
          size += part.length;
          if (size > 65_536) request.destroy(); // It is tenant code: nothing that it says is taken without a bound.
        });
        answer.on('error', () => resolve(false));
        answer.on('end', () =>
          resolve(answer.statusCode === 200 && says(Buffer.concat(parts).toString('utf8'), instanceId)),
        );
      });
      // For the whole of it: a runtime that sends a byte now and then is not well.
      const limit = setTimeout(() => request.destroy(), limitMs);
      request.on('error', () => resolve(false));
      request.on('close', () => {
        clearTimeout(limit);
        resolve(false); // Unless it said before that it is well.
      });
      request.end();
    });
  }

  release(): void {
    this.agent.destroy();
    // Connections that are just being made still name the descriptor; a number that is used again
    // too soon would lead them elsewhere.
    setTimeout(() => close(this.descriptor), 1000).unref();
  }
}

function says(body: string, instanceId: string): boolean {
  try {
    const health: unknown = JSON.parse(body);
    return typeof health === 'object' && health !== null && 'instanceId' in health && health.instanceId === instanceId;
  } catch {
    return false;
  }
}
