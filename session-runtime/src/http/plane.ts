// Owns serving the generated operations: what comes is checked by the contract's schemas, goes to the operation's handler, and what that
// returns is the reply. On Node's own requests and responses: a Request or Response of the web makes Node load its HTTP client, which
// costs each session 14 MB.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import * as z from 'zod/mini';
import english from 'zod/v4/locales/en.js';
import { operations, type Replies } from '../../generated/operations.ts';
import { type FieldError, Problem } from '../problems.ts';
import type { Operation } from '../contract.ts';
import { answer, answerProblem, endWith, endWithProblem } from './answers.ts';
import { findOperation, type OperationId } from './find-operation.ts';
import { asStream, readJson, withBody } from './read-body.ts';

z.config(english()); // What is wrong with a field is for people; zod/mini has no words of its own.

const JSON_BYTES = 1024 * 1024;
const ERRORS_AT_ONCE = 100;
const ERROR_CHARACTERS = 400;

export interface Upgrade {
  request: IncomingMessage;
  socket: Duplex;
  head: Buffer;
}

/** What a handler finds beside its input. */
export interface Exchange {
  /** Aborts when whoever asked is gone. */
  signal: AbortSignal;
  /** The socket, if this is an upgrade request. A handler whose reply is 101 takes it over. */
  upgrade: Upgrade | null;
}

type Requests = { [Id in OperationId]: (typeof operations)[Id]['request'] };
type Body<R> = R extends { body: { schema: infer S } }
  ? S extends z.ZodMiniType
    ? z.output<S>
    : IncomingMessage
  : null;

export interface Input<Id extends OperationId> {
  params: z.output<Requests[Id]['params']>;
  query: z.output<Requests[Id]['query']>;
  body: Body<Requests[Id]>;
}

export type Handler<Id extends OperationId> = (
  input: Input<Id>,
  exchange: Exchange,
) => Replies[Id] | Promise<Replies[Id]>;

/** One for each operation of the contract: what is missing does not compile. */
export type Handlers = { [Id in OperationId]: Handler<Id> };

interface Reply {
  status: number;
  type: string | null;
  body: string | Buffer;
}

export class Plane {
  constructor(readonly handlers: Handlers) {}

  async request(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    try {
      const { status, type, body } = await this.#serve(request, { signal: gone.signal, upgrade: null });
      if (!response.headersSent) answer(response, status, type, body);
    } catch (error) {
      // A body that stalled has been answered already, and its request ended.
      if (!response.headersSent) answerProblem(request, response, asProblem(error));
    }
  }

  /** An upgrade that no handler takes is answered like any request, and its connection ends. */
  async upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const gone = new AbortController();
    socket.once('close', () => gone.abort());
    try {
      const upgrade = { request, socket, head };
      const { status, type, body } = await this.#serve(request, { signal: gone.signal, upgrade });
      if (status !== 101) endWith(socket, status, type ?? 'text/plain', body.toString());
    } catch (error) {
      endWithProblem(request, socket, asProblem(error));
    }
  }

  async #serve(request: IncomingMessage, exchange: Exchange): Promise<Reply> {
    const [path = '', query = ''] = split(request.url ?? '/');
    const found = findOperation(request.method ?? 'GET', path);
    if (found === null) throw new Problem('not_found', { what: path });
    const operation: Operation = operations[found.id];
    const work = async () => {
      const input = await read(operation, found.params, query, request, exchange);
      // `read` has made the input of this very operation's schemas, which TypeScript cannot follow through the table.
      const handle = this.handlers[found.id] as Handler<OperationId>;
      return handle(input as Input<OperationId>, exchange);
    };
    const value = await (operation.request.body !== undefined && exchange.upgrade === null
      ? withBody(request, work)
      : work());
    const { status, contentType: type } = operation.reply;
    if (value === null) return { status, type, body: '' };
    return { status, type, body: Buffer.isBuffer(value) ? value : JSON.stringify(value) };
  }
}

async function read(
  { request: schemas }: Operation,
  params: Record<string, string>,
  query: string,
  request: IncomingMessage,
  exchange: Exchange,
): Promise<{ params: unknown; query: unknown; body: unknown }> {
  const head = {
    params: checked('params', schemas.params, params),
    query: checked('query', schemas.query, fields(query)),
  };
  if (schemas.body === undefined) return { ...head, body: null };
  if (exchange.upgrade !== null) throw new Problem('bad_request'); // An upgrade request has no body that could be read.
  const { schema, maxBytes } = schemas.body;
  if (schema === 'stream') return { ...head, body: asStream(request) };
  return { ...head, body: checked('body', schema, await readJson(request, maxBytes ?? JSON_BYTES)) };
}

function checked(place: string, schema: z.ZodMiniType, value: unknown): unknown {
  const result = z.safeParse(schema, value);
  if (result.success) return result.data;
  const errors: FieldError[] = result.error.issues.slice(0, ERRORS_AT_ONCE).map(({ path, message }) => ({
    path: [place, ...path].map(String).join('.').slice(0, ERROR_CHARACTERS),
    message: message.slice(0, ERROR_CHARACTERS),
  }));
  throw new Problem('bad_request', {}, errors);
}

function split(url: string): [path: string, query: string] {
  const at = url.indexOf('?');
  return at < 0 ? [url, ''] : [url.slice(0, at), url.slice(at + 1)];
}

/** A name that comes once is a text, one that is repeated a list of texts. */
function fields(query: string): Record<string, string | string[]> {
  const all = new URLSearchParams(query);
  return Object.fromEntries(
    [...new Set(all.keys())].map((name) => {
      const [only = '', ...more] = all.getAll(name);
      return [name, more.length === 0 ? only : [only, ...more]];
    }),
  );
}

function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  return new Problem('internal_error');
}
