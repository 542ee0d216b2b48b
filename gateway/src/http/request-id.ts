// The request's id: made by the entry, told to the caller and to a session's runtime, written in the log.
import { sameAnswer } from './same-answer.ts';

/** The answer with its id. The one place that sets it, so that pages, redirects, files and what an app answers have it too. */
export function withRequestId(response: Response, requestId: string): Response {
  // An upgrade carries its socket in the Response object and goes on as it came; an app may have an id of its own.
  if (response.webSocket || response.headers.has('x-request-id')) return response;
  const answer = sameAnswer(response, new Headers(response.headers));
  answer.headers.set('x-request-id', requestId);
  return answer;
}
