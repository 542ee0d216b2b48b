// The process host over its internal API (ARCHITECTURE.md): a daemon on this machine, reached with the deployment's secret.
// Threat: when the daemon dies, another program takes its place and reads the secret off the next request. Property: at home the daemon is
// behind a Unix socket in a folder of the platform's owner, so nobody else can take its name; nothing listens there, nothing is sent.
import * as z from 'zod';
import { readBounded } from './bounded-body.ts';
import {
  type Admission,
  type Exit,
  GrantEnded,
  HostError,
  type HostFault,
  type Instance,
  type RuntimeHost,
} from './runtime-host.ts';

interface InstanceAnswer {
  state?: Instance['state'];
  instanceId?: string | null;
  exit?: Exit | null;
  disk?: boolean;
  isolation?: string | null;
  code?: string;
  detail?: string;
  title?: string;
}

// Not Authorization: that belongs to the app that a preview request is for.
const secretHeader = 'x-burstflare-host-secret';
/** What a POST stands for: HTTP lets a GET or HEAD have a body (searches do), fetch does not. The host puts it back and strips it. */
const methodHeader = 'x-burstflare-method';

// On whose leave a request is made: the host ends it with that leave, and tells the runtime nothing of it.
const grantsHeader = 'x-burstflare-grants';
const untilHeader = 'x-burstflare-until';
/** Names the code of a refusal that is the host's own, and no runtime's. */
const refusalHeader = 'x-burstflare-host-refusal';
const maxRefusalBytes = 16 * 1024;

const faultOf: Record<string, HostFault> = {
  runtime_silent: 'silent',
  runtime_unreachable: 'runtime',
  runtime_answer_invalid: 'runtime',
  instance_not_running: 'absent',
  request_timeout: 'stalled',
};

/** Of the answers to what the host is asked to do itself. One that is stopping goes, and the next one may do it. */
const ownFaultOf: Record<string, HostFault> = { host_stopping: 'host', host_disk_full: 'full' };

// The daemon bounds what it does by itself; these are for one that does not answer. A stop may have a large disk to wipe.
const startMs = 90_000;
const stopMs = 180_000;
const killMs = 60_000;
const inspectMs = 10_000;
const endMs = 5_000;
const listMs = 10_000;

const Instances = z.object({ items: z.array(z.object({ sessionId: z.string(), state: z.string() })) });

export class ProcessHost implements RuntimeHost {
  readonly #ask: (path: string, init: RequestInit) => Promise<Response>;
  readonly #secret: string;

  constructor(ask: (path: string, init: RequestInit) => Promise<Response>, secret: string) {
    this.#ask = ask;
    this.#secret = secret;
  }

  async start(sessionId: string, instanceId: string, kind: 'session' | 'builder' = 'session'): Promise<Instance> {
    return this.#call('PUT', sessionId, '', startMs, { instanceId, kind, env: {}, limits: {} });
  }

  async stop(sessionId: string, instanceId: string | null, graceSeconds: number): Promise<void> {
    await this.#call('POST', sessionId, '/stop', stopMs, { instanceId, graceSeconds });
  }

  async kill(sessionId: string): Promise<boolean> {
    return (await this.#call('POST', sessionId, '/kill', killMs, { instanceId: null })).disk;
  }

  inspect(sessionId: string): Promise<Instance> {
    return this.#call('GET', sessionId, '', inspectMs);
  }

  async alive(): Promise<Set<string>> {
    const response = await this.#send('/instances', {
      headers: { [secretHeader]: this.#secret },
      signal: AbortSignal.timeout(listMs),
    });
    const list = Instances.safeParse(await response.json().catch(() => null));
    if (!response.ok || !list.success) throw new HostError(`The process host answered ${response.status}.`, 'host');
    const items = list.data.items.filter(({ state }) => state === 'starting' || state === 'running');
    return new Set(items.map(({ sessionId }) => sessionId));
  }

  async fetch(sessionId: string, path: string, init: RequestInit = {}, admission?: Admission): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set(secretHeader, this.#secret);
    // A caller's own would make the request another one than was authorised.
    for (const name of [methodHeader, grantsHeader, untilHeader]) headers.delete(name);
    if (admission) {
      headers.set(grantsHeader, admission.grants.join(','));
      headers.set(untilHeader, String(admission.until));
    }
    let { method = 'GET' } = init;
    if (init.body && (method === 'GET' || method === 'HEAD')) {
      headers.set(methodHeader, method);
      method = 'POST';
    }
    const url = `/instances/${sessionId}/runtime${path}`;
    const response = await this.#send(url, { ...init, method, headers, redirect: 'manual' });
    const code = response.webSocket ? null : response.headers.get(refusalHeader);
    if (code === null) return response;
    const answer = parsed((await readBounded(response, maxRefusalBytes)) ?? '');
    if (code === 'grant_ended') throw new GrantEnded();
    throw new HostError(answer?.detail ?? `The process host refused: ${code}.`, faultOf[code] ?? 'host');
  }

  async endGrants(grants: readonly string[]): Promise<void> {
    const response = await this.#send('/grants/end', {
      method: 'POST',
      headers: { [secretHeader]: this.#secret, 'content-type': 'application/json' },
      body: JSON.stringify({ grants }),
      signal: AbortSignal.timeout(endMs),
    });
    await response.body?.cancel();
    if (!response.ok)
      throw new HostError(`The process host answered ${response.status} when connections were to end.`, 'host');
  }

  async health(withinMs: number): Promise<unknown> {
    const headers = { [secretHeader]: this.#secret };
    const response = await this.#send('/health', { headers, signal: AbortSignal.timeout(withinMs) });
    return response.json();
  }

  async #call(method: string, sessionId: string, path: string, limitMs: number, body?: unknown): Promise<Instance> {
    const response = await this.#send(`/instances/${sessionId}${path}`, {
      method,
      signal: AbortSignal.timeout(limitMs),
      headers: { [secretHeader]: this.#secret, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await response.text();
    const answer = parsed(text || '{}');
    if (answer === null) throw new HostError(`The process host answered ${response.status} with no JSON.`, 'host');
    if (!response.ok) {
      const reason = answer.detail ?? answer.title ?? `The process host answered ${response.status}.`;
      throw new HostError(reason, ownFaultOf[answer.code ?? ''] ?? 'runtime');
    }
    return {
      state: answer.state ?? 'absent',
      instanceId: answer.instanceId ?? null,
      exit: answer.exit ?? null,
      disk: answer.disk ?? false,
      isolation: answer.isolation ?? null,
    };
  }

  async #send(path: string, init: RequestInit): Promise<Response> {
    try {
      return await this.#ask(path, init);
    } catch (error) {
      // The request is one that fetch does not take; that says nothing about the host.
      if (error instanceof TypeError) throw error;
      // The limit of whoever called: the host answers for silent runtimes itself, so this one was slow.
      if (error instanceof DOMException && error.name === 'TimeoutError')
        throw new HostError('The answer did not come in time.', 'runtime');
      const reason = error instanceof Error ? error.message : String(error);
      throw new HostError(`The process host cannot be reached: ${reason}`, 'host');
    }
  }
}

/** The daemon is part of the deployment; what it says is still read with care, as it may be a proxy's error page. */
function parsed(text: string): InstanceAnswer | null {
  try {
    return JSON.parse(text) as InstanceAnswer;
  } catch {
    return null;
  }
}
