// Commands that follow along: each change once, through lost connections, until Ctrl-C, the end, or
// a reader that has read enough.
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { startCuttingProxy } from './cutting-proxy.ts';
import { Flare } from './flare.ts';
import { folderWith } from './projects.ts';

const { apiUrl: url, port } = inject('platform');
const flare = new Flare(url);
const INTERRUPTED = 130;

interface Session {
  id: string;
  name: string;
  state: string;
}
interface Event {
  seq: number;
  type: string;
}

beforeAll(async () => {
  await flare.signUp();
  await flare.json(['template', 'create', 'site']);
  const manifest = 'image: burstflare/base\n';
  await flare.json(['template', 'upload', 'site', '--manifest', '-', '--promote'], { input: manifest });
});
afterAll(async () => {
  for (const { id } of await flare.json<Session[]>(['session', 'list']))
    await flare.run(['session', 'delete', id, '--yes']);
  flare.remove();
});

const makeSession = (name: string) => flare.json<Session>(['session', 'create', '--template', 'site', '--name', name]);
const linesOf = <T>(text: string) =>
  text
    .trimEnd()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);

test('followed events come once and in order, as JSON lines, through a connection that is cut', async () => {
  const { id } = await makeSession('followed');
  const proxy = await startCuttingProxy(port);
  const { profiles } = flare.readConfig();
  const cut = new Flare(proxy.url);
  cut.file('config.json', JSON.stringify({ version: 1, profiles: { [proxy.url]: profiles[url] } }));
  const json = cut.start(['session', 'events', id, '--follow', '--json'], '');
  const text = cut.start(['session', 'events', id, '--follow'], '');
  await Promise.all([json.prints('"created"'), text.prints('created')]);
  // An event that comes as it happens shows that the streams are open.
  await flare.json(['session', 'start', id]);
  await Promise.all([json.prints('"running"'), text.prints('running')]);
  proxy.down();
  await flare.json(['session', 'stop', id]);
  proxy.up();
  await Promise.all([json.prints('"sleeping"'), text.prints('sleeping')]);
  for (const { child } of [json, text]) child.kill('SIGINT');
  const [events, lines] = await Promise.all([json.done, text.done]);
  expect([events.code, lines.code]).toEqual([INTERRUPTED, INTERRUPTED]);

  const all = await flare.json<Event[]>(['session', 'events', id]);
  const seen = linesOf<Event>(events.stdout);
  expect(seen).toEqual(all.toReversed().slice(0, seen.length));
  expect(lines.stdout.trimEnd().split('\n')).toHaveLength(seen.length);
  // With --json, stderr is for failures alone.
  expect(events.stderr).toBe('');
  expect(lines.stderr).toBe('The connection was lost; reconnecting.\nConnected again.\n');
  await proxy.close();
  cut.remove();
});

test('a deleted session ends those who follow its events and who watch it', async () => {
  const { id, name } = await makeSession('short-lived');
  const events = flare.start(['session', 'events', id, '--follow'], '');
  const shown = flare.start(['session', 'get', id, '--watch'], '');
  await Promise.all([events.prints('created'), shown.prints(name)]);
  await flare.json(['session', 'delete', id, '--yes']);
  expect(await events.done).toMatchObject({ code: 0, stderr: 'The session is deleted.\n' });
  expect(await shown.done).toMatchObject({ code: 0, stdout: expect.stringContaining(`${name} is deleted.\n`) });
});

test('a watched list gives a line for each change: what comes, how it changes, and that it goes', async () => {
  const before = await makeSession('there-before');
  const json = flare.start(['session', 'list', '--watch', '--json'], '');
  const starting = flare.start(['session', 'list', '--watch', '--state', 'created'], '');
  await Promise.all([json.prints(before.id), starting.prints(before.id)]);
  const { id } = await makeSession('comes-later');
  await starting.prints(id);
  await flare.json(['session', 'start', id]);
  await json.prints('"state":"running"');
  await flare.json(['session', 'delete', id, '--yes']);
  await json.prints('"deleted":true');
  for (const { child } of [json, starting]) child.kill('SIGINT');
  expect(await starting.done).toMatchObject({ code: INTERRUPTED, stderr: '' });
  const { code, stdout } = await json.done;
  expect(code).toBe(INTERRUPTED);
  const changes = linesOf<Session & { deleted?: boolean }>(stdout).filter((change) => change.id === id);
  expect(changes.map(({ state }) => state)).toEqual(expect.arrayContaining(['created', 'starting', 'running']));
  expect(changes.at(-1)).toEqual({ id, deleted: true });
  expect(new Set(changes.map((change) => JSON.stringify(change))).size).toBe(changes.length);
});

test('on a terminal the list is drawn again in its place, and Ctrl-C ends it', async () => {
  const { name, id } = await makeSession('on-screen');
  const screen = flare.onTerminal(['session', 'list', '--watch', '--search', name]);
  await screen.sees(/on-screen +ses-\S+ +created/);
  await flare.json(['session', 'start', id]);
  await screen.sees(/on-screen +ses-\S+ +running/);
  screen.write('\u0003');
  expect(await screen.exited).toBe(INTERRUPTED);
});

test('a reader that has read enough ends the command', async () => {
  const { id } = await makeSession('read-enough');
  const events = flare.start(['session', 'events', id, '--follow'], '');
  await events.prints('created');
  events.child.stdout.destroy();
  await flare.json(['session', 'start', id]);
  expect(await events.done).toMatchObject({ code: 0, stderr: '' });
});

test('a build and its log are followed to the end, through a connection that is cut', async () => {
  const folder = folderWith(flare, 'slow', {
    'burstflare.yaml': 'name: slow\nsetup: for i in $(seq 40); do echo "line-$i"; sleep 0.1; done\n',
  });
  const builds = flare.start(['build', 'list', '--watch', '--json'], '');
  await flare.json(['template', 'create', 'slow']);
  const { buildId } = await flare.json<{ buildId: string }>([
    ...['template', 'upload', 'slow', '--dir', folder, '--no-wait'],
  ]);
  const proxy = await startCuttingProxy(port);
  const { profiles } = flare.readConfig();
  const cut = new Flare(proxy.url);
  cut.file('config.json', JSON.stringify({ version: 1, profiles: { [proxy.url]: profiles[url] } }));
  const text = cut.start(['build', 'log', buildId, '--follow'], '');
  const json = cut.start(['build', 'log', buildId, '--follow', '--json'], '');
  await Promise.all([text.prints('line-5\n'), json.prints('line-5\\n')]);
  proxy.cut();
  const [log, parts] = await Promise.all([text.done, json.done]);
  expect([log.code, parts.code]).toEqual([0, 0]);
  const numbers = (of: string) => [...of.matchAll(/^line-(\d+)$/gm)].map(([, number]) => Number(number));
  const all = Array.from({ length: 40 }, (_, index) => index + 1);
  expect(numbers(log.stdout)).toEqual(all);
  expect(log.stderr).toBe('The connection was lost; reconnecting.\nConnected again.\n');
  const read = linesOf<{ offset: number; nextOffset: number; text: string }>(parts.stdout);
  expect(numbers(read.map((part) => part.text).join(''))).toEqual(all);
  for (const [at, part] of read.entries()) expect(part.offset).toBe(at === 0 ? 0 : read[at - 1]?.nextOffset);

  await builds.prints(new RegExp(`"id":"${buildId}".*"state":"succeeded"`));
  builds.child.kill('SIGINT');
  const states = linesOf<{ id: string; state: string }>((await builds.done).stdout).filter(({ id }) => id === buildId);
  expect(states.map(({ state }) => state)).toContain('building');
  expect(states.at(-1)).toMatchObject({ state: 'succeeded' });
  await proxy.close();
  cut.remove();
});
