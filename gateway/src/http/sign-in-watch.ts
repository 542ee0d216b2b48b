// Ends what the Worker itself holds open under a sign-in: downloads, uploads, and answers that wait
// for news. Threat: authorised once, a transfer goes on for as long as it takes after the sign-in
// that it was begun with has ended. Property: seconds after that end it is cut, as an error of the
// stream and never as its end; a waiting request is answered with 401, and an upload is not taken.
// What passes through the process host, sockets and previews, the host ends
// (domains/auth/disconnect).
import type { Caller } from '../scope.ts';
import type { Deps } from '../deps.ts';
import { isSignedIn } from '../domains/auth/index.ts';
import { Problem } from '../errors.ts';

/** With one query each time. */
const lookMs = 2000;
/**
 * A database that cannot be asked for this many looks in a row ends the transfer: who waits for it
 * would never be cut else.
 */
const mostFailures = 15;

export class SignInWatch {
  readonly #deps: Deps;
  readonly #caller: Caller;
  readonly #end = new AbortController();

  constructor(deps: Deps, caller: Caller) {
    this.#deps = deps;
    this.#caller = caller;
  }

  get hasEnded(): boolean {
    return this.#end.signal.aborted;
  }

  /**
   * The same bytes, for as long as the sign-in lives. `bytes`: how many there are, where a
   * Content-Length says so. It goes out with a stream of known length alone, and without it a
   * client cannot tell an end from a cut. `body` may not be such a stream itself: workerd never
   * moves on from one to the other.
   */
  whole(body: ReadableStream<Uint8Array>, bytes: number | null): ReadableStream<Uint8Array> {
    // One of JavaScript passes on why its source failed, as the error that it was.
    const { readable, writable } = bytes === null ? new TransformStream() : new FixedLengthStream(bytes);
    const stop = this.#look();
    // Whoever reads learns of a failure, and nobody else needs to.
    void body
      .pipeTo(writable, { signal: this.#end.signal })
      .catch(() => undefined)
      .finally(stop);
    return readable;
  }

  /**
   * What the work gives, if the sign-in lives until then. For work that changes nothing: it is not
   * ended, only waited for no more.
   */
  async reading<R>(work: Promise<R>): Promise<R> {
    const stop = this.#look();
    const { signal } = this.#end;
    const ended = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(new Problem('unauthenticated')));
    });
    try {
      return await Promise.race([work, ended]);
    } finally {
      stop();
    }
  }

  #look(): () => void {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isDone = false;
    let failures = 0;
    const later = () => {
      timer = setTimeout(() => void look(), lookMs);
    };
    const look = async () => {
      const { now } = this.#deps.clock;
      // A database that is out of order for a moment says nothing of the sign-in; when it runs out
      // at the latest is known.
      const lives = await isSignedIn(this.#deps, this.#caller, now()).then(
        (found) => {
          failures = 0;
          return found;
        },
        () => ++failures < mostFailures && this.#caller.signInEndsAt > now(),
      );
      if (isDone) return;
      if (lives) later();
      else this.#end.abort(new Problem('unauthenticated'));
    };
    later();
    return () => {
      isDone = true;
      clearTimeout(timer);
    };
  }
}
