// The Worker's bindings and variables, as wrangler.toml names them.
import type { RateLimiter } from './platform/rate-limiter.ts';
import type { BuildMessage, BuildObject } from './domains/builds/port.ts';
import type { SessionObject } from './domains/sessions/port.ts';
import type { FeedObject } from './domains/workspaces/port.ts';

export interface Env {
  DB: D1Database;
  ASSETS: Fetcher;
  RATE_LIMITER: DurableObjectNamespace<RateLimiter>;
  SESSION_COORDINATOR: DurableObjectNamespace<SessionObject>;
  WORKSPACE_FEED: DurableObjectNamespace<FeedObject>;
  BUILD_COORDINATOR: DurableObjectNamespace<BuildObject>;
  /**
   * Builds are dispatched by the Workflow where it is bound, else by the queue, else directly; or
   * as BUILD_DISPATCH says.
   */
  BUILD_WORKFLOW?: Workflow<BuildMessage>;
  BUILD_QUEUE?: Queue<BuildMessage>;
  TEMPLATE_BUCKET: R2Bucket;
  BUILD_BUCKET: R2Bucket;
  SNAPSHOT_BUCKET: R2Bucket;
  ENVIRONMENT: string;
  /** The id of the deployed version: at home a variable, on Cloudflare what the platform tells. */
  VERSION_ID?: string;
  CF_VERSION_METADATA?: WorkerVersionMetadata;
  BASE_URL: string;
  PREVIEW_DOMAIN: string;
  RUNTIME_HOST: string;
  /**
   * The process host, as `npm start` binds it: over a Unix socket, or at an address where there is
   * no such binding.
   */
  PROCESS_HOST?: Fetcher;
  PROCESS_HOST_URL?: string;
  HOST_SECRET?: string;
  REGISTRATION: string;
  /**
   * The header in which what stands in front of the deployment names the caller's address, over the
   * caller's own; absent: none does.
   */
  CALLER_ADDRESS_HEADER?: string;
  /** Limits that this deployment sets otherwise than the contract: `register=1000,login=1000`. */
  RATE_LIMITS?: string;
  /**
   * Origins whose pages may call the API with a bearer token, with commas between; absent: none.
   */
  ALLOWED_ORIGINS?: string;
  /**
   * How many streams a person may have open in a workspace; the contract's `x-streams` if absent.
   */
  STREAMS_PER_PERSON?: string;
  SERVER_KEY: string;
  /** How often a running session is saved by itself, in seconds; 600 if absent, 0 for never. */
  AUTOSAVE_SECONDS?: string;
  /**
   * How long a command or a save is waited for before its answer says that it goes on, in seconds;
   * 60 if absent.
   */
  ANSWER_SECONDS?: string;
  /** How long a sign-in lives however often it is refreshed, in seconds; 90 days if absent. */
  SIGN_IN_SECONDS?: string;
  /** How long the body of a request may bring nothing, in seconds; 30 if absent. */
  BODY_STALL_SECONDS?: string;
  /**
   * `workflow`, `queue` or `direct`: how builds are dispatched, where it is not by the first that
   * is bound.
   */
  BUILD_DISPATCH?: string;
  /** How long a build's setup may run, in seconds; 900 if absent. */
  BUILD_SETUP_SECONDS?: string;
}
