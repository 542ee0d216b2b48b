// The one question that a page asks at a time, before something is gone or changes for others. Its
// dialog, confirm.svelte, is loaded when there is one.
export interface Question {
  title: string;
  text: string;
  /** The word on the button that does it. */
  confirm: string;
  /** Nothing is lost by it: the button is no warning. */
  harmless?: boolean;
}

class Questions {
  open = $state(false);
  /** Stays while the dialog closes. */
  current = $state.raw<Question | null>(null);
  #settle: (yes: boolean) => void = () => {};

  ask(question: Question): Promise<boolean> {
    this.answer(false);
    this.current = question;
    this.open = true;
    return new Promise((resolve) => (this.#settle = resolve));
  }

  /** Closing the dialog is a no. */
  answer(yes: boolean): void {
    this.open = false;
    this.#settle(yes);
  }
}

export const questions = new Questions();
/** Resolves to whether the person wants it. */
export const ask = (question: Question): Promise<boolean> => questions.ask(question);
