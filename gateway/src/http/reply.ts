// What leaves: what a handler gives as a Response, as the contract declares it; and changes to one
// that fetch returned.
import type { Operation } from '../contract.ts';

export interface HandlerReply {
  status: number;
  body?: unknown;
  headers?: Readonly<Record<string, string>>;
  /** Where the contract declares several. */
  contentType?: string;
  /** For redirects and upgrades: passed on as it is. */
  response?: Response;
}

/**
 * The address of what was made, from the contract's own words; a name is a path parameter, or leads
 * to a field of the answer.
 */
function locationOf(template: string, params: unknown, body: unknown): string {
  const field = (from: unknown, name: string): unknown =>
    typeof from === 'object' && from !== null ? Reflect.get(from, name) : undefined;
  return template.replaceAll(/\{([\w.]+)\}/g, (_, name: string) => {
    const value = field(params, name) ?? name.split('.').reduce(field, body);
    if (typeof value !== 'string') throw new Error(`The location ${template} has no ${name}.`);
    return value;
  });
}

export function toResponse(
  operation: Operation,
  params: unknown,
  reply: HandlerReply,
  replyHeaders: Headers,
): Response {
  // An upgrade carries its socket in the Response object. Of whoever is behind it no header goes
  // along: this is the console's origin.
  if (reply.response?.webSocket) return sameAnswer(reply.response, new Headers());
  const headers = new Headers(replyHeaders);
  for (const [name, value] of Object.entries(reply.headers ?? {})) headers.set(name, value);
  if (reply.response) {
    for (const [name, value] of reply.response.headers) headers.set(name, value);
    return new Response(reply.response.body, { status: reply.response.status, headers });
  }
  const declared = operation.replies[reply.status];
  if (!declared)
    throw new Error(`${operation.operationId} gave status ${reply.status}, which the contract does not declare.`);
  if (operation.location !== null && reply.status === 201)
    headers.set('location', locationOf(operation.location, params, reply.body));
  if (declared.schema === null) return new Response(null, { status: reply.status, headers });
  const contentType = reply.contentType ?? declared.contentType;
  if (contentType && !headers.has('content-type')) headers.set('content-type', contentType);
  const body = declared.schema === 'stream' ? (reply.body as BodyInit) : JSON.stringify(reply.body);
  return new Response(body, { status: reply.status, headers });
}

/**
 * HTTP lets a tab and bytes over 0x7f stand beside the status, which a Response that is made here
 * refuses. Clients ignore the words.
 */
const takenWords = /^[\x20-\x7e]*$/;

/**
 * The same answer with other headers, its socket included: what fetch returned cannot be changed.
 */
export function sameAnswer({ body, status, statusText, webSocket }: Response, headers: Headers): Response {
  return new Response(body, { status, statusText: takenWords.test(statusText) ? statusText : '', headers, webSocket });
}

/**
 * The answer with its id. The one place that sets it, so that pages, redirects, files and what an
 * app answers have it too.
 */
export function withRequestId(response: Response, requestId: string, more?: (headers: Headers) => void): Response {
  // An upgrade carries its socket in the Response object and goes on as it came; an app may have an
  // id of its own.
  if (response.webSocket || response.headers.has('x-request-id')) return response;
  const answer = sameAnswer(response, new Headers(response.headers));
  answer.headers.set('x-request-id', requestId);
  more?.(answer.headers);
  return answer;
}
