// A development server in the manner of Vite: it answers only to localhost, and hot reload is an
// upgrade whose Origin it checks.
export const APP = String.raw`
const http = require('http');
const { createHash } = require('crypto');
const port = Number(process.argv[2]);
const own = 'localhost:' + port;
const server = http.createServer({ maxHeaderSize: 1e6 }, (q, s) => {
  if (q.headers.host !== own) return s.writeHead(403).end('Blocked host ' + q.headers.host);
  if (q.url.startsWith('/echo')) { s.writeHead(201, 'Made', ['X-Twice', 'a', 'X-Twice', 'b', 'Set-Cookie', 'c=1', 'Set-Cookie', 'd=2', 'Connection', 'X-Hop', 'X-Hop', '1']); const parts = []; q.on('data', (p) => parts.push(p)); q.on('end', () => s.end(JSON.stringify({ url: q.url, method: q.method, headers: q.headers, size: Buffer.concat(parts).length, digest: createHash('sha256').update(Buffer.concat(parts)).digest('hex') }))); return; }
  if (q.url === '/long') return s.writeHead(200, { 'x-long': 'a'.repeat(100000) }).end();
  if (q.url === '/go') return s.writeHead(302, { location: 'http://' + own + '/there?x=1#y' }).end();
  if (q.url === '/away') return s.writeHead(302, { location: 'https://example.com/' }).end();
  if (q.url === '/events') { s.writeHead(200, { 'content-type': 'text/event-stream' }); s.flushHeaders(); globalThis.events = s; return; }
  if (q.url === '/emit') { globalThis.events.write('data: now\n\n'); return s.end('ok'); }
  if (q.url === '/cut') { s.writeHead(200, { 'content-length': '100' }); s.write('half'); return setImmediate(() => s.destroy()); }
  if (q.url === '/drop') return q.socket.destroy();
  s.end('hello from the app');
});
server.on('upgrade', (q, socket, head) => {
  if (q.headers.origin !== 'http://' + own) return socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 9\r\n\r\nforbidden');
  const accept = createHash('sha1').update(q.headers['sec-websocket-key'] + '258EAFA5-E914-47DA-95CA-C5AB0DC85B11').digest('base64');
  socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ' + accept + '\r\nSec-WebSocket-Protocol: vite-hmr\r\n\r\n');
  socket.write(head);
  socket.pipe(socket);
});
server.listen(port, process.argv[3] ?? '127.0.0.1', () => console.log('listening'));
`;
