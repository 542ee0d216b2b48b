// What an app sends as its answer, byte by byte: it is passed on or refused, and costs nothing but
// that request.
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { waitUntil } from '../../../tools/start/wait.ts';
import { freePort } from '../../support/free-port.ts';
import { type Person, registerPerson } from '../../support/people.ts';
import { detail, type Session } from '../sessions/made-session.ts';
import { connect, type Connected, type OpenedPreview, passCookie, openApp } from './opened-preview.ts';
import { pathOf, rawManifest, type RawReply, send } from './raw-app.ts';

const { url } = inject('platform');

let ada: Person;
let session: Session;
let preview: OpenedPreview;
let terminal: Connected;

beforeAll(async () => {
  ada = await registerPerson(url);
  const port = await freePort();
  ({ session, preview } = await openApp(ada, rawManifest(port), port));
  terminal = await connect(url, `/runtime/sessions/${session.id}/terminal`, { authorization: `Bearer ${ada.token}` });
});
afterAll(async () => {
  await terminal?.close();
  await ada.http.delete(`/api/sessions/${session.id}`);
});

interface Case {
  readonly name: string;
  readonly answer: string;
  readonly upgrade: boolean;
}

const bothWays = (name: string, answer: string): Case[] => [
  { name, answer, upgrade: false },
  { name: `${name}, to an upgrade`, answer, upgrade: true },
];

/** Sends all, a few at a time. */
async function sendAll(cases: readonly Case[]): Promise<Map<Case, RawReply>> {
  const replies = new Map<Case, RawReply>();
  const queue = [...cases];
  const cookie = `${passCookie}=${preview.pass}`;
  const worker = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const headers = { cookie, origin: preview.origin };
      replies.set(next, await send(preview.origin, pathOf(next.answer), headers, next.upgrade));
    }
  };
  await Promise.all(Array.from({ length: 8 }, worker));
  return replies;
}

const refused = ({ status, text }: RawReply): boolean =>
  status === 502 && /"code":"app_(answer_invalid|unreachable)"/.test(text);

const shown = (replies: Iterable<[Case, RawReply]>) =>
  [...replies]
    .map(([{ name }, { status, text }]) => `${name}: ${status} ${JSON.stringify(text.slice(-200))}`)
    .slice(0, 6);

/**
 * The session as it was: it runs, in the same boot, and the terminal that was attached before still
 * speaks.
 */
async function expectUnharmed(): Promise<void> {
  const { state, runtime } = await detail(ada.http, session.id);
  expect([state, runtime.bootCount]).toEqual(['running', 1]);
  const mark = Math.random().toString(36).slice(2);
  terminal.socket.send(Buffer.from(`echo ${mark.slice(0, 3)}""${mark.slice(3)}\n`));
  const spoken = () => Buffer.concat(terminal.frames).toString().includes(mark);
  await waitUntil(spoken, 10_000, 'the terminal to speak');
}

test('every status from 000 to 999 is passed on or refused in words, and the session runs on', async () => {
  const statuses = Array.from({ length: 1000 }, (_, code) => String(code).padStart(3, '0'));
  const cases = statuses.flatMap((code) => bothWays(code, `HTTP/1.1 ${code} Said\r\nContent-Length: 2\r\n\r\nok`));
  const wrong = [...(await sendAll(cases))].filter(([{ name, upgrade }, reply]) => {
    const code = Number(name.slice(0, 3));
    if (code >= 200 && code <= 599) return reply.status !== code;
    // 101 to an upgrade is what was asked for, though this app then speaks no frames.
    return code === 101 && upgrade ? false : !refused(reply);
  });
  expect(shown(wrong)).toEqual([]);
  await expectUnharmed();
}, 120_000);

const bytes = Array.from(
  { length: 256 },
  (_, code) => [code.toString(16).padStart(2, '0'), String.fromCharCode(code)] as const,
);
/** The header before and after the length of the body. */
const bothOrders = (name: string, header: string) =>
  [`${header}\r\nContent-Length: 2`, `Content-Length: 2\r\n${header}`].flatMap((head, at) =>
    bothWays(`${name} ${at === 0 ? 'before' : 'after'} the length`, `HTTP/1.1 200 OK\r\n${head}\r\n\r\nok`),
  );

test('every byte in the value of a header is passed on as it is or refused in words, and the session runs on', async () => {
  const names = ['X-Byte', 'Content-Disposition', 'Location', 'Set-Cookie'];
  const cases = names.flatMap((name) =>
    bytes.flatMap(([hex, byte]) => bothOrders(`${hex} in ${name}`, `${name}: "a${byte}z"`)),
  );
  const wrong = [...(await sendAll(cases))].filter(([{ name }, reply]) => {
    const byte = String.fromCharCode(Number.parseInt(name.slice(0, 2), 16));
    const passes = byte === '\t' || (byte >= ' ' && byte !== '\x7f');
    return passes
      ? reply.status !== 200 || !reply.text.includes(`"a${byte}z"`)
      : !refused(reply) && reply.status !== 200;
  });
  expect(shown(wrong)).toEqual([]);
  await expectUnharmed();
}, 120_000);

test('every byte in the name of a header and in the words beside the status is passed on or refused in words', async () => {
  const cases = bytes.flatMap(([hex, byte]) => [
    ...bothOrders(`${hex} in a name`, `X-${byte}y: value`),
    ...bothWays(`${hex} in the reason`, `HTTP/1.1 200 a${byte}z\r\nContent-Length: 2\r\n\r\nok`),
  ]);
  const wrong = [...(await sendAll(cases))].filter(([, reply]) => !refused(reply) && reply.status !== 200);
  expect(shown(wrong)).toEqual([]);
  await expectUnharmed();
}, 120_000);

test('names in other scripts reach the browser byte for byte, in whatever order the headers come', async () => {
  const name = Buffer.from('attachment; filename="報告 – é.txt"').toString('latin1');
  for (const { answer } of bothOrders('a name', `Content-Disposition: ${name}`)) {
    const reply = await send(preview.origin, pathOf(answer), { cookie: `${passCookie}=${preview.pass}` }, false);
    expect([reply.status, reply.text.includes(name), reply.text.slice(-2)]).toEqual([200, true, 'ok']);
  }
  await expectUnharmed();
});

test('answers that break the rules of HTTP end in words or in a cut, never in the end of the session', async () => {
  const ok = 'HTTP/1.1 200 OK\r\n';
  const endless = `${ok}${'X-Long: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n'.repeat(200)}`;
  const answers: [name: string, answer: string, seen: (reply: RawReply) => boolean][] = [
    [
      'early hints first',
      `HTTP/1.1 103 Early\r\nLink: </a>\r\n\r\n${ok}Content-Length: 2\r\n\r\nok`,
      ({ status }) => status === 200,
    ],
    ['continue first', `HTTP/1.1 100 Continue\r\n\r\n${ok}Content-Length: 2\r\n\r\nok`, ({ status }) => status === 200],
    ['only early hints', 'HTTP/1.1 103 Early\r\n\r\n', refused],
    ['two lengths', `${ok}Content-Length: 2\r\nContent-Length: 3\r\n\r\nok!`, refused],
    ['length and chunks', `${ok}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n`, refused],
    ['a length that is none', `${ok}Content-Length: two\r\n\r\nok`, refused],
    ['a head that breaks off', `${ok}X-Half: `, refused],
    ['no HTTP', 'SSH-2.0-OpenSSH_9.9\r\n', refused],
    ['nothing', '', refused],
    [
      'more than its length',
      `${ok}Content-Length: 2\r\n\r\nok and more`,
      ({ status, text }) => status === 200 && text.endsWith('ok'),
    ],
    ['less than its length', `${ok}Content-Length: 9\r\n\r\nok`, ({ status }) => status === 200 || status === 0],
    [
      'a broken chunk',
      `${ok}Transfer-Encoding: chunked\r\n\r\n2\r\nok\r\nzz\r\n`,
      ({ status }) => status === 200 || status === 0,
    ],
    [
      'trailers',
      `${ok}Transfer-Encoding: chunked\r\nTrailer: X-T\r\n\r\n2\r\nok\r\n0\r\nX-T: \x80\r\n\r\n`,
      ({ status }) => status === 200,
    ],
    ['a body for 204', 'HTTP/1.1 204 No\r\nContent-Length: 2\r\n\r\nok', ({ status }) => status === 204],
    ['a body for 205', 'HTTP/1.1 205 Reset\r\nContent-Length: 2\r\n\r\nok', ({ status }) => status === 205],
    ['a body for 304', 'HTTP/1.1 304 Same\r\nContent-Length: 2\r\n\r\nok', ({ status }) => status === 304],
    [
      'a cookie for a whole domain with 205',
      'HTTP/1.1 205 R\r\nSet-Cookie: a=1; Domain=localhost\r\n\r\n',
      ({ status }) => status === 205,
    ],
    ['10 KB of one header', `${endless}Content-Length: 2\r\n\r\nok`, ({ status }) => status === 200],
  ];
  const cases = answers.flatMap(([name, answer]) => bothWays(name, answer));
  const seen = new Map(answers.map(([name, , is]) => [name, is]));
  const wrong = [...(await sendAll(cases))].filter(([{ name, upgrade }, reply]) => {
    const is = seen.get(name.replace(', to an upgrade', ''));
    // To an upgrade the length of what follows the head matters to nobody: the connection ends with
    // it.
    return upgrade ? reply.status === 0 && !name.startsWith('less') && !name.startsWith('a broken') : !is?.(reply);
  });
  expect(shown(wrong)).toEqual([]);
  await expectUnharmed();
});
