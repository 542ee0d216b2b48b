// What people do, in one shape for every domain: one thing at a time for each id, known to every page. A command returns what it left
// behind, or null if it did not work, which has then been shown; afterwards the page reads again what the command may have changed.
import { SvelteMap } from 'svelte/reactivity';
import { toasts } from '#lib/ui/toasts.svelte.ts';
import { shownError } from './errors.ts';
import { readAgain } from './live.svelte.ts';

export interface UnderWay<Name> {
  name: Name;
  /** What it is done to: one of the versions of a template, one of the snapshots of a session, or the thing itself. */
  on: string;
}

export abstract class Commands<Name extends string> {
  #underWay = new SvelteMap<string, UnderWay<Name>>();
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
    this.#underWay.set(id, { name, on });
    try {
      return await act();
    } catch (thrown) {
      toasts.failed(shownError(thrown));
      return null;
    } finally {
      this.#underWay.delete(id);
      readAgain(...this.#changes);
    }
  }
}
