// One stream to one client. It reads from its source when the client has room, and so never holds
// more than a bounded queue. Threat: somebody opens streams and reads none of them, and what they
// do not take piles up here until nobody is served. Property: a follower's queue is bounded, and
// one who takes nothing for half a minute while there is something to take is cut off; what they
// miss is read from the source again when they come back. Nobody waits for anybody else's queue.
import { heartbeat, joined, opening } from './frame.ts';

/** What a stream is made of. `frames` are what there is now; none: nothing until the next wake. */
export interface Source {
  read(): Promise<{ frames: readonly Uint8Array[]; ended: boolean }>;
}

const queueBytes = 32 * 1024;
/** Two heartbeats that could not be sent. */
const stallMs = 30_000;

export class Follower {
  readonly body: ReadableStream<Uint8Array>;
  readonly #source: Source;
  readonly #now: () => number;
  readonly #onEnd: () => void;
  #controller: ReadableStreamDefaultController<Uint8Array> | null = null;
  #ended = false;
  #isWoken = false;
  #wakeUp: (() => void) | null = null;
  /** When the client last took something, or nothing was there to take. */
  #freeAt: number;

  /** `onEnd` is called once, however the stream ends. */
  constructor(source: Source, now: () => number, onEnd: () => void) {
    this.#source = source;
    this.#now = now;
    this.#onEnd = onEnd;
    this.#freeAt = now();
    this.body = new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          this.#controller = controller;
          controller.enqueue(opening);
        },
        pull: () => this.#pull(),
        cancel: () => this.#finish(),
      },
      new ByteLengthQueuingStrategy({ highWaterMark: queueBytes }),
    );
  }

  /** Says that the source may have something. */
  wake(): void {
    this.#isWoken = true;
    this.#wakeUp?.();
  }

  /** Shows the client that the connection lives; cuts off one that takes nothing. */
  beat(): void {
    const room = this.#controller?.desiredSize ?? 0;
    if (room > 0) {
      this.#freeAt = this.#now();
      this.#enqueue(heartbeat);
    } else if (this.#now() - this.#freeAt > stallMs) this.cut();
  }

  /** Ends the stream without an `end`: the client may come back, and is then judged anew. */
  cut(): void {
    if (this.#ended) return;
    this.#finish();
    this.#controller?.error(new Error('The stream was cut off.'));
  }

  /** Runs while the client has room; it returns once something was handed over. */
  async #pull(): Promise<void> {
    this.#freeAt = this.#now();
    while (!this.#ended) {
      this.#isWoken = false;
      let step: Awaited<ReturnType<Source['read']>>;
      try {
        step = await this.#source.read();
      } catch {
        return this.cut();
      }
      if (step.frames.length > 0) this.#enqueue(joined(step.frames));
      if (step.ended) return this.#close();
      if (step.frames.length > 0) return;
      if (!this.#isWoken) await new Promise<void>((resolve) => (this.#wakeUp = resolve));
      this.#wakeUp = null;
    }
  }

  #enqueue(bytes: Uint8Array): void {
    if (!this.#ended) this.#controller?.enqueue(bytes);
  }

  #close(): void {
    if (this.#ended) return;
    this.#finish();
    this.#controller?.close();
  }

  #finish(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#onEnd();
    this.#wakeUp?.();
  }
}
