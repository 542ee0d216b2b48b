// An app that answers with just the bytes that its path holds in base64url, whatever they are, and
// ends the connection.
import { connect } from 'node:net';
import type { Manifest } from '../sessions/made-session.ts';

const source = `
require('net').createServer((s) => {
  let got = Buffer.alloc(0);
  s.on('error', () => {}).on('data', (d) => {
    got = Buffer.concat([got, d]);
    if (!got.includes('\\r\\n\\r\\n')) return;
    const path = got.toString('latin1').split(' ')[1];
    s.end(Buffer.from(path.slice(1), 'base64url'));
  });
}).listen(process.env.PORT, '127.0.0.1');
`;

export const rawManifest = (port: number): Manifest => ({
  image: 'burstflare/base',
  start: 'node -e "$APP"',
  ports: [{ number: port, label: 'Raw' }],
  env: { APP: source.trim(), PORT: String(port) },
});

/** The path at which the app answers with these bytes, each character one byte. */
export const pathOf = (answer: string): string => `/${Buffer.from(answer, 'latin1').toString('base64url')}`;

export interface RawReply {
  readonly status: number;
  /** Head and body, each byte one character. */
  readonly text: string;
}

/**
 * A request as it is written here, to a preview: what is under test is what an HTTP client would
 * not send, or not show.
 */
export function send(
  origin: string,
  path: string,
  headers: Record<string, string>,
  upgrade: boolean,
  method = 'GET',
): Promise<RawReply> {
  const { port, host } = new URL(origin);
  const lines = Object.entries({
    Host: host,
    ...(upgrade
      ? {
          Connection: 'Upgrade',
          Upgrade: 'websocket',
          'Sec-WebSocket-Version': '13',
          'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
        }
      : { Connection: 'close' }),
    ...(method === 'GET' ? {} : { 'Content-Length': '4' }),
    ...headers,
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  const body = method === 'GET' ? '' : 'body';
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = connect(Number(port), '127.0.0.1');
    const over = () => resolve({ status: Number(/^HTTP\/1\.1 (\d{3}) /.exec(text)?.[1] ?? 0), text });
    socket.on('error', reject).on('close', over);
    socket.on('data', (bytes: Buffer) => {
      text += bytes.toString('latin1');
      // A connection that was to become a socket need not end with the answer that refuses it.
      if (upgrade && isWhole(text)) socket.destroy();
    });
    socket.write(Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`, 'latin1'));
  });
}

function isWhole(text: string): boolean {
  const [head = '', body] = text.split(/\r\n\r\n(.*)/s);
  if (body === undefined) return false;
  const length = /^content-length: (\d+)$/im.exec(head)?.[1];
  if (/^transfer-encoding: chunked$/im.test(head)) return body.endsWith('0\r\n\r\n');
  return length === undefined ? true : body.length >= Number(length);
}
