// Owns the client: one way to call an operation, by its operationId, with its input and its result
// known to the compiler.
import createFetchClient from 'openapi-fetch';
import type { components } from '../generated/api.ts';
import { operations } from '../generated/operations.ts';
import { follow, type FollowOptions } from './follow.ts';
import type { Credentials, SendRefresh, TokenStore } from './credentials.ts';
import { cookieCredentials, tokenCredentials } from './credentials.ts';
import { ConnectionError, problemFrom, withoutQuery } from './errors.ts';
import type {
  Address,
  CallOptions,
  Item,
  Operation,
  OperationId,
  OptionsArgument,
  PagedId,
  Reply,
  Sending,
  StreamEvent,
  StreamId,
} from './operation-types.ts';
import { pathSerializer, pathTo } from './paths.ts';
import type { Fetch } from './signed-fetch.ts';
import { sendRepeating, signedFetch, TrackedRequest } from './signed-fetch.ts';

export interface ClientOptions {
  /** The deployment's address; empty for the page's own, in a browser. */
  baseUrl: string;
  credentials: 'cookie' | TokenStore;
  fetch?: Fetch;
  /** Only for programs: browsers name themselves. */
  userAgent?: string;
}

export interface Client {
  readonly baseUrl: string;
  /** Carries out an operation and returns its JSON; throws ProblemError or ConnectionError. */
  call<Id extends OperationId>(operationId: Id, ...options: OptionsArgument<CallOptions<Id>>): Promise<Reply<Id>>;
  /** The same, but returns the response with its body unread: for downloads. */
  open<Id extends OperationId>(operationId: Id, ...options: OptionsArgument<CallOptions<Id>>): Promise<Response>;
  /** Every page of a list, fetched as they are asked for. */
  pages<Id extends PagedId>(operationId: Id, ...options: OptionsArgument<CallOptions<Id>>): AsyncGenerator<Reply<Id>>;
  /** Every item of a list. */
  items<Id extends PagedId>(operationId: Id, ...options: OptionsArgument<CallOptions<Id>>): AsyncGenerator<Item<Id>>;
  /**
   * Follows a stream: each of its events, through lost connections, until its `end` or until the
   * signal is aborted. `reset` is one of them: what was read before no longer leads up to what
   * follows, so read again what you show.
   */
  follow<Id extends StreamId>(
    operationId: Id,
    ...options: OptionsArgument<Address<Id> & FollowOptions>
  ): AsyncGenerator<StreamEvent<Id>, void, void>;
  /** The whole address of an operation. */
  url<Id extends OperationId>(operationId: Id, ...address: OptionsArgument<Address<Id>>): string;
  /** The same for a WebSocket. */
  socketUrl<Id extends OperationId>(operationId: Id, ...address: OptionsArgument<Address<Id>>): string;
  /** What a WebSocket's handshake must carry where cookies do not do it. */
  socketHeaders(): Promise<Record<string, string>>;
}

interface LooseOptions extends Sending {
  params?: Record<string, unknown>;
  query?: Record<string, unknown>;
  body?: unknown;
}

export function createClient({ baseUrl: address, credentials: kind, fetch: send, userAgent }: ClientOptions): Client {
  const baseUrl = address.replace(/\/+$/, '');
  const transport: Fetch = send ?? ((request) => fetch(request));
  const ownHeaders: Record<string, string> = { accept: 'application/json, application/problem+json' };
  if (userAgent !== undefined) ownHeaders['user-agent'] = userAgent;
  const credentials = credentialsFor(kind, refreshSender(baseUrl, ownHeaders, transport));
  const signed = signedFetch({ send: transport, credentials, wait });
  const http = createFetchClient({
    baseUrl,
    headers: ownHeaders,
    fetch: signed,
    Request: TrackedRequest,
    bodySerializer: serializeBody,
    pathSerializer,
  });

  async function open(operationId: OperationId, options: LooseOptions = {}): Promise<Response> {
    const { params = {}, query = {}, body, signal, headers = {}, idempotencyKey } = options;
    const operation: Operation = operations[operationId];
    const isBytes = body !== undefined && !isJson(body);
    const { error, response } = await http.request(
      operation.method.toLowerCase() as 'get',
      operation.path as never,
      {
        // The table is the generator's, so method and path belong together; openapi-fetch cannot
        // know that of a variable.
        params: { path: params, query },
        headers: {
          ...(operation.idempotent === true && { 'idempotency-key': idempotencyKey ?? crypto.randomUUID() }),
          ...(isBytes && { 'content-type': operation.contentType ?? 'application/octet-stream' }),
          ...headers,
        },
        ...(body !== undefined && { body }),
        ...(body instanceof ReadableStream && { duplex: 'half' }), // fetch asks for it with a streamed body
        ...(signal !== undefined && { signal }),
        parseAs: 'stream',
      } as never,
    );
    if (!response.ok) throw problemFrom(response, error);
    return response;
  }

  async function call(operationId: OperationId, options?: LooseOptions): Promise<unknown> {
    const response = await open(operationId, options);
    const answer = await readAnswer(response);
    credentials.notice(answer);
    return answer;
  }

  async function* pages(operationId: PagedId, options: LooseOptions = {}): AsyncGenerator<unknown> {
    let cursor: string | null | undefined = undefined;
    do {
      const query: Record<string, unknown> = { ...options.query, ...(cursor !== undefined && { cursor }) };
      const page = (await call(operationId, { ...options, query })) as components['schemas']['TemplatePage']; // any page does
      yield page;
      cursor = page.nextCursor;
    } while (cursor !== null);
  }

  async function* items(operationId: PagedId, options?: LooseOptions): AsyncGenerator<unknown> {
    for await (const page of pages(operationId, options)) yield* (page as components['schemas']['TemplatePage']).items;
  }

  function followed(operationId: StreamId, { params = {}, query = {}, ...rest }: LooseOptions & FollowOptions = {}) {
    return follow((headers, signal) => open(operationId, { params, query, headers, signal }), rest);
  }

  const url: Client['url'] = (operationId, ...address) => baseUrl + pathTo(operationId, ...address);
  const client: Record<keyof Client, unknown> = {
    baseUrl,
    call,
    open,
    pages,
    items,
    follow: followed,
    url,
    socketUrl: ((operationId, ...address) => toSocketUrl(url(operationId, ...address))) satisfies Client['socketUrl'],
    async socketHeaders() {
      const headers = new Headers();
      await credentials.sign(headers, 'GET');
      return Object.fromEntries(headers);
    },
  };
  return client as unknown as Client; // its interface ties each operationId to its types; the functions are one for all of them
}

function credentialsFor(kind: 'cookie' | TokenStore, sendRefresh: SendRefresh): Credentials {
  if (kind !== 'cookie') return tokenCredentials(kind, sendRefresh, Date.now);
  return cookieCredentials(sendRefresh, () => (typeof document === 'undefined' ? '' : document.cookie));
}

function refreshSender(baseUrl: string, ownHeaders: Record<string, string>, transport: Fetch): SendRefresh {
  return async (body, headers) => {
    const request = new Request(baseUrl + pathTo('refreshTokens'), {
      method: operations.refreshTokens.method,
      headers: { ...ownHeaders, ...Object.fromEntries(headers), 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return sendRepeating(transport, request, wait, true);
  };
}

async function readAnswer(response: Response): Promise<unknown> {
  if (response.status === 204) return undefined;
  let text: string;
  try {
    text = await response.text();
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ConnectionError(withoutQuery(response.url), error);
  }
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    throw problemFrom(response, undefined); // a page from a proxy or a captive portal, say
  }
}

const isJson = (body: unknown) =>
  typeof body !== 'string' &&
  !(body instanceof ReadableStream || body instanceof Blob || body instanceof ArrayBuffer || ArrayBuffer.isView(body));

const serializeBody = (body: unknown) => (isJson(body) ? JSON.stringify(body) : (body as BodyInit)); // what isJson lets through

function toSocketUrl(url: string): string {
  const absolute = new URL(url, typeof location === 'undefined' ? undefined : location.href);
  absolute.protocol = absolute.protocol === 'https:' ? 'wss:' : 'ws:';
  return absolute.href;
}

function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(done, milliseconds);
    function done() {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      if (signal.aborted) reject(signal.reason);
      else resolve();
    }
    signal.addEventListener('abort', done);
  });
}
