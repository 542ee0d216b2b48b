import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';

test('what lies under the name of a draft neither holds a write up nor is written through', async () => {
  // Drafts are counted from the beginning.
  vi.resetModules();
  const { writeJsonFile } = await import('./json-file.ts');
  const folder = await mkdtemp(join(tmpdir(), 'bf-json-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await writeFile(join(folder, 'other'), 'untouched');
  const draft = (number: number) => join(folder, `.draft-${process.pid}-${number}.tmp`);
  await symlink('other', draft(1));
  execFileSync('mkfifo', [draft(2)]);
  const written = join(folder, 'written.json');
  for (const value of [1, 2]) {
    await writeJsonFile(written, value);
    expect(await readFile(written, 'utf8')).toBe(`${value}\n`);
  }
  expect(await readFile(join(folder, 'other'), 'utf8')).toBe('untouched');
  expect((await readdir(folder)).sort()).toEqual(['other', 'written.json']);
}, 5000);
