// An app of two ports: a page on one, and on the other an API that lets in that page alone, with a
// usual list of allowed origins, a sign-in by cookie, and WebSockets.
import type { Manifest } from '../sessions/made-session.ts';

const source = `
const http = require('http'), { createHash } = require('crypto');
const { WEB, API } = process.env, page = 'http://localhost:' + WEB;
http.createServer((q, r) => {
  const { pathname, searchParams } = new URL(q.url, 'http://x');
  if (pathname === '/move') return r.writeHead(302, { location: searchParams.get('to') }).end();
  r.setHeader('content-type', 'text/html').end('<!doctype html><title>web</title><h1>The page</h1>');
}).listen(WEB, '127.0.0.1');
const api = http.createServer((q, r) => {
  const { origin } = q.headers;
  if (origin === page) {
    r.setHeader('access-control-allow-origin', origin).setHeader('access-control-allow-credentials', 'true').setHeader('vary', 'Origin');
  }
  if (q.method === 'OPTIONS') {
    r.setHeader('access-control-allow-methods', 'GET,POST,PUT').setHeader('access-control-allow-headers', 'content-type,x-token');
    r.setHeader('x-secret', 'of the app').setHeader('set-cookie', 'planted=1');
    return r.writeHead(origin === page ? 200 : 403).end(JSON.stringify({ private: 'text', headers: q.headers }));
  }
  if (q.url === '/login') return r.setHeader('set-cookie', 'sid=ada; HttpOnly; Path=/; SameSite=Lax').end('signed in');
  let body = '';
  q.on('data', (part) => (body += part)).on('end', () =>
    r.setHeader('content-type', 'application/json').end(JSON.stringify({ method: q.method, url: q.url, body, headers: q.headers })));
});
api.on('upgrade', (q, s) => {
  if (q.headers.origin !== page) return s.end('HTTP/1.1 403 Forbidden\\r\\nContent-Length: 0\\r\\n\\r\\n');
  const key = createHash('sha1').update(q.headers['sec-websocket-key'] + '258EAFA5-E914-47DA-95CA-C5AB0DC85B11').digest('base64');
  s.on('error', () => {}).write('HTTP/1.1 101 Switching Protocols\\r\\nUpgrade: websocket\\r\\nConnection: Upgrade\\r\\nSec-WebSocket-Accept: ' + key + '\\r\\n\\r\\n');
  s.write(Buffer.concat([Buffer.from([129, 5]), Buffer.from('hello')]));
});
api.listen(API, '127.0.0.1');
`;

export const twoPortManifest = (web: number, api: number): Manifest => ({
  image: 'burstflare/base',
  start: 'node -e "$APP"',
  ports: [
    { number: web, label: 'Web' },
    { number: api, label: 'API' },
  ],
  env: { APP: source.trim(), WEB: String(web), API: String(api) },
});
