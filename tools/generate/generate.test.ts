// The generator on a tiny contract that has each keyword once: what it emits, that it always emits
// the same, and that it brings the generated folders back whatever was done to them.
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { differences, write } from './freshness.ts';
import { generate, type Outputs } from './pipeline.ts';

/** Each run of the generator starts redocly six times. */
const limitMs = 60_000;
vi.setConfig({ testTimeout: limitMs, hookTimeout: limitMs });

const tiny = join(import.meta.dirname, 'fixtures/tiny');

let outputs: Outputs;
beforeAll(async () => {
  outputs = await generate(tiny);
});

test.each([
  'openapi/generated/openapi.json',
  'openapi/generated/runtime.json',
  'openapi/generated/host.json',
  'gateway/generated/schemas.ts',
  'gateway/generated/operations.ts',
  'gateway/generated/types.ts',
  'gateway/generated/policy.ts',
  'gateway/generated/runtime.ts',
  'gateway/generated/host.ts',
  'sdk/generated/api.ts',
  'sdk/generated/policy.ts',
  'sdk/generated/operations.ts',
  'sdk/generated/frames.ts',
  'session-runtime/generated/schemas.ts',
  'session-runtime/generated/operations.ts',
  'session-runtime/generated/problems.ts',
  'session-runtime/generated/frames.ts',
  'session-runtime/generated/host-schemas.ts',
  'session-runtime/generated/host-operations.ts',
  'session-runtime/generated/host-problems.ts',
  'sql/generated/schema.sql',
  'sql/generated/rows.ts',
])('%s is what the tiny contract says', async (path) => {
  await expect(outputs.get(path)).toMatchFileSnapshot(join(tiny, 'expected', `${path}.snap`));
});

test('two runs give the same bytes', async () => {
  expect([...(await generate(tiny))]).toEqual([...outputs]);
});

test('every TypeScript and SQL file names its source and command first', () => {
  for (const [path, text] of outputs) {
    if (path.endsWith('.json')) expect(text).toContain('"x-generated": "From openapi/');
    else expect(text).toMatch(/^(\/\/|--) Generated from \S+ by `npm run generate`/);
  }
});

describe('the generated folders', () => {
  async function folder() {
    const root = await mkdtemp(join(tmpdir(), 'burstflare-generate-'));
    onTestFinished(() => rm(root, { recursive: true, force: true }));
    return root;
  }

  test('come back byte for byte after all of them were deleted', async () => {
    const root = await folder();
    expect((await differences(root, outputs)).map(({ kind }) => kind)).toEqual(Array(outputs.size).fill('missing'));
    await write(root, outputs);
    expect(await differences(root, outputs)).toEqual([]);
  });

  test('are reported stale, missing and extra, and put right', async () => {
    const root = await folder();
    await write(root, outputs);
    await writeFile(join(root, 'gateway/generated/policy.ts'), 'edited by hand');
    await rm(join(root, 'sdk/generated/api.ts'));
    await writeFile(join(root, 'sql/generated/left-over.sql'), '');
    const found = [
      { path: 'gateway/generated/policy.ts', kind: 'stale' },
      { path: 'sdk/generated/api.ts', kind: 'missing' },
      { path: 'sql/generated/left-over.sql', kind: 'extra' },
    ];
    expect(await differences(root, outputs)).toEqual(found);
    expect(await write(root, outputs)).toEqual(found);
    expect(await differences(root, outputs)).toEqual([]);
  });
});

test('a contract that breaks a rule generates nothing and says where it breaks it', async () => {
  const root = await mkdtemp(join(import.meta.dirname, 'fixtures/broken-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  await cp(tiny, root, { recursive: true });
  await writeFile(
    join(root, 'openapi/runtime.yaml'),
    "openapi: 3.1.0\ninfo: { title: x, version: '1' }\nservers: [{ url: / }]\nsecurity: []\npaths: { /x: { get: { operationId: bad } } }\n",
  );
  await expect(generate(root)).rejects.toThrow(/runtime\.yaml:\d+ .*\n.*\(burstflare\/operation-id\)/);
});
