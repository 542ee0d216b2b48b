// How the workbench is arranged: which pane stands on which side, which is on top, how the two
// sides share the room. Remembered in this browser, for all sessions alike: people arrange their
// desk once.

export const paneIds = ['preview', 'terminal', 'log', 'snapshots', 'events', 'details'] as const;
export type PaneId = (typeof paneIds)[number];
export type Side = 'a' | 'b';

export const paneNames: Record<PaneId, string> = {
  preview: 'Preview',
  terminal: 'Terminal',
  log: 'Log',
  snapshots: 'Snapshots',
  events: 'Events',
  details: 'Details',
};

interface Arrangement {
  /** `row`: side by side; `column`: one above the other. */
  direction: 'row' | 'column';
  /** Side a's part of the room, in percent. */
  share: number;
  sides: Record<PaneId, Side>;
  top: Record<Side, PaneId>;
}

const key = 'burstflare.workbench';
export const shareLimits = { least: 20, most: 80 };

const fresh = (): Arrangement => ({
  direction: 'row',
  share: 54,
  sides: { preview: 'a', terminal: 'b', log: 'b', snapshots: 'b', events: 'b', details: 'b' },
  top: { a: 'preview', b: 'terminal' },
});

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const isSide = (value: unknown): value is Side => value === 'a' || value === 'b';
export const isPane = (value: unknown): value is PaneId => paneIds.some((pane) => pane === value);
const within = (share: number) => Math.min(shareLimits.most, Math.max(shareLimits.least, share));

/** What was kept, as far as it makes sense: another version of the console may have written it. */
function restored(): Arrangement {
  const arrangement = fresh();
  let kept: unknown;
  try {
    kept = JSON.parse(localStorage.getItem(key) ?? 'null');
  } catch {
    return arrangement;
  }
  if (!isObject(kept)) return arrangement;
  if (kept.direction === 'row' || kept.direction === 'column') arrangement.direction = kept.direction;
  if (typeof kept.share === 'number' && Number.isFinite(kept.share)) arrangement.share = within(kept.share);
  const sides = isObject(kept.sides) ? kept.sides : {};
  for (const pane of paneIds) {
    const side = sides[pane];
    if (isSide(side)) arrangement.sides[pane] = side;
  }
  const top = isObject(kept.top) ? kept.top : {};
  if (isPane(top.a)) arrangement.top.a = top.a;
  if (isPane(top.b)) arrangement.top.b = top.b;
  return arrangement;
}

export class Layout {
  #now = $state(restored());

  get direction() {
    return this.#now.direction;
  }

  get share() {
    return this.#now.share;
  }

  on(side: Side): PaneId[] {
    return paneIds.filter((pane) => this.#now.sides[pane] === side);
  }

  sideOf(pane: PaneId): Side {
    return this.#now.sides[pane];
  }

  /** The pane that shows on a side; the first one there, if the one on top was moved away. */
  top(side: Side): PaneId | undefined {
    const panes = this.on(side);
    const top = this.#now.top[side];
    return panes.includes(top) ? top : panes[0];
  }

  show(pane: PaneId): void {
    this.#change((now) => (now.top[now.sides[pane]] = pane));
  }

  /** To the other side, and on top there. */
  move(pane: PaneId): void {
    this.#change((now) => {
      const to: Side = now.sides[pane] === 'a' ? 'b' : 'a';
      now.sides[pane] = to;
      now.top[to] = pane;
    });
  }

  turn(): void {
    this.#change((now) => (now.direction = now.direction === 'row' ? 'column' : 'row'));
  }

  setShare(share: number): void {
    this.#change((now) => (now.share = within(share)));
  }

  reset(): void {
    this.#change((now) => Object.assign(now, fresh()));
  }

  #change(change: (now: Arrangement) => void): void {
    change(this.#now);
    try {
      localStorage.setItem(key, JSON.stringify(this.#now));
    } catch {
      // Storage may be refused; the arrangement then lasts as long as the page.
    }
  }
}
