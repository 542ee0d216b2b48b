// Where the keyboard was before something opened over the page, and goes back to after it.

export class FocusReturn {
  #from: Element | null = null;

  /** Before the focus is moved. */
  remember(): void {
    this.#from = document.activeElement;
  }

  /**
   * To where it came from; to the page where that is gone, as a menu's entry is and an address that
   * opens a dialog has none.
   */
  giveBack = (event: Event): void => {
    event.preventDefault();
    const from = this.#from;
    const still = from instanceof HTMLElement && from.isConnected && from !== document.body ? from : null;
    (still ?? document.getElementById('content'))?.focus({ preventScroll: true });
  };
}
