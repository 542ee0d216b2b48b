// A session that nobody uses is asked nothing, and yet what happens in it is known at once.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { waitUntil } from '../../../tools/start/wait.ts';
import { makeSession, type Session, start } from '../../integration/sessions/made-session.ts';
import { hostedInstances } from '../../support/host-list.ts';
import { type Person, registerPerson } from '../../support/people.ts';
import { startPlatform, type TestPlatform } from '../../support/platform.ts';
import { kill9, runtimesOf } from '../../support/processes.ts';

const port = 4321;
const listens = `node -e "require('net').createServer().listen(${port}, '127.0.0.1')"`;
/**
 * Longer than any of the intervals at which a running session could be looked at, but for the
 * minute of the sweeps.
 */
const quietMs = 6_000;

let platform: TestPlatform;
let person: Person;

beforeAll(async () => {
  platform = await startPlatform({ env: { BURSTFLARE_VAR_AUTOSAVE_SECONDS: '0' } });
  person = await registerPerson(platform.url);
});
afterAll(() => platform?.stop());

async function running(command: string): Promise<string> {
  const { id } = await makeSession(person, { image: 'burstflare/base', start: command, ports: [{ number: port }] });
  await start(person.http, id);
  return id;
}

/** As the list has it: a session's detail would ask its runtime. */
async function listed(id: string): Promise<Session | undefined> {
  const { items } = (await person.http.get('/api/sessions')).json<{ items: Session[] }>();
  return items.find((session) => session.id === id);
}

const portIs = (id: string, state: string) =>
  waitUntil(
    async () => (await listed(id))?.ports.some((found) => found.number === port && found.state === state) ?? false,
    20_000,
    `port ${port} to be ${state} in the list`,
  );

async function requestsOf(ids: readonly string[]): Promise<number[]> {
  const instances = await hostedInstances(platform.dataDir);
  return ids.map((id) => instances.find(({ sessionId }) => sessionId === id)?.requests ?? Number.NaN);
}

test('an open port is in the list without anybody asking the session, and so is one that closes', async () => {
  const id = await running(`sleep 2; timeout 4 ${listens}; sleep 1000`);
  await portIs(id, 'open');
  await portIs(id, 'closed');
});

test('an idle session gets no request, whether its port is open or never opens', async () => {
  const ids = [await running(listens), await running('sleep 1000')];
  await portIs(ids[0] ?? '', 'open');
  let before = await requestsOf(ids);
  let since = performance.now();
  // Whatever the start still has to ask comes first; from then on nothing may come for the whole of
  // the quiet time.
  await waitUntil(
    async () => {
      const now = await requestsOf(ids);
      if (now.join() !== before.join()) since = performance.now();
      before = now;
      return performance.now() - since >= quietMs;
    },
    30_000,
    'six seconds without a request to the sessions',
  );
  await platform.sweep();
  expect(await requestsOf(ids)).toEqual(before);
});

test('a sweep finds the session whose end nobody reported', async () => {
  const id = await running('sleep 1000');
  // Killed together, the runtime and the daemon that would report it leave the record alone.
  kill9([...runtimesOf(id), platform.hostPid]);
  await waitUntil(
    async () => {
      await platform.sweep();
      return (await listed(id))?.state === 'failed';
    },
    20_000,
    'the session to be known as failed',
  );
});
