// What happens to a session, live and after: no gap and nothing twice, wherever the connection
// broke.
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { expectStatus, type Person, registerPerson } from '../../support/people.ts';
import { makeSession, type Session, start } from '../sessions/made-session.ts';
import { clientOf, follow, type Followed } from './followed.ts';

const { url, apiUrl } = inject('platform');
let ada: Person;
let session: Session;
beforeAll(async () => {
  ada = await registerPerson(url);
  session = await makeSession(ada);
});
afterAll(async () => {
  await ada.http.delete(`/api/sessions/${session.id}`);
});

type Stream = Followed<'followSessionEvents'>;
interface Happened {
  readonly seq: number;
  readonly type: string;
  readonly state: string;
}

const followSession = (options: { lastEventId?: string; query?: Record<string, number> } = {}, id = session.id) =>
  follow(clientOf(apiUrl, ada), 'followSessionEvents', { params: { sessionId: id }, ...options });

const happened = ({ events }: Stream) => events.flatMap((e) => (e.event === 'event' ? [e.data as Happened] : []));
const untilState = (stream: Stream, state: string) =>
  stream.until((e) => e.event === 'event' && e.data.type === state, `the session to be ${state}`);

async function recorded(): Promise<Happened[]> {
  const reply = await ada.http.get(`/api/sessions/${session.id}/events?limit=100`);
  return expectStatus(reply, 200).json<{ items: Happened[] }>().items.reverse();
}

test('a follower gets what happened before, then what happens, and behind a break what it missed', async () => {
  const first = followSession();
  await untilState(first, 'created');
  await start(ada.http, session.id);
  await untilState(first, 'running');
  await first.close();
  expectStatus(await ada.http.post(`/api/sessions/${session.id}/stop`), 200);
  const second = followSession({ lastEventId: first.events.at(-1)?.id ?? '' });
  await untilState(second, 'sleeping');
  await second.close();
  const seen = [...happened(first), ...happened(second)];
  expect(seen).toEqual((await recorded()).slice(0, seen.length));
  expect(seen.map(({ seq }) => seq)).toEqual(seen.map((_, index) => index + 1));
  expect(second.events.map(({ id }) => id)).toEqual(happened(second).map(({ seq }) => String(seq)));
});

test('`after` begins behind an event, and a Last-Event-ID goes before it', async () => {
  const all = await recorded();
  const behind = followSession({ query: { after: 2 } });
  await behind.until(() => behind.events.length === all.length - 2, 'what comes behind the second event');
  await behind.close();
  const resumed = followSession({ query: { after: 2 }, lastEventId: '1' });
  await resumed.until(() => resumed.events.length === all.length - 1, 'what comes behind the first event');
  await resumed.close();
  expect([happened(behind), happened(resumed)]).toEqual([all.slice(2), all.slice(1)]);
});

test.each(['99999', 'made-up', '-1', '1.5', '9'.repeat(90)])(
  'a Last-Event-ID that no event has (%s) is told to read again, from the first event on',
  async (lastEventId) => {
    const stream = followSession({ lastEventId });
    await untilState(stream, 'created');
    await stream.close();
    expect(stream.events[0]).toMatchObject({ event: 'reset', data: { reason: 'unknown' } });
    expect(happened(stream)[0]).toMatchObject({ seq: 1 });
  },
);

test('the stream ends with the session', async () => {
  const doomed = await makeSession(ada);
  const stream = followSession({}, doomed.id);
  await untilState(stream, 'created');
  expectStatus(await ada.http.delete(`/api/sessions/${doomed.id}`), 204);
  await stream.ended;
  expect(stream.events.slice(-2)).toMatchObject([
    { event: 'event', data: { type: 'deleted' } },
    { event: 'end', data: { state: 'deleted' } },
  ]);
});
