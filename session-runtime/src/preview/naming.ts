// Owns what a session's apps are called on either side. Inside, each port is
// `http://localhost:<port>`, as on a developer's own machine, and every header that names it says
// so: development servers answer to no other name, and frameworks refuse writes where Host, Origin
// and X-Forwarded-Host differ. Outside, each port is an origin of its own below the preview domain.
// Threat: another site's page passes for the app's own, a page on the visitor's own localhost among
// them. Property: only origins of this session become local ones; local ones from outside become
// none, and every other reaches the app as the browser sent it.
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { endToEnd, pairs } from '../http/headers.ts';

/** Under which origin a browser sees the app that a request is for. */
export interface Outside {
  proto: string;
  host: string;
}

/** The ports of a session by the names that they have in- and outside. */
export class Origins {
  /** The public origin of the app that the request is for. */
  readonly own: string;
  /** What every public host of this session ends in; null where the request's own is not one. */
  readonly #rest: string | null;

  /**
   * Threat: a forged host leads to somebody else's origin. Property: other ports are named only
   * where the host is this session's own for this very port, and only its port is replaced.
   */
  constructor(
    readonly outer: Outside,
    readonly port: number,
    sessionId: string,
  ) {
    const { proto, host } = outer;
    this.own = `${proto}://${host}`;
    const own = `${port}--${sessionId}.`;
    const isOwn = host.startsWith(own) && DOMAIN.test(host.slice(own.length)) && /^https?$/.test(proto);
    this.#rest = isOwn ? host.slice(String(port).length) : null;
  }

  /** Where a browser finds another port of this session; null where that is not known. */
  sibling(port: number): string | null {
    return this.#rest === null ? null : `${this.outer.proto}://${port}${this.#rest}`;
  }

  /**
   * The port of this session that has this public origin; null: it is no origin of this session.
   */
  portOf(origin: string): number | null {
    if (origin === this.own) return this.port;
    const [, port] = /^https?:\/\/(\d{4,5})--/.exec(origin) ?? [];
    return port !== undefined && this.sibling(Number(port)) === origin ? Number(port) : null;
  }

  /**
   * An address that names a port of this session by a local origin, as a browser reaches it; any
   * other as it is. In a session every port of `localhost` is the session's.
   */
  publicAddress(address: string): string {
    const match = LOCAL_ORIGIN.exec(address);
    const port = Number(match?.[1] ?? 80);
    if (match === null || (port !== this.port && (port < LEAST_PORT || port > MOST_PORT))) return address;
    const origin = port === this.port ? this.own : this.sibling(port);
    return origin === null ? address : origin + address.slice(match[0].length);
  }

  /**
   * An address that names a port of this session by its public origin, as the app knows it; null
   * for one that is local to the visitor, which the app would take for its own.
   */
  localAddress(address: string): string | null {
    if (LOCAL_ORIGIN.test(address)) return null;
    const origin = ORIGIN.exec(address)?.[0] ?? '';
    const port = this.portOf(origin);
    return port === null ? address : localOrigin(port) + address.slice(origin.length);
  }
}

/** The ports that previews are for, as the manifest allows them. */
const [LEAST_PORT, MOST_PORT] = [1024, 65_535];
const DOMAIN = /^[a-z0-9.-]+(:\d{1,5})?$/i;
const ORIGIN = /^https?:\/\/[^/?#]+/;
const LOCAL_ORIGIN = /^https?:\/\/(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1?\])(?::(\d+))?(?=[/?#]|$)/i;

const localOrigin = (port: number) => `http://localhost:${port}`;

const first = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value);

// The gateway says under which origin the browser sees the app; without one, the runtime is called
// directly.
export function outside({ headers }: IncomingMessage): Outside {
  const host = first(headers['x-forwarded-host']) ?? headers.host ?? 'localhost';
  return { proto: first(headers['x-forwarded-proto']) ?? 'http', host };
}

/** Where servers and frameworks look for the name that they are reached by. */
const IDENTITY = [
  ...['host', 'origin', 'referer', 'x-forwarded-host', 'x-forwarded-proto', 'x-forwarded-port', 'x-forwarded-scheme'],
  ...['x-forwarded-ssl', 'x-forwarded-server', 'x-forwarded-for', 'x-preview-origin', 'sec-fetch-site', 'expect'],
];

/** A request's headers as they reach the app. */
export function inward({ rawHeaders, headers }: IncomingMessage, origins: Origins): string[] {
  const local = `localhost:${origins.port}`;
  const passed = endToEnd(rawHeaders, IDENTITY);
  passed.push('Host', local, 'X-Forwarded-Host', local, 'X-Forwarded-Proto', 'http');
  passed.push('X-Forwarded-For', first(headers['x-forwarded-for']) ?? '127.0.0.1', 'X-Preview-Origin', origins.own);
  const { origin, referer, 'sec-fetch-site': site } = headers;
  // Under `Referrer-Policy: no-referrer` a page's own form has the Origin `null`.
  if (origin === 'null' && site === 'same-origin') passed.push('Origin', `http://${local}`);
  else if (origin !== undefined) passed.push('Origin', origins.localAddress(origin) ?? 'null');
  const from = referer === undefined ? null : origins.localAddress(referer);
  if (from !== null) passed.push('Referer', from);
  if (site !== undefined)
    passed.push(
      'Sec-Fetch-Site',
      site === 'cross-site' && isFromSibling(headers, origins) ? 'same-site' : String(site),
    );
  return passed;
}

/**
 * Whether a request comes from a page on another port: of one site with this one on `localhost`.
 */
function isFromSibling({ origin, referer = '' }: IncomingHttpHeaders, origins: Origins): boolean {
  const port = origins.portOf(origin ?? ORIGIN.exec(referer)?.[0] ?? '');
  return port !== null && port !== origins.port;
}

/** An answer's headers as they reach the browser that sent this request. */
export function outward(headers: string[], { headers: asked }: IncomingMessage, origins: Origins): string[] {
  // A page that comes from another port is at the tab's top itself then.
  const fromSibling = asked['sec-fetch-dest'] !== 'document' && isFromSibling(asked, origins);
  return [...pairs(headers)].flatMap(([name, value]) => [
    name,
    outwardValue(name.toLowerCase(), value, origins, fromSibling),
  ]);
}

function outwardValue(name: string, value: string, origins: Origins, fromSibling: boolean): string {
  switch (name) {
    case 'location':
    case 'content-location':
    case 'access-control-allow-origin':
      return origins.publicAddress(value);
    case 'refresh':
      return value.replace(
        /(;\s*url\s*=\s*['"]?)(.*)$/i,
        (_, before: string, to: string) => before + origins.publicAddress(to),
      );
    case 'set-cookie':
      return fromSibling ? amongPorts(value) : value.replaceAll(/;[\t ]*domain[\t ]*=[^;]*/gi, '');
    default:
      return value;
  }
}

/**
 * A cookie that is set while a page on another port is open. On `localhost` it would be of one site
 * with that page and be sent with its next calls; between origins that are sites of their own only
 * this form is. Threat: a cookie that its app guards by SameSite is sent along from anywhere.
 * Property: it is sent only under the page that the tab shows at its top now (Partitioned), and the
 * gateway refuses what pages of other sessions write.
 */
const amongPorts = (cookie: string) =>
  `${cookie.replaceAll(/;[\t ]*(?:domain|samesite|secure|partitioned)[\t ]*(?:=[^;]*|(?=;|$))/gi, '')}; SameSite=None; Secure; Partitioned`;
