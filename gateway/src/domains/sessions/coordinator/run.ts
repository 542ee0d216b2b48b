// One command on its way: what it may touch, and the guard that keeps an older one from overwriting a newer.
import type { ProblemCode } from '../../../../generated/policy.ts';
import type { SessionStep } from '../../../../generated/schemas.ts';
import type { ProblemContext } from '../../../errors.ts';
import type { RuntimeHost } from '../../../platform/runtime-host.ts';
import type { Operation, SessionView } from '../record.ts';
import { type Content, platformCause } from './content.ts';
import type { Cause } from '../port.ts';
import type { Journal, Transition } from './journal.ts';

export interface Parts {
  host: RuntimeHost;
  journal: Journal;
  content: Content;
  now(): number;
}

export type Outcome = { ok: true } | { ok: false; code: ProblemCode; context: ProblemContext };

/** Another command has taken over: whatever this one still finds out must not be written. */
export class Superseded extends Error {}

export class Run {
  readonly #parts: Parts;
  readonly operation: Operation;
  readonly actorId: string | null;

  constructor(parts: Parts, operation: Operation, actorId: string | null) {
    this.#parts = parts;
    this.operation = operation;
    this.actorId = actorId;
  }

  get host(): RuntimeHost {
    return this.#parts.host;
  }

  get content(): Content {
    return this.#parts.content;
  }

  get cause(): Cause {
    return { ...platformCause, actorId: this.actorId, requestId: this.operation.id };
  }

  get record() {
    const record = this.#parts.journal.read();
    if (!record) throw new Superseded();
    return record;
  }

  at(): string {
    return new Date(this.#parts.now()).toISOString();
  }

  checkCurrent(): void {
    if (this.record.operation?.id !== this.operation.id) throw new Superseded();
  }

  /** Writes a transition, unless another command has taken over meanwhile: an older result never overwrites a newer. */
  apply(change: Transition): SessionView {
    this.checkCurrent();
    const event = change.event && { actorId: this.actorId, ...change.event };
    return this.#parts.journal.apply({ ...change, ...(event ? { event } : {}) }, this.#parts.now());
  }

  step(name: SessionStep['name'], state: SessionStep['state']): void {
    this.apply({ view: { steps: withStep(this.record.view.steps, name, state, this.at()) } });
  }
}

export function withStep(
  steps: SessionStep[],
  name: SessionStep['name'],
  state: SessionStep['state'],
  at: string,
): SessionStep[] {
  return steps.map((step) => {
    if (step.name !== name) return step;
    const ended = state === 'done' || state === 'failed' || state === 'skipped';
    return { name, state, startedAt: step.startedAt ?? at, finishedAt: ended ? at : null };
  });
}
