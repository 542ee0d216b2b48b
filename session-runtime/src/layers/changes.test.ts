import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import pLimit from 'p-limit';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ChangedFile } from '../../generated/schemas.ts';
import { FileChanges } from './changes.ts';
import { Places } from './places.ts';

let place: string;
let workspace: string;
let changes: FileChanges;
let restarts: boolean[];
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'runtime-changes-'));
  workspace = join(place, 'workspace');
  mkdirSync(workspace);
  restarts = [];
  // Of all settings only these are read.
  const places = new Places({ workspace, baseEnv: { TMPDIR: place } } as unknown as ConstructorParameters<
    typeof Places
  >[0]);
  const around = async (restart: boolean, change: () => Promise<void>) => {
    restarts.push(restart);
    await change();
  };
  changes = new FileChanges({ places, inTurn: pLimit(1), around });
});
afterEach(() => rmSync(place, { recursive: true }));

function inFolder(folder: string, contents: Record<string, string>): void {
  for (const [path, content] of Object.entries(contents)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}
const state = (content: string) => `file:${createHash('sha256').update(content).digest('hex')}`;
const text = (path: string) => readFileSync(join(workspace, path), 'utf8');

/** As the CLI sends it. */
function archive(contents: Record<string, string>): Readable {
  const folder = mkdtempSync(join(place, 'sent-'));
  inFolder(folder, contents);
  const names = Object.keys(contents);
  return Readable.from([execFileSync('tar', ['-czf', '-', '-C', folder, '--files-from=/dev/null', ...names])]);
}

const change = (path: string, before: string | null, after: string | null): ChangedFile => ({
  ...{ path, before: before === null ? null : state(before), after: after === null ? null : state(after) },
});

test('files are written, replaced and removed, with the folders that are empty then', async () => {
  inFolder(workspace, { 'a.txt': 'a', 'old/deep/b.txt': 'b', 'kept.txt': 'kept' });
  const files = [change('a.txt', 'a', 'A'), change('old/deep/b.txt', 'b', null), change('new/c.txt', null, 'c')];
  expect(await changes.start({ changeId: 'one', files, overwrite: false })).toEqual({
    ...{ changeId: 'one', state: 'proposed', conflicts: [], conflictCount: 0, written: 2, removed: 1 },
  });
  expect(text('a.txt')).toBe('a');
  const done = await changes.receive('one', true, archive({ 'a.txt': 'A', 'new/c.txt': 'c' }));
  expect(done).toMatchObject({ state: 'done', written: 2, removed: 1 });
  expect([text('a.txt'), text('new/c.txt'), text('kept.txt')]).toEqual(['A', 'c', 'kept']);
  expect([existsSync(join(workspace, 'old')), existsSync(join(workspace, '.burstflare/incoming-change-one'))]).toEqual([
    false,
    false,
  ]);
  expect(restarts).toEqual([true]);
  await expect(changes.receive('one', false, archive({}))).rejects.toMatchObject({ code: 'not_found' });
});

test('what changed in the session is named, and overwritten only where that was asked for', async () => {
  inFolder(workspace, { 'a.txt': 'mine', 'b.txt': 'mine', 'd.txt/x': 'folder' });
  const files = [
    change('a.txt', 'a', 'A'),
    change('b.txt', null, 'B'),
    change('c.txt', 'c', 'C'),
    change('d.txt', 'd', 'D'),
  ];
  const refused = await changes.start({ changeId: 'one', files, overwrite: false });
  expect(refused).toMatchObject({ state: 'refused', conflictCount: 4 });
  expect(refused.conflicts).toEqual([
    { path: 'a.txt', found: 'changed' },
    { path: 'b.txt', found: 'created' },
    { path: 'c.txt', found: 'deleted' },
    { path: 'd.txt', found: 'not_a_file' },
  ]);
  const sent = { 'a.txt': 'A', 'b.txt': 'B', 'c.txt': 'C', 'd.txt': 'D' };
  await expect(changes.receive('one', false, archive(sent))).rejects.toMatchObject({ code: 'not_found' });
  expect(text('a.txt')).toBe('mine');
  expect(await changes.start({ changeId: 'two', files, overwrite: true })).toMatchObject({
    state: 'proposed',
    conflictCount: 4,
  });
  await changes.receive('two', false, archive(sent));
  expect(Object.keys(sent).map(text)).toEqual(['A', 'B', 'C', 'D']);
});

test('a file that somebody changes after the look is not overwritten, and nothing else is changed', async () => {
  inFolder(workspace, { 'a.txt': 'a', 'b.txt': 'b' });
  const files = [change('a.txt', 'a', 'A'), change('b.txt', 'b', 'B')];
  await changes.start({ changeId: 'one', files, overwrite: false });
  inFolder(workspace, { 'b.txt': 'meanwhile' });
  const received = changes.receive('one', true, archive({ 'a.txt': 'A', 'b.txt': 'B' }));
  await expect(received).rejects.toMatchObject({ code: 'files_changed', context: { count: 1, path: 'b.txt' } });
  expect([text('a.txt'), text('b.txt')]).toEqual(['a', 'meanwhile']);
  expect(restarts, 'the app stays up').toEqual([]);
});

test('the same change again, as after one that was cut off, changes what is left', async () => {
  inFolder(workspace, { 'a.txt': 'A', 'b.txt': 'b' });
  const files = [change('a.txt', 'a', 'A'), change('b.txt', 'b', 'B'), change('gone.txt', 'x', null)];
  expect(await changes.start({ changeId: 'one', files, overwrite: false })).toMatchObject({ state: 'proposed' });
  await changes.receive('one', false, archive({ 'a.txt': 'A', 'b.txt': 'B' }));
  expect(text('b.txt')).toBe('B');
});

test('nothing is written through a link, outside of the workspace, or into what is the runtime’s', async () => {
  mkdirSync(join(place, 'outside'));
  symlinkSync('../outside', join(workspace, 'link'));
  const files = [change('link/a.txt', null, 'A')];
  expect(await changes.start({ changeId: 'one', files, overwrite: false })).toMatchObject({
    conflicts: [{ path: 'link/a.txt', found: 'not_a_file' }],
  });
  await changes.start({ changeId: 'one', files, overwrite: true });
  await changes.receive('one', false, archive({ 'link/a.txt': 'A' }));
  expect([text('link/a.txt'), existsSync(join(place, 'outside/a.txt'))]).toEqual(['A', false]);
  for (const path of ['../a', '/etc/a', 'a//b', './a', '.burstflare/session.json', 'a/..']) {
    const proposed = changes.start({ changeId: 'two', files: [change(path, null, 'A')], overwrite: true });
    await expect(proposed, path).rejects.toMatchObject({ code: 'bad_request' });
  }
});

test('nothing is removed through a link, also where the proposal overwrites', async () => {
  inFolder(place, { 'outside/a.txt': 'theirs' });
  inFolder(workspace, { 'b/x.txt': 'x' });
  symlinkSync('../outside', join(workspace, 'link'));
  symlinkSync('b', join(workspace, 'a'));
  const files = [change('link/a.txt', 'theirs', null), change('a/x.txt', 'x', null)];
  await changes.start({ changeId: 'one', files, overwrite: true });
  await changes.receive('one', false, archive({}));
  expect([readFileSync(join(place, 'outside/a.txt'), 'utf8'), text('b/x.txt')]).toEqual(['theirs', 'x']);
});

test('an archive that is not what was announced changes nothing', async () => {
  inFolder(workspace, { 'a.txt': 'a' });
  const propose = () => changes.start({ changeId: 'one', files: [change('a.txt', 'a', 'A')], overwrite: false });
  for (const sent of [{ 'a.txt': 'other' }, { 'b.txt': 'A' }]) {
    await propose();
    await expect(changes.receive('one', false, archive(sent))).rejects.toMatchObject({ code: 'content_invalid' });
  }
  await propose();
  await expect(changes.receive('one', false, Readable.from(['no gzip']))).rejects.toMatchObject({
    code: 'archive_invalid',
  });
  expect(text('a.txt')).toBe('a');
});

test('a file that becomes a program is changed', async () => {
  inFolder(workspace, { 'run.sh': '#!/bin/sh' });
  const before = state('#!/bin/sh');
  chmodSync(join(workspace, 'run.sh'), 0o755);
  const files = [{ path: 'run.sh', before, after: before.replace('file', 'program') }];
  expect(await changes.start({ changeId: 'one', files, overwrite: false })).toMatchObject({ state: 'proposed' });
  chmodSync(join(workspace, 'run.sh'), 0o644);
  expect(
    await changes.start({
      changeId: 'two',
      files: [{ ...files[0], path: 'run.sh', before: null, after: null }],
      overwrite: false,
    }),
  ).toMatchObject({
    conflicts: [{ path: 'run.sh', found: 'created' }],
  });
});
