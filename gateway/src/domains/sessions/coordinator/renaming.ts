// A session's name: taken in D1, where all names of the workspace are, and then written into the
// record.
import { operations } from '../../../../generated/operations.ts';
import type { Cause, Result } from '../port.ts';
import type { SessionView } from '../record.ts';
import type { Journal } from './journal.ts';
import { refuse } from './refusals.ts';

interface Parts {
  journal: Pick<Journal, 'read' | 'send'>;
  /** Takes the name, unless another session of the workspace has it. */
  take(view: SessionView, name: string): Promise<boolean>;
}

export class Renaming {
  readonly #parts: Parts;
  /** One after the other: what D1 has last is what the record has last. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  rename(name: string, cause: Cause): Promise<Result<SessionView>> {
    const renamed = this.#last.then(() => this.#rename(name, cause));
    this.#last = renamed.catch(() => undefined);
    return renamed;
  }

  /** A repeated request ends what a crash left between the two writes. */
  async #rename(name: string, cause: Cause): Promise<Result<SessionView>> {
    const view = this.#parts.journal.read()?.view;
    if (!view) return refuse('not_found', { what: 'session' });
    const refusal = refusalIn(view.state);
    if (refusal) return refusal;
    if (!(await this.#parts.take(view, name))) return refuse('session_name_taken', { name });
    // It may have been deleted meanwhile.
    const refusalNow = refusalIn(this.#parts.journal.read()?.view.state ?? 'deleted');
    if (refusalNow) return refusalNow;
    return { ok: true, value: this.#parts.journal.send({ type: 'renamed', name, cause }).record.view };
  }
}

function refusalIn(state: SessionView['state']) {
  const { allowedStates: allowed } = operations.updateSession;
  return allowed.some((one) => one === state) ? null : refuse('session_state', { state, action: 'renaming', allowed });
}
