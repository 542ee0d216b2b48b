// The terminal through the gateway: who may connect, and that bytes go through both ways.
import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { beforeAll, expect, inject, test } from 'vitest';
import { waitUntil } from '../../../tools/start/wait.ts';
import { type BrowserPerson, type Person, registerBrowserPerson, registerPerson } from '../../support/people.ts';
import { connect } from '../preview/opened-preview.ts';
import { makeSession, type Session, start } from './made-session.ts';

const { url } = inject('platform');
const { origin } = new URL(url);

let ada: Person;
let browser: BrowserPerson;
let session: Session;
let theirs: Session;

beforeAll(async () => {
  [ada, browser] = await Promise.all([registerPerson(url), registerBrowserPerson(url)]);
  [session, theirs] = await Promise.all([makeSession(ada), makeSession(browser)]);
  await start(ada.http, session.id);
  await start(browser.http, theirs.id);
});

const path = ({ id }: Session) => `/runtime/sessions/${id}/terminal`;
const bearer = () => ({ authorization: `Bearer ${ada.token}` });
const cookie = () => ({ cookie: browser.jar.header(new URL(url)) });

test('types into a shell in /workspace and shows what it says', async () => {
  const { socket, frames, close } = await connect(url, path(session), bearer());
  const shown = () => Buffer.concat(frames).toString();
  socket.send(Buffer.from('echo "$((6 * 7))-$PWD"\n'));
  await waitUntil(() => shown().includes('42-/workspace'), 10_000, 'the shell’s answer');
  await close();
});

test('lets a browser in by its cookie from our own pages only', async () => {
  const foreign = [
    'https://evil.example',
    'null',
    `http://8000--${theirs.id}.preview.${new URL(url).host}`,
    `${origin}.evil.example`,
  ];
  for (const from of foreign) {
    await expect(connect(url, path(theirs), { ...cookie(), origin: from }), from).rejects.toThrow('403');
  }
  await expect(connect(url, path(theirs), cookie())).rejects.toThrow('403');
  const { close } = await connect(url, path(theirs), { ...cookie(), origin });
  await close();
});

test('lets nobody in without credentials, and tells nobody of others’ sessions', async () => {
  await expect(connect(url, path(session), {})).rejects.toThrow('401');
  await expect(connect(url, path(theirs), bearer())).rejects.toThrow('404');
  await expect(connect(url, path(session), { ...cookie(), origin })).rejects.toThrow('404');
});

test('says that it needs an upgrade, and that the session must run', async () => {
  const plain = await ada.http.get(path(session));
  expect([plain.status, plain.json<{ code: string }>().code]).toEqual([426, 'upgrade_required']);
  const asleep = await makeSession(ada);
  await expect(connect(url, path(asleep), bearer())).rejects.toThrow('409');
});

test('tells whoever asks without an upgrade why a socket would be refused, which browsers hide', async () => {
  const own = await makeSession(ada);
  const why = async (query: string) => {
    const reply = await ada.http.get(`${path(own)}${query}`);
    return [reply.status, reply.json<{ code: string }>().code];
  };
  expect(await why('?terminalId=No%20name')).toEqual([400, 'bad_request']);
  expect(await why('?terminalId=one&cols=5000')).toEqual([400, 'bad_request']);
  expect(await why('?terminalId=one')).toEqual([409, 'session_not_running']);
  await start(ada.http, own.id);
  expect(await why('?terminalId=one')).toEqual([426, 'upgrade_required']);
  const all = await Promise.all(
    Array.from({ length: 20 }, (_, at) => connect(url, `${path(own)}?terminalId=t${at}`, bearer())),
  );
  expect(await why('?terminalId=t0')).toEqual([426, 'upgrade_required']);
  expect(await why('?terminalId=one')).toEqual([409, 'terminal_limit']);
  await Promise.all(all.map(({ close }) => close()));
});

test('passes 1 MB of a paste and its echo through', async () => {
  const { socket, frames, close } = await connect(
    url,
    `${path(session)}?terminalId=t-${randomUUID().slice(0, 8)}`,
    bearer(),
  );
  const shown = () => Buffer.concat(frames).toString();
  socket.send(Buffer.from('stty raw -echo; echo ready; head -c 1048576 | sha256sum; echo done\n'));
  await waitUntil(() => /ready\r?\n$/.test(shown()), 10_000, 'the shell to read');
  const line = `${'x'.repeat(1023)}\n`;
  for (let i = 0; i < 1024; i++) socket.send(Buffer.from(line));
  await waitUntil(() => /[0-9a-f]{64} {2}-[\s\S]*done/.test(shown()), 20_000, 'the checksum');
  expect(shown()).toContain(createHash('sha256').update(line.repeat(1024)).digest('hex'));
  await close();
});

test('ends with its session', async () => {
  const own = await makeSession(ada);
  await start(ada.http, own.id);
  const { socket } = await connect(url, path(own), bearer());
  const ended = once(socket, 'close');
  expect((await ada.http.post(`/api/sessions/${own.id}/stop`)).status).toBe(200);
  await ended;
});
