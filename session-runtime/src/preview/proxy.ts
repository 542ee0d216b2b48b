// Owns `/preview/{port}/…`: the way from the gateway to the app, and what is answered when there is
// no app.
import { Agent, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { InvalidAnswer } from '../http/answer-faults.ts';
import { forwardRequest, forwardUpgrade, type NoAnswer, type Target } from '../http/forward.ts';
import { answerProblem, endWithProblem, PAGE_HEADER } from '../http/answers.ts';
import { Problem } from '../problems.ts';
import type { Session } from '../session.ts';
import { inward, Origins, outside, outward } from './naming.ts';

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
    const origins = this.#origins(request, port);
    return {
      at: { host, port },
      path,
      headers: inward(request, origins),
      agent: this.#agent,
      answer: (headers) => outward(headers, request, origins),
    };
  }

  #origins(request: IncomingMessage, port: number): Origins {
    return new Origins(outside(request), port, this.session.settings.sessionId);
  }

  #problem(port: number): Problem {
    return new Problem('port_not_open', { port, state: this.session.health.report().state });
  }

  async #notOpen(request: IncomingMessage, response: ServerResponse, port: number): Promise<void> {
    if (!wantsPage(request))
      return answerProblem(request, response, this.#problem(port), [PAGE_HEADER, 'waiting', 'Retry-After', '2']);
    const { PAGE_POLICY, renderPage } = await import('./page.ts');
    const page = renderPage(this.#facts(port, this.#origins(request, port)));
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

  #facts(port: number, origins: Origins) {
    const { bootstrap, settings, app, health, ports } = this.session;
    const at = (number: number) => {
      const origin = origins.sibling(number);
      return origin && `${origin}/`;
    };
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
      named: named.map(({ number, label }) => ({ number, label, url: at(number) })),
      app: health.report(),
      appUrl: own === null ? null : at(own),
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

const wantsPage = (request: IncomingMessage) =>
  (request.method === 'GET' || request.method === 'HEAD') && (request.headers.accept ?? '').includes('text/html');

const broke = (port: number, error: NoAnswer) =>
  error instanceof InvalidAnswer
    ? new Problem('app_answer_invalid', { port, reason: error.message })
    : new Problem('app_unreachable', { port, reason: error.code ?? error.message });
