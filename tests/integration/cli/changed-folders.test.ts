// A changed folder goes into the session that it has, under the same address, and takes nothing away
// from whoever worked in the session.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { deleteSessions, fetchPreview, folderWith, signedUp, type UpResult } from './projects.ts';
import type { Flare } from './flare.ts';

// A machine is started in nearly every test.
vi.setConfig({ testTimeout: 120_000 });

const { apiUrl: url } = inject('platform');
let flare: Flare;
beforeAll(async () => {
  flare = await signedUp(url);
});
afterAll(async () => {
  await deleteSessions(flare);
  flare.remove();
});

const SERVE = 'start: python3 -m http.server 8000 --bind 127.0.0.1\nports: [{ number: 8000 }]\n';
const inSession = async (sessionId: string, script: string) =>
  (await flare.run(['session', 'terminal', sessionId], { input: `${script}\n` })).stdout;
const up = (folder: string, ...flags: string[]) => flare.json<UpResult>(['up', folder, ...flags]);

test('what changed is put into the same session at the same address, saved first, without a build', async () => {
  const folder = folderWith(flare, 'site', {
    'burstflare.yaml': SERVE,
    'index.html': '<h1>Recipes</h1>',
    'old.txt': '',
  });
  const first = await up(folder);
  await inSession(first.session.id, 'echo mine > edited.txt; date -r index.html +%Y');
  writeFileSync(join(folder, 'index.html'), '<h1>Dishes!</h1>');
  mkdirSync(join(folder, 'deep/er'), { recursive: true });
  writeFileSync(join(folder, 'deep/er/new.txt'), 'new');
  rmSync(join(folder, 'old.txt'));
  const changed = await up(folder);
  expect(changed).toMatchObject({
    version: { id: first.version.id, reused: true },
    session: { id: first.session.id, state: 'running' },
    ...{ sessionReused: true, previousSession: null, preview: { url: first.preview?.url, state: 'open' } },
    changed: { written: 2, removed: 1 },
  });
  expect(await fetchPreview(flare, first.session.id)).toContain('<h1>Dishes!</h1>');
  expect(await inSession(first.session.id, 'cat edited.txt deep/er/new.txt; ls old.txt 2>&1')).toMatch(
    /^mine\nnew.*No such file/,
  );
  const params = [first.session.id, changed.changed?.snapshotId ?? ''];
  expect(await flare.json(['snapshot', 'get', ...params])).toMatchObject({ state: 'ready', label: 'Before flare up' });
  // The next one knows what it put there.
  expect(await up(folder)).toMatchObject({ changed: null, sessionReused: true, version: { reused: true } });
});

test('a file that changed in the session as well is named and kept, unless it is to be overwritten', async () => {
  const folder = folderWith(flare, 'both', { 'burstflare.yaml': SERVE, 'index.html': 'one', 'other.txt': 'one' });
  const { session } = await up(folder);
  await inSession(session.id, 'echo mine > index.html; echo also > added.txt');
  for (const name of ['index.html', 'other.txt', 'added.txt']) writeFileSync(join(folder, name), 'two');
  const refused = await flare.run(['up', folder]);
  expect(refused.code).toBe(5);
  expect(refused.stderr).toContain('index.html: changed in the session');
  expect(refused.stderr).toContain('added.txt: created in the session');
  expect(refused.stderr).toMatch(/--force[\s\S]*--new/);
  expect(await inSession(session.id, 'cat index.html other.txt added.txt')).toBe('mine\nonealso\n');
  // Asleep, it is woken for this.
  await flare.json(['session', 'stop', session.id]);
  const forced = await up(folder, '--force');
  expect(forced).toMatchObject({ session: { id: session.id, state: 'running' }, changed: { written: 3 } });
  expect(await inSession(session.id, 'cat index.html other.txt added.txt')).toBe('twotwotwo');
  // What was there is in the snapshot.
  await flare.json(['snapshot', 'restore', session.id, forced.changed?.snapshotId ?? '', '--yes']);
  expect(await inSession(session.id, 'cat index.html')).toBe('mine\n');
});

test('the setup runs again where its input changed, for the template and in the session', async () => {
  const manifest = `setup: wc -l < list.txt > count.txt\n${SERVE}`;
  const folder = folderWith(flare, 'counted', { 'burstflare.yaml': manifest, 'list.txt': 'a\n' });
  const first = await up(folder);
  writeFileSync(join(folder, 'list.txt'), 'a\nb\n');
  const again = await up(folder);
  expect(again).toMatchObject({ version: { number: 2, reused: false }, session: { id: first.session.id } });
  expect(await inSession(first.session.id, 'cat count.txt')).toBe('2\n');
  // One that fails in the builder leaves the session as it was.
  writeFileSync(join(folder, 'burstflare.yaml'), manifest.replace('wc', 'test ! -e broken && wc'));
  const changed = await up(folder);
  expect(changed.session.id).not.toBe(first.session.id);
  writeFileSync(join(folder, 'broken'), '');
  expect((await flare.run(['up', folder])).code).toBe(1);
  expect(await inSession(changed.session.id, 'ls broken 2>&1; cat count.txt')).toMatch(/No such file[^\n]*\n2\n/);
});

test('folders of one name keep to a template and a session of their own', async () => {
  const folders = ['one', 'two'].map((parent) => {
    mkdirSync(join(flare.folder, parent), { recursive: true });
    return folderWith(flare, `${parent}/twin`, { 'burstflare.yaml': SERVE, 'index.html': parent });
  });
  const [one = '', two = ''] = folders;
  const first = await up(one);
  const second = await up(two);
  expect([first.template.name, second.template.name]).toEqual(['twin', 'twin-2']);
  for (const [folder, before] of [
    [one, first],
    [two, second],
  ] as const) {
    expect(await up(folder)).toMatchObject({
      ...{ template: before.template, version: { number: 1, reused: true } },
      ...{ session: { id: before.session.id, state: 'running' }, sessionReused: true },
    });
  }
});

test('two at once of one folder end well, with one session between them', async () => {
  const folder = folderWith(flare, 'raced', { 'burstflare.yaml': SERVE, 'index.html': 'raced' });
  const ups = await Promise.all([up(folder), up(folder)]);
  expect(new Set(ups.map(({ session }) => session.id)).size).toBe(1);
  expect(ups.map(({ version }) => version.number)).toEqual([1, 1]);
});

test('from two machines at once, a template of one name is made once and both have a session', async () => {
  const folder = folderWith(flare, 'shared', { 'burstflare.yaml': `name: shared\n${SERVE}`, 'index.html': 'shared' });
  const elsewhere = flare.file('elsewhere.json', JSON.stringify(flare.readConfig()));
  const both = await Promise.all([
    flare.run(['up', folder, '--json']),
    flare.run(['up', folder, '--json'], { env: { FLARE_CONFIG: elsewhere } }),
  ]);
  expect(both.map(({ code, stderr }) => [code, stderr])).toEqual([
    [0, ''],
    [0, ''],
  ]);
  const [one, two] = both.map(({ stdout }) => JSON.parse(stdout) as UpResult);
  expect(one?.template.id).toBe(two?.template.id);
});

test('what a folder’s name was sent under before is not lost where only the session is known', async () => {
  const folder = folderWith(flare, 'earlier', { 'burstflare.yaml': SERVE, 'index.html': 'one' });
  const first = await up(folder);
  rmSync(join(flare.folder, 'config.folders'), { recursive: true });
  const folders = { version: 1, sessions: { [`${url} ${folder}`]: first.session.id } };
  flare.file('config.folders.json', JSON.stringify(folders));
  expect(await up(folder)).toMatchObject({ session: { id: first.session.id }, sessionReused: true });
});

test('session prune deletes what sleeps and belongs to no folder', async () => {
  const folder = folderWith(flare, 'pruned', { 'burstflare.yaml': SERVE });
  const first = await up(folder);
  const second = await up(folder, '--new');
  await flare.json(['session', 'stop', second.session.id]);
  const query = ['session', 'prune', '--template', 'pruned', '--days', '0'];
  expect((await flare.run(query)).code).toBe(2);
  expect(await flare.json([...query, '--yes'])).toEqual({
    deleted: [{ id: first.session.id, name: first.session.name }],
  });
  expect(await flare.json([...query, '--yes'])).toEqual({ deleted: [] });
});

test('a program that the session’s image lacks, and a repository that is not there, are named', async () => {
  const lacking = folderWith(flare, 'lacking', { 'burstflare.yaml': 'setup: frobnicate --all\n' });
  const built = await flare.run(['up', lacking]);
  expect([built.code, built.stderr]).toEqual([
    1,
    expect.stringContaining('This template needs `frobnicate`, and the session’s image has none'),
  ]);
  const crashing = folderWith(flare, 'crashing', {
    'burstflare.yaml': 'start: git status || exit 1\nports: [{ number: 8000 }]\n',
  });
  const started = await flare.run(['up', crashing, '--wait-seconds', '5']);
  expect([started.code, started.stderr]).toEqual([1, expect.stringContaining('have no git repository')]);
});
