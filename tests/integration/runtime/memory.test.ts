// Holds an idle session to the little that it may cost: what it does not use is not loaded.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { built } from '../../../tools/start/builds.ts';
import { memoryOf, processesOf } from '../../support/processes.ts';
import { Host, until } from './host.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bf-memory-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

const bootstrap = {
  ...{ bootstrapId: 'one', state: 'running', persistedPaths: ['/workspace'], env: [], start: null, ports: [] },
  session: { id: 'ses-a', name: 'a', workspaceId: 'w', templateId: 't', templateName: 't', releaseId: null },
  restoredSnapshotId: null,
};

test('an idle session loads neither an HTTP client nor a PTY, and nothing of saves', async () => {
  const [probe, loaded, socketPath] = ['probe.cjs', 'loaded.json', 'runtime.sock'].map((name) => join(folder, name));
  await mkdir(join(folder, 'workspace'));
  await writeFile(
    probe ?? '',
    `process.on('exit', () => require('fs').writeFileSync(${JSON.stringify(loaded)},
       JSON.stringify([...process.moduleLoadList, ...Object.keys(require.cache)])));`,
  );
  const child = spawn(process.execPath, ['--require', probe ?? '', join(built.runtime, 'main.cjs')], {
    stdio: ['pipe', 'ignore', 'inherit'],
    env: {
      BURSTFLARE_INSTANCE_ID: 'opn-memory-test',
      RUNTIME_END_WITH_STDIN: '1',
      RUNTIME_ISOLATION: 'none',
      RUNTIME_SOCKET: socketPath,
      RUNTIME_WORKSPACE: join(folder, 'workspace'),
    },
  });
  const ended = once(child, 'exit');
  const ask = (method: string, path: string, body?: unknown) =>
    new Promise<number>((resolve, reject) => {
      const headers = { 'x-request-id': 'req-a', ...(body !== undefined && { 'content-type': 'application/json' }) };
      request({ socketPath, method, path, headers }, (answer) => {
        answer.resume().on('end', () => resolve(answer.statusCode ?? 0));
      })
        .on('error', reject)
        .end(body === undefined ? undefined : JSON.stringify(body));
    });
  try {
    await until(async () => (await ask('GET', '/health').catch(() => 0)) === 200, 'the runtime answers');
    const answers = [
      await ask('POST', '/bootstrap', bootstrap),
      await ask('POST', '/bootstrap', {}),
      await ask('GET', '/ports'),
      await ask('GET', '/app/log'),
      await ask('GET', '/jobs/none'),
      await ask('GET', '/health'),
    ];
    expect(answers).toEqual([200, 400, 200, 200, 404, 200]);
  } finally {
    child.stdin.end();
    await ended;
  }
  const modules: string[] = JSON.parse(await readFile(loaded ?? '', 'utf8'));
  expect(modules).toContain('NativeModule http');
  const costly = /undici|NativeModule (crypto|tls|https|http2|zlib)$|node-pty|layer-work|terminal-parts|xterm/;
  expect(modules.filter((name) => costly.test(name))).toEqual([]);
});

test('a session that has just started holds little more than Node itself', async () => {
  const host = await Host.start();
  try {
    const id = await host.session();
    expect((await host.bootstrap(id)).status).toBe(200);
    const { rss } = memoryOf(processesOf(id));
    console.log(`RSS ${rss.toFixed(1)} MB`);
    expect(rss).toBeGreaterThan(30);
    expect(rss).toBeLessThan(66);
  } finally {
    await host.destroy();
  }
});
