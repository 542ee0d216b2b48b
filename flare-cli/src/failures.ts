// Owns what a command can fail with, and the exit code of each failure.
import { ConnectionError, type FieldError, ProblemError } from '@burstflare/sdk';

/** Documented in README.md: scripts decide by them. */
export const EXIT = { ok: 0, failure: 1, usage: 2, notSignedIn: 3, notFound: 4, conflict: 5, connection: 6 } as const;

export interface FailureDetails {
  /** What happened, in a few words. */
  title: string;
  /** Why. */
  detail?: string | undefined;
  /** What to do now. */
  next?: string | undefined;
  code: string;
  exitCode: number;
  requestId?: string | undefined;
  errors?: readonly FieldError[];
  context?: Record<string, unknown>;
}

/** A failure that the CLI itself finds. */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly details: FailureDetails;

  constructor(details: FailureDetails) {
    super(details.title);
    this.details = details;
  }
}

export const usageFailure = (title: string, next?: string) =>
  new Failure({ code: 'usage', title, next, exitCode: EXIT.usage });

export function notSignedIn(apiUrl: string): Failure {
  return new Failure({
    code: 'not_signed_in',
    title: `You are not signed in to ${apiUrl}`,
    next: 'Run `flare auth login`, or `flare auth register` if you have no account.',
    exitCode: EXIT.notSignedIn,
  });
}

const EXIT_BY_STATUS: Record<number, number> = {
  400: EXIT.usage,
  401: EXIT.notSignedIn,
  404: EXIT.notFound,
  409: EXIT.conflict,
  422: EXIT.usage,
};
/** RFC 8628 returns 400 for these as well; they are not mistakes in the command line. */
const DEVICE_CODES = new Set(['expired_token', 'access_denied']);

/** What the deployment tells programs of a request, told to who typed a command. */
const NOT_VALID = { title: 'That cannot be used', next: 'Correct it, and run the command again.' };

/**
 * Reads any error that a command may end with. Undefined: a bug, of which the stack trace is the
 * best account.
 */
export function detailsOf(error: unknown): FailureDetails | undefined {
  if (error instanceof Failure) return error.details;
  if (error instanceof ProblemError) {
    const { code, title, detail, requestId, errors, context, status } = error;
    const exitCode = DEVICE_CODES.has(code) ? EXIT.failure : (EXIT_BY_STATUS[status] ?? EXIT.failure);
    // The deployment speaks to browsers as well: here, there is a command for it.
    const next = status === 401 && code !== 'invalid_credentials' ? 'Run `flare auth login`.' : error.next;
    if (code === 'bad_request' && errors.length > 0)
      return { ...NOT_VALID, code, detail, requestId, errors, context, exitCode };
    return { code, title, detail, next, requestId, errors, context, exitCode };
  }
  if (error instanceof ConnectionError) {
    const { url, reason, next } = error;
    return { code: 'connection', title: `Cannot reach ${url}`, detail: reason, next, exitCode: EXIT.connection };
  }
  return ofOclif(error);
}

/** What the parser of command lines says, in a person's words. */
const WORDS: [pattern: RegExp, words: string][] = [
  [/^Missing 1 required arg:/, 'An argument is missing:'],
  [/^Missing \d+ required args:/, 'Arguments are missing:'],
  [/^Missing required flag (\S+)/, 'The flag --$1 is missing'],
  [/^Unexpected arguments?: (.*)/, 'That is more than the command takes: $1'],
  [/^Nonexistent flags?: (.*)/, 'The command has no flag $1'],
  [/^Expected (\S+) to be one of: (.*)/, '$1 is none of $2'],
];

function inWords(line: string): string {
  const [, indent = '', said = ''] = /^(\s*)(.*)$/.exec(line) ?? [];
  const [pattern, words] = WORDS.find(([pattern]) => pattern.test(said)) ?? [];
  return pattern === undefined || words === undefined ? line : indent + said.replace(pattern, words);
}

/**
 * oclif marks its own errors with the exit code that it wants: 2 for everything that is wrong with
 * the command line.
 */
function ofOclif(error: unknown): FailureDetails | undefined {
  if (!(error instanceof Error) || !('oclif' in error)) return undefined;
  const { message } = error;
  const exit: unknown = Object(error.oclif).exit;
  const exitCode = typeof exit === 'number' ? exit : EXIT.usage;
  // Several mistakes are a list below a heading.
  const [title = '', ...rest] = message
    .replace(/\nSee more help with --help\s*$/, '')
    .replace(/^The following errors? occurred:\n\s*/, '')
    .split('\n')
    .map(inWords);
  const detail = rest.join('\n').trim();
  return {
    code: 'usage',
    title,
    ...(detail !== '' && { detail }),
    next: 'Add --help to the command to see its arguments and flags.',
    exitCode,
  };
}
