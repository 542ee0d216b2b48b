// The local platform itself: it starts, keeps its data, survives a crash and leaves nothing behind.
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, onTestFinished, test } from 'vitest';
import { waitUntil } from '../../../tools/start/wait.ts';
import { HttpClient } from '../../support/http.ts';
import { registerPerson } from '../../support/people.ts';
import { childrenOf, isAlive } from '../../support/processes.ts';
import { PlatformFailed, startPlatform, type TestPlatform } from '../../support/platform.ts';

const started: TestPlatform[] = [];

async function start(...options: Parameters<typeof startPlatform>): Promise<TestPlatform> {
  const platform = await startPlatform(...options);
  started.push(platform);
  return platform;
}

afterEach(async () => {
  for (const platform of started.splice(0)) await platform.stop();
});

async function failureOf(start: Promise<unknown>): Promise<PlatformFailed> {
  const error = await start.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof PlatformFailed))
    throw new Error('The platform started, where it should have refused.', { cause: error });
  return error;
}

const canConnect = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });

const health = (platform: TestPlatform) => new HttpClient(platform.url).get('/api/health');

const hasPendingSignal = (pid: number) => !/^ShdPnd:\s+0+$/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));

describe('a platform', () => {
  test('serves health, and keeps its keys to its owner', async () => {
    const platform = await start();
    expect((await health(platform)).status).toBe(200);
    for (const key of ['server.key', 'host.key']) {
      expect(statSync(join(platform.dataDir, 'keys', key)).mode & 0o777).toBe(0o600);
    }
  });

  test('ends on SIGTERM with code 0, all of its children gone and the port free', async () => {
    const platform = await start();
    const { port, pid } = platform;
    const children = childrenOf(pid);
    expect(children.length).toBeGreaterThanOrEqual(2);
    expect(await platform.terminate()).toBe(0);
    expect(children.filter(isAlive)).toEqual([]);
    expect(await canConnect(port)).toBe(false);
  });

  test('takes Ctrl-C, which reaches every process of its group, as one orderly stop', async () => {
    const platform = await start();
    const children = childrenOf(platform.pid);
    expect(await platform.interruptGroup()).toBe(0);
    expect(children.filter(isAlive)).toEqual([]);
    expect(platform.output).not.toContain('again');
  });

  test('stops in order when npm passes on the Ctrl-C that the terminal has sent already', async () => {
    const platform = await start();
    const ended = platform.interruptGroup();
    // the first is taken before the second comes, or the system would make one of the two
    await waitUntil(() => !hasPendingSignal(platform.pid), 5_000, 'the first signal to be taken');
    process.kill(platform.pid, 'SIGINT');
    expect(await ended).toBe(0);
  });

  test('keeps people and their sign-in over a restart', async () => {
    const platform = await start();
    const person = await registerPerson(platform.url);
    await platform.restart();
    const reply = await person.http.get('/api/auth/me');
    expect(reply.status).toBe(200);
    expect(reply.text).toContain(person.email);
  });

  test('takes its children along when it is killed, and starts again on its data', async () => {
    const platform = await start();
    const person = await registerPerson(platform.url);
    const children = childrenOf(platform.pid);
    await platform.kill9();
    expect(children.filter(isAlive)).toEqual([]);
    await platform.start();
    expect((await person.http.get('/api/auth/me')).status).toBe(200);
  });

  test('starts the process host again when that dies, and says so', async () => {
    const platform = await start();
    const first = platform.hostPid;
    process.kill(first, 'SIGKILL');
    await waitUntil(() => platform.hostPid !== first && isAlive(platform.hostPid), 20_000, 'another process host');
    expect(platform.output).toContain('The process host ended');
    expect((await health(platform)).status).toBe(200);
  });

  test('serves again after workerd died', async () => {
    const platform = await start();
    const workerd = childrenOf(platform.pid).find((pid) => pid !== platform.hostPid);
    if (!workerd) throw new Error('workerd is not among the children');
    process.kill(workerd, 'SIGKILL');
    await waitUntil(
      () =>
        health(platform).then(
          (reply) => reply.status === 200,
          () => false,
        ),
      30_000,
      'an answer after the crash',
    );
    expect(platform.output).toContain('workerd ended unexpectedly');
  });
});

describe('a platform refuses to start', () => {
  test('on a data folder that another one uses, and names that one', async () => {
    const first = await start();
    const failure = await failureOf(startPlatform({ dataDir: first.dataDir }));
    expect(failure.code).toBe(1);
    expect(failure.output).toContain(`is in use by process ${first.pid}`);
    expect((await health(first)).status).toBe(200);
  });

  test('on a busy port, and says what to do', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const address = server.address();
    if (!address || typeof address === 'string') throw new Error('no port');
    const failure = await failureOf(startPlatform({ port: address.port }));
    expect(failure.output).toContain(`Port ${address.port} on 127.0.0.1 cannot be used`);
    expect(failure.output).toContain(`PORT=${address.port + 1} npm start`);
  });

  test.each(['nonsense', '-1', '70000'])('when PORT is %s', async (port) => {
    const dataDir = mkdtempSync(join(tmpdir(), 'burstflare-test-'));
    onTestFinished(() => rmSync(dataDir, { recursive: true }));
    const failure = await failureOf(startPlatform({ dataDir, env: { PORT: port } }));
    expect(failure.output).toContain(`PORT is "${port}", which is no port`);
  });
});
