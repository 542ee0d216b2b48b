// A session that stops its own runtime: every call of it ends in words within seconds, its files
// can be saved all the same, and it can be stopped, restarted and deleted.
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { waitUntil } from '../../../tools/start/wait.ts';
import { freePort } from '../../support/free-port.ts';
import { Inventory } from '../../support/inventory.ts';
import { expectStatus, type Person, registerPerson } from '../../support/people.ts';
import { processesOf, runtimesOf } from '../../support/processes.ts';
import { connect, openPreview } from '../preview/opened-preview.ts';
import { detail, makeSession, type Manifest, plain, type Session, start, untilOpen } from './made-session.ts';

const { url, dataDir } = inject('platform');
const inventory = new Inventory(dataDir);

interface Problem {
  readonly code: string;
  readonly status: number;
  readonly detail: string;
  readonly next: string;
}

vi.setConfig({ testTimeout: 90_000 });

let ada: Person;
const made: string[] = [];

beforeAll(async () => {
  ada = await registerPerson(url);
});
afterAll(async () => {
  await Promise.all(made.map((id) => ada.http.delete(`/api/sessions/${id}`)));
});

const bearer = () => ({ authorization: `Bearer ${ada.token}` });
const command = (id: string, verb: string) => ada.http.post(`/api/sessions/${id}/${verb}`);
const events = async (id: string) =>
  (await ada.http.get(`/api/sessions/${id}/events?limit=100`)).json<{ items: { type: string; message: string }[] }>()
    .items;

async function running(manifest: Manifest = plain): Promise<Session> {
  const { id } = await makeSession(ada, manifest);
  made.push(id);
  return start(ada.http, id);
}

async function inShell(id: string, line: string, shows: RegExp): Promise<void> {
  const { socket, frames, close } = await connect(url, `/runtime/sessions/${id}/terminal`, bearer());
  socket.send(Buffer.from(`${line}; echo "said-$((1+1))"\n`));
  const shown = () => Buffer.concat(frames).toString();
  await waitUntil(() => /said-2/.test(shown()) && shows.test(shown()), 10_000, `the shell to show ${shows}`);
  await close();
}

function freeze(id: string): void {
  const [runtime] = runtimesOf(id);
  if (runtime === undefined) throw new Error('The session has no runtime.');
  process.kill(runtime, 'SIGSTOP');
}

async function timed<T>(work: Promise<T>): Promise<[T, seconds: number]> {
  const from = performance.now();
  return [await work, (performance.now() - from) / 1000];
}

/** A call of the runtime ends within ten seconds; the rest is for a machine under load. */
const withinSeconds = 14;

describe.concurrent('a runtime that does not answer', () => {
  test('is named as what is at fault within ten seconds, on every way to it, and a terminal is refused', async () => {
    const { id } = await running();
    freeze(id);
    const ways = ['ports', 'app', 'app/log?waitSeconds=20', 'terminals'].map((way) => `/runtime/sessions/${id}/${way}`);
    const asked = ways.map((way) => timed(ada.http.get(way)));
    const closing = timed(ada.http.delete(`/runtime/sessions/${id}/terminals/main`));
    const [refusal, seconds] = await timed(connect(url, `/runtime/sessions/${id}/terminal`, bearer()).catch(String));
    expect(refusal).toContain('refused with 502');
    expect(seconds).toBeLessThan(withinSeconds);
    for (const [reply, took] of await Promise.all([...asked, closing])) {
      const { code, next } = expectStatus(reply, 502).json<Problem>();
      expect([code, next]).toEqual(['runtime_unreachable', expect.stringContaining('Stop the session')]);
      expect(took).toBeLessThan(withinSeconds);
    }
  });

  test('cannot be saved by a snapshot, which says within seconds that a stop can', async () => {
    const { id } = await running();
    freeze(id);
    const [reply, seconds] = await timed(ada.http.post(`/api/sessions/${id}/snapshots`, { json: {} }));
    expect(expectStatus(reply, 502).json()).toMatchObject({
      code: 'runtime_unreachable',
      next: expect.stringContaining('The stop saves its files'),
    });
    expect(seconds).toBeLessThan(30);
  });

  test.each(['stop', 'restart'])('is ended by a %s, which saves everything from the host’s side', async (verb) => {
    const { id } = await running();
    await inShell(id, 'echo precious > kept.txt; mkdir deep; echo too > deep/er', /said-2/);
    freeze(id);
    const [reply, seconds] = await timed(command(id, verb));
    expect(expectStatus(reply, 200).json<Session>().state).toBe(verb === 'stop' ? 'sleeping' : 'running');
    expect(seconds).toBeLessThan(40);
    if (verb === 'stop') expect(processesOf(id)).toEqual([]);
    expect((await events(id)).map(({ type }) => type)).toContain('runtime_ended');
    await start(ada.http, id);
    await inShell(id, 'cat kept.txt deep/er', /precious\r\ntoo/);
  });

  test('is ended by a deletion', async () => {
    const { id } = await running();
    freeze(id);
    const [reply, seconds] = await timed(ada.http.delete(`/api/sessions/${id}`));
    expectStatus(reply, 204);
    expect((await detail(ada.http, id)).state).toBe('deleted');
    expect(seconds).toBeLessThan(30);
    expect(processesOf(id)).toEqual([]);
  });
});

describe.concurrent('an app in a preview', () => {
  const slow = `
    require('http').createServer((q, r) => {
      if (q.url === '/slow') setTimeout(() => r.end('at last'), 16000);
      else r.end('at once');
    }).listen(process.env.PORT, '127.0.0.1');
  `;

  test('may take longer than the runtime may; once the runtime is silent, the same wait ends in words', async () => {
    const port = await freePort();
    const env = { APP: slow.trim(), PORT: String(port) };
    const session = await running({
      image: 'burstflare/base',
      start: 'node -e "$APP"',
      ports: [{ number: port }],
      env,
    });
    await untilOpen(ada.http, session.id, port);
    const preview = await openPreview(ada.http, session.id);
    const [reply, seconds] = await timed(preview.http.get('/slow'));
    expect([reply.status, reply.text]).toEqual([200, 'at last']);
    expect(seconds).toBeGreaterThan(15);
    freeze(session.id);
    for (const path of ['/slow', '/']) {
      const [refused, took] = await timed(preview.http.get(path));
      expect([refused.status, refused.json<Problem>().code]).toEqual([502, 'runtime_unreachable']);
      expect(took).toBeLessThan(withinSeconds);
    }
  });
});

describe.concurrent('a stop without a save', () => {
  test('drops what was changed, says so in session, events and audit, and keeps the last save', async () => {
    const { id } = await running();
    await inShell(id, 'echo early > early.txt', /said-2/);
    expectStatus(await ada.http.post(`/api/sessions/${id}/snapshots`, { json: {} }), 201);
    await inShell(id, 'echo late > late.txt', /said-2/);
    const stopped = expectStatus(await command(id, 'stop?discard=true'), 200).json<Session>();
    expect([stopped.state, stopped.stateReason?.message]).toEqual([
      'sleeping',
      'It was stopped without a save; what was changed since the last save is gone',
    ]);
    const told = (await events(id)).map(({ message }) => message);
    expect(told.slice(0, 2)).toEqual([expect.stringContaining('is gone'), 'Stopping without a save']);
    const audited = () =>
      inventory.rows<{ detail: string }>(
        "select detail from audit_entries where target_id = ? and event = 'session.stopped'",
        id,
      );
    await waitUntil(() => audited().length === 1, 10_000, 'the audit to be projected');
    expect(JSON.parse(audited()[0]?.detail ?? '{}')).toMatchObject({ discard: true });
    await start(ada.http, id);
    await inShell(id, 'ls', /early\.txt\s/);
    await inShell(id, 'test -e late.txt || echo no-late', /no-late/);
  });

  test('takes over from a stop that is in the middle of its save', async () => {
    const { id } = await running();
    freeze(id);
    const first = command(id, 'stop');
    await waitUntil(async () => (await detail(ada.http, id)).state === 'stopping', 10_000, 'the stop to be under way');
    expect(expectStatus(await command(id, 'stop?discard=true'), 200).json<Session>().state).toBe('sleeping');
    expect((await first).status).toBe(409);
    expect(processesOf(id)).toEqual([]);
  });

  test('is the way out where the files cannot be saved: the session goes on and names reason and way', async () => {
    const { id } = await running({ ...plain, persistedPaths: ['/workspace/kept'] });
    await inShell(id, 'rm -rf kept; echo a file > kept', /said-2/);
    const refused = expectStatus(await command(id, 'stop'), 502).json<Problem>();
    expect(refused).toMatchObject({
      code: 'session_not_saved',
      next: expect.stringContaining(`flare session stop ${id} --discard`),
    });
    expect(await detail(ada.http, id)).toMatchObject({ state: 'running', stateReason: { code: 'save_failed' } });
    await inShell(id, 'cat kept', /a file/);
    expectStatus(await command(id, 'stop?discard=true'), 200);
  });
});

test('the 21st terminal is refused as one too many, not as a dead machine', async () => {
  const { id } = await running();
  const attached = await Promise.all(
    Array.from({ length: 20 }, (_, n) => connect(url, `/runtime/sessions/${id}/terminal?terminalId=t-${n}`, bearer())),
  );
  const headers = { ...bearer(), upgrade: 'websocket', connection: 'Upgrade' };
  const one = await ada.http.get(`/runtime/sessions/${id}/terminal?terminalId=t-20`, {
    headers: { ...headers, 'sec-websocket-version': '13', 'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==' },
  });
  expect(expectStatus(one, 409).json()).toMatchObject({ code: 'terminal_limit', context: { limit: 20 } });
  for (const { close } of attached) await close();
});
