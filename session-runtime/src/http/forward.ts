// Owns passing a request or an upgrade on to another server, on Node's own streams: web streams halve the requests per second.
import {
  request as httpRequest,
  type Agent,
  type ClientRequest,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { endToEnd, MAX_HEADER_BYTES, pairs } from './headers.ts';

export interface Target {
  at: { host: string; port: number } | { socketPath: string };
  /** Path and query, byte for byte. */
  path: string;
  /** Raw end-to-end headers, `Host` included. */
  headers: string[];
  agent: Agent;
  /** Changes the answer's raw headers. */
  answer?: (headers: string[]) => string[];
}

/** Tells that no answer came; nothing has been sent to the client yet. */
export type OnFailure = (error: NodeJS.ErrnoException) => void;

export function forwardRequest(
  request: IncomingMessage,
  response: ServerResponse,
  target: Target,
  onFailure: OnFailure,
): void {
  const chunked = request.headers['transfer-encoding'] !== undefined;
  const hasBody = chunked || Number(request.headers['content-length'] ?? 0) > 0;
  const upstream = open(request, target, chunked ? ['Transfer-Encoding', 'chunked'] : [], target.agent);
  upstream.on('error', (error: NodeJS.ErrnoException) => {
    // An idle connection may be closed by the app just as it is used again (RFC 9112 section 9.3.1): a request without a body is sent anew.
    const stale = upstream.reusedSocket && error.code === 'ECONNRESET' && !hasBody && !response.headersSent;
    if (stale && !response.destroyed) return forwardRequest(request, response, target, onFailure);
    if (response.headersSent || response.destroyed) response.destroy();
    else onFailure(error);
  });
  upstream.on('response', (answer) => {
    const headers = endToEnd(answer.rawHeaders);
    response.writeHead(answer.statusCode ?? 502, answer.statusMessage, target.answer?.(headers) ?? headers);
    response.flushHeaders(); // An event stream's head must not wait for its first event.
    answer.on('error', () => response.destroy());
    answer.on('aborted', () => response.destroy()); // A cut body must not look like a whole one.
    answer.pipe(response);
  });
  response.on('close', () => upstream.destroy());
  if (hasBody) request.pipe(upstream);
  else upstream.end();
}

/**
 * Threat: after a refused upgrade the client's connection is free for its next request, and a blind pipe would carry that one, with its
 * credentials, to the upstream. Property: bytes are piped only after the upstream's 101; any other answer ends the connection.
 */
export function forwardUpgrade(
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  target: Target,
  onFailure: OnFailure,
): void {
  const upgrade = ['Connection', 'Upgrade', 'Upgrade', request.headers.upgrade ?? 'websocket'];
  const upstream = open(request, target, upgrade, false);
  let answered = false;
  let joined = false;
  socket.on('error', () => upstream.destroy());
  socket.on('close', () => joined || upstream.destroy());
  upstream.on('error', (error: NodeJS.ErrnoException) => {
    if (answered || socket.destroyed) socket.destroy();
    else onFailure(error);
  });
  upstream.on('upgrade', (answer, peer, peerHead) => {
    answered = joined = true;
    socket.write(head101(answer));
    if (peerHead.length > 0) socket.write(peerHead);
    if (head.length > 0) peer.write(head);
    join(socket, peer);
  });
  upstream.on('response', (answer) => {
    answered = true;
    const headers = endToEnd(answer.rawHeaders);
    socket.write(statusLine(answer) + lines(target.answer?.(headers) ?? headers) + 'Connection: close\r\n\r\n');
    answer.on('error', () => socket.destroy());
    answer.pipe(socket);
  });
  upstream.end();
}

function open(request: IncomingMessage, target: Target, extra: string[], agent: Agent | false): ClientRequest {
  return httpRequest({
    ...target.at,
    method: request.method ?? 'GET',
    path: target.path,
    headers: [...target.headers, ...extra],
    setHost: false,
    maxHeaderSize: MAX_HEADER_BYTES,
    agent,
  });
}

function join(a: Duplex, b: Duplex): void {
  for (const [from, to] of [
    [a, b],
    [b, a],
  ] as const) {
    from.on('error', () => to.destroy());
    // What was received before the end still has to leave: `destroySoon` writes it out first.
    from.on('close', () => (to instanceof Socket ? to.destroySoon() : to.end()));
    from.pipe(to);
  }
}

const statusLine = (answer: IncomingMessage) => `HTTP/1.1 ${answer.statusCode} ${answer.statusMessage}\r\n`;
const lines = (raw: string[]) => [...pairs(raw)].map(([name, value]) => `${name}: ${value}\r\n`).join('');

function head101(answer: IncomingMessage): string {
  return `${statusLine(answer)}${lines(answer.rawHeaders)}\r\n`;
}
