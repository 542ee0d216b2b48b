// What a thing is in its list, by kind: the feed shows what the list would show, read after the
// change.
import type { Permission } from '../../../../generated/policy.ts';
import type { Deps } from '../../../deps.ts';
import { buildViews } from '../../builds/index.ts';
import { releaseViews } from '../../releases/index.ts';
import { sessionViews } from '../../sessions/index.ts';
import { snapshotViews } from '../../snapshots/index.ts';
import { templateViews, versionViews } from '../../templates/index.ts';
import type { Kind } from '../port.ts';
import { frameOf, type StreamEvent } from './frame.ts';
import type { Changes, Entry } from './changes.ts';

export type ViewDeps = Pick<Deps, 'db' | 'config'>;
type Views = readonly { readonly id: string }[];
type ReadViews = (deps: ViewDeps, workspaceId: string, ids: readonly string[]) => Promise<Views>;

/** An account has no view: what it is, is its person's alone. */
const viewsOf: Record<Exclude<Kind, 'account'>, ReadViews> = {
  session: sessionViews,
  template: templateViews,
  version: versionViews,
  build: buildViews,
  release: releaseViews,
  snapshot: snapshotViews,
};

/** What a follower must hold to be sent a kind; null: nothing but to be that person. */
export const permissionOf: Record<Kind, Permission | null> = {
  session: 'sessions:read',
  template: 'templates:read',
  version: 'templates:read',
  build: 'builds:read',
  release: 'releases:read',
  snapshot: 'snapshots:read',
  account: null,
};

/** Reads what these entries are about, and makes them ready to be sent. */
export async function readEntries(
  deps: ViewDeps,
  workspaceId: string,
  changes: Changes,
  entries: readonly Entry[],
): Promise<void> {
  const kinds = [...new Set(entries.map(({ kind }) => kind))];
  await Promise.all(
    kinds.map(async (kind) => {
      const ofKind = entries.filter((entry) => entry.kind === kind);
      const ids = ofKind.map(({ id }) => id);
      const views = kind === 'account' ? [] : await viewsOf[kind](deps, workspaceId, ids);
      const byId = new Map(views.map((view) => [view.id, view]));
      for (const entry of ofKind) settle(changes, entry, byId.get(entry.id) ?? null, true);
    }),
  );
}

/** For want of the view: says that something changed, and that it has to be asked for. */
export function withoutViews(changes: Changes, entries: readonly Entry[]): void {
  for (const entry of entries) settle(changes, entry, null, false);
}

/**
 * A thousand of them are kept: what is larger, such as a version with a long manifest, is asked
 * for.
 */
const mostBytes = 16 * 1024;

function settle(changes: Changes, entry: Entry, view: { id: string } | null, wasRead: boolean): void {
  // Replaced while it was read: the newer one is read after it.
  if (entry.state !== 'due') return;
  const frame = frameWith(changes, entry, view, wasRead && view === null);
  const isLarge = frame.byteLength > mostBytes;
  Object.assign(entry, { state: 'read', frame: isLarge ? frameWith(changes, entry, null, false) : frame });
}

function frameWith(changes: Changes, { kind, id, seq }: Entry, view: { id: string } | null, gone: boolean): Uint8Array {
  const known = kind === 'account' ? {} : { gone, view };
  // Kind and view belong together by `viewsOf`, which the compiler cannot follow through the table.
  return frameOf({ event: kind, id: changes.idAt(seq), data: { id, version: seq, ...known } } as StreamEvent);
}
