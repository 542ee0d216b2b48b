// A call whose answer comes before the fact is not told as success: the CLI waits on, and says how it ended.
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
  platform = await startPlatform({ env: { BURSTFLARE_VAR_ANSWER_SECONDS: '1' } });
  flare = await signedUp(platform.apiUrl);
  const folder = folderWith(flare, 'slow', { 'burstflare.yaml': 'image: burstflare/base\n', 'note.txt': 'kept\n' });
  ({ session } = await flare.json<UpResult>(['up', folder]));
}, 120_000);
afterAll(async () => {
  await deleteSessions(flare);
  flare.remove();
  await platform.stop();
}, 120_000);

/** Runs a command while the runtime answers nothing for longer than the gateway waits. */
async function whileItHangs(args: string[], isUnderWay: () => Promise<boolean>) {
  const pids = runtimesOf(session.id);
  for (const pid of pids) process.kill(pid, 'SIGSTOP');
  const began = performance.now();
  const running = flare.run(args);
  try {
    await waitUntil(isUnderWay, 20_000, 'the command to be under way');
    await waitUntil(() => performance.now() - began > 3000, 10_000, 'the gateway to have answered');
  } finally {
    for (const pid of pids) process.kill(pid, 'SIGCONT');
  }
  return running;
}

test('a save that outlasts its answer is told when it is ready, with its size', async () => {
  const list = () => flare.json<{ state: string }[]>(['snapshot', 'list', session.id]);
  const saved = await whileItHangs(['snapshot', 'save', session.id], async () => (await list())[0]?.state === 'saving');
  expect(saved.code).toBe(0);
  expect(saved.stderr).toMatch(/^Saved slow: [1-9]/m);
  expect(await flare.json(['snapshot', 'get', session.id, saved.stdout.trim()])).toMatchObject({ state: 'ready' });
}, 120_000);

test('a stop that outlasts its answer is told when the session sleeps', async () => {
  const state = async () => (await flare.json<{ state: string }>(['session', 'get', session.id])).state;
  const stopped = await whileItHangs(['session', 'stop', session.id], async () => (await state()) === 'stopping');
  expect(stopped).toMatchObject({ code: 0, stderr: expect.stringContaining('sleeps') });
  expect(await state()).toBe('sleeping');
}, 120_000);
