// The process host over its internal API (openapi/host.yaml): a daemon on this machine, reached
// with the deployment's secret. Threat: when the daemon dies, another program takes its place and
// reads the secret off the next request. Property: at home the daemon is behind a Unix socket in a
// folder of the platform's owner, so nobody else can take its name; nothing listens there, nothing
// is sent.
import { type HostCalls, hostOperations, type HostProblemCode } from '../../generated/host.ts';
import { readBounded } from './bounded-body.ts';
import {
  type Admission,
  GrantEnded,
  HostError,
  type HostFault,
  type HostHealth,
  type Instance,
  type Present,
  type RuntimeHost,
} from './runtime-host.ts';
import { type CallLimits, jsonOf } from './service-call.ts';
import { ServiceRefusal } from './service-refusal.ts';

// Not Authorization: that belongs to the app that a preview request is for.
const secretHeader = 'x-burstflare-host-secret';
/**
 * What a POST stands for: HTTP lets a GET or HEAD have a body (searches do), fetch does not. The
 * host puts it back and strips it.
 */
const methodHeader = 'x-burstflare-method';

// On whose leave a request is made: the host ends it with that leave, and tells the runtime nothing
// of it.
const grantsHeader = 'x-burstflare-grants';
const untilHeader = 'x-burstflare-until';
/** Names the cookies that the host takes off the request. */
const withheldHeader = 'x-burstflare-withheld-cookies';
/** Names the code of a refusal that is the host's own, and no runtime's. */
const refusalHeader = 'x-burstflare-host-refusal';
const maxRefusalBytes = 16 * 1024;

/** Of its refusals on the way to a runtime. */
const faultOf: Partial<Record<HostProblemCode, HostFault>> = {
  runtime_silent: 'silent',
  runtime_unreachable: 'runtime',
  runtime_answer_invalid: 'runtime',
  instance_not_running: 'absent',
  request_timeout: 'stalled',
};

/**
 * Of its refusals of what it is asked to do itself. One that is stopping goes, and the next one may
 * do it.
 */
const ownFaultOf: Partial<Record<HostProblemCode, HostFault>> = {
  unauthenticated: 'host',
  host_stopping: 'host',
  host_disk_full: 'full',
};

// The daemon bounds what it does by itself; these are for one that does not answer. A stop may have
// a large disk to wipe.
const startMs = 90_000;
const stopMs = 180_000;
const killMs = 60_000;
const inspectMs = 10_000;
const endMs = 5_000;
const listMs = 10_000;
/** For a list of all sessions of the deployment. */
const maxListBytes = 64 * 1024 * 1024;

class HostRefusal extends ServiceRefusal {}

export class ProcessHost implements RuntimeHost {
  readonly #ask: (path: string, init: RequestInit) => Promise<Response>;
  readonly #secret: string;

  constructor(ask: (path: string, init: RequestInit) => Promise<Response>, secret: string) {
    this.#ask = ask;
    this.#secret = secret;
  }

  start(sessionId: string, instanceId: string, kind: 'session' | 'builder' = 'session'): Promise<Instance> {
    return this.#call('startInstance', { params: { sessionId }, body: { instanceId, kind } }, { ms: startMs });
  }

  async stop(sessionId: string, instanceId: string | null, graceSeconds: number): Promise<void> {
    await this.#call('stopInstance', { params: { sessionId }, body: { instanceId, graceSeconds } }, { ms: stopMs });
  }

  async kill(sessionId: string, instanceId: string | null): Promise<boolean> {
    return (await this.#call('killInstance', { params: { sessionId }, body: { instanceId } }, { ms: killMs })).disk;
  }

  inspect(sessionId: string): Promise<Instance> {
    return this.#call('getInstance', { params: { sessionId } }, { ms: inspectMs });
  }

  async present(): Promise<Present> {
    const { items } = await this.#call('listInstances', {}, { ms: listMs, bytes: maxListBytes });
    const present: Present = { alive: new Set(), kept: new Set() };
    for (const { sessionId, state, disk } of items) {
      if (state === 'starting' || state === 'running') present.alive.add(sessionId);
      else if (disk) present.kept.add(sessionId);
    }
    return present;
  }

  async fetch(sessionId: string, path: string, init: RequestInit = {}, admission?: Admission): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set(secretHeader, this.#secret);
    // A caller's own would make the request another one than was authorised.
    for (const name of [methodHeader, grantsHeader, untilHeader, withheldHeader]) headers.delete(name);
    if (admission) {
      headers.set(grantsHeader, admission.grants.join(','));
      headers.set(untilHeader, String(admission.until));
      if (admission.withheldCookies) headers.set(withheldHeader, admission.withheldCookies.join(','));
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
    const detail = detailIn((await readBounded(response, maxRefusalBytes)) ?? '');
    if (code === 'grant_ended') throw new GrantEnded();
    throw new HostError(detail ?? `The process host refused: ${code}.`, faultOf[code as HostProblemCode] ?? 'host'); // or one unknown here
  }

  async endGrants(grants: readonly string[]): Promise<void> {
    await this.#call('endGrants', { body: { grants: [...grants] } }, { ms: endMs });
  }

  health(withinMs: number): Promise<HostHealth> {
    return this.#call('getHostHealth', {}, { ms: withinMs });
  }

  async #call<Id extends keyof HostCalls>(
    operationId: Id,
    input: HostCalls[Id]['input'],
    limits: CallLimits,
  ): Promise<HostCalls[Id]['reply']> {
    const who = 'The process host';
    const reply = await jsonOf({
      ...{ who, fault: 'host', operation: hostOperations[operationId], input, ...limits },
      headers: { [secretHeader]: this.#secret },
      refusal: (...told) => new HostRefusal(who, ...told),
      send: (path, init) => this.#send(path, init),
    }).catch((error: unknown) => {
      throw error instanceof HostRefusal ? faultOfRefusal(error) : error;
    });
    return reply as HostCalls[Id]['reply']; // parsed by the schema that this type is generated from
  }

  async #send(path: string, init: RequestInit): Promise<Response> {
    try {
      return await this.#ask(path, init);
    } catch (error) {
      // The request is one that fetch does not take; that says nothing about the host.
      if (error instanceof TypeError) throw error;
      // The limit of whoever called: the host answers for silent runtimes itself, so this one was
      // slow.
      if (error instanceof DOMException && error.name === 'TimeoutError')
        throw new HostError('The answer did not come in time.', 'runtime');
      const reason = error instanceof Error ? error.message : String(error);
      throw new HostError(`The process host cannot be reached: ${reason}`, 'host');
    }
  }
}

/** What it says of a start is for people: why the machine did not come up. */
function faultOfRefusal({ code, detail, message }: HostRefusal): HostError {
  if (code === null) return new HostError(message, 'host');
  return new HostError(detail, ownFaultOf[code as HostProblemCode] ?? 'runtime'); // the operation declares it, so it is one of them
}

function detailIn(text: string): string | null {
  try {
    const { detail } = JSON.parse(text) as { detail?: unknown };
    return typeof detail === 'string' ? detail : null;
  } catch {
    return null;
  }
}
