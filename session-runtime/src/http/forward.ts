// Owns passing a request or an upgrade on to another server, on Node's own streams: web streams
// halve the requests per second. Threat: the other server is tenant code, and what it sends may be
// anything. Property: nothing that it sends throws here; what HTTP does not let through is an
// `InvalidAnswer`, which costs that one request.
import {
  request as httpRequest,
  type Agent,
  type ClientRequest,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { faultOf, InvalidAnswer, isUnreadable } from './answer-faults.ts';
import { endToEnd, lengthLast, MAX_HEADER_BYTES, pairs } from './headers.ts';

export interface Target {
  at: { host: string; port: number } | { socketPath: string };
  /** Path and query, byte for byte. */
  path: string;
  /** Raw end-to-end headers, `Host` included. */
  headers: string[];
  agent: Agent;
  /** What the request is for, where it could not come under its own method. */
  method?: string;
  /**
   * Watches over the call until what this returns is called; may end it by the given error
   * meanwhile.
   */
  watch?: (giveUp: (error: Error & { code: string }) => void) => () => void;
  /** Changes the answer's raw headers. */
  answer?: (headers: string[]) => string[];
}

/** Why no answer came, or none that can be passed on. */
export type NoAnswer = NodeJS.ErrnoException | InvalidAnswer;

/** Tells of it; nothing has been sent to the client yet. */
export type OnFailure = (error: NoAnswer) => void;

export function forwardRequest(
  request: IncomingMessage,
  response: ServerResponse,
  target: Target,
  onFailure: OnFailure,
): void {
  const chunked = request.headers['transfer-encoding'] !== undefined;
  const hasBody = chunked || Number(request.headers['content-length'] ?? 0) > 0;
  const upstream = open(request, target, chunked ? ['Transfer-Encoding', 'chunked'] : [], target.agent);
  let answered: IncomingMessage | null = null;
  const fail = once((error: NoAnswer) => {
    upstream.destroy();
    if (response.headersSent || response.destroyed) cut(response);
    else onFailure(error);
  });
  const seen = target.watch?.(fail) ?? (() => undefined);
  upstream.on('close', seen);
  upstream.on('error', (error: NodeJS.ErrnoException) => {
    if (answered?.complete === true) return; // What follows a whole answer is nobody's.
    // An idle connection may be closed by the app just as it is used again (RFC 9112 section
    // 9.3.1): a request without a body is sent anew.
    const stale = upstream.reusedSocket && error.code === 'ECONNRESET' && !hasBody && !response.headersSent;
    if (stale && !response.destroyed) return forwardRequest(request, response, target, onFailure);
    fail(readable(error));
  });
  // Without a listener Node would only end the connection, and nobody would know why.
  upstream.on('upgrade', (_, peer) => {
    peer.on('error', () => undefined).destroy();
    fail(new InvalidAnswer('its status is 101, though no upgrade was asked for'));
  });
  upstream.on('response', (answer) => {
    answered = answer;
    seen();
    answer.on('error', () => cut(response));
    answer.on('aborted', () => cut(response)); // A cut body must not look like a whole one.
    // Whoever asks for a HEAD by another method would wait for the body that its length speaks of.
    const bodiless = target.method === 'HEAD' && request.method !== 'HEAD';
    const headers = endToEnd(answer.rawHeaders, bodiless ? ['content-length'] : []);
    const fault = faultOf(answer);
    if (fault !== null) return fail(new InvalidAnswer(fault));
    response.writeHead(answer.statusCode ?? 502, answer.statusMessage, lengthLast(target.answer?.(headers) ?? headers));
    // An event stream's head must not wait for its first event. flushHeaders would send it as
    // UTF-8, and each byte over 0x7f as two.
    response.write('', 'latin1');
    answer.pipe(response);
  });
  response.on('close', () => upstream.destroy());
  if (hasBody) request.pipe(upstream);
  else upstream.end();
}

/**
 * Threat: after a refused upgrade the client's connection is free for its next request, and a blind
 * pipe would carry that one, with its credentials, to the upstream. Property: bytes are piped only
 * after the upstream's 101; any other answer ends the connection.
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
  const fail = once((error: NoAnswer) => {
    upstream.destroy();
    if (answered || socket.destroyed) socket.destroy();
    else onFailure(error);
  });
  const seen = target.watch?.(fail) ?? (() => undefined);
  upstream.on('close', seen);
  socket.on('error', () => upstream.destroy());
  socket.on('close', () => joined || upstream.destroy());
  upstream.on('error', (error: NodeJS.ErrnoException) => fail(readable(error)));
  upstream.on('upgrade', (answer, peer, peerHead) => {
    seen();
    const fault = faultOf(answer, 101);
    if (fault !== null) {
      peer.on('error', () => undefined).destroy();
      return fail(new InvalidAnswer(fault));
    }
    answered = joined = true;
    const headers = target.answer?.(answer.rawHeaders) ?? answer.rawHeaders;
    socket.write(`${statusLine(answer)}${lines(headers)}\r\n`, 'latin1');
    if (peerHead.length > 0) socket.write(peerHead);
    if (head.length > 0) peer.write(head);
    join(socket, peer);
  });
  upstream.on('response', (answer) => {
    seen();
    answer.on('error', () => socket.destroy());
    const headers = endToEnd(answer.rawHeaders);
    const fault = faultOf(answer);
    if (fault !== null) return fail(new InvalidAnswer(fault));
    answered = true;
    const rest = `${lines(target.answer?.(headers) ?? headers)}Connection: close\r\n\r\n`;
    socket.write(statusLine(answer) + rest, 'latin1');
    answer.pipe(socket);
  });
  upstream.end();
}

function open(request: IncomingMessage, target: Target, extra: string[], agent: Agent | false): ClientRequest {
  return httpRequest({
    ...target.at,
    method: target.method ?? request.method ?? 'GET',
    path: target.path,
    headers: lengthLast([...target.headers, ...extra]),
    setHost: false,
    maxHeaderSize: MAX_HEADER_BYTES,
    agent,
  });
}

/**
 * Ends an answer short, after what was written of it: without its head the client would take the
 * server for dead.
 */
function cut(response: ServerResponse): void {
  if (response.socket === null) response.destroy();
  else response.socket.destroySoon();
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

const readable = (error: NodeJS.ErrnoException) =>
  isUnreadable(error) ? new InvalidAnswer(`it is no HTTP (${error.message})`) : error;

function once<T>(act: (value: T) => void): (value: T) => void {
  let done = false;
  return (value) => {
    if (done) return;
    done = true;
    act(value);
  };
}

const statusLine = (answer: IncomingMessage) => `HTTP/1.1 ${answer.statusCode} ${answer.statusMessage}\r\n`;
const lines = (raw: string[]) => [...pairs(raw)].map(([name, value]) => `${name}: ${value}\r\n`).join('');
