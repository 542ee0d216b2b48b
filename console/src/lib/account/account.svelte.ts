// Who is signed in. Signing out, or a sign-in that ended, takes everything from view, in every tab,
// and leaves nothing of it behind.
import { flushSync } from 'svelte';
import { api, isSignedOut, whenSignedOut, type Schemas } from '#lib/data/api.ts';
import { followAlong } from '#lib/data/feed.ts';
import { shownError } from '#lib/data/errors.ts';
import { paths } from '#lib/paths.ts';
import { toasts } from '#lib/ui/toasts.svelte.ts';
import { closeMemories } from '#lib/data/sign-in-memory.ts';

export type Me = Schemas['Me'];

type Notice = { kind: 'signed-out' } | { kind: 'signed-in'; userId: string };

class Account {
  me = $state.raw<Me | null>(null);
  /**
   * Set from the moment that everything was taken from view until the sign-in page has replaced
   * this one.
   */
  left = $state(false);
  #tabs = new BroadcastChannel('burstflare.account');

  constructor() {
    whenSignedOut(() => this.expired());
    this.#tabs.onmessage = ({ data }: MessageEvent<Notice>) => {
      if (!this.me) return;
      if (data.kind === 'signed-out') this.#leave(paths.login({ reason: 'signed-out' }));
      // Another person signed in with this browser: what this tab shows is no longer theirs to see.
      else if (data.userId !== this.me.user.id) this.#leave(paths.home());
    };
    // Threat: after sign-out the Back button restores a page from the browser's back/forward cache,
    // contents and all; it heard nothing of the sign-out while it was there. Property: a page goes
    // into that cache empty, and asks the server again when it comes back.
    addEventListener('pagehide', (event) => {
      if (!event.persisted || !this.me) return;
      this.#empty();
    });
    addEventListener('pageshow', (event) => {
      if (event.persisted && this.left) location.reload();
    });
  }

  /**
   * Whether somebody was signed in with this document, and may have left something in its memory.
   */
  get wasSignedIn(): boolean {
    return this.me !== null || this.left;
  }

  /** The caller, read once and kept; throws the 401 of somebody who is not signed in. */
  async load(signal?: AbortSignal): Promise<Me> {
    return this.me ?? (await this.reload(signal));
  }

  async reload(signal?: AbortSignal): Promise<Me> {
    const me = await api.call('getMe', { signal });
    this.refreshed(me);
    return me;
  }

  /**
   * Takes what was read anew. The cookies may be another person's by now: then this page is no
   * longer theirs to see.
   */
  refreshed(me: Me): void {
    if (this.left) return;
    if (this.me && this.me.user.id !== me.user.id) this.#leave(paths.home());
    else {
      this.me = me;
      followAlong({ userId: me.user.id, workspaceId: me.workspace.workspaceId });
    }
  }

  /** After a form signed in: other tabs of another person go blank. */
  announceSignIn(userId: string): void {
    this.#tabs.postMessage({ kind: 'signed-in', userId } satisfies Notice);
  }

  can(permission: string): boolean {
    return this.me?.permissions.includes(permission) ?? false;
  }

  async signOut(): Promise<void> {
    try {
      await api.call('logOut');
    } catch (thrown) {
      // Whoever is not signed in any more has what they asked for. Otherwise the sign-in still
      // holds: say so, and stay.
      if (!isSignedOut(thrown)) {
        toasts.failed(shownError(thrown));
        return;
      }
    }
    this.#tabs.postMessage({ kind: 'signed-out' } satisfies Notice);
    this.#leave(paths.login({ reason: 'signed-out' }));
  }

  /** The server no longer knows this sign-in. */
  expired(): void {
    if (!this.me || this.left) return;
    this.#tabs.postMessage({ kind: 'signed-out' } satisfies Notice);
    this.#leave(paths.login({ reason: 'expired', next: location.pathname + location.search }));
  }

  #leave(to: string): void {
    this.#empty();
    // A new document and not a route change: nothing that this one holds in memory outlives the
    // sign-in.
    location.replace(to);
  }

  #empty(): void {
    this.left = true;
    this.me = null;
    followAlong(null);
    closeMemories();
    toasts.clear();
    // At once: a document that is about to be left, or put away, may have no next turn.
    flushSync();
    // SvelteKit says the title of a page that was gone to, in the tab and to screen readers, and
    // leaves it there.
    document.title = 'BurstFlare';
    document.getElementById('svelte-announcer')?.replaceChildren();
    try {
      // Nothing of a sign-in is put there. What an older console left in this tab goes too;
      // preferences are in localStorage.
      sessionStorage.clear();
    } catch {
      // Refused: then nothing was kept either.
    }
  }
}

export const account = new Account();

/** Who did something. The API names people by id; the one whose name a page knows is the reader. */
export const who = (userId: string | null): string =>
  userId === null ? 'BurstFlare' : userId === account.me?.user.id ? 'You' : userId;

/** The same within a sentence. */
export const byWhom = (userId: string | null): string => (who(userId) === 'You' ? 'by you' : `by ${who(userId)}`);
