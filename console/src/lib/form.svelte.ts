// A form that is sent once at a time, and shows what was refused at the field that is at fault.
import { fieldErrors, shownError, type ShownError } from './errors.ts';

export class Form {
  busy = $state(false);
  error = $state.raw<ShownError | null>(null);
  fields = $state.raw<Record<string, string | undefined>>({});
  hasFieldErrors = $derived(Object.keys(this.fields).length > 0);
  #send: () => Promise<void>;

  constructor(send: () => Promise<void>) {
    this.#send = send;
  }

  /** For `onsubmit`. Resolves to whether it worked. */
  submit = async (event?: SubmitEvent): Promise<boolean> => {
    event?.preventDefault();
    if (this.busy) return false;
    this.busy = true;
    this.error = null;
    this.fields = {};
    const element = event?.currentTarget instanceof HTMLFormElement ? event.currentTarget : null;
    try {
      await this.#send();
      return true;
    } catch (thrown) {
      this.fields = fieldErrors(thrown);
      this.error = shownError(thrown);
      // After the page has marked the fields: the first one at fault takes the focus.
      requestAnimationFrame(() => element?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
      return false;
    } finally {
      this.busy = false;
    }
  };
}
