// Owns waiting for what changes of a few things: by the workspace's feed, and by time where that
// cannot be followed.
import type { Client } from './client.ts';

/**
 * Tells of each thing in the workspace that changed, by its id; of null where any may have. Returns
 * how to stop. For who follows the feed already.
 */
export type Hear = (tell: (id: string | null) => void) => () => void;

const FIRST_LOOK_MS = 250;
const LAST_LOOK_MS = 5000;
/** While the feed is open it tells of each change, and a lost hint costs as much. */
const HEARING_LOOK_MS = 20_000;

/**
 * Each turn is a time to look: at once, then when one of these changed; without the feed less and
 * less often. The stream is opened by the first wait: most answers bring the end.
 */
export async function* looks(
  client: Pick<Client, 'follow'>,
  ids: readonly string[],
  { hear, signal }: { hear?: Hear | undefined; signal?: AbortSignal | undefined },
): AsyncGenerator<void> {
  if (signal?.aborted) return;
  yield;
  const changes = new Changes(ids);
  const stop = hear ? hear((id) => changes.tell(id)) : changes.follow(client);
  const wake = () => changes.tell(null);
  signal?.addEventListener('abort', wake);
  try {
    for (let wait = FIRST_LOOK_MS; !signal?.aborted; wait = Math.min(wait * 1.5, LAST_LOOK_MS)) {
      await changes.next(changes.isOpen ? HEARING_LOOK_MS : wait);
      if (!signal?.aborted) yield;
    }
  } finally {
    signal?.removeEventListener('abort', wake);
    stop();
  }
}

class Changes {
  isOpen = false;
  readonly #ids: readonly string[];
  #isTold = false;
  #wake: (() => void) | null = null;

  constructor(ids: readonly string[]) {
    this.#ids = ids;
  }

  tell(id: string | null): void {
    if (id !== null && !this.#ids.includes(id)) return;
    this.#isTold = true;
    this.#wake?.();
  }

  follow(client: Pick<Client, 'follow'>): () => void {
    const end = new AbortController();
    void this.#read(client, end.signal).catch(() => (this.isOpen = false)); // refused, such as for a limit
    return () => end.abort();
  }

  async #read(client: Pick<Client, 'follow'>, signal: AbortSignal): Promise<void> {
    const onState = (state: string) => {
      this.isOpen = state === 'open';
    };
    for await (const { data } of client.follow('followEvents', { signal, onState }))
      // What changed before the stream was open, or while it was not, is looked for.
      this.tell('id' in data ? data.id : null);
  }

  async next(limitMs: number): Promise<void> {
    if (!this.#isTold) {
      let timer: ReturnType<typeof setTimeout> | undefined;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        timer = setTimeout(resolve, limitMs);
      });
      clearTimeout(timer);
      this.#wake = null;
    }
    this.#isTold = false;
  }
}
