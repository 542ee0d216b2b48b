// Short notices that something was done or was not. Errors stay until they are closed; the rest
// leave by themselves, unless somebody is at them.
import type { ShownError } from '#lib/data/errors.ts';

export interface Toast {
  id: number;
  tone: 'ok' | 'bad';
  title: string;
  text?: string;
  requestId?: string | null;
  action?: { label: string; run: () => void };
}

const staysMs = 5000;
let lastId = 0;

class Toasts {
  all = $state<Toast[]>([]);
  /** What leaves by itself. */
  #leaving = new Map<number, ReturnType<typeof setTimeout>>();

  done(title: string, extra: Pick<Toast, 'text' | 'action'> = {}): void {
    const id = this.#add({ tone: 'ok', title, ...extra });
    this.#leave(id);
  }

  /** While somebody is at it, such as on the way to its Undo, a notice stays. */
  hold(id: number): void {
    clearTimeout(this.#leaving.get(id));
  }

  /** It has its whole time again. */
  letGo(id: number): void {
    if (this.#leaving.has(id)) this.#leave(id);
  }

  failed(error: ShownError): void {
    this.#add({
      tone: 'bad',
      title: error.message,
      text: `${error.detail} ${error.next}`.trim(),
      requestId: error.requestId,
    });
  }

  close(id: number): void {
    clearTimeout(this.#leaving.get(id));
    this.#leaving.delete(id);
    this.all = this.all.filter((toast) => toast.id !== id);
  }

  clear(): void {
    this.all = [];
  }

  #leave(id: number): void {
    clearTimeout(this.#leaving.get(id));
    this.#leaving.set(
      id,
      setTimeout(() => this.close(id), staysMs),
    );
  }

  #add(toast: Omit<Toast, 'id'>): number {
    const id = ++lastId;
    // Four at most: a fifth pushes the oldest out, so that a failing loop cannot bury the page.
    this.all = [...this.all, { ...toast, id }].slice(-4);
    return id;
  }
}

export const toasts = new Toasts();
