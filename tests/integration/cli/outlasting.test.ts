// A call whose answer comes before the fact is not told as success: the CLI waits on, and says how
// it ended.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { waitUntil } from '../../../tools/start/wait.ts';
import { startPlatform, type TestPlatform } from '../../support/platform.ts';
import { runtimesOf } from '../../support/processes.ts';
import type { Flare } from './flare.ts';
import { deleteSessions, folderWith, signedUp, type UpResult } from './projects.ts';

let platform: TestPlatform;
let flare: Flare;
let session: UpResult['session'];

beforeAll(async () => {
  platform = await startPlatform({ env: { BURSTFLARE_VAR_ANSWER_SECONDS: '0' } });
  flare = await signedUp(platform.apiUrl);
  const folder = folderWith(flare, 'slow', { 'burstflare.yaml': 'image: burstflare/base\n', 'note.txt': 'kept\n' });
  ({ session } = await flare.json<UpResult>(['up', folder]));
}, 120_000);
afterAll(async () => {
  await deleteSessions(flare);
  flare.remove();
  await platform.stop();
}, 120_000);

test('a save that outlasts its answer is told when it is ready, with its size', async () => {
  const saved = await flare.run(['snapshot', 'save', session.id]);
  expect(saved.code).toBe(0);
  expect(saved.stderr).toMatch(/^Saved slow: [1-9]/m);
  expect(await flare.json(['snapshot', 'get', session.id, saved.stdout.trim()])).toMatchObject({ state: 'ready' });
}, 120_000);

test('a restore that outlasts its answer is told when the files are there', async () => {
  const [newest] = await flare.json<{ id: string }[]>(['snapshot', 'list', session.id]);
  const since = platform.log.length;
  const restored = await flare.run(['snapshot', 'restore', session.id, newest?.id ?? '', '--yes']);
  expect(restored).toMatchObject({ code: 0, stderr: expect.stringMatching(/[1-9]\d* entries were read back/) });
  // The answer came before the fact.
  expect(platform.log.slice(since)).toContain('"operation":"getRestore"');
}, 120_000);

test('a stop that outlasts its answer is told when the session sleeps', async () => {
  const pids = runtimesOf(session.id);
  for (const pid of pids) process.kill(pid, 'SIGSTOP');
  const since = platform.log.length;
  let over = false;
  const running = flare.run(['session', 'stop', session.id]).finally(() => (over = true));
  const isLookedAfter = () => {
    const log = platform.log.slice(since);
    const answer = log.indexOf('"operation":"stopSession"');
    return answer >= 0 && log.includes('"operation":"getSession"', answer);
  };
  try {
    await waitUntil(() => over || isLookedAfter(), 30_000, 'the answer, and a look at what became of the stop');
    expect(over).toBe(false);
  } finally {
    for (const pid of pids) process.kill(pid, 'SIGCONT');
  }
  expect(await running).toMatchObject({ code: 0, stderr: expect.stringContaining('sleeps') });
  expect(await flare.json(['session', 'get', session.id])).toMatchObject({ state: 'sleeping' });
}, 120_000);
