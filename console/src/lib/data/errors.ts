// What went wrong, in the shape that pages show: what happened, why, what to do next, and the
// request id to quote.
import { ConnectionError, ProblemError } from '@burstflare/sdk';

export interface ShownError {
  message: string;
  detail: string;
  next: string;
  code: string;
  status: number;
  requestId: string | null;
}

/**
 * Makes any thrown value presentable. Only a problem's own words reach the page; other errors stay
 * in the browser's log.
 */
export function shownError(thrown: unknown): ShownError {
  if (thrown instanceof ProblemError) {
    return {
      message: thrown.title,
      detail: thrown.detail,
      next: thrown.next ?? '',
      code: thrown.code,
      status: thrown.status,
      requestId: thrown.requestId ?? null,
    };
  }
  if (isUnreachable(thrown)) {
    return {
      message: 'BurstFlare does not answer',
      detail: navigator.onLine ? 'The request got no reply.' : 'This device is offline.',
      next: 'Check the connection, then try again.',
      code: 'unreachable',
      status: 0,
      requestId: null,
    };
  }
  console.error(thrown);
  return {
    message: 'Something went wrong on this page',
    detail: 'The console met an error that it did not expect; the browser’s log has the details.',
    next: 'Reload the page.',
    code: 'console_error',
    status: 500,
    requestId: null,
  };
}

// What Chromium and Safari, Firefox, and the loader of our styles say when a part of the console
// cannot be fetched. An error from within that part says something else.
const notFetched = /dynamically imported module|^Importing a module script failed|^Unable to preload CSS/i;

/** No reply came, or not in time: to a call, or to the fetching of a page's own script. */
export function isUnreachable(thrown: unknown): boolean {
  if (thrown instanceof ConnectionError) return true;
  if (thrown instanceof DOMException) return thrown.name === 'TimeoutError';
  return thrown instanceof Error && notFetched.test(thrown.message);
}

/** Refusals for one field's sake, which name it by their code alone. */
const oneField: Readonly<Record<string, string>> = {
  template_name_taken: 'name',
  session_name_taken: 'name',
  email_taken: 'email',
};

/** The messages of a refused form by field name: `body.email` → `email`. */
export function fieldErrors(thrown: unknown): Record<string, string> {
  if (!(thrown instanceof ProblemError)) return {};
  const byField: Record<string, string> = {};
  const ofField = oneField[thrown.code];
  if (ofField) byField[ofField] = `${thrown.detail} ${thrown.next ?? ''}`.trim();
  for (const { path, message } of thrown.errors) {
    const field = path.replace(/^body\./, '');
    byField[field] ??= message;
  }
  return byField;
}
