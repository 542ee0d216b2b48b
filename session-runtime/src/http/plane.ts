// Owns serving the operations of a generated contract, the runtime's or the host's: what comes is
// checked by the contract's schemas, goes to the operation's handler, and what that returns is the
// reply. On Node's own requests and responses: a Request or Response of the web makes Node load its
// HTTP client, which costs each session 14 MB.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import * as z from 'zod/mini';
import english from 'zod/v4/locales/en.js';
import { type FieldError, Problem, Refusal } from '../problems.ts';
import type { Operation, Operations } from '../contract.ts';
import { answer, answerProblem, endWith, endWithProblem } from './answers.ts';
import { finderOf, type FindOperation } from './find-operation.ts';
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

type Body<R> = R extends { body: { schema: infer S } }
  ? S extends z.ZodMiniType
    ? z.output<S>
    : IncomingMessage
  : null;

export interface Input<O extends Operation> {
  params: z.output<O['request']['params']>;
  query: z.output<O['request']['query']>;
  body: Body<O['request']>;
}

type Handler<O extends Operation, R> = (input: Input<O>, exchange: Exchange) => R | Promise<R>;

/** One for each operation of a contract: what is missing does not compile. */
export type HandlersOf<T extends Operations, R extends Record<keyof T, unknown>> = {
  [Id in keyof T]: Handler<T[Id], R[Id]>;
};

/** A handler, whichever operation it is for. */
type AnyHandler = (input: unknown, exchange: Exchange) => object | null | Promise<object | null>;

interface Reply {
  status: number;
  type: string | null;
  body: string | Uint8Array;
}

/** What a plane says where the contract leaves it to who serves it. */
export interface PlaneWords {
  /** Of a failure that nobody foresaw. */
  failure: () => Refusal;
  /** More headers of refusals, as name, value, name, value. */
  headersOf?: (refusal: Refusal) => string[];
}

const runtimeWords: PlaneWords = { failure: () => new Problem('internal_error') };

export class Plane<T extends Operations, R extends Record<keyof T, unknown>> {
  readonly #operations: Operations;
  readonly #handlers: Readonly<Record<string, AnyHandler>>;
  readonly #find: FindOperation;
  readonly #words: PlaneWords;

  constructor(operations: T, handlers: HandlersOf<T, R>, words: PlaneWords = runtimeWords) {
    this.#operations = operations;
    // Each gets the input of its very own operation, which TypeScript cannot follow through the
    // table.
    this.#handlers = handlers as unknown as Readonly<Record<string, AnyHandler>>;
    this.#find = finderOf(operations);
    this.#words = words;
  }

  async request(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    try {
      const { status, type, body } = await this.#serve(request, { signal: gone.signal, upgrade: null });
      if (!response.headersSent) answer(response, status, type, body);
    } catch (error) {
      // A body that stalled has been answered already, and its request ended.
      if (!response.headersSent) this.refuse(request, response, error);
    }
  }

  /** An upgrade that no handler takes is answered like any request, and its connection ends. */
  async upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const gone = new AbortController();
    socket.once('close', () => gone.abort());
    try {
      const upgrade = { request, socket, head };
      const { status, type, body } = await this.#serve(request, { signal: gone.signal, upgrade });
      if (status !== 101) endWith(socket, status, type ?? 'text/plain', Buffer.from(body).toString());
    } catch (error) {
      this.refuseSocket(request, socket, error);
    }
  }

  /** Says why a request is not carried out; of an error that is no refusal, the log alone tells. */
  refuse(request: IncomingMessage, response: ServerResponse, error: unknown): void {
    const refusal = this.#refusalOf(error);
    answerProblem(request, response, refusal, this.#words.headersOf?.(refusal));
  }

  refuseSocket(request: IncomingMessage, socket: Duplex, error: unknown): void {
    const refusal = this.#refusalOf(error);
    endWithProblem(request, socket, refusal, this.#words.headersOf?.(refusal));
  }

  #refusalOf(error: unknown): Refusal {
    if (error instanceof Refusal) return error;
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    return this.#words.failure();
  }

  async #serve(request: IncomingMessage, exchange: Exchange): Promise<Reply> {
    const [path = '', query = ''] = split(request.url ?? '/');
    const found = this.#find(request.method ?? 'GET', path);
    const operation = found && this.#operations[found.id];
    const handle = found && this.#handlers[found.id];
    if (!found || !operation || !handle) throw new Problem('not_found', { what: path });
    const work = async () => handle(await read(operation, found.params, query, request, exchange), exchange);
    const value = await (operation.request.body !== undefined && exchange.upgrade === null
      ? withBody(request, work)
      : work());
    const { status, contentType: type } = operation.reply;
    if (value === null) return { status, type, body: '' };
    return { status, type, body: value instanceof Uint8Array ? value : JSON.stringify(value) };
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
