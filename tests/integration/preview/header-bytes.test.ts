// The bytes of headers, both ways: every byte that HTTP allows in a value (RFC 9110 section 5.5)
// arrives as it was sent, and no name, length or text encoding changes it on the way.
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { freePort } from '../../support/free-port.ts';
import { type Person, registerPerson } from '../../support/people.ts';
import { type Manifest, type Session } from '../sessions/made-session.ts';
import { type OpenedPreview, passCookie, openApp } from './opened-preview.ts';
import { type RawReply, send } from './raw-app.ts';

const { url } = inject('platform');

// Says in `X-Seen` what came, as bytes, and answers with the header lines that the path holds.
const source = `
const { createHash } = require('crypto');
require('net').createServer((s) => {
  let got = Buffer.alloc(0);
  s.on('error', () => {}).on('data', (d) => {
    got = Buffer.concat([got, d]);
    const end = got.indexOf('\\r\\n\\r\\n');
    if (end < 0) return;
    const head = got.subarray(0, end).toString('latin1');
    const lines = Buffer.from(head.split(' ')[1].slice(1), 'base64url');
    const seen = Buffer.from('X-Seen: ' + Buffer.from(head, 'latin1').toString('base64') + '\\r\\n');
    const key = /^sec-websocket-key: (.*)$/im.exec(head);
    if (key === null) return s.end(Buffer.concat([Buffer.from('HTTP/1.1 200 OK\\r\\nContent-Length: 0\\r\\nConnection: close\\r\\n'), seen, lines, Buffer.from('\\r\\n')]));
    const accept = createHash('sha1').update(key[1] + '258EAFA5-E914-47DA-95CA-C5AB0DC85B11').digest('base64');
    s.write(Buffer.concat([Buffer.from('HTTP/1.1 101 Switching Protocols\\r\\nUpgrade: websocket\\r\\nConnection: Upgrade\\r\\nSec-WebSocket-Accept: ' + accept + '\\r\\n'), seen, lines, Buffer.from('\\r\\n')]));
  });
}).listen(process.env.PORT, '127.0.0.1');
`;

const manifest = (port: number): Manifest => ({
  image: 'burstflare/base',
  start: 'node -e "$APP"',
  ports: [{ number: port, label: 'Bytes' }],
  env: { APP: source.trim(), PORT: String(port) },
});

let ada: Person;
let session: Session;
let preview: OpenedPreview;

beforeAll(async () => {
  ada = await registerPerson(url);
  const port = await freePort();
  ({ session, preview } = await openApp(ada, manifest(port), port));
});
afterAll(() => ada.http.delete(`/api/sessions/${session.id}`));

const latin1 = (text: string) => Buffer.from(text).toString('latin1');
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => from + at);
/** Every byte that a value may hold: tab, visible ASCII with the space, and all above 0x7f. */
const allowed = String.fromCharCode(9, ...range(0x20, 0x7e), ...range(0x80, 0xff));

const values: [what: string, value: string][] = [
  ['every byte that is allowed', `a${allowed}z`],
  ['text in UTF-8', latin1('Zürich, 報告, 👋')],
  ['text in Latin-1', 'Z\xfcrich, caf\xe9'],
  ['UTF-8 that is cut', latin1('報').slice(0, 2)],
];
/** A semicolon ends a cookie. */
const cookies = values.map(([what, value]) => [what, value.replaceAll(';', '')] as const);

const ways = [
  ['GET', false],
  ['POST', false],
  ['GET', true],
] as const;
const nameOf = ([method, upgrade]: (typeof ways)[number]) => (upgrade ? 'an upgrade' : method);

const ask = (
  [method, upgrade]: (typeof ways)[number],
  headers: Record<string, string>,
  lines = '',
): Promise<RawReply> => {
  const { cookie = '', ...others } = headers;
  const all = { origin: preview.origin, cookie: `${passCookie}=${preview.pass}${cookie}`, ...others };
  return send(preview.origin, `/${Buffer.from(lines, 'latin1').toString('base64url')}`, all, upgrade, method);
};

/** The value of a header as the app saw it, each character one byte. */
function seen({ text }: RawReply, name: string): string | undefined {
  const head = Buffer.from(/^x-seen: (\S+)\r$/im.exec(text)?.[1] ?? '', 'base64').toString('latin1');
  return new RegExp(`^${name}: (.*?)\r?$`, 'im').exec(head)?.[1];
}

describe.each(ways.map((way) => [nameOf(way), way] as const))('with %s', (_, way) => {
  test.each(['X-Byte', 'Referer', 'Content-Disposition', 'Authorization', 'User-Agent'])(
    'the app gets %s as it was sent',
    async (name) => {
      for (const [what, value] of values) expect(seen(await ask(way, { [name]: value }), name), what).toBe(value);
    },
  );

  test('the app gets its cookies as they were sent, without ours', async () => {
    for (const [what, value] of cookies) {
      const reply = await ask(way, { cookie: `; city=${value}; b=2;c=3; burstflare_csrf=x ;d="4"` });
      expect(seen(reply, 'cookie'), what).toBe(`city=${value}; b=2;c=3;d="4"`);
    }
  });

  test.each(['X-Byte', 'Location', 'Content-Disposition', 'Link', 'ETag', 'WWW-Authenticate'])(
    'the browser gets %s as the app sent it',
    async (name) => {
      for (const [what, value] of values) {
        const { text } = await ask(way, {}, `${name}: ${value}\r\n`);
        expect(new RegExp(`^${name}: (.*)\r$`, 'im').exec(text)?.[1], what).toBe(value);
      }
    },
  );

  test('the browser gets the app’s cookies as they were sent, whatever domain they name', async () => {
    for (const [what, value] of cookies) {
      for (const domain of ['', '; Domain=localhost', ';domain = burstflare.localhost ']) {
        const { text } = await ask(way, {}, `Set-Cookie: city=${value}${domain}; Path=/\r\n`);
        expect(/^set-cookie: (.*)\r$/im.exec(text)?.[1], `${what}${domain}`).toBe(`city=${value}; Path=/`);
      }
    }
  });
});
