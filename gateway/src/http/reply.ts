// Turns what a handler gives into a Response, as the contract declares it.
import type { Operation } from '../contract.ts';
import { sameAnswer } from './same-answer.ts';

export interface HandlerReply {
  status: number;
  body?: unknown;
  headers?: Readonly<Record<string, string>>;
  /** Where the contract declares several. */
  contentType?: string;
  /** For redirects and upgrades: passed on as it is. */
  response?: Response;
}

export function toResponse(operation: Operation, reply: HandlerReply, replyHeaders: Headers): Response {
  // An upgrade carries its socket in the Response object. Of whoever is behind it no header goes along: this is the console's origin.
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
  if (declared.schema === null) return new Response(null, { status: reply.status, headers });
  const contentType = reply.contentType ?? declared.contentType;
  if (contentType && !headers.has('content-type')) headers.set('content-type', contentType);
  const body = declared.schema === 'stream' ? (reply.body as BodyInit) : JSON.stringify(reply.body);
  return new Response(body, { status: reply.status, headers });
}
