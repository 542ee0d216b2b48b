import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { stillHere } from './still-here.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'flare-still-here-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a file that is ignored since is still here; one that is deleted or replaced is not', () => {
  mkdirSync(join(folder, 'data'));
  mkdirSync(join(folder, 'became-folder'));
  writeFileSync(join(folder, 'data/cache.db'), '');
  writeFileSync(join(folder, 'kept.js'), '');
  symlinkSync('data', join(folder, 'became-link'));
  const paths = ['data/cache.db', 'deleted.js', 'became-folder', 'became-link/cache.db', 'kept.js'];
  const before = Object.fromEntries(paths.map((path) => [path, 'file:1']));
  expect(stillHere(folder, before, { 'kept.js': 'file:2', 'became-link': 'link:data' })).toEqual(['data/cache.db']);
});
