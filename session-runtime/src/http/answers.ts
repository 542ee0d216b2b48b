// Owns writing answers: on a plain response, or on the bare socket of an upgrade.
import { STATUS_CODES, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { problemBody, type Refusal } from '../problems.ts';
import { pairs } from './headers.ts';

/** Marks answers that come from the runtime and not from the app. */
export const PAGE_HEADER = 'X-Burstflare-Page';

const requestId = (request: IncomingMessage) => request.headers['x-request-id']?.toString();

/** `type` is null where there is no body. */
export function answer(response: ServerResponse, status: number, type: string | null, body: string | Uint8Array): void {
  const about = type === null ? {} : { 'Content-Type': type, 'Content-Length': Buffer.byteLength(body) };
  response.writeHead(status, about).end(body);
}

export function answerProblem(
  request: IncomingMessage,
  response: ServerResponse,
  problem: Refusal,
  headers: string[] = [],
): void {
  const body = problemBody(problem, requestId(request));
  const text = JSON.stringify(body);
  // The rest of a body that nobody wants must not be read as the connection's next request.
  const close = request.complete ? [] : ['Connection', 'close'];
  response.writeHead(body.status, [
    ...[
      'Content-Type',
      'application/problem+json',
      'Content-Length',
      String(Buffer.byteLength(text)),
      'Cache-Control',
      'no-store',
    ],
    ...['X-Request-Id', body.requestId, ...close, ...headers],
  ]);
  response.end(request.method === 'HEAD' ? undefined : text);
}

/** Writes the reply on the socket of an upgrade request, and ends it. */
export function endWith(
  socket: Duplex,
  status: number,
  type: string,
  text: string,
  headers: Record<string, string> = {},
): void {
  if (socket.destroyed) return;
  const head = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nContent-Type: ${type}\r\n`;
  const more = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`${head}${more.join('')}Content-Length: ${Buffer.byteLength(text)}\r\nConnection: close\r\n\r\n${text}`);
}

export function endWithProblem(
  request: IncomingMessage | null,
  socket: Duplex,
  problem: Refusal,
  headers: string[] = [],
): void {
  const body = problemBody(problem, request === null ? undefined : requestId(request));
  endWith(socket, body.status, 'application/problem+json', JSON.stringify(body), Object.fromEntries(pairs(headers)));
}
