// What frameworks look at before they take a write, or answer at all, with their default settings.
// Vite and SvelteKit are here, so their own code runs; of the others each is the comparison as it
// stands in the framework's source, in a few lines.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { request as send, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer } from 'vite';

/** The headers of a request as the app got them, by their names in lower case. */
export type Seen = Readonly<Record<string, string | undefined>>;

export interface FrameworkCheck {
  readonly framework: string;
  /** True: it goes on. */
  accepts(seen: Seen): boolean | Promise<boolean>;
}

const isLocalName = (host: string | undefined) =>
  /^(?:(?:.+\.)?(?:localhost|test)|[\d.]+|\[.*\])(?::\d+)?$/.test(host ?? '');
const last = (value: string | undefined) => value?.split(/,\s*/).at(-1);
const first = (value: string | undefined) => value?.split(',')[0]?.trim();

/** Rails and Rack: the scheme, then the forwarded host before the one that is asked for. */
function baseUrl(seen: Seen): string {
  const isSecure = last(seen['x-forwarded-proto']) === 'https' || seen['x-forwarded-ssl'] === 'on';
  const scheme = isSecure ? 'https' : (seen['x-forwarded-scheme'] ?? 'http');
  return new URL(`${scheme}://${last(seen['x-forwarded-host']) ?? seen.host ?? ''}`).origin;
}

export const checks: readonly FrameworkCheck[] = [
  {
    // packages/next/src/server/app-render/action-handler.ts
    framework: 'Next.js server actions',
    accepts: ({ origin = '', host, 'x-forwarded-host': forwarded }) =>
      new URL(origin).host === (first(forwarded) ?? host),
  },
  {
    // packages/next/src/server/lib/router-utils/block-cross-site.ts
    framework: 'Next.js development server',
    accepts: (seen) =>
      !(seen['sec-fetch-mode'] === 'no-cors' && seen['sec-fetch-site'] === 'cross-site') &&
      [seen.origin, seen.referer].every((address = '') => /^(?:.+\.)?localhost$/.test(new URL(address).hostname)),
  },
  {
    // react-router/lib/actions.ts, with the request's address as @react-router/express makes it
    framework: 'React Router actions, version 8',
    accepts: ({ origin, host }) => origin === `http://${host}`,
  },
  {
    // react-router/lib/actions.ts of version 7.12
    framework: 'React Router actions, version 7',
    accepts: ({ origin = '', host, 'x-forwarded-host': forwarded }) =>
      new URL(origin).host === (first(forwarded) ?? host),
  },
  {
    // ActionController::RequestForgeryProtection#valid_request_origin?
    framework: 'Rails, forgery protection',
    accepts: (seen) => seen.origin === baseUrl(seen),
  },
  {
    // ActionDispatch::HostAuthorization with the hosts of development
    framework: 'Rails, host authorization',
    accepts: ({ host, 'x-forwarded-host': forwarded }) =>
      isLocalName(host) && (forwarded === undefined || isLocalName(last(forwarded))),
  },
  {
    // Rack::Protection::HttpOrigin, and HostAuthorization with the hosts of development
    framework: 'Sinatra, rack-protection',
    accepts: (seen) => seen.origin === baseUrl(seen) && isLocalName(last(seen['x-forwarded-host']) ?? seen.host),
  },
  {
    // Rack::Protection::JsonCsrf: JSON is for pages of the same host
    framework: 'Sinatra, JSON for its own pages',
    accepts: (seen) => new URL(seen.referer ?? '').hostname === new URL(baseUrl(seen)).hostname,
  },
  {
    // django/middleware/csrf.py, _origin_verified, without SECURE_PROXY_SSL_HEADER; ALLOWED_HOSTS of DEBUG
    framework: 'Django',
    accepts: ({ origin, host }) => origin === `http://${host}` && isLocalName(host),
  },
  {
    // lib/Server.js, isValidHost and isSameOrigin
    framework: 'webpack-dev-server',
    accepts: ({ origin = '', host = '' }) =>
      isLocalName(host) && new URL(origin).hostname === new URL(`http://${host}`).hostname,
  },
  {
    // net/http, CrossOriginProtection
    framework: 'Go',
    accepts: (seen) => {
      const site = seen['sec-fetch-site'];
      if (site !== undefined) return site === 'same-origin' || site === 'none';
      return seen.origin === undefined || new URL(seen.origin).host === seen.host;
    },
  },
  { framework: 'SvelteKit form actions', accepts: svelteKitAccepts },
  { framework: 'Vite', accepts: viteAccepts },
];

/** Its own function, with the request's address as its Node adapter and `vite preview` make it. */
async function svelteKitAccepts({ origin, host, 'content-type': type = '' }: Seen): Promise<boolean> {
  const kit = dirname(createRequire(import.meta.url).resolve('@sveltejs/kit/package.json'));
  const { is_csrf_forbidden } = await import(join(kit, 'src/runtime/server/csrf.js'));
  const own = `http://${host}`;
  const request = new Request(own, { method: 'POST', headers: { 'content-type': type } });
  return !is_csrf_forbidden({ request, request_origin: origin ?? null, self_origin: own, trusted_origins: [] });
}

/** Its own development server, asked with these very headers. */
async function viteAccepts(seen: Seen): Promise<boolean> {
  const server = await createServer({
    configFile: false,
    logLevel: 'silent',
    server: { host: '127.0.0.1', port: 0, ws: false },
    optimizeDeps: { noDiscovery: true },
  });
  try {
    await server.listen();
    const { port } = (server.httpServer as Server).address() as AddressInfo; // it has one, which listens on TCP
    const headers = Object.fromEntries(
      Object.entries(seen).filter(([name]) => !/^(?:content-|transfer-|connection)/.test(name)),
    );
    return await new Promise<boolean>((resolve, reject) => {
      send({ host: '127.0.0.1', port, path: '/@vite/client', headers }, (answer) => {
        const allowed = answer.headers['access-control-allow-origin'];
        answer.resume().on('end', () => resolve(answer.statusCode === 200 && allowed === seen.origin));
      })
        .on('error', reject)
        .end();
    });
  } finally {
    await server.close();
  }
}
