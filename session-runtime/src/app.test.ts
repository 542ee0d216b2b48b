import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import document from '../../openapi/generated/runtime.json' with { type: 'json' };
import { createApi } from './app.ts';
import { unfinished } from './log-part.ts';
import { Session } from './session.ts';

const METHODS = ['get', 'put', 'post', 'delete', 'patch', 'head'];

let workspace: string;
let session: Session;

beforeAll(async () => {
  workspace = await mkdtemp(join(tmpdir(), 'bf-app-'));
  session = new Session({
    version: 'test',
    sessionId: 'ses-a',
    instanceId: 'opn-a',
    isolation: 'none',
    workspace,
    listen: { port: 0 },
    endWithStdin: false,
    egressSocket: null,
    ringOnStdout: false,
    baseEnv: {},
  });
});

afterAll(async () => {
  await session.end();
  await rm(workspace, { recursive: true, force: true });
});

test('each operation of the contract is served, and nothing else is', () => {
  const api = createApi(session, () => {
    throw new Error('Nobody asks for health here.');
  });
  const served = Object.entries(
    api.getOpenAPI31Document({ openapi: '3.1.0', info: { title: '', version: '' } }).paths ?? {},
  );
  const list = (paths: [string, object][]) =>
    paths
      .flatMap(([path, item]) => Object.keys(item).flatMap((key) => (METHODS.includes(key) ? [`${key} ${path}`] : [])))
      .sort();
  expect(list(served)).toEqual(list(Object.entries(document.paths)));
});

test.each([
  ['abc', 0],
  ['é', 0],
  ['€', 0],
  ['😀', 0],
])('a character that is whole is not held back: %s', (text, expected) => {
  expect(unfinished(Buffer.from(text))).toBe(expected);
});

test.each(['é', '€', '😀'])('a character that is cut off is held back, wherever it is cut: %s', (text) => {
  const bytes = Buffer.from(text);
  for (let length = 1; length < bytes.length; length++) {
    expect(unfinished(Buffer.concat([Buffer.from('x'), bytes.subarray(0, length)]))).toBe(length);
  }
});

test('bytes that are no text are not held back for ever', () => {
  expect(unfinished(Buffer.from([0x80, 0x80, 0x80, 0x80]))).toBe(0);
});
