// A stream lasts no longer than the leave that it was opened with, nobody opens more than their
// share, and who went away is forgotten.
import { afterEach, beforeAll, expect, inject, test } from 'vitest';
import { waitUntil } from '../../../tools/start/wait.ts';
import { streams } from '../../../gateway/generated/policy.ts';
import { Inventory } from '../../support/inventory.ts';
import { expectStatus, type Person, registerPerson } from '../../support/people.ts';
import { makeSession, makeTemplate, type Session } from '../sessions/made-session.ts';
import { openRaw, type RawStream, signInAgain } from './raw-stream.ts';

const { url, port, dataDir } = inject('platform');
const withinMs = 5000;
let ada: Person;
let session: Session;
let buildId: string;
const open: RawStream[] = [];

beforeAll(async () => {
  ada = await registerPerson(url);
  session = await makeSession(ada);
  const { id } = await makeTemplate(ada.http);
  // It runs until it is gone with the platform: its log has no end meanwhile.
  const json = { manifest: { image: 'burstflare/base', setup: 'echo begun; sleep 600' } };
  const reply = expectStatus(await ada.http.post(`/api/templates/${id}/versions`, { json }), 201);
  ({ buildId } = reply.json<{ buildId: string }>());
});
afterEach(() => {
  for (const { socket } of open.splice(0)) socket.destroy();
});

function stream(path: string, token: string): RawStream {
  const one = openRaw(port, path, token);
  open.push(one);
  return one;
}

const paths = () => [
  '/api/events',
  `/api/sessions/${session.id}/events/stream`,
  `/api/template-builds/${buildId}/log/stream`,
];

async function openAll(token: string): Promise<RawStream[]> {
  const all = paths().map((path) => stream(path, token));
  await waitUntil(() => all.every(({ text }) => text().includes('event: ')), 30_000, 'all three streams to begin');
  return all;
}

test('every stream ends within five seconds of its sign-in, and those of the person’s others go on', async () => {
  const { accessToken } = await signInAgain(url, ada);
  const [others, own] = [await openAll(ada.token), await openAll(accessToken)];
  expectStatus(await ada.http.as({ token: accessToken }).post('/api/auth/logout'), 204);
  await waitUntil(() => own.every(({ isClosed }) => isClosed()), withinMs, 'the streams of the ended sign-in to end');
  expect(others.map(({ isClosed }) => isClosed())).toEqual([false, false, false]);
  // A cut and no end: a client asks again, and is told why.
  expect(own.map(({ text }) => text().endsWith('0\r\n\r\n'))).toEqual([false, false, false]);
});

test.each([
  ['a lesser role', "update memberships set role = 'viewer' where user_id = ?"],
  ['no membership any more', 'delete from memberships where user_id = ?'],
])('every stream of a person with %s ends within five seconds', async (_, change) => {
  const eve = await registerPerson(url);
  const own = await makeSession(eve);
  const both = ['/api/events', `/api/sessions/${own.id}/events/stream`].map((path) => stream(path, eve.token));
  await waitUntil(() => both.every(({ text }) => text().includes('event: ')), 10_000, 'both streams to begin');
  // No operation changes a membership yet: what one will change is changed here.
  new Inventory(dataDir).change(change, eve.user.id);
  await waitUntil(() => both.every(({ isClosed }) => isClosed()), withinMs, 'both streams to end');
});

test('one more than a person may have open is refused, until one of them has gone', async () => {
  const eve = await registerPerson(url);
  const all = Array.from({ length: streams.perPerson }, () => stream('/api/events', eve.token));
  await waitUntil(() => all.every(({ status }) => status() === 200), 10_000, 'all streams to open');
  const refused = await eve.http.get('/api/events');
  expect([refused.status, refused.json<{ code: string }>().code]).toEqual([409, 'stream_limit']);
  all[0]?.socket.destroy();
  // Who has gone is found out when something is sent to them: the next change, or the next
  // heartbeat.
  const reopened = async () => {
    await makeTemplate(eve.http);
    const again = stream('/api/events', eve.token);
    await waitUntil(() => again.status() !== 0, 5000, 'an answer');
    return again.status() === 200;
  };
  await waitUntil(reopened, 15_000, 'the one that has gone to be forgotten');
});
