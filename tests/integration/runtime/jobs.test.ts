// Holds jobs to running one command to its end, with everything that it started, and telling how it
// went.
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { Host, until } from './host.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let host: Host;
let session: string;

beforeAll(async () => {
  host = await Host.start();
  session = await host.session();
});

afterAll(() => host?.destroy());

const start = (jobId: string, command: string, more: Record<string, unknown> = {}) =>
  host.runtime(session, 'POST', '/jobs', { jobId, command, timeoutSeconds: 60, ...more });
const job = async (jobId: string) => (await host.runtime(session, 'GET', `/jobs/${jobId}`)).json;

async function ended(jobId: string) {
  await until(async () => (await job(jobId)).state !== 'running', `job ${jobId} ends`);
  return job(jobId);
}

/** Reads the log as a gateway does: from where the last part ended, waiting for more. */
async function log(jobId: string): Promise<string> {
  let text = '';
  for (let offset = 0; ;) {
    const { state } = await job(jobId);
    const { json } = await host.runtime(session, 'GET', `/jobs/${jobId}/log?offset=${offset}&waitSeconds=5`);
    text += json.text;
    offset = json.nextOffset;
    if (state !== 'running' && offset === json.endOffset) return text;
  }
}

test('a command runs as the session’s user in its folder with its variables, and tells how it ended', async () => {
  await host.bootstrap(session, {
    env: [
      { name: 'FROM_SESSION', value: 'a' },
      { name: 'BOTH', value: 'session' },
    ],
  });
  const env = [{ name: 'BOTH', value: 'job' }];
  const command = 'echo out; echo err >&2; echo "$FROM_SESSION $BOTH"; pwd; id -un; exit 3';
  expect((await start('first', command, { env })).json).toMatchObject({
    jobId: 'first',
    state: 'running',
    exitCode: null,
  });
  expect(await ended('first')).toMatchObject({
    state: 'exited',
    exitCode: 3,
    signal: null,
    endedAt: expect.any(String),
  });
  expect((await log('first')).split('\n').sort()).toEqual(['', '/workspace', 'a job', 'dev', 'err', 'out']);
  await start('elsewhere', 'pwd', { cwd: '/tmp' });
  expect(await log('elsewhere')).toBe('/tmp\n');
  await start('nowhere', 'pwd', { cwd: '/nowhere' });
  expect(await ended('nowhere')).toMatchObject({ state: 'exited', exitCode: 127 });
  expect(await log('nowhere')).toContain('could not be started in /nowhere');
});

test('the same id twice is one job', async () => {
  await start('once', 'echo ran >> ran');
  await ended('once');
  const again = await start('once', 'echo ran >> ran');
  expect(again.json).toEqual(await job('once'));
  await start('count', 'cat ran');
  expect(await log('count')).toBe('ran\n');
});

test('the log comes while the command runs, whole characters only, and keeps the newest 4 MiB', async () => {
  await start('live', 'echo begun; until [ -e go ]; do sleep 0.05; done; echo done');
  const { json } = await host.runtime(session, 'GET', '/jobs/live/log?waitSeconds=20');
  expect(json).toMatchObject({ offset: 0, text: 'begun\n', truncated: false });
  await start('signal', 'touch go');
  expect(await log('live')).toBe('begun\ndone\n');
  await start('umlauts', 'for i in $(seq 40000); do printf "ä€😀"; done');
  await ended('umlauts');
  expect(await log('umlauts')).toBe('ä€😀'.repeat(40_000));
  await start('flood', 'head -c 6000000 /dev/zero | tr "\\0" x; echo end');
  expect((await ended('flood')).logEnd).toBe(6_000_004);
  const part = (await host.runtime(session, 'GET', '/jobs/flood/log?offset=5')).json;
  expect(part).toMatchObject({ truncated: true, offset: 6_000_004 - 4 * 1024 * 1024 });
  expect((await host.runtime(session, 'GET', '/jobs/flood/log?offset=6000000')).json.text).toBe('end\n');
});

const survivors = async (mark: string) => {
  await start(`look-${mark}`, `pgrep -fx "sleep ${mark}" || echo none`);
  return log(`look-${mark}`);
};

test('a command that runs past its time is ended with all that it started', async () => {
  await start('late', 'sleep 7001 & sleep 7001', { timeoutSeconds: 1 });
  expect(await ended('late')).toMatchObject({ state: 'timed_out', exitCode: null, signal: 'SIGTERM' });
  expect(await survivors('7001')).toBe('none\n');
});

test('a command that is ended is ended with all that it started, even one that does not heed SIGTERM', async () => {
  await start('stubborn', 'trap "" TERM; echo ready; sleep 7002 & while true; do sleep 7002; done');
  await until(async () => (await job('stubborn')).logEnd > 0, 'it runs');
  const answer = await host.runtime(session, 'DELETE', '/jobs/stubborn');
  expect(answer.json).toMatchObject({ state: 'killed', signal: 'SIGKILL' });
  expect(await survivors('7002')).toBe('none\n');
  expect((await host.runtime(session, 'DELETE', '/jobs/stubborn')).json).toEqual(answer.json);
});

test('what a command left running in its group does not outlive it', async () => {
  await start('leaver', 'sleep 7003 & echo left');
  expect(await ended('leaver')).toMatchObject({ state: 'exited', exitCode: 0 });
  expect(await survivors('7003')).toBe('none\n');
});

test('unknown jobs are not found, too many and misshapen ones are refused', async () => {
  for (const [method, path] of [
    ['GET', ''],
    ['DELETE', ''],
    ['GET', '/log'],
  ]) {
    expect((await host.runtime(session, method ?? '', `/jobs/unknown${path}`)).json).toMatchObject({
      status: 404,
      code: 'not_found',
    });
  }
  expect((await start('UPPER', 'true')).json.code).toBe('bad_request');
  expect((await start('zero', 'true', { timeoutSeconds: 0 })).status).toBe(400);
  const running = await Promise.all(Array.from({ length: 8 }, (_, i) => start(`many-${i}`, 'sleep 1000')));
  expect(running.map(({ status }) => status)).toEqual(Array(8).fill(200));
  expect((await start('over', 'true')).json).toMatchObject({ status: 409, code: 'job_limit' });
  await Promise.all(Array.from({ length: 8 }, (_, i) => host.runtime(session, 'DELETE', `/jobs/many-${i}`)));
  expect((await start('over', 'true')).status).toBe(200);
});
