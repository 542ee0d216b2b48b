// What people do, in one shape for every domain: one thing at a time for each id, known to every
// page. A command returns what it left behind, or null if it did not work, which has then been
// shown; afterwards the page reads again what the command may have changed.
import { toasts } from '#lib/ui/toasts.svelte.ts';
import { shownError } from './errors.ts';
import { changedHere, readAgain } from './live.svelte.ts';

export interface UnderWay<Name> {
  name: Name;
  /**
   * What it is done to: one of the versions of a template, one of the snapshots of a session, or
   * the thing itself.
   */
  on: string;
}

export abstract class Commands<Name extends string> {
  #underWay = $state.raw<ReadonlyMap<string, UnderWay<Name>>>(new Map());
  #changes: string[];

  /** `changes`: the first parts of the keys of what the commands change. */
  constructor(...changes: string[]) {
    this.#changes = changes;
  }

  underWay(id: string): UnderWay<Name> | undefined {
    return this.#underWay.get(id);
  }

  protected async run<T>(id: string, name: Name, act: () => Promise<T>, on = id): Promise<T | null> {
    if (this.#underWay.has(id)) return null;
    changedHere.add(on);
    this.#underWay = new Map(this.#underWay).set(id, { name, on });
    try {
      return await act();
    } catch (thrown) {
      toasts.failed(shownError(thrown));
      return null;
    } finally {
      const left = new Map(this.#underWay);
      left.delete(id);
      this.#underWay = left;
      readAgain(...this.#changes);
    }
  }
}
