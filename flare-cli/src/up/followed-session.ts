// Owns following one session: its newest view, as the workspace's feed reports it.
import type { Client, components } from '@burstflare/sdk';

type Session = components['schemas']['Session'];

export class FollowedSession {
  readonly #end = new AbortController();
  readonly #done: Promise<void>;
  #wake = () => {};
  #changed = Promise.resolve();
  #isOver = false;

  constructor(
    private readonly client: Client,
    public session: Session,
    private readonly onChange: (session: Session) => void = () => {},
  ) {
    this.#expect();
    // What is wrong is reported by the commands and questions of whoever follows.
    this.#done = this.#follow()
      .catch(() => undefined)
      .finally(() => {
        this.#isOver = true;
        this.#wake();
      });
  }

  /** Resolves with the next change, or when there is nothing to follow any more. */
  get changed(): Promise<void> {
    return this.#changed;
  }

  /** Whether the stream has ended, so that nothing reports a change. */
  get isOver(): boolean {
    return this.#isOver;
  }

  async read(): Promise<void> {
    const params = { sessionId: this.session.id };
    this.#take(await this.client.call('getSession', { params, signal: this.#end.signal }));
  }

  async close(): Promise<void> {
    this.#end.abort();
    await this.#done;
  }

  async #follow(): Promise<void> {
    const { signal } = this.#end;
    for await (const change of this.client.follow('followEvents', { signal })) {
      if (change.event === 'ready' || change.event === 'reset') await this.read();
      if (change.event !== 'session' || change.data.id !== this.session.id) continue;
      if (change.data.view !== null) this.#take(change.data.view);
      else if (!change.data.gone) await this.read();
    }
  }

  #take(session: Session): void {
    // What the feed sends may be older than what was asked for meanwhile.
    if (session.runtimeVersion < this.session.runtimeVersion) return;
    this.session = session;
    this.onChange(session);
    this.#wake();
    this.#expect();
  }

  #expect(): void {
    this.#changed = new Promise((resolve) => (this.#wake = resolve));
  }
}
