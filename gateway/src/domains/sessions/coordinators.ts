// Sessions by way of their coordinators: one Durable Object each.
import type { RestoreProgress, SessionEvent } from '../../../generated/schemas.ts';
import { Problem } from '../../errors.ts';
import type { Exit } from '../../platform/runtime-host.ts';
import type { Cause, Restored, Result, SaveRequest, SessionObject, Sessions } from './port.ts';
import type { Command, SessionView } from './record.ts';

function unwrap<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Problem(result.code, result.context);
}

export class SessionCoordinators implements Sessions {
  readonly #namespace: DurableObjectNamespace<SessionObject>;

  constructor(namespace: DurableObjectNamespace<SessionObject>) {
    this.#namespace = namespace;
  }

  async describe(sessionId: string): Promise<SessionView> {
    return unwrap<SessionView>(await this.#of(sessionId).describe());
  }

  async command(sessionId: string, command: Command, cause: Cause, discard = false): Promise<SessionView> {
    return unwrap<SessionView>(await this.#of(sessionId).command(command, cause, discard));
  }

  async rename(sessionId: string, name: string, cause: Cause): Promise<SessionView> {
    return unwrap<SessionView>(await this.#of(sessionId).rename(name, cause));
  }

  async save(sessionId: string, request: SaveRequest, cause: Cause): Promise<void> {
    unwrap<null>(await this.#of(sessionId).save(request, cause));
  }

  async restore(sessionId: string, snapshotId: string, cause: Cause): Promise<Restored> {
    return unwrap<Restored>(await this.#of(sessionId).restore(snapshotId, cause));
  }

  async restoreProgress(sessionId: string, snapshotId: string): Promise<RestoreProgress> {
    return unwrap<RestoreProgress>(await this.#of(sessionId).restoreProgress(snapshotId));
  }

  async startsFrom(sessionId: string, snapshotId: string): Promise<boolean> {
    return unwrap<boolean>(await this.#of(sessionId).startsFrom(snapshotId));
  }

  async reachable(sessionId: string): Promise<SessionView> {
    return unwrap<SessionView>(await this.#of(sessionId).reachable());
  }

  async attach(sessionId: string): Promise<SessionView> {
    return unwrap<SessionView>(await this.#of(sessionId).attach());
  }

  async events(sessionId: string, before: number, limit: number): Promise<SessionEvent[]> {
    return unwrap<SessionEvent[]>(await this.#of(sessionId).events(before, limit));
  }

  exited(sessionId: string, instanceId: string, exit: Exit): Promise<void> {
    return this.#of(sessionId).exited(instanceId, exit);
  }

  rang(sessionId: string, instanceId: string): Promise<void> {
    return this.#of(sessionId).rang(instanceId);
  }

  check(sessionId: string): Promise<void> {
    return this.#of(sessionId).check();
  }

  purge(sessionId: string): Promise<void> {
    return this.#of(sessionId).purge();
  }

  #of(sessionId: string) {
    return this.#namespace.getByName(sessionId);
  }
}
