// Owns `/preview/{port}/…`: the way from the gateway to the app, and what is answered when there is
// no app.
import { Agent, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { InvalidAnswer } from '../http/answer-faults.ts';
import { forwardRequest, forwardUpgrade, type NoAnswer, type Target } from '../http/forward.ts';
import { endToEnd, pairs } from '../http/headers.ts';
import { answerProblem, endWithProblem, PAGE_HEADER } from '../http/answers.ts';
import { Problem } from '../problems.ts';
import type { Session } from '../session.ts';

const ROUTE = /^\/preview\/(\d{1,5})(?=[/?]|$)/;
const LOG_TAIL_BYTES = 4000;
const LOG_TAIL_LINES = 20;

export const isPreview = (url: string) => url.startsWith('/preview/');

export class PreviewProxy {
  readonly #agent = new Agent({ keepAlive: true, scheduling: 'lifo', maxFreeSockets: 64 });

  constructor(readonly session: Session) {}

  async request(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const route = parse(request.url ?? '');
    if (route === null)
      return answerProblem(request, response, new Problem('not_found', { what: 'This preview path' }));
    const address = await this.session.ports.find(route.port);
    if (address === null) return this.#notOpen(request, response, route.port);
    forwardRequest(request, response, this.#target(request, route, address), (error) => {
      if (error.code === 'ECONNREFUSED') return void this.#notOpen(request, response, route.port);
      answerProblem(request, response, broke(route.port, error));
    });
  }

  async upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const route = parse(request.url ?? '');
    if (route === null) return endWithProblem(request, socket, new Problem('not_found', { what: 'This preview path' }));
    const address = await this.session.ports.find(route.port);
    if (address === null) return endWithProblem(request, socket, this.#problem(route.port));
    forwardUpgrade(request, socket, head, this.#target(request, route, address), (error) => {
      endWithProblem(request, socket, broke(route.port, error));
    });
  }

  close(): void {
    this.#agent.destroy();
  }

  #target(request: IncomingMessage, { port, path }: Route, host: string): Target {
    const outer = outside(request);
    return {
      at: { host, port },
      path,
      headers: inward(request, port, outer),
      agent: this.#agent,
      answer: (headers) => outward(headers, port, outer),
    };
  }

  #problem(port: number): Problem {
    return new Problem('port_not_open', { port, state: this.session.health.report().state });
  }

  async #notOpen(request: IncomingMessage, response: ServerResponse, port: number): Promise<void> {
    if (!wantsPage(request))
      return answerProblem(request, response, this.#problem(port), [PAGE_HEADER, 'waiting', 'Retry-After', '2']);
    const { PAGE_POLICY, renderPage } = await import('./page.ts');
    const page = renderPage(this.#facts(port, outside(request)));
    response.writeHead(503, [
      ...['Content-Type', 'text/html; charset=utf-8', 'Content-Length', String(Buffer.byteLength(page))],
      ...[
        'Cache-Control',
        'no-store',
        'Retry-After',
        '2',
        PAGE_HEADER,
        'waiting',
        'Content-Security-Policy',
        PAGE_POLICY,
      ],
      ...['X-Content-Type-Options', 'nosniff', 'Referrer-Policy', 'no-referrer'],
    ]);
    response.end(request.method === 'HEAD' ? undefined : page);
  }

  #facts(port: number, outer: Outside) {
    const { bootstrap, settings, app, health, ports } = this.session;
    const named = ports.list().items.filter((item) => item.declared);
    const { port: own } = health.report();
    const declared = named.find((item) => item.number === port);
    const log = app.log.read(app.log.end - LOG_TAIL_BYTES, LOG_TAIL_BYTES).toString('utf8');
    return {
      sessionName: bootstrap?.session.name ?? settings.sessionId,
      sessionId: settings.sessionId,
      state: bootstrap?.state ?? 'starting',
      port,
      label: declared?.label ?? null,
      declared: declared !== undefined,
      named: named.map(({ number, label }) => ({
        number,
        label,
        url: siblingUrl(outer, port, settings.sessionId, number),
      })),
      app: health.report(),
      appUrl: own === null ? null : siblingUrl(outer, port, settings.sessionId, own),
      logTail: stripVTControlCharacters(log).trimEnd().split('\n').slice(-LOG_TAIL_LINES).join('\n'),
      restoredSnapshotId: bootstrap?.restoredSnapshotId ?? null,
      persistedPaths: bootstrap?.persistedPaths ?? [],
    };
  }
}

interface Route {
  port: number;
  path: string;
}

function parse(url: string): Route | null {
  const match = ROUTE.exec(url);
  const port = Number(match?.[1]);
  if (match === null || port < 1 || port > 65535) return null;
  const path = url.slice(match[0].length);
  return { port, path: path.startsWith('/') ? path : `/${path}` };
}

interface Outside {
  proto: string;
  host: string;
}

// The gateway says under which origin the browser sees the app; without one, the runtime is called
// directly.
function outside(request: IncomingMessage): Outside {
  const host = first(request.headers['x-forwarded-host']) ?? request.headers.host ?? 'localhost';
  return { proto: first(request.headers['x-forwarded-proto']) ?? 'http', host };
}

const first = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value);

/**
 * Where another port of this session is seen. Threat: a forged host makes the page lead to somebody
 * else's origin. Property: only a host that is this session's own for this very port is followed,
 * and only its port is replaced; any other gets no link.
 */
export function siblingUrl({ proto, host }: Outside, port: number, sessionId: string, other: number): string | null {
  const own = `${port}--${sessionId}.`;
  const domain = host.slice(own.length);
  if (!host.startsWith(own) || !/^[a-z0-9.-]+(:\d{1,5})?$/i.test(domain) || !/^https?$/.test(proto)) return null;
  return `${proto}://${other}--${sessionId}.${domain}/`;
}

// Development servers answer only to their own name (Vite's allowedHosts, and its check of Origin
// on the hot-reload socket).
function inward(request: IncomingMessage, port: number, outer: Outside): string[] {
  const replaced = ['host', 'origin', 'x-forwarded-host', 'x-forwarded-proto', 'x-forwarded-for', 'expect'];
  const headers = endToEnd(request.rawHeaders, replaced);
  headers.push('Host', `localhost:${port}`, 'X-Forwarded-Host', outer.host, 'X-Forwarded-Proto', outer.proto);
  headers.push('X-Forwarded-For', first(request.headers['x-forwarded-for']) ?? '127.0.0.1');
  if (request.headers.origin !== undefined) headers.push('Origin', `http://localhost:${port}`);
  return headers;
}

function outward(headers: string[], port: number, outer: Outside): string[] {
  return [...pairs(headers)].flatMap(([name, value]) => {
    return [name, outwardValue(name.toLowerCase(), value, port, outer)];
  });
}

function outwardValue(name: string, value: string, port: number, outer: Outside): string {
  if (name === 'location') return publicLocation(value, port, `${outer.proto}://${outer.host}`);
  // A cookie is its own origin's. The gateway sees to that; here the other bytes stay as they are.
  return name === 'set-cookie' ? value.replaceAll(/;[\t ]*domain[\t ]*=[^;]*/gi, '') : value;
}

const LOCAL_ORIGIN = /^https?:\/\/(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1?\])(?::(\d+))?(?=[/?#]|$)/i;

/**
 * An address that names the app by its local origin, as the browser can reach it; any other stays
 * as it is.
 */
export function publicLocation(location: string, port: number, origin: string): string {
  const match = LOCAL_ORIGIN.exec(location);
  if (match === null || Number(match[1] ?? 80) !== port) return location;
  return origin + location.slice(match[0].length);
}

const wantsPage = (request: IncomingMessage) =>
  (request.method === 'GET' || request.method === 'HEAD') && (request.headers.accept ?? '').includes('text/html');

const broke = (port: number, error: NoAnswer) =>
  error instanceof InvalidAnswer
    ? new Problem('app_answer_invalid', { port, reason: error.message })
    : new Problem('app_unreachable', { port, reason: error.code ?? error.message });
