// The Worker's entry: previews to their apps, everything else to the app, and the Durable Objects'
// classes.
import { createApp } from './app.ts';
import type { Deps } from './deps.ts';
import { type BuildDispatcher, BuildCoordinators } from './domains/builds/coordinators.ts';
import { takeBuildMessages } from './domains/builds/index.ts';
import type { BuildMessage } from './domains/builds/port.ts';
import { SessionCoordinators } from './domains/sessions/coordinators.ts';
import { WorkspaceFeedObject } from './domains/workspaces/feed/feed.ts';
import type { Env } from './env.ts';
import { type Config, readConfig } from './config.ts';
import { Problem } from './errors.ts';
import { handlerOf } from './handlers.ts';
import { makeFeed, makeHost, makeObjectStores } from './host.ts';
import { isHostNotice, takeHostNotice } from './http/host-notices.ts';
import {
  endLeftSignIns,
  homeMark,
  homePage,
  homePath,
  isLeftName,
  isOtherNameOfHome,
  isStrangersName,
  leftPath,
} from './http/home.ts';
import { preflight, shareWith } from './http/cors.ts';
import { isNavigation, problemPage, redirect } from './http/navigation.ts';
import { servePreview } from './http/preview.ts';
import { previewHostOf } from './http/preview-host.ts';
import { problemReply, toProblem } from './http/problems.ts';
import { withRequestId } from './http/reply.ts';
import { systemClock } from './platform/clock.ts';
import { randomId, ServerKey } from './platform/crypto.ts';
import { Database } from './platform/d1.ts';
import { log } from './platform/log.ts';
import { takeFrom } from './platform/rate-limiter.ts';
import { sweep } from './sweep.ts';

export { BuildCoordinator } from './domains/builds/coordinator/coordinator.ts';
export { BurstFlareBuildWorkflow } from './domains/builds/workflow.ts';
export { SessionCoordinator } from './domains/sessions/coordinator/coordinator.ts';
export { RateLimiter } from './platform/rate-limiter.ts';

const app = createApp(handlerOf);
// Bindings do not change while an isolate lives, so what hangs on them is made once.
const made = new WeakMap<Env, Deps>();

function depsOf(env: Env): Deps {
  let deps = made.get(env);
  if (!deps) {
    const db = new Database(env.DB);
    const config = readConfig(env);
    deps = {
      config,
      db,
      clock: systemClock,
      serverKey: new ServerKey(env.SERVER_KEY),
      log,
      rateLimit: (caller, limit, subject, rule) =>
        takeFrom(env.RATE_LIMITER, caller, limit, subject, rule, systemClock.now()),
      sessions: new SessionCoordinators(env.SESSION_COORDINATOR),
      host: makeHost(env),
      objects: makeObjectStores(env),
      builds: new BuildCoordinators(env.BUILD_COORDINATOR, dispatcherOf(config, env), {
        db,
        log,
        newName: () => crypto.randomUUID(),
      }),
      feed: makeFeed(env),
    };
    made.set(env, deps);
  }
  return deps;
}

/** The feed asks other domains for what changed, so its parts are those of the whole deployment. */
export class WorkspaceFeed extends WorkspaceFeedObject {
  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env, depsOf(env));
  }
}

function dispatcherOf({ buildDispatchMode: mode }: Config, env: Env): BuildDispatcher {
  return {
    workflow: mode === 'workflow' ? env.BUILD_WORKFLOW : undefined,
    queue: mode === 'queue' ? env.BUILD_QUEUE : undefined,
  };
}

async function handle(
  request: Request,
  env: Env,
  ctx: ExecutionContext,
  deps: Deps,
  requestId: string,
): Promise<Response> {
  // What a client writes into Host, or in place of a path, need not make an address.
  const url = URL.parse(request.url);
  if (!url)
    throw new Problem('bad_request', {}, undefined, [
      { path: 'headers.host', message: 'Host and path make no address' },
    ]);
  const preview = previewHostOf(url, deps.config);
  if (preview) return servePreview(deps, request, requestId, preview);
  if (isStrangersName(deps.config, url))
    throw new Problem('name_refused', { name: url.hostname.slice(0, 200), baseUrl: deps.config.baseUrl });
  const asked = preflight(deps.config, request, url);
  if (asked) return asked;
  if (isHostNotice(url.pathname) && request.method === 'POST')
    return takeHostNotice(deps, request, url.pathname, env.HOST_SECRET);
  if (url.origin === deps.config.baseUrl && url.pathname === homePath) return homeMark(deps);
  if (url.pathname === leftPath && request.method === 'POST' && isLeftName(deps.config, url))
    return endLeftSignIns(deps, request, requestId);
  // Cookies belong to one host name: a person who comes by another one is led to it.
  if (url.origin !== deps.config.baseUrl && isNavigation(request)) {
    if (isOtherNameOfHome(deps.config, url)) return homePage(deps, request, url);
    return redirect(deps.config.baseUrl + url.pathname + url.search);
  }
  return app.fetch(request, { ASSETS: env.ASSETS, deps, requestId }, ctx);
}

export default {
  async fetch(request, env, ctx): Promise<Response> {
    const requestId = randomId('req');
    try {
      const deps = depsOf(env);
      const response = await handle(request, env, ctx, deps, requestId);
      return withRequestId(response, requestId, (headers) => shareWith(deps.config, request, headers));
    } catch (error) {
      const problem = toProblem(error);
      if (problem.status >= 500) log.error('request failed', error, { requestId });
      const response = isNavigation(request) ? problemPage(problem, requestId) : problemReply(problem, requestId);
      return withRequestId(response, requestId);
    }
  },

  // The only queue is that of builds.
  async queue(batch, env): Promise<void> {
    await takeBuildMessages(depsOf(env), batch.messages);
  },

  async scheduled(_controller, env): Promise<void> {
    await sweep(depsOf(env));
  },
} satisfies ExportedHandler<Env, BuildMessage>;
