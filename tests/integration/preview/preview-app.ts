// The app behind the previews under test: it shows what it gets, streams both ways, sets cookies,
// redirects, and echoes WebSockets.
import type { Manifest } from '../sessions/made-session.ts';

const source = `
const http = require('http'), { createHash } = require('crypto');
const server = http.createServer((q, r) => {
  const url = new URL(q.url, 'http://x');
  if (url.pathname === '/sum') {
    const hash = createHash('sha256'); let bytes = 0;
    setTimeout(() => q.on('data', (d) => { hash.update(d); bytes += d.length; }), Number(url.searchParams.get('afterMs')));
    q.on('end', () => r.end(JSON.stringify({ bytes, sha256: hash.digest('hex') })));
  } else if (url.pathname === '/bytes') {
    let left = Number(url.searchParams.get('mb')), n = 0;
    const more = () => { while (left > 0) { left--; if (!r.write(Buffer.alloc(1048576, n++ % 251))) return r.once('drain', more); } r.end(); };
    more();
  } else if (url.pathname === '/cookies') {
    r.setHeader('set-cookie', ['a=1; Domain=burstflare.localhost; Path=/', 'b=2; domain =localhost', 'c=3;Domain=.localhost; HttpOnly', 'd=4; Path=/']);
    r.end('cookies');
  } else if (url.pathname === '/clear') {
    r.setHeader('clear-site-data', url.searchParams.get('what')).end('cleared');
  } else if (url.pathname === '/packed') {
    const body = require('zlib').gzipSync('packed by the app');
    r.writeHead(200, { 'content-encoding': 'gzip', 'content-length': body.length }).end(q.method === 'HEAD' ? undefined : body);
  } else if (url.pathname === '/status') {
    r.writeHead(Number(url.searchParams.get('code')), { 'x-request-id': 'of the app' }).end();
  } else if (url.pathname === '/events') {
    r.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: begun\\n\\n');
    const beat = setInterval(() => r.write('data: more\\n\\n'), 100);
    r.on('close', () => clearInterval(beat));
  } else if (url.pathname === '/move') {
    r.writeHead(302, { location: url.searchParams.get('to') }).end();
  } else {
    r.setHeader('content-type', 'application/json');
    q.resume().on('end', () => r.end(JSON.stringify({ method: q.method, url: q.url, headers: q.headers, raw: q.rawHeaders })));
  }
});
server.on('upgrade', (q, s) => {
  const key = createHash('sha1').update(q.headers['sec-websocket-key'] + '258EAFA5-E914-47DA-95CA-C5AB0DC85B11').digest('base64');
  s.write('HTTP/1.1 101 Switching Protocols\\r\\nUpgrade: websocket\\r\\nConnection: Upgrade\\r\\nSec-WebSocket-Accept: ' + key + '\\r\\nSet-Cookie: w=1; Domain=burstflare.localhost; Path=/\\r\\n\\r\\n');
  const send = (op, d) => s.write(Buffer.concat([Buffer.from([128 | op, 126, d.length >> 8, d.length & 255]), d]));
  send(1, Buffer.from(JSON.stringify(q.headers)));
  let got = Buffer.alloc(0);
  s.on('error', () => {}).on('data', (d) => {
    got = Buffer.concat([got, d]);
    for (;;) {
      if (got.length < 2) return;
      let n = got[1] & 127, at = 2;
      if (n === 126) { if (got.length < 4) return; n = got.readUInt16BE(2); at = 4; }
      if (got.length < at + 4 + n) return;
      const body = Buffer.from(got.subarray(at + 4, at + 4 + n)).map((b, i) => b ^ got[at + (i & 3)]);
      const op = got[0] & 15; got = got.subarray(at + 4 + n);
      if (op === 8) return s.end(Buffer.from([136, 0]));
      send(op, body);
    }
  });
});
server.listen(process.env.PORT, '127.0.0.1');
`;

export const previewManifest = (port: number): Manifest => ({
  image: 'burstflare/base',
  start: 'node -e "$APP"',
  ports: [{ number: port, label: 'App' }],
  env: { APP: source.trim(), PORT: String(port) },
});
