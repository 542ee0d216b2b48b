// The deployment's settings, read and checked once per isolate.
import { type RateLimitName, rateLimits, streams } from '../generated/policy.ts';
import type { Env } from './env.ts';

export interface Config {
  environment: string;
  versionId: string;
  /** The origin that people open, without a trailing slash. */
  baseUrl: string;
  /** Host and port below which each preview has its origin. */
  previewDomain: string;
  runtimeHost: 'container' | 'process';
  /** The only header that is believed on where a caller is; null: none. */
  callerAddressHeader: string | null;
  registration: 'open' | 'invite' | 'closed';
  /** How long a sign-in lives however often it is refreshed. */
  signInSeconds: number;
  /** How long the body of a request may bring nothing. */
  bodyStallSeconds: number;
  buildDispatchMode: 'workflow' | 'queue' | 'direct';
  /** How many streams a person may have open in a workspace. */
  streamsPerPerson: number;
  /** Origins whose pages may call the API with a bearer token; never with cookies. */
  allowedOrigins: readonly string[];
  /** Requests per window, by the name of the limit, where they differ from the contract's. */
  rateLimits: Partial<Record<RateLimitName, number>>;
}

const ninetyDays = 90 * 24 * 3600;

/** Names that never leave the machine; browsers take a page there for secure, without https. */
export const isLoopback = (hostname: string) => /^(?:(?:.+\.)?localhost|127\.0\.0\.1|\[::1\])$/.test(hostname);

function oneOf<T extends string>(name: string, value: string, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === value);
  if (!found) throw new Error(`The setting ${name} is "${value}"; it must be one of: ${choices.join(', ')}.`);
  return found;
}

function readRateLimits(text: string): Config['rateLimits'] {
  const entries = text.split(',').filter(Boolean);
  return Object.fromEntries(
    entries.map((entry) => {
      const [name = '', limit = ''] = entry.split('=');
      const known = Object.keys(rateLimits).join(', ');
      if (!(name in rateLimits)) throw new Error(`RATE_LIMITS names "${name}"; the limits are: ${known}.`);
      if (!/^[1-9]\d{0,8}$/.test(limit))
        throw new Error(`RATE_LIMITS sets ${name} to "${limit}"; it must be a whole number.`);
      return [name, Number(limit)];
    }),
  );
}

function readOrigins(text: string): string[] {
  return text.split(',').flatMap((entry) => {
    const origin = entry.trim();
    if (origin === '') return [];
    if (URL.parse(origin)?.origin === origin) return [origin];
    throw new Error(`ALLOWED_ORIGINS names "${origin}"; it must be an origin such as https://app.example.com.`);
  });
}

/** A setting in seconds. Throws an error that says which one is wrong. */
export function readSeconds(name: string, value: string | undefined, absent: number, most = 86_400, least = 0): number {
  const seconds = value === undefined ? absent : Number(value);
  if (!Number.isInteger(seconds) || seconds < least || seconds > most) {
    throw new Error(
      `The setting ${name} is "${value}"; it must be a whole number of seconds, from ${least} to ${most}.`,
    );
  }
  return seconds;
}

function readCount(name: string, value: string | undefined, absent: number, most: number): number {
  const count = value === undefined ? absent : Number(value);
  if (Number.isInteger(count) && count >= 1 && count <= most) return count;
  throw new Error(`The setting ${name} is "${value}"; it must be a whole number, from 1 to ${most}.`);
}

/** The first that is bound: Workflow, queue, or neither; or the one that the deployment names. */
function readDispatchMode({ BUILD_DISPATCH, BUILD_WORKFLOW, BUILD_QUEUE }: Env): Config['buildDispatchMode'] {
  const bound = [BUILD_WORKFLOW && 'workflow', BUILD_QUEUE && 'queue', 'direct'] as const;
  const choices = bound.filter((mode) => mode !== undefined);
  return oneOf('BUILD_DISPATCH', BUILD_DISPATCH ?? choices[0] ?? 'direct', choices);
}

/**
 * Reads and checks the settings. Throws an error that says which one is wrong and what it may be.
 */
export function readConfig(env: Env): Config {
  const base = new URL(env.BASE_URL);
  for (const name of ['ANSWER_SECONDS', 'AUTOSAVE_SECONDS', 'BUILD_SETUP_SECONDS'] as const)
    readSeconds(name, env[name], 0);
  // The session cookie is `Secure` and `__Host-`: a browser drops it on plain http anywhere but on
  // loopback.
  if (base.protocol !== 'https:' && !isLoopback(base.hostname)) {
    throw new Error(`BASE_URL is ${env.BASE_URL}: plain http works on localhost only. Serve BurstFlare over https.`);
  }
  if (env.SERVER_KEY.length < 32) throw new Error('The secret SERVER_KEY must have at least 32 characters.');
  return {
    environment: env.ENVIRONMENT,
    versionId: env.VERSION_ID ?? env.CF_VERSION_METADATA?.id ?? 'unknown',
    baseUrl: base.origin,
    previewDomain: env.PREVIEW_DOMAIN,
    runtimeHost: oneOf('RUNTIME_HOST', env.RUNTIME_HOST, ['container', 'process']),
    callerAddressHeader: env.CALLER_ADDRESS_HEADER || null,
    registration: oneOf('REGISTRATION', env.REGISTRATION, ['open', 'invite', 'closed']),
    signInSeconds: readSeconds('SIGN_IN_SECONDS', env.SIGN_IN_SECONDS, ninetyDays, ninetyDays),
    bodyStallSeconds: readSeconds('BODY_STALL_SECONDS', env.BODY_STALL_SECONDS, 30, 3600, 1),
    streamsPerPerson: readCount('STREAMS_PER_PERSON', env.STREAMS_PER_PERSON, streams.perPerson, streams.perWorkspace),
    buildDispatchMode: readDispatchMode(env),
    allowedOrigins: readOrigins(env.ALLOWED_ORIGINS ?? ''),
    rateLimits: readRateLimits(env.RATE_LIMITS ?? ''),
  };
}
