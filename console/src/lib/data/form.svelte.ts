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

  /** What to say over the form: where the fields say it themselves, only that they do. */
  summary = $derived.by((): ShownError | null => {
    if (!this.error || !this.hasFieldErrors) return this.error;
    const count = Object.keys(this.fields).length;
    const text = count === 1 ? 'One field needs correcting' : `${count} fields need correcting`;
    return { ...this.error, message: text, detail: 'It says below what is wrong.', next: '', requestId: null };
  });

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
