// A raw HTTP client for tests: no fetch, so Host, cookies and headers are what the test says, and
// preview origins (`….localhost`, which Node does not resolve) reach 127.0.0.1. Every answer is
// held against the contract.
import { randomInt } from 'node:crypto';
import { type IncomingHttpHeaders, request as send } from 'node:http';
import { checkAgainstContract } from './conformance.ts';
import { CookieJar } from './cookies.ts';

export interface RequestOptions {
  readonly headers?: Record<string, string>;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as it is. */
  readonly body?: string | Uint8Array;
  /** false for an answer that is meant to lie outside the contract, with the reason at the call. */
  readonly conform?: boolean;
}

export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly text: string;
  /** The body as JSON; throws with the whole answer when it is none. */
  json<T = unknown>(): T;
}

export interface ClientOptions {
  readonly token?: string;
  readonly headers?: Record<string, string>;
  /** Keeps cookies between requests, as a browser does. */
  readonly jar?: CookieJar;
}

export class HttpClient {
  readonly base: URL;
  readonly #options: ClientOptions;
  /** One per client, for platforms that are set to believe it (`CALLER_ADDRESS_HEADER`). */
  readonly #address = `10.${randomInt(256)}.${randomInt(256)}.${randomInt(1, 255)}`;

  constructor(base: string, options: ClientOptions = {}) {
    this.base = new URL(base);
    this.#options = options;
  }

  as(options: ClientOptions): HttpClient {
    return new HttpClient(this.base.href, options);
  }

  get = (path: string, options?: RequestOptions) => this.request('GET', path, options);
  post = (path: string, options?: RequestOptions) => this.request('POST', path, options);
  put = (path: string, options?: RequestOptions) => this.request('PUT', path, options);
  patch = (path: string, options?: RequestOptions) => this.request('PATCH', path, options);
  delete = (path: string, options?: RequestOptions) => this.request('DELETE', path, options);

  async request(method: string, path: string, options: RequestOptions = {}): Promise<Reply> {
    const url = new URL(path, this.base);
    const body = options.json === undefined ? options.body : JSON.stringify(options.json);
    const jar = this.#options.jar;
    const reply = await exchange(method, url, body, {
      host: url.host,
      'cf-connecting-ip': this.#address,
      ...(options.json === undefined ? {} : { 'content-type': 'application/json' }),
      ...(this.#options.token ? { authorization: `Bearer ${this.#options.token}` } : {}),
      ...(jar?.header(url) ? { cookie: jar.header(url) } : {}),
      ...this.#options.headers,
      ...options.headers,
    });
    jar?.store(url, reply.headers['set-cookie'] ?? []);
    if (options.conform !== false && url.host === this.base.host) checkAgainstContract(method, url.pathname, reply);
    return reply;
  }
}

function exchange(
  method: string,
  url: URL,
  body: string | Uint8Array | undefined,
  headers: Record<string, string>,
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const chunked = 'transfer-encoding' in headers;
    const length = body === undefined || chunked ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const request = send(
      {
        host: '127.0.0.1',
        port: url.port,
        method,
        path: url.pathname + url.search,
        headers: { ...length, ...headers },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const all = Buffer.concat(chunks);
          const text = all.toString('utf8');
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: all,
            text,
            json<T>() {
              try {
                // the caller names the type that the contract check has just confirmed
                return JSON.parse(text) as T;
              } catch {
                throw new Error(
                  `${method} ${url.pathname} answered ${response.statusCode} with no JSON: ${text.slice(0, 500)}`,
                );
              }
            },
          });
        });
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}
