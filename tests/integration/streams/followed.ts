// A client of the SDK that follows a stream in the background, and holds each event against the
// contract.
import {
  createClient,
  type FollowState,
  memoryTokenStore,
  type StreamEvent,
  type StreamId,
} from '../../../sdk/src/index.ts';
import { BuildLogEvent, SessionStreamEvent, WorkspaceEvent } from '../../../gateway/generated/schemas.ts';
import { waitUntil } from '../../../tools/start/wait.ts';
import type { AuthResult } from '../../support/people.ts';

const schemas = {
  followEvents: WorkspaceEvent,
  followSessionEvents: SessionStreamEvent,
  followBuildLog: BuildLogEvent,
} satisfies Record<StreamId, unknown>;

export interface Followed<Id extends StreamId> {
  readonly events: StreamEvent<Id>[];
  readonly states: FollowState[];
  /** How the stream ended; pending while it goes on. */
  readonly ended: Promise<unknown>;
  /** Waits for an event that fits, and returns the first one. */
  until(fits: (event: StreamEvent<Id>) => boolean, what: string, limitMs?: number): Promise<StreamEvent<Id>>;
  close(): Promise<void>;
}

export const clientOf = (apiUrl: string, { tokens }: AuthResult) =>
  createClient({ baseUrl: apiUrl, credentials: memoryTokenStore(tokens as never) }); // the test's type names a part of them

export function follow<Id extends StreamId>(
  client: ReturnType<typeof createClient>,
  operationId: Id,
  options: { params?: Record<string, string>; query?: Record<string, number>; lastEventId?: string } = {},
): Followed<Id> {
  const events: StreamEvent<Id>[] = [];
  const states: FollowState[] = [];
  const end = new AbortController();
  const read = async () => {
    const given = { ...options, signal: end.signal, onState: (state: FollowState) => states.push(state) };
    // The options of any stream: what no caller of the SDK has, so the compiler cannot follow.
    for await (const event of client.follow(operationId as 'followEvents', given as never)) {
      schemas[operationId].parse(event);
      events.push(event as StreamEvent<Id>);
    }
  };
  const ended = read();
  // Looked at by the tests that expect an end; the others only close it.
  ended.catch(() => undefined);
  return {
    events,
    states,
    ended,
    async until(fits, what, limitMs = 10_000) {
      let failure: unknown;
      ended.catch((error: unknown) => (failure = error));
      await waitUntil(
        () => {
          if (failure) throw failure;
          return events.some(fits);
        },
        limitMs,
        what,
      );
      const found = events.find(fits);
      if (!found) throw new Error(`Nothing fits: ${what}`);
      return found;
    },
    async close() {
      end.abort();
      await ended.catch(() => undefined);
    },
  };
}
