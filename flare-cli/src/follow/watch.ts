// Owns watching things of the workspace: reading them, and then each change as the workspace's feed
// reports it. A terminal shows the present state, drawn again in its place; a pipe gets a line for
// each change.
import { type Client, ProblemError, type StreamEvent } from '@burstflare/sdk';
import { interruptible } from '../interrupt.ts';
import { LiveBlock } from '../output/live-block.ts';
import { connectionNotices } from './connection-notices.ts';

type Change = Extract<StreamEvent<'followEvents'>, { data: { view: unknown } }>;

/** What the feed shows whole. */
export type Kind = Change['event'];
export type View<K extends Kind> = NonNullable<Extract<Change, { event: K }>['data']['view']>;

interface Thing {
  id: string;
}

export interface Watched<V extends Thing> {
  client: Client;
  kind: Kind;
  /** What there is, in the order in which it is shown. */
  read(): Promise<V[]>;
  readOne(id: string): Promise<V>;
  /** Whether it belongs to what is watched. */
  fits(view: V): boolean;
  /** The present state, for a terminal. */
  drawing(views: readonly V[]): string;
  /** One thing as a line of text, for a pipe. */
  line(view: V): string;
  /** The line for a thing that was deleted. */
  goneLine(view: V): string;
  /** Whether the watch ends when nothing is left of what it began with. */
  endsWhenGone?: boolean;
  say(text: string): void;
  /** For programs, what is watched goes here instead. */
  print: ((value: unknown) => void) | undefined;
}

/** "3 seconds ago" grows old by itself. */
const REDRAW_EVERY_MS = 10_000;

/** Ends with Ctrl-C, with the reader of its output, or when what is watched is gone. */
export async function watch<K extends Kind>(watched: Watched<View<K>> & { kind: K }): Promise<void> {
  const shown = process.stdout.isTTY && watched.print === undefined ? new Drawn(watched) : new Lines(watched);
  try {
    await interruptible('', () => follow(watched, shown));
  } finally {
    shown.end();
  }
}

async function follow<V extends Thing>(watched: Watched<V>, shown: Shown<V>): Promise<void> {
  const { client, kind, fits, say, endsWhenGone = false } = watched;
  const onState = connectionNotices((text) => {
    say(text);
    shown.interrupted();
  });
  let views: V[] = [];
  for await (const change of client.follow('followEvents', { onState })) {
    const isNew = change.event === 'ready' && !change.data.resumed;
    // The stream is open before the list is read, so no change is missed in between.
    if (isNew || change.event === 'reset') {
      const present = await watched.read();
      for (const before of views.filter(({ id }) => !present.some((view) => view.id === id))) {
        const view = await there(watched, before.id);
        if (view === undefined) shown.gone(before);
        else shown.changed(view);
      }
      views = present;
      shown.all(views);
    } else if (change.event === kind && 'view' in change.data) {
      const { id } = change.data;
      const before = views.find((view) => view.id === id);
      // watch() has tied the kind to the view; the compiler does not carry that into here.
      const view = change.data.gone ? undefined : ((change.data.view as V | null) ?? (await there(watched, id)));
      const isIn = view !== undefined && fits(view);
      if (!isIn) views = views.filter((other) => other !== before);
      else if (before === undefined) views = [view, ...views];
      else views = views.map((other) => (other === before ? view : other));
      if (view !== undefined && (isIn || before !== undefined)) shown.changed(view);
      if (view === undefined && before !== undefined) shown.gone(before);
      shown.all(views);
    }
    if (endsWhenGone && views.length === 0) return;
  }
}

/** A thing whose view was too large for the feed, or could not be read for it. */
async function there<V extends Thing>({ readOne }: Watched<V>, id: string): Promise<V | undefined> {
  try {
    return await readOne(id);
  } catch (error) {
    if (error instanceof ProblemError && error.status === 404) return undefined;
    throw error;
  }
}

interface Shown<V> {
  changed(view: V): void;
  gone(view: V): void;
  all(views: readonly V[]): void;
  /** Something else was printed below. */
  interrupted(): void;
  end(): void;
}

class Drawn<V extends Thing> implements Shown<V> {
  readonly #block = new LiveBlock(process.stdout);
  readonly #timer = setInterval(() => this.all(this.#views), REDRAW_EVERY_MS).unref();
  #views: readonly V[] = [];

  constructor(private readonly watched: Watched<V>) {}

  changed(): void {}
  gone(): void {}

  all(views: readonly V[]): void {
    this.#views = views;
    this.#block.draw(this.watched.drawing(views));
  }

  interrupted(): void {
    this.#block.leave();
  }

  end(): void {
    clearInterval(this.#timer);
  }
}

class Lines<V extends Thing> implements Shown<V> {
  readonly #printed = new Map<string, string>();

  constructor(private readonly watched: Watched<V>) {}

  changed(view: V): void {
    const { print, line } = this.watched;
    // The feed repeats what it is not sure that its follower has.
    const state = JSON.stringify(view);
    if (this.#printed.get(view.id) === state) return;
    this.#printed.set(view.id, state);
    if (print === undefined) process.stdout.write(`${line(view)}\n`);
    else print(view);
  }

  gone(view: V): void {
    const { print, goneLine } = this.watched;
    this.#printed.delete(view.id);
    if (print === undefined) process.stdout.write(`${goneLine(view)}\n`);
    else print({ id: view.id, deleted: true });
  }

  all(views: readonly V[]): void {
    for (const view of views) this.changed(view);
  }

  interrupted(): void {}
  end(): void {}
}
