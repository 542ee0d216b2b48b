// What streams are made of: the workspace's changes, a session's events, a build's log. Each goes
// on from where its follower is.
import type { BuildState, SessionEvent } from '../../../../generated/schemas.ts';
import type { Deps } from '../../../deps.ts';
import { Problem } from '../../../errors.ts';
import { getBuild, type LogScope, readLog } from '../../builds/index.ts';
import type { Following } from '../port.ts';
import type { Changes, Entry } from './changes.ts';
import type { Source } from './follower.ts';
import { frameOf, type StreamEvent } from './frame.ts';

type Step = Awaited<ReturnType<Source['read']>>;

const step = (events: readonly StreamEvent[], ended = false): Step => ({ frames: events.map(frameOf), ended });
const reset = (id: string, reason: 'unknown' | 'behind'): StreamEvent => ({ event: 'reset', id, data: { reason } });

export class ChangesSource implements Source {
  readonly #changes: Changes;
  readonly #mayRead: (entry: Entry) => boolean;
  #first: StreamEvent | null;
  #position: number;

  constructor(changes: Changes, lastEventId: string | null, mayRead: (entry: Entry) => boolean) {
    const known = lastEventId === null ? null : changes.positionOf(lastEventId);
    this.#changes = changes;
    this.#mayRead = mayRead;
    this.#position = known ?? changes.head;
    const id = changes.idAt(this.#position);
    const isUnknown = lastEventId !== null && known === null;
    this.#first = isUnknown ? reset(id, 'unknown') : { event: 'ready', id, data: { resumed: known !== null } };
  }

  /** What its follower has of the changes. */
  get position(): number {
    return this.#position;
  }

  async read(): Promise<Step> {
    const first = this.#first;
    this.#first = null;
    if (first) return step([first]);
    for (;;) {
      const next = this.#changes.after(this.#position);
      if (!next) {
        this.#position = this.#changes.head;
        return step([reset(this.#changes.idAt(this.#position), 'behind')]);
      }
      const frames = next.entries.flatMap((entry) => (entry.frame && this.#mayRead(entry) ? [entry.frame] : []));
      if (frames.length > 0 || next.position === this.#position) {
        this.#position = next.position;
        return { frames, ended: false };
      }
      this.#position = next.position;
    }
  }
}

/** How many of a session's events are read at once. They are numbered without gaps. */
const atOnce = 100;

export class SessionEvents implements Source {
  readonly #sessions: Deps['sessions'];
  readonly #sessionId: string;
  #after: number;
  /**
   * Whether the number that it goes on from is one that the client made up, for all that is known.
   */
  #isUnproven: boolean;

  constructor(sessions: Deps['sessions'], { sessionId, after }: Following & { of: 'session' }) {
    this.#sessions = sessions;
    this.#sessionId = sessionId;
    this.#after = after;
    this.#isUnproven = after > 0;
  }

  async read(): Promise<Step> {
    try {
      if (this.#isUnproven) {
        this.#isUnproven = false;
        const [newest] = await this.#sessions.events(this.#sessionId, Number.MAX_SAFE_INTEGER, 1);
        if (newest === undefined || newest.seq < this.#after) {
          this.#after = 0;
          return step([reset('0', 'unknown')]);
        }
      }
      const found = await this.#sessions.events(this.#sessionId, this.#after + atOnce + 1, atOnce);
      return this.#told(found.filter(({ seq }) => seq > this.#after).reverse());
    } catch (error) {
      // Purged, so deleted before.
      if (error instanceof Problem && error.code === 'not_found') return step([this.#end()], true);
      throw error;
    }
  }

  #told(events: readonly SessionEvent[]): Step {
    const last = events.at(-1);
    if (!last) return step([]);
    this.#after = last.seq;
    const told = events.map((data): StreamEvent => ({ event: 'event', id: String(data.seq), data }));
    return last.state === 'deleted' ? step([...told, this.#end()], true) : step(told);
  }

  #end(): StreamEvent {
    return { event: 'end', id: String(this.#after), data: { state: 'deleted' } };
  }
}

/** How long its coordinator is asked to wait for more of a log. */
const waitSeconds = 20;

export class BuildLogSource implements Source {
  readonly #scope: LogScope;
  readonly #buildId: string;
  #offset: number;
  #state: BuildState | null = null;

  constructor(scope: LogScope, { buildId, offset }: Following & { of: 'build' }) {
    this.#scope = scope;
    this.#buildId = buildId;
    this.#offset = offset;
  }

  async read(): Promise<Step> {
    const state = this.#state;
    if (state) return step([{ event: 'end', id: String(this.#offset), data: { state } }], true);
    for (;;) {
      const part = await this.#part(waitSeconds);
      if (part.offset < this.#offset) {
        // Between its build's end and its own move to object storage a log may be nowhere for a
        // moment.
        const again = await this.#part(0);
        if (again.offset < this.#offset) {
          this.#offset = 0;
          return step([reset('0', 'unknown')]);
        }
        continue;
      }
      if (part.complete) this.#state = (await getBuild(this.#scope, this.#buildId)).status;
      if (part.nextOffset === this.#offset) {
        if (part.complete) return this.read();
        continue;
      }
      const { offset, nextOffset, text } = part;
      this.#offset = nextOffset;
      return step([{ event: 'text', id: String(nextOffset), data: { offset, nextOffset, text } }]);
    }
  }

  #part(wait: number) {
    return readLog(this.#scope, this.#buildId, this.#offset, wait);
  }
}
