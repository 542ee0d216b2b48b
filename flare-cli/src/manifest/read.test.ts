import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ProblemError } from '@burstflare/sdk';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ManifestFile, manifestOfFlags, readManifestFile } from './read.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'flare-manifest-'));
  path = join(folder, 'burstflare.yaml');
});
afterEach(() => rmSync(folder, { recursive: true }));

const none = { persistedPaths: undefined, sleepTtlSeconds: undefined };

test('YAML and JSON are read alike, and flags replace fields', async () => {
  writeFileSync(path, 'image: burstflare/base\npersistedPaths: [/workspace]\n');
  const yaml = await readManifestFile(path, { persistedPaths: ['/workspace/a'], sleepTtlSeconds: 60 });
  expect(yaml.manifest).toEqual({ image: 'burstflare/base', persistedPaths: ['/workspace/a'], sleepTtlSeconds: 60 });
  writeFileSync(path, '{"image": "burstflare/base"}');
  expect((await readManifestFile(path, none)).manifest).toEqual({ image: 'burstflare/base' });
});

test('a refused field is told by file and line', async () => {
  writeFileSync(path, 'image: x\nports:\n  - number: 80\nenv:\n  A: b\n');
  const { locate } = await readManifestFile(path, none);
  const refused = [
    'body.manifest.ports.0.number',
    'body.manifest.env.A',
    'body.manifest.start',
    'body.manifest',
    'body.notes',
  ];
  const errors = refused.map((field) => ({ path: field, message: 'is wrong' }));
  const located = locate(
    new ProblemError({ code: 'bad_request', status: 400, title: 'T', detail: 'D', requestId: 'r', errors }),
  );
  expect(located.errors.map((error) => error.path)).toEqual([
    `${path}:3: ports.0.number`,
    `${path}:5: env.A`,
    `${path}: start`,
    path,
    'body.notes',
  ]);
  expect(located.requestId).toBe('r');
});

test('a refused field that a flag has set is told by the flag, with a file and without one', async () => {
  writeFileSync(path, 'persistedPaths: [/workspace]\nsleepTtlSeconds: 60\n');
  const overrides = { persistedPaths: ['/etc'], sleepTtlSeconds: undefined };
  const fields = ['persistedPaths.0', 'sleepTtlSeconds'].map((field) => `body.manifest.${field}`);
  const errors = fields.map((field) => ({ path: field, message: 'is wrong' }));
  const problem = new ProblemError({ code: 'bad_request', status: 400, title: 'T', detail: 'D', errors });
  const paths = ({ locate }: ManifestFile) => locate(problem).errors.map((error) => error.path);
  expect(paths(await readManifestFile(path, overrides))).toEqual(['--persisted-paths', `${path}:2: sleepTtlSeconds`]);
  expect(paths(manifestOfFlags(overrides))).toEqual(['--persisted-paths', 'manifest.sleepTtlSeconds']);
});

test.each([
  ['a: [', 'Flow sequence'],
  ['- a', 'It must be a mapping'],
  ['', 'It must be a mapping'],
])('%j is refused before anything is sent', async (text, reason) => {
  writeFileSync(path, text);
  await expect(readManifestFile(path, none)).rejects.toMatchObject({
    details: { exitCode: 2, detail: expect.stringContaining(reason) },
  });
});

test('a file that is not there is named', async () => {
  await expect(readManifestFile(path, none)).rejects.toThrow(`The manifest ${path} cannot be read`);
});
