// What changes in the workspace, as it happens: one stream for all tabs of a browser. One tab
// leads: it follows the stream and passes each event on to the others. A browser opens six HTTP/1.1
// connections to a host and no more, so with a stream for each tab the seventh would get no answer
// to anything. Who leads is settled by a lock, which the browser takes back when the tab goes.
// Where pages have no locks (those without TLS on another host than this machine), who hears of no
// leader leads, and of two the one whose name comes first goes on.
import type { FollowState, Hear, StreamEvent } from '@burstflare/sdk';
import { api } from './api.ts';
import { pause } from './clock.svelte.ts';
import { connection } from './connection.svelte.ts';

type FeedEvent = StreamEvent<'followEvents'>;
/** That something in the workspace is not as it was, with what it is now as its list shows it. */
export type Change = Exclude<FeedEvent, { event: 'ready' | 'reset' }>;

export interface Listener {
  changed(change: Change): void;
  /**
   * What was asked for before this time (`performance.now`) may lack a change that nobody tells of
   * any more: it is to be read again.
   */
  coveredFrom(time: number): void;
}

/**
 * What tabs say to each other. `after` is the id of the event before: who has another one has
 * missed some.
 */
type Word =
  | { say: 'hello' }
  | { say: 'bye' }
  | { say: 'state'; from: string; lastId: string | undefined; isDown: boolean }
  | { say: 'event'; from: string; after: string | undefined; event: FeedEvent };

/**
 * How long a leader may take to say that it is there, before another tab takes its place: a phone
 * stops tabs that nobody looks at.
 */
const answerWithinMs = 3000;
/** Without locks nobody leads before this has passed. */
const withoutLocksMs = 300;
/** A leader that is stopped, or crashes where there are no locks, says no goodbye. */
const askEveryMs = 20_000;
const afterRefusalMs = 30_000;

const listeners = new Set<Listener>();

/** Returns how to stop listening. */
export function listen(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** For what waits for the end of a command: this page follows the workspace already. */
export const hear: Hear = (tell) => listen({ changed: ({ data }) => tell(data.id), coveredFrom: () => tell(null) });

/** One tab's part in following one workspace as one person. */
class Member {
  readonly of: string;
  // Threat: the tab of another person, or one that was signed out, is shown what is not theirs.
  // Property: the channel is named for the person and the workspace, no other origin has it, and a
  // tab leaves it with its sign-in.
  readonly #channel: BroadcastChannel;
  readonly #gone = new AbortController();
  readonly #joinedAt = performance.now();
  #leads = false;
  #isDown = false;
  #lastId: string | undefined;
  #attempt = new AbortController();
  #asking: ReturnType<typeof setTimeout> | undefined;
  #reign = new AbortController();
  readonly #hasLocks = 'locks' in navigator;
  /** Which of two leaders goes on, where no lock says so. */
  readonly #self = crypto.getRandomValues(new Uint32Array(4)).join('.');

  constructor(of: string) {
    this.of = of;
    this.#channel = new BroadcastChannel(this.#name);
    this.#channel.onmessage = ({ data }: MessageEvent<Word>) => this.#hear(data);
    const { signal } = this.#gone;
    // A tab that was stopped meanwhile has heard nothing, and a leader that was stopped says
    // nothing.
    document.addEventListener('visibilitychange', () => this.#ask(), { signal });
    document.addEventListener('resume', () => this.#ask(), { signal });
    addEventListener('online', () => this.#isDown && this.#attempt.abort(), { signal });
    const timer = setInterval(() => !document.hidden && this.#ask(), askEveryMs);
    signal.addEventListener('abort', () => clearInterval(timer));
    addEventListener('pagehide', () => this.#sayGoodbye(), { signal });
    this.#ask();
    if (this.#hasLocks) this.#queue(false);
  }

  get #name(): string {
    return `burstflare.feed.${this.of}`;
  }

  leave(): void {
    this.#sayGoodbye();
    this.#gone.abort();
    clearTimeout(this.#asking);
    this.#channel.close();
    connection.left(this);
  }

  #sayGoodbye(): void {
    if (this.#leads && !this.#hasLocks) this.#say({ say: 'bye' });
  }

  #ask(): void {
    if (this.#leads) return;
    this.#say({ say: 'hello' });
    clearTimeout(this.#asking);
    const within = this.#hasLocks ? answerWithinMs : withoutLocksMs * (1 + Math.random());
    this.#asking = setTimeout(() => !document.hidden && this.#queue(true), within);
  }

  /** Leads when it is this tab's turn, or at once. */
  #queue(steal: boolean): void {
    const reign = new AbortController();
    const lead = () => this.#lead(reign);
    if (!this.#hasLocks) return void lead();
    navigator.locks
      .request(this.#name, steal ? { steal } : { signal: this.#gone.signal }, lead)
      .catch((thrown: unknown) => {
        if (this.#gone.signal.aborted) return;
        if (!(thrown instanceof DOMException)) throw thrown;
        // Another tab took the lead, as this one did not answer.
        this.#abdicate(reign);
        this.#queue(false);
      });
  }

  /** What happened while this tab stood still, it asks whoever leads now. */
  #abdicate(reign: AbortController): void {
    reign.abort();
    if (reign !== this.#reign) return;
    this.#leads = false;
    this.#ask();
  }

  async #lead(reign: AbortController): Promise<void> {
    clearTimeout(this.#asking);
    this.#reign = reign;
    this.#leads = true;
    const over = AbortSignal.any([reign.signal, this.#gone.signal]);
    while (!over.aborted) {
      this.#attempt = new AbortController();
      const signal = AbortSignal.any([over, this.#attempt.signal]);
      const onState = (state: FollowState) => {
        if (state !== 'connecting') this.#turned(state === 'reconnecting');
      };
      try {
        for await (const event of api.follow('followEvents', { lastEventId: this.#lastId, signal, onState })) {
          this.#say({ say: 'event', from: this.#self, after: this.#lastId, event });
          this.#take(event);
        }
      } catch (thrown) {
        // Refused, such as for a limit: later it may go better.
        console.warn(thrown);
        this.#turned(true);
        await pause(afterRefusalMs, signal);
      }
    }
  }

  #turned(isDown: boolean): void {
    this.#isDown = isDown;
    if (isDown) connection.lost(this);
    else connection.answered(this);
    this.#sayState();
  }

  #sayState(): void {
    if (!this.#leads) return;
    this.#say({ say: 'state', from: this.#self, lastId: this.#lastId, isDown: this.#isDown });
  }

  #hear(word: Word): void {
    if (word.say === 'hello') return this.#sayState();
    if (word.say === 'bye') return this.#ask();
    if (this.#leads && !this.#hasLocks) {
      if (word.from < this.#self) this.#abdicate(this.#reign);
      else return this.#sayState();
    }
    clearTimeout(this.#asking);
    if (word.say === 'event') {
      if (word.after !== this.#lastId) this.#cover(performance.now());
      this.#take(word.event);
      return;
    }
    if (word.lastId !== this.#lastId) this.#cover(this.#lastId === undefined ? this.#joinedAt : performance.now());
    this.#lastId = word.lastId;
    this.#turned(word.isDown);
  }

  #take(event: FeedEvent): void {
    this.#lastId = event.id;
    if (event.event === 'reset' || (event.event === 'ready' && !event.data.resumed)) this.#cover(performance.now());
    else if (event.event !== 'ready') for (const listener of listeners) listener.changed(event);
  }

  #cover(time: number): void {
    for (const listener of listeners) listener.coveredFrom(time);
  }

  #say(word: Word): void {
    if (!this.#gone.signal.aborted) this.#channel.postMessage(word);
  }
}

let member: Member | null = null;

/** Follows the workspace as this person; null: nobody is signed in. */
export function followAlong(who: { userId: string; workspaceId: string } | null): void {
  const of = who ? `${who.userId}.${who.workspaceId}` : undefined;
  if (of === member?.of) return;
  member?.leave();
  member = of === undefined ? null : new Member(of);
}
