import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { deleteSessions, folderWith, signedUp, type UpResult } from './projects.ts';
import type { Flare } from './flare.ts';

// A machine is started in every test.
vi.setConfig({ testTimeout: 120_000 });

const { apiUrl: url } = inject('platform');
let flare: Flare;
let session: UpResult['session'];

interface Snapshot {
  id: string;
  label: string | null;
  state: string;
  trigger: string;
  format: string;
  bytes: number;
  digest: string;
}

/** What a shell in the session prints. */
async function shell(commands: string): Promise<string> {
  return (await flare.run(['session', 'terminal', session.id], { input: `${commands}; exit\n` })).stdout;
}

beforeAll(async () => {
  flare = await signedUp(url);
  const folder = folderWith(flare, 'notes', {
    'burstflare.yaml': 'image: burstflare/base\n',
    'note.txt': 'the first\n',
  });
  ({ session } = await flare.json<UpResult>(['up', folder]));
});
afterAll(async () => {
  await deleteSessions(flare);
  flare.remove();
});

test('of a session that never ran nobody says that its files were saved', async () => {
  const { id } = await flare.json<{ id: string }>(['session', 'create', '--template', 'notes', '--name', 'never-ran']);
  const { code, stderr } = await flare.run(['snapshot', 'save', id]);
  expect(code).toBe(5);
  expect(stderr).toContain('never-ran does not run: it is created\n  Only a running session can be saved.');
});

test('a session is saved, changed, and put back as it was', async () => {
  const saved = await flare.run(['snapshot', 'save', session.name, '--label', 'good']);
  expect(saved).toMatchObject({ code: 0, stdout: expect.stringMatching(/^snp-[a-z2-7]{20}\n$/) });
  const id = saved.stdout.trim();
  expect(await flare.json(['snapshot', 'get', session.name, id])).toMatchObject({
    label: 'good',
    state: 'ready',
    trigger: 'manual',
    format: 'burstflare.snapshot.v3',
    runtimeCapture: { pauseMs: expect.any(Number) },
  });
  expect((await flare.run(['snapshot', 'get', session.name, id])).stdout).toMatch(/^Paused +\d+ ms/m);
  expect(await shell('echo broken > note.txt; cat note.txt')).toContain('broken');
  const unasked = await flare.run(['snapshot', 'restore', session.name, id]);
  expect(unasked).toMatchObject({ code: 2, stderr: expect.stringContaining('--yes') });
  const restored = await flare.run(['snapshot', 'restore', session.name, id, '--save']);
  expect(restored).toMatchObject({ code: 0, stderr: expect.stringContaining('has the files of good') });
  expect(await shell('cat note.txt')).toContain('the first');
  const list = await flare.run(['snapshot', 'list', session.name]);
  expect(list.stdout).toMatch(
    new RegExp(`^SNAPSHOT .*\nsnp-\\S+ +before restoring.*\n${id} \\(restored\\) +good +ready`),
  );
});

test('a download is an archive that tar reads, whole or not at all', async () => {
  const file = join(flare.folder, 'notes.tar.zst');
  const downloaded = await flare.run(['snapshot', 'download', session.name, 'latest', '--output', file]);
  expect(downloaded).toMatchObject({ code: 0, stdout: `${file}\n`, stderr: expect.stringContaining('Downloaded ') });
  expect(execFileSync('tar', ['--zstd', '-tf', file], { encoding: 'utf8' })).toContain('workspace/note.txt\n');
  const nowhere = join(flare.folder, 'no-such-folder', 'x');
  expect(await flare.run(['snapshot', 'download', session.name, 'latest', '-o', nowhere])).toMatchObject({
    code: 1,
    stderr: expect.stringContaining(`${nowhere} cannot be written`),
  });
  expect(existsSync(`${nowhere}.part`)).toBe(false);
  expect((await flare.run(['snapshot', 'download', session.name, 'latest', '-o', '-', '--json'])).code).toBe(2);
});

test('a file becomes a snapshot of a session that sleeps, comes back byte for byte, and is deleted', async () => {
  const file = flare.file('last.snapshot', 'anything at all\n');
  expect(await flare.run(['snapshot', 'save', session.id, '--file', file])).toMatchObject({
    code: 5,
    stderr: expect.stringContaining('flare session stop'),
  });
  await flare.json(['session', 'stop', session.id]);
  expect((await flare.run(['snapshot', 'save', session.id])).code).toBe(5);
  expect((await flare.run(['snapshot', 'save', session.id, '--file', `${file}.nope`])).code).toBe(2);
  const whole = readFileSync(join(flare.folder, 'notes.tar.zst'));
  const cut = join(flare.folder, 'cut.tar.zst');
  writeFileSync(cut, whole.subarray(0, -100));
  const refused = await flare.run(['snapshot', 'save', session.id, '--file', cut]);
  expect(refused).toMatchObject({
    code: 2,
    stderr: expect.stringContaining(`${whole.length - 100} of ${whole.length} bytes`),
  });
  expect(refused.stderr).toContain('Download the snapshot again');
  const made = await flare.json<Snapshot>(['snapshot', 'save', session.id, '--file', file, '--label', 'mine']);
  expect(made).toMatchObject({ label: 'mine', state: 'ready', format: 'opaque', bytes: 16 });
  const copy = join(flare.folder, 'copy.snapshot');
  expect(await flare.json(['snapshot', 'download', session.id, made.id, '-o', copy])).toMatchObject({ bytes: 16 });
  expect(readFileSync(copy, 'utf8')).toBe('anything at all\n');
  expect(await flare.run(['snapshot', 'restore', session.id, made.id])).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('No files of notes were changed'),
  });
  const first = await flare.json<Snapshot[]>(['snapshot', 'list', session.id]);
  expect((await flare.run(['snapshot', 'restore', session.id, first.at(-1)?.id ?? ''])).code).toBe(0);
  expect((await flare.run(['snapshot', 'delete', session.id, made.id])).code).toBe(2);
  expect((await flare.run(['snapshot', 'delete', session.id, made.id, '--yes'])).stderr).toBe(
    `Deleted mine (${made.id}).\n`,
  );
  expect((await flare.run(['snapshot', 'get', session.id, made.id])).code).toBe(4);
  const left = await flare.json<Snapshot[]>(['snapshot', 'list', session.id]);
  expect(left.map(({ trigger }) => trigger)).toEqual(['stop', 'manual', 'manual']);
});

test('restored while it sleeps, a session has the files at its next start', async () => {
  const list = await flare.json<Snapshot[]>(['snapshot', 'list', session.id]);
  const broken = list.find(({ label }) => label?.startsWith('before restoring'));
  const restored = await flare.run(['snapshot', 'restore', session.id, broken?.id ?? '']);
  expect(restored).toMatchObject({ code: 0, stderr: expect.stringContaining('at its next start') });
  await flare.json(['session', 'start', session.id]);
  expect(await shell('cat note.txt')).toContain('broken');
});

test('what a save leaves out is named by the save, by the snapshot, and by a stop', async () => {
  const listen = `require('node:net').createServer().listen('app.sock', () => process.kill(process.pid, 'SIGKILL'))`;
  await shell(`node -e "${listen}"`);
  const saved = await flare.run(['snapshot', 'save', session.name]);
  expect(saved).toMatchObject({
    code: 0,
    stderr: expect.stringMatching(/^Not saved exactly as it was: \/workspace\/app\.sock: left out \(.*socket/m),
  });
  const shown = await flare.run(['snapshot', 'get', session.name, saved.stdout.trim()]);
  expect(shown.stdout).toMatch(/^Warnings +1 left out$/m);
  expect(shown.stderr).toContain('/workspace/app.sock: left out (');
  const stopped = await flare.run(['session', 'stop', session.name]);
  expect(stopped).toMatchObject({
    code: 0,
    stderr: expect.stringMatching(
      /^Not everything was saved exactly as it was: 1 left out\. See: flare snapshot get \S+ snp-/m,
    ),
  });
});
