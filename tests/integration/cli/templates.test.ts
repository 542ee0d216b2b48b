import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { Flare } from './flare.ts';

const { apiUrl: url } = inject('platform');
const flare = new Flare(url);
const manifest = 'image: burstflare/base\nstart: python3 -m http.server 8000\nports:\n  - number: 8000\n';

beforeAll(async () => {
  await flare.signUp();
});
afterAll(() => flare.remove());

interface Template {
  id: string;
  name: string;
  state: string;
  activeVersion: { number: number } | null;
}

test('an empty list says which command fills it', async () => {
  const screen = flare.onTerminal(['template', 'list']);
  await screen.sees(/There are no templates yet\.\s+Create one, and a session from it: flare up <folder>/);
  expect(await screen.exited).toBe(0);
  expect(await flare.json(['template', 'list'])).toEqual([]);
});

test('a template goes from its first version to the second and back', async () => {
  const made = await flare.run(['template', 'create', 'the shop', '--description', 'Front end']);
  expect(made).toMatchObject({ code: 0, stdout: expect.stringMatching(/^tpl-[a-z2-7]{20}\n$/) });
  const file = flare.file('burstflare.yaml', manifest);
  const active = async () => (await flare.json<Template>(['template', 'get', 'The Shop'])).activeVersion?.number;
  expect((await flare.run(['template', 'upload', 'the shop', '--manifest', file])).code).toBe(0);
  expect(await active()).toBeUndefined();
  expect((await flare.run(['template', 'promote', 'the shop'])).code).toBe(0);
  expect(await active()).toBe(1);
  const second = ['template', 'upload', 'the shop', '--manifest', '-', '--sleep-ttl-seconds', '60', '--promote'];
  expect(
    await flare.json([...second, '--persisted-paths', '/workspace/a,/workspace/b'], { input: manifest }),
  ).toMatchObject({
    number: 2,
    manifest: { sleepTtlSeconds: 60, persistedPaths: ['/workspace/a', '/workspace/b'] },
  });
  expect(await active()).toBe(2);
  expect((await flare.run(['template', 'rollback', 'the shop'])).code).toBe(0);
  expect(await active()).toBe(1);
  const releases = await flare.json<{ id: string; mode: string }[]>(['release', 'list', '--template', 'the shop']);
  expect(releases.map(({ mode }) => mode)).toEqual(['rollback', 'promote', 'promote']);
  const [, secondRelease, firstRelease] = releases.map(({ id }) => id);
  expect((await flare.run(['template', 'rollback', 'the shop', secondRelease ?? ''])).code).toBe(0);
  expect(await active()).toBe(2);
  expect((await flare.run(['template', 'rollback', 'the shop', firstRelease ?? ''])).code).toBe(0);
  expect(await active()).toBe(1);
  const { stdout } = await flare.run(['template', 'versions', 'the shop']);
  expect(stdout).toMatch(/^VERSION .*\n2 +ver-\S+ +ready .*\n1 \(active\) +ver-/);
});

test('archive, restore and delete, by id as by name', async () => {
  const { id } = await flare.json<Template>(['template', 'create', 'brief']);
  expect(await flare.json(['template', 'archive', 'brief'])).toMatchObject({ state: 'archived' });
  expect(await flare.json<Template[]>(['template', 'list', '--state', 'archived'])).toMatchObject([{ id }]);
  expect(await flare.json(['template', 'restore', id])).toMatchObject({ state: 'active' });
  expect(await flare.run(['template', 'delete', id])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('--yes'),
  });
  expect(await flare.run(['template', 'delete', id, '--yes'])).toMatchObject({ code: 0, stderr: 'Deleted brief.\n' });
  expect((await flare.run(['template', 'get', id])).code).toBe(4);
});

test('what the deployment refuses is told with its code, the way on, and the exit code of its kind', async () => {
  await flare.json(['template', 'create', 'taken']);
  const twice = await flare.run(['template', 'create', 'TAKEN']);
  expect(twice).toMatchObject({ code: 5, stdout: '' });
  expect(twice.stderr).toMatch(
    /^Error: The template's name is taken\n {2}.*\nNext: Choose another name\.\nRequest: req-\S+\n$/,
  );
  const missing = await flare.run(['template', 'get', 'tak']);
  expect(missing).toMatchObject({ code: 4, stderr: expect.stringContaining('Similar: taken') });
  expect((await flare.run(['template', 'rollback', 'taken'])).code).toBe(5);
  expect((await flare.run(['template', 'promote', 'taken', '9'])).code).toBe(4);
});

test('a wrong manifest is told by file, line and field', async () => {
  await flare.json(['template', 'create', 'wrong']);
  const file = flare.file('wrong.yaml', `${manifest}    label: 7\nsurprise: true\n`);
  const { code, stderr } = await flare.run(['template', 'upload', 'wrong', '--manifest', file]);
  expect(code).toBe(2);
  expect(stderr).toContain(`${file}:5: ports.0.label: `);
  expect(stderr).toContain(`${file}:6: surprise: `);
  const flags = ['--persisted-paths', '/etc', '--manifest', flare.file('right.yaml', manifest)];
  const overridden = await flare.run(['template', 'upload', 'wrong', ...flags]);
  expect(overridden).toMatchObject({ code: 2, stderr: expect.stringContaining('--persisted-paths: ') });
  expect(overridden.stderr).toContain('/manifest.schema.json');
  expect(overridden.stderr).not.toContain('right.yaml');
  const nowhere = await flare.run(['template', 'upload', 'wrong', '--dir', '/nope']);
  expect(nowhere).toEqual({
    code: 2,
    stdout: '',
    stderr: 'Error: /nope is not a folder\nNext: Name the folder that has the files.\n',
  });
  const missing = await flare.run(['template', 'upload', 'wrong', '--manifest', `${file}.nope`, '--json']);
  expect(missing.code).toBe(2);
  expect(JSON.parse(missing.stderr)).toMatchObject({ error: { code: 'manifest_unreadable' } });
});
