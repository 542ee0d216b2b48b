// Owns the HTTP side of the way out: CONNECT, requests in absolute form, and upgrades in absolute
// form.
import {
  Agent,
  createServer,
  request as httpRequest,
  STATUS_CODES,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { endWith } from '../../src/http/answers.ts';
import { endToEnd, pairs } from '../../src/http/headers.ts';
import { tunnel } from '../../src/http/tunnel.ts';
import { Refusal } from './refusal.ts';
import { readTarget, showTarget, type Target } from './target.ts';

/** Connects the session that the client's connection belongs to; rejects with a Refusal. */
export type Connect = (target: Target, client: Duplex) => Promise<Socket>;

const HEAD_BYTES = 64 * 1024;
const KEEP_ALIVE_MS = 60_000;

/** It listens nowhere: connections are handed to it by `emit('connection', socket)`. */
export function httpDoor(connect: Connect): Server {
  const options = { maxHeaderSize: HEAD_BYTES, requestTimeout: 0, keepAliveTimeout: KEEP_ALIVE_MS };
  const server = createServer(options, (request, response) => {
    pass(connect, request, response).catch((error: unknown) => refuse(request, response, error));
  });
  server.on('connect', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    open(connect, request, socket, head).catch((error: unknown) => refuseSocket(socket, error));
  });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    upgrade(connect, request, socket, head).catch((error: unknown) => refuseSocket(socket, error));
  });
  // Node's parser refuses what two readers could read differently: two lengths, a length beside
  // chunks, a header without a colon.
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (!socket.writable) return void socket.destroy();
    const tooLarge = error.code === 'HPE_HEADER_OVERFLOW';
    const text = tooLarge
      ? `At most ${HEAD_BYTES} bytes of headers are taken.`
      : `The request cannot be read: ${error.message}`;
    endWith(socket, tooLarge ? 431 : 400, TEXT, `${text}\n`);
  });
  return server;
}

async function open(connect: Connect, request: IncomingMessage, client: Duplex, head: Buffer): Promise<void> {
  client.on('error', ignore);
  const target = readTarget(request.url ?? '', null);
  if (target === null) throw new BadRequest(`CONNECT takes host:port, not ${request.url ?? ''}.`);
  const upstream = await connect(target, client);
  client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
  // What the client sent without waiting belongs to the tunnel.
  if (head.length > 0) client.unshift(head);
  tunnel(asSocket(client), upstream);
}

async function upgrade(connect: Connect, request: IncomingMessage, client: Duplex, head: Buffer): Promise<void> {
  client.on('error', ignore);
  const { target, path } = absolute(request);
  const upstream = await connect(target, client);
  const kept = endToEnd(request.rawHeaders, ['host']);
  const own = ['Host', hostOf(target), 'Connection', 'Upgrade', 'Upgrade', request.headers.upgrade ?? ''];
  const lines = [...pairs([...own, ...kept])].map(([name, value]) => `${name}: ${value}\r\n`).join('');
  upstream.write(`${request.method} ${path} HTTP/1.1\r\n${lines}\r\n`, 'latin1');
  // Nothing is added to what follows and nobody else uses this connection, so it needs no reader,
  // whatever the answer is.
  if (head.length > 0) client.unshift(head);
  tunnel(asSocket(client), upstream);
}

/**
 * One request, one connection. Threat: `Host` names another host than the target, so that the check
 * and the server disagree; a body whose end two readers see in different places smuggles a request.
 * Property: the target decides, `Host` is written from it, and the message is written anew from
 * what was parsed, on a connection that no other request uses.
 */
async function pass(connect: Connect, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { target, path } = absolute(request);
  const coding = request.headers['transfer-encoding'];
  if (coding !== undefined && coding.trim().toLowerCase() !== 'chunked') {
    throw new BadRequest('The only Transfer-Encoding that is taken is chunked.');
  }
  const socket = await connect(target, request.socket);
  const body = coding === undefined ? [] : ['Transfer-Encoding', 'chunked'];
  const upstream = httpRequest({
    method: request.method ?? 'GET',
    path,
    headers: [
      'Host',
      hostOf(target),
      'Connection',
      'close',
      ...body,
      ...endToEnd(request.rawHeaders, ['host', 'expect']),
    ],
    setHost: false,
    maxHeaderSize: HEAD_BYTES,
    agent: agentOf(socket),
  });
  response.on('close', () => upstream.destroy());
  upstream.on('error', (error: NodeJS.ErrnoException) => {
    refuse(
      request,
      response,
      new Refusal('unreachable', `${showTarget(target)} broke off (${error.code ?? error.message}).`),
    );
  });
  // Node drops an answer that switches protocols unasked, without an error.
  upstream.on('close', () => {
    if (!response.headersSent)
      refuse(request, response, new Refusal('unreachable', `${showTarget(target)} gave no answer.`));
  });
  upstream.on('response', (answer) => {
    try {
      response.writeHead(answer.statusCode ?? 502, answer.statusMessage, endToEnd(answer.rawHeaders));
      response.flushHeaders();
    } catch (error) {
      // A status or a header that Node reads and does not write. It is the other side's word, and
      // must not end the daemon.
      answer.destroy();
      return refuse(
        request,
        response,
        new Refusal('unreachable', `${showTarget(target)} answered what is no HTTP (${String(error)}).`),
      );
    }
    answer.on('error', () => response.destroy());
    answer.on('aborted', () => response.destroy()); // A cut body must not look like a whole one.
    answer.pipe(response);
  });
  request.pipe(upstream);
}

class BadRequest extends Error {}

/** The rest goes on byte for byte: a path means what its server makes of it. */
function absolute(request: IncomingMessage): { target: Target; path: string } {
  const url = request.url ?? '';
  const [, authority = '', rest = ''] = /^http:\/\/([^/?#]*)([^#]*)$/i.exec(url) ?? [];
  const target = readTarget(authority, 80);
  if (target === null) {
    throw new BadRequest(
      'This is the way out of a BurstFlare session: a proxy. It takes CONNECT host:port and http://host/… without credentials.',
    );
  }
  return { target, path: rest === '' && request.method === 'OPTIONS' ? '*' : rest.startsWith('/') ? rest : `/${rest}` };
}

const hostOf = (target: Target) => (target.port === 80 ? showTarget(target).replace(/:80$/, '') : showTarget(target));

function agentOf(socket: Socket): Agent {
  const agent = new Agent({ keepAlive: false });
  agent.createConnection = () => socket;
  return agent;
}

// The server's connections come from Unix sockets; Node's types name what they have in common with
// others.
const asSocket = (client: Duplex) => client as Socket;

const TEXT = 'text/plain; charset=utf-8';
const ignore = () => undefined;

// RFC 9209 has the words, so that a program can tell the proxy's 403 from the server's.
const KINDS: Record<Refusal['kind'], [status: number, word: string]> = {
  refused: [403, 'destination_ip_prohibited'],
  unknown_name: [502, 'dns_error'],
  unreachable: [502, 'destination_unavailable'],
  timed_out: [504, 'connection_timeout'],
  busy: [503, 'connection_limit_reached'],
};

function described(error: unknown): { status: number; text: string; word: string } {
  if (error instanceof BadRequest) return { status: 400, text: `${error.message}\n`, word: 'http_request_error' };
  if (error instanceof Refusal) {
    const [status, word] = KINDS[error.kind];
    return { status, text: `${error.message}\n`, word };
  }
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  return {
    status: 500,
    text: 'The way out of this session failed; the log of its host says how.\n',
    word: 'proxy_internal_error',
  };
}

function refuse(request: IncomingMessage, response: ServerResponse, error: unknown): void {
  if (response.headersSent || response.destroyed) return void response.destroy();
  const { status, text, word } = described(error);
  // The rest of a body that nobody wants must not be read as the connection's next request.
  const close = request.complete && status !== 400 ? {} : { connection: 'close' };
  const headers = { 'content-type': TEXT, 'proxy-status': `burstflare; error=${word}`, ...close };
  response.writeHead(status, headers).end(request.method === 'HEAD' ? undefined : text);
}

function refuseSocket(client: Duplex, error: unknown): void {
  if (client.destroyed) return;
  const { status, text, word } = described(error);
  const lines = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    `Content-Type: ${TEXT}`,
    `Content-Length: ${Buffer.byteLength(text)}`,
    `Proxy-Status: burstflare; error=${word}`,
    'Connection: close',
  ];
  client.end(`${lines.join('\r\n')}\r\n\r\n${text}`);
  client.resume(); // What it still sends is dropped, so that its end is seen and the connection closes.
}
