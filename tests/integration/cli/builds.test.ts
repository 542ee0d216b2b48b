import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { deleteSessions, folderWith, signedUp, type UpResult } from './projects.ts';
import type { Flare } from './flare.ts';

// A machine is started in every test.
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

interface Build {
  id: string;
  state: string;
  attempts: number;
}
interface Version {
  id: string;
  number: number;
  state: string;
  source: string;
  bundle: { digest: string } | null;
  buildId: string;
}

test('a setup that fails is told with its exit code and given up after three attempts; a corrected folder comes up', async () => {
  const folder = folderWith(flare, 'failing', { 'burstflare.yaml': 'setup: echo about to fail; exit 3\n' });
  const failed = await flare.run(['up', folder]);
  expect(failed).toMatchObject({ code: 1, stdout: '' });
  expect(failed.stderr).toContain('about to fail');
  expect(failed.stderr).toMatch(
    /Error: Version 1 of failing could not be built\n {2}.*exit code 3.*\(dead_lettered, 3 attempts\)\nNext: .*flare build log bld-/,
  );
  const [build] = await flare.json<Build[]>(['build', 'list', '--template', 'failing', '--state', 'dead_lettered']);
  expect(build).toMatchObject({ attempts: 3 });
  const id = build?.id ?? '';
  const log = await flare.run(['build', 'log', id]);
  expect(log.code).toBe(0);
  expect(log.stdout.match(/^about to fail$/gm)).toHaveLength(3);
  expect((await flare.run(['build', 'artifact', id])).code).toBe(5);
  const followed = await flare.run(['build', 'log', id, '--follow', '--json']);
  expect(followed.code).toBe(1);
  expect(JSON.parse(followed.stderr)).toMatchObject({
    error: { code: 'build_failed', detail: expect.stringContaining('about to fail'), context: { buildId: id } },
  });
  expect(await flare.json(['build', 'retry-dead-lettered'])).toEqual({ buildIds: [id] });
  expect((await flare.run(['build', 'retry', id])).code).toBe(5);

  writeFileSync(join(folder, 'burstflare.yaml'), 'setup: echo all is well\n');
  expect(await flare.json<UpResult>(['up', folder])).toMatchObject({ version: { number: 2 } });
});

test('a folder and an archive become versions, whose builds are followed, and the same files are not sent twice', async () => {
  await flare.json(['template', 'create', 'files']);
  const folder = folderWith(flare, 'files', {
    'burstflare.yaml': 'setup: cat hello.txt\n',
    'hello.txt': 'hello there\n',
  });
  const first = await flare.run(['template', 'upload', 'files', '--dir', folder, '--promote', '--notes', 'first']);
  expect(first).toMatchObject({ code: 0, stdout: expect.stringMatching(/^ver-\S+\n$/) });
  expect(first.stderr).toContain('hello there');
  expect(first.stderr).toContain('Uploaded ');
  const again = await flare.run(['template', 'upload', 'files', '--dir', folder]);
  expect(again.stderr).not.toContain('Uploaded ');

  const archive = join(flare.folder, 'files.tar.gz');
  execFileSync('tar', ['-czf', archive, '-C', folder, 'hello.txt']);
  const manifest = flare.file('for-archive.yaml', 'setup: wc -c hello.txt\n');
  const upload = ['template', 'upload', 'files', '--file', archive, '--manifest', manifest];
  const version = await flare.json<Version>(upload);
  expect(version).toMatchObject({ number: 3, state: 'ready', source: 'bundle' });
  expect((await flare.run(['build', 'log', version.buildId, '--follow'])).stdout).toContain('12 hello.txt');
  expect(await flare.json(['build', 'artifact', version.buildId])).toMatchObject({
    source: 'bundle',
    sourceSha256: version.bundle?.digest,
    layerCount: 1,
  });
});

test('what is no archive is refused here, and one that leads out is refused whole by the build', async () => {
  await flare.json(['template', 'create', 'bad archives']);
  const text = flare.file('text.tar.gz', 'this is no archive');
  expect(await flare.run(['template', 'upload', 'bad archives', '--file', text])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('It is not a gzip file.'),
  });
  const inner = join(flare.folder, 'inner');
  mkdirSync(inner);
  writeFileSync(join(flare.folder, 'outside.txt'), 'outside');
  const archive = join(flare.folder, 'out.tar.gz');
  execFileSync('tar', ['-czPf', archive, '-C', inner, '../outside.txt']);
  const { code, stderr } = await flare.run(['template', 'upload', 'bad archives', '--file', archive]);
  expect(code).toBe(1);
  expect(stderr).toMatch(/outside\.txt.*\.\./);
  expect((await flare.run(['template', 'upload', 'bad archives', '--dir', inner])).stderr).toContain('template init');
});

test('--no-wait answers at once, and such a version cannot be promoted in the same breath', async () => {
  await flare.json(['template', 'create', 'later']);
  const manifest = flare.file('later.yaml', 'setup: echo done later\n');
  const upload = ['template', 'upload', 'later', '--manifest', manifest, '--no-wait'];
  expect((await flare.run([...upload, '--promote'])).code).toBe(2);
  const version = await flare.json<Version>(upload);
  expect(version.state).toBe('building');
  const { code, stdout } = await flare.run(['build', 'log', version.buildId, '--follow']);
  expect(code).toBe(0);
  expect(stdout).toContain('done later');
});
