// Lets work that keeps the only thread busy begin one after the other, with room for other requests
// between. Threat: strangers send many sign-ins at once, and whoever means it waits behind all of
// them, also when the strangers have hung up. Property: few wait. Who asked least lately is next,
// the newest of them first; when too many wait, the oldest of who asked most is refused, and so is
// who has waited long: an answer in seconds in every case. So an address that asks again and again,
// refused or not, stands behind every other. Where many addresses ask for the first time nobody
// differs from the rest: the newest are let in. Each waits by a timer of its own, and says so while
// it does: a request that is cut off (its timers are gone with it) is passed over, and leaves
// nobody waiting for it.
import { Problem } from '../errors.ts';

/** From the beginning of one to the next: longer than a derivation takes. */
const slotMs = 250;
const mostWaiting = 32;
const longestWaitMs = 10_000;
/** What a refusal takes at least: who asks again with each answer is slowed by it. */
const refusalMs = 1_000;
/**
 * Who has not looked for this long was cut off. One who merely was late takes their place again.
 */
const silentMs = 1_500;
const roomMs = 50;
/** Between two looks of who is due but not first. */
const lookMs = 10;
const rememberedMs = 60_000;
const mostRemembered = 10_000;

interface Waiting {
  caller: string;
  since: number;
  seenAt: number;
  refused: boolean;
}

export class Turns {
  #nextSlot = 0;
  /** Oldest first. */
  #waiting: Waiting[] = [];
  /** How often each caller asked lately; who asked last is last. */
  readonly #asked = new Map<string, { times: number; at: number }>();

  /** Resolves when it is this caller's turn. Throws `sign_in_busy`. */
  async take(caller: string): Promise<void> {
    const since = Date.now();
    this.#remember(caller, since);
    if (this.#alive(since).length === 0 && since >= this.#nextSlot) return this.#begin(since);
    const own: Waiting = { caller, since, seenAt: since, refused: false };
    this.#waiting.push(own);
    if (this.#waiting.length > mostWaiting) this.#refuseOne();
    for (;;) {
      const now = await this.#look(own);
      own.seenAt = now;
      if (own.refused && now - since < refusalMs) continue;
      if (own.refused || now - since > longestWaitMs) {
        this.#leave(own);
        throw busy();
      }
      if (!this.#waiting.includes(own)) this.#waiting.unshift(own);
      if (now < this.#nextSlot || this.#first(now) !== own) continue;
      this.#leave(own);
      this.#begin(now);
      // Where the thread was kept busy for long, what else waits for it comes first.
      return new Promise((resolve) => setTimeout(resolve, roomMs));
    }
  }

  async #look({ refused, since }: Waiting): Promise<number> {
    const until = refused ? since + refusalMs : this.#nextSlot;
    const wait = Math.max(until - Date.now(), lookMs);
    await new Promise((resolve) => setTimeout(resolve, wait));
    return Date.now();
  }

  #begin(now: number): void {
    this.#nextSlot = now + slotMs;
  }

  #alive(now: number): Waiting[] {
    return (this.#waiting = this.#waiting.filter(({ seenAt }) => now - seenAt <= silentMs));
  }

  #first(now: number): Waiting | undefined {
    // At equal numbers the later one wins: it is the newer.
    return this.#alive(now).reduce((best, one) => (this.#times(one) <= this.#times(best) ? one : best));
  }

  #refuseOne(): void {
    const worst = this.#waiting.reduce((most, one) => (this.#times(one) > this.#times(most) ? one : most));
    worst.refused = true;
    this.#leave(worst);
  }

  #leave(one: Waiting): void {
    this.#waiting = this.#waiting.filter((other) => other !== one);
  }

  #times({ caller }: Waiting): number {
    return this.#asked.get(caller)?.times ?? 0;
  }

  #remember(caller: string, now: number): void {
    const times = (this.#asked.get(caller)?.times ?? 0) + 1;
    this.#asked.delete(caller);
    this.#asked.set(caller, { times, at: now });
    for (const [known, { at }] of this.#asked) {
      if (now - at <= rememberedMs && this.#asked.size <= mostRemembered) return;
      this.#asked.delete(known);
    }
  }
}

/** Not all at the same moment: they would meet again. */
function busy(): Problem {
  const retryAfterSeconds = 2 + Math.floor(Math.random() * 5);
  return new Problem('sign_in_busy', { retryAfterSeconds }).withHeaders({ 'retry-after': String(retryAfterSeconds) });
}
