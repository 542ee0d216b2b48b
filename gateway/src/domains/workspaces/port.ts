// What the rest of the gateway may ask of a workspace's feed: to pass on that something changed,
// and to let somebody follow along.
import type { Permission, Role } from '../../../generated/policy.ts';
import type { WorkspaceEvent } from '../../../generated/schemas.ts';

/** What changes in a workspace: every event of the feed that tells of a thing. */
export type Kind = Exclude<WorkspaceEvent['event'], 'ready' | 'reset'>;

/**
 * That something is no longer as it was; what it is now, the feed reads itself. An `account` is a
 * person's own: its id is theirs.
 */
export interface Change {
  kind: Kind;
  id: string;
}

/** What is followed. */
export type Following =
  | { of: 'changes' }
  | { of: 'session'; sessionId: string; after: number }
  | { of: 'build'; buildId: string; offset: number };

export interface Follow {
  following: Following;
  lastEventId: string | null;
  follower: {
    userId: string;
    authSessionId: string;
    role: Role;
    /** In milliseconds since 1970. */
    signInEndsAt: number;
  };
  /** What the follower may do in the workspace: an event of a kind needs its permission. */
  permissions: readonly Permission[];
}

/**
 * The Durable Object of a workspace's feed, by RPC; a stream comes as the answer to a `Follow` that
 * is posted.
 */
export interface FeedObject extends Rpc.DurableObjectBranded {
  changed(changes: readonly Change[]): Promise<void>;
}

export interface Feed {
  /**
   * Passes on, after the batch that changed them, that these are no longer as they were. Nobody
   * waits for it and it never fails: the feed is a hint, and one that is lost costs a follower no
   * more than a list that is old until it is read again.
   */
  changed(workspaceId: string, ...changes: Change[]): void;
  /**
   * A stream of events, as bytes. Refuses one more than a person, or a workspace, may have open.
   */
  follow(workspaceId: string, follow: Follow): Promise<ReadableStream<Uint8Array>>;
}
