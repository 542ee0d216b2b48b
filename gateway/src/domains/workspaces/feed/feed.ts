// One Durable Object per workspace holds every stream of it: of its changes, its sessions' events
// and its builds' logs. Threat: one person opens streams until the object, and with it the
// workspace, is full. Property: a person and a workspace have a limit each. Threat: somebody who
// signed out, left or was given a lesser role reads on. Property: one query every two seconds asks
// after all sign-ins at once, and what was opened under one that has ended, or with another role,
// is cut.
import { DurableObject } from 'cloudflare:workers';
import { streams } from '../../../../generated/policy.ts';
import type { Deps } from '../../../deps.ts';
import type { Env } from '../../../env.ts';
import { liveSignIns } from '../../auth/index.ts';
import type { Change, FeedObject, Follow } from '../port.ts';
import { Changes, type Entry } from './changes.ts';
import { Follower, type Source } from './follower.ts';
import { BuildLogSource, ChangesSource, SessionEvents } from './sources.ts';
import { permissionOf, readEntries, withoutViews } from './views.ts';

export type FeedDeps = Pick<Deps, 'db' | 'config' | 'clock' | 'log' | 'sessions' | 'builds' | 'objects'>;

const lookMs = 2000;
/**
 * A database that cannot be asked for this many looks in a row ends all streams: who waits for it
 * would never be cut else.
 */
const mostFailures = 15;
/** How many changed things are read at once. */
const readAtOnce = 100;
const readTries = 3;
const readAgainMs = 300;
/**
 * Every so many heartbeats, sessions that are followed are asked for what a lost hint did not tell
 * of.
 */
const beatsPerLook = 4;

interface Stream extends Pick<Follow, 'follower' | 'following'> {
  source: Source;
}

export class WorkspaceFeedObject extends DurableObject<Env> implements FeedObject {
  readonly #deps: FeedDeps;
  readonly #changes: Changes;
  readonly #streams = new Map<Follower, Stream>();
  #isReading = false;
  #failedLooks = 0;
  #beats = 0;
  #timers: ReturnType<typeof setInterval>[] = [];

  constructor(ctx: DurableObjectState, env: Env, deps: FeedDeps) {
    super(ctx, env);
    this.#deps = deps;
    this.#changes = new Changes(deps.clock.now());
  }

  async changed(changes: readonly Change[]): Promise<void> {
    this.#changes.add(changes);
    for (const [follower, { following }] of this.#streams) {
      if (following.of !== 'session') continue;
      if (changes.some(({ kind, id }) => kind === 'session' && id === following.sessionId)) follower.wake();
    }
    await this.#read();
  }

  /** Answers a `Follow` with its stream, or with 409 and the limit that stands against it. */
  override async fetch(request: Request): Promise<Response> {
    // Posted by the gateway's own coordinators.ts, from this very type.
    const follow = await request.json<Follow>();
    const limit = this.#limitOn(follow);
    if (limit) return Response.json(limit, { status: 409 });
    const source = this.#sourceOf(follow);
    const stream = new Follower(source, this.#deps.clock.now, () => this.#forget(stream));
    this.#streams.set(stream, { source, follower: follow.follower, following: follow.following });
    if (this.#timers.length === 0) this.#watch();
    void this.#read();
    return new Response(stream.body);
  }

  #limitOn({ follower }: Follow): { limit: number; scope: string } | null {
    const perPerson = this.#deps.config.streamsPerPerson;
    const own = [...this.#streams.values()].filter((stream) => stream.follower.userId === follower.userId);
    if (own.length >= perPerson) return { limit: perPerson, scope: 'by one person in one workspace' };
    if (this.#streams.size < streams.perWorkspace) return null;
    return { limit: streams.perWorkspace, scope: 'in one workspace' };
  }

  #sourceOf({ following, lastEventId, follower, permissions }: Follow): Source {
    const number = lastEventId === null ? null : numberOf(lastEventId);
    switch (following.of) {
      case 'changes':
        return new ChangesSource(this.#changes, lastEventId, ({ kind, id }) => {
          const needed = permissionOf[kind];
          return needed === null ? id === follower.userId : permissions.includes(needed);
        });
      case 'session':
        return new SessionEvents(this.#deps.sessions, { ...following, after: number ?? following.after });
      case 'build':
        return new BuildLogSource(
          { deps: this.#deps, caller: { workspaceId: this.#workspaceId } },
          { ...following, offset: number ?? following.offset },
        );
    }
  }

  get #workspaceId(): string {
    const { name } = this.ctx.id;
    if (name === undefined) throw new Error('A feed goes by the name of its workspace.');
    return name;
  }

  #forget(stream: Follower): void {
    this.#streams.delete(stream);
    if (this.#streams.size > 0) return;
    for (const timer of this.#timers.splice(0)) clearInterval(timer);
  }

  #watch(): void {
    this.#failedLooks = 0;
    this.#timers = [
      setInterval(() => this.#beat(), streams.heartbeatSeconds * 1000),
      setInterval(() => void this.#look(), lookMs),
    ];
  }

  #beat(): void {
    this.#beats += 1;
    const isLook = this.#beats % beatsPerLook === 0;
    for (const [stream, { following }] of [...this.#streams]) {
      stream.beat();
      if (isLook && following.of === 'session') stream.wake();
    }
  }

  async #look(): Promise<void> {
    const now = this.#deps.clock.now();
    const ids = [...new Set([...this.#streams.values()].map(({ follower }) => follower.authSessionId))];
    const roles = await liveSignIns(this.#deps.db, this.#workspaceId, ids, now).catch(() => null);
    this.#failedLooks = roles ? 0 : this.#failedLooks + 1;
    for (const [stream, { follower }] of [...this.#streams]) {
      const lives = roles
        ? roles.get(follower.authSessionId) === follower.role
        : this.#failedLooks < mostFailures && follower.signInEndsAt > now;
      if (!lives) stream.cut();
    }
  }

  /**
   * Reads what changed, for as long as somebody follows who has not got it. One after the other, so
   * that views never go backwards.
   */
  async #read(): Promise<void> {
    if (this.#isReading) return;
    this.#isReading = true;
    try {
      for (let tries = 1, due = this.#due(); due.length > 0; due = this.#due()) {
        tries = (await this.#readThese(due, tries)) ? 1 : tries + 1;
        for (const [stream, { following }] of this.#streams) if (following.of === 'changes') stream.wake();
      }
    } finally {
      this.#isReading = false;
    }
  }

  #due(): Entry[] {
    const positions = [...this.#streams.values()].flatMap(({ source }) =>
      source instanceof ChangesSource ? [source.position] : [],
    );
    return positions.length === 0 ? [] : this.#changes.due(Math.min(...positions), readAtOnce);
  }

  async #readThese(due: readonly Entry[], tries: number): Promise<boolean> {
    try {
      await readEntries(this.#deps, this.#workspaceId, this.#changes, due);
      return true;
    } catch (error) {
      this.#deps.log.error('changes could not be read', error, { workspace: this.#workspaceId, tries });
      if (tries >= readTries) withoutViews(this.#changes, due);
      else await new Promise((resolve) => setTimeout(resolve, readAgainMs * tries));
      return tries >= readTries;
    }
  }
}

/**
 * An id of those streams that count: NaN-free, and beyond every end where it is none, which their
 * sources take for unknown.
 */
const numberOf = (id: string): number => (/^\d{1,15}$/.test(id) ? Number(id) : Number.MAX_SAFE_INTEGER);
