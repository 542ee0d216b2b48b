// An app's health is part of its session: in list and detail alike, as it happens, and without
// anybody asking the session.
import { beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { waitUntil } from '../../../tools/start/wait.ts';
import { freePort } from '../../support/free-port.ts';
import { type Person, expectStatus, registerPerson } from '../../support/people.ts';
import { connect } from '../preview/opened-preview.ts';
import { detail, makeSession, type Session, start } from './made-session.ts';

vi.setConfig({ testTimeout: 90_000 });

const { url } = inject('platform');
const listen = (port: number) => `node -e "require('net').createServer().listen(${port}, '127.0.0.1')"`;
const nobody = { exitCode: null, signal: null, crashes: 0, nextStartAt: null, portHolder: null };

let person: Person;
beforeAll(async () => {
  person = await registerPerson(url);
});

async function running(command: string | undefined, ports: number[] = []): Promise<string> {
  const manifest = { image: 'burstflare/base', ports: ports.map((number) => ({ number })) };
  const { id } = await makeSession(person, { ...manifest, ...(command === undefined ? {} : { start: command }) });
  await start(person.http, id);
  return id;
}

/** As the list has it: a session's detail would ask its runtime. */
async function listed(id: string): Promise<Session> {
  const { items } = (await person.http.get('/api/sessions?limit=100')).json<{ items: Session[] }>();
  const found = items.find((session) => session.id === id);
  if (!found) throw new Error('The list does not have the session.');
  return found;
}

async function untilApp(id: string, is: (app: NonNullable<Session['app']>) => boolean, what: string): Promise<Session> {
  let session = await listed(id);
  const look = async () => {
    session = await listed(id);
    return session.app !== null && is(session.app);
  };
  await waitUntil(look, 40_000, what).catch((error: unknown) => {
    throw new Error(`${String(error)}\n${JSON.stringify(session.app)}`);
  });
  return session;
}

/** Types a command into a terminal of the session and waits until it has run. */
async function exec(id: string, command: string): Promise<void> {
  const terminalId = `t-${Math.random().toString(36).slice(2, 10)}`;
  const path = `/runtime/sessions/${id}/terminal?terminalId=${terminalId}`;
  const { socket, frames, close } = await connect(url, path, { authorization: `Bearer ${person.token}` });
  socket.send(Buffer.from(`${command}\necho do''ne\n`));
  await waitUntil(() => /^done\r?$/m.test(Buffer.concat(frames).toString()), 10_000, command);
  await close();
}

async function eventsOf(id: string): Promise<string[]> {
  const { items } = (await person.http.get(`/api/sessions/${id}/events?limit=100`)).json<{
    items: { type: string; message: string }[];
  }>();
  return items.reverse().map(({ type, message }) => `${type}: ${message}`);
}

describe.concurrent('the list tells', () => {
  test('an app that is up with its port, and one that was ended from outside and started again', async () => {
    const port = await freePort();
    const id = await running(listen(port), [port]);
    const up = await untilApp(id, ({ state }) => state === 'up', 'the app to be up');
    expect(up.app).toMatchObject({ ...nobody, port });
    expect((await detail(person.http, id)).app).toEqual(up.app);
    const { pid } = (await person.http.get(`/runtime/sessions/${id}/app`)).json<{ pid: number }>();
    await exec(id, `kill -9 ${pid}`);
    const again = await untilApp(id, ({ state, crashes }) => state === 'up' && crashes === 1, 'the app to be up again');
    expect(again.app).toMatchObject({ signal: 'SIGKILL', port });
    expect(await eventsOf(id)).toEqual(
      expect.arrayContaining([
        `port_opened: Port ${port} is open`,
        `app_started: The app is up on port ${port}`,
        'app_crashed: The app crashed by SIGKILL; it is started again',
      ]),
    );
  });

  test('an app that crashes at its start and is left down, and that restarts when it is asked to', async () => {
    const port = await freePort();
    const id = await running(`echo why; [ -e ok ] && exec ${listen(port)}; exit 3`, [port]);
    await untilApp(id, ({ state }) => state === 'crashed', 'the first crash');
    const down = await untilApp(
      id,
      ({ nextStartAt, state }) => state === 'crashed' && nextStartAt === null,
      'it to be left down',
    );
    expect(down.app).toMatchObject({ exitCode: 3, crashes: 6, port: null });
    expect(down.steps.find(({ name }) => name === 'app')).toMatchObject({ state: 'failed' });
    expect((await eventsOf(id)).at(-1)).toBe(
      'app_crashed: The app crashed with code 3, 6 times in a row; it is left down',
    );
    await exec(id, 'touch /workspace/ok');
    const answer = expectStatus(await person.http.post(`/runtime/sessions/${id}/app/restart`), 200).json<object>();
    expect(answer).toMatchObject({ state: 'starting', crashes: 0, exitCode: null });
    expect((await untilApp(id, ({ state }) => state === 'up', 'it to be up')).app).toMatchObject({ ...nobody, port });
  });

  test('the port that the app opened where that is another one, and the preview opens it', async () => {
    const [named, opened] = [await freePort(), await freePort()];
    const id = await running(listen(opened), [named]);
    const { app } = await untilApp(id, ({ state }) => state === 'up', 'the app to be up');
    expect(app).toMatchObject({ port: opened, portHolder: null });
    expect((await person.http.get(`/runtime/sessions/${id}/preview`)).json<object>()).toMatchObject({
      port: opened,
      state: 'open',
    });
  });

  test('who holds the port that the app cannot open', async () => {
    const port = await freePort();
    const id = await running(`[ -e go ] || exec sleep 1000; exec ${listen(port)}`, [port]);
    await exec(id, `touch /workspace/go; setsid ${listen(port)} > /dev/null 2>&1 &`);
    await waitUntil(
      async () => (await detail(person.http, id)).ports.some(({ state }) => state === 'open'),
      20_000,
      'the other one to listen',
    );
    await person.http.post(`/runtime/sessions/${id}/app/restart`);
    const { app } = await untilApp(id, ({ state }) => state === 'crashed', 'the app to crash');
    expect(app?.portHolder).toMatchObject({ port, name: 'node' });
    const { text } = (await person.http.get(`/runtime/sessions/${id}/app/log`)).json<{ text: string }>();
    expect(text).toContain(`[burstflare] port ${port} is held by node (process ${app?.portHolder?.pid})`);
  });

  test('an app that the start command left in the background', async () => {
    const port = await freePort();
    const id = await running(`nohup ${listen(port)} > /dev/null 2>&1 &`, [port]);
    expect((await untilApp(id, ({ state }) => state === 'up', 'the app to be up')).app).toMatchObject({
      ...nobody,
      port,
    });
  });

  test('an app that ended, and one that sleeps, whose steps of the start are gone', async () => {
    const id = await running('sleep 0.5; exit 0');
    expect((await untilApp(id, ({ state }) => state === 'exited', 'the app to end')).app).toMatchObject({
      exitCode: 0,
    });
    expectStatus(await person.http.post(`/api/sessions/${id}/stop`), 200);
    expect(await listed(id)).toMatchObject({ state: 'sleeping', steps: [], app: { ...nobody, state: 'stopped' } });
  });

  test('nothing of an app where the manifest has no start command', async () => {
    const id = await running(undefined);
    expect((await listed(id)).app).toBeNull();
    expect((await detail(person.http, id)).app).toBeNull();
  });
});
