// Authenticated reads: what the contract, the checks and the log cost over a bare Hono route that
// asks D1 the same.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expectStatus, type Person, registerPerson } from '../support/people.ts';
import type { TestPlatform } from '../support/platform.ts';
import { type Bench, measureInTurn, printFigures, printTarget, ratioOf } from './figures.ts';
import { cpuMs } from './cpu.ts';
import { type LoadResult, putLoad } from './load.ts';

const rounds = 6;
const templates = 60;
const target = 0.7;

export const bench: Bench = {
  title: 'api: authenticated GET, requests a second, against a bare Hono route with the same two D1 queries',
  async run(platform) {
    const ada = await registerPerson(platform.url);
    const id = await fill(ada);
    const folder = mkdtempSync(join(tmpdir(), 'burstflare-bench-'));
    // the same rows for both: the database is copied while nobody writes to it
    await platform.terminate();
    cpSync(join(platform.dataDir, 'state'), join(folder, 'state'), { recursive: true });
    await platform.start();
    const bare = await startBare(join(folder, 'state/v3'));
    try {
      for (const [what, path] of [
        ['one template', `/api/templates/${id}`],
        ['a page of 20', '/api/templates?limit=20'],
      ] as const) {
        await compare(what, path, { platform, bare, token: ada.token });
      }
    } finally {
      await bare.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function fill({ http }: Person): Promise<string> {
  let id = '';
  for (let n = 0; n < templates; n++) {
    const json = { name: `template-${n}`, description: 'One of those that a team of some size has.' };
    id = expectStatus(await http.post('/api/templates', { json }), 201).json<{ id: string }>().id;
  }
  return id;
}

async function compare(
  what: string,
  path: string,
  { platform, bare, token }: { platform: TestPlatform; bare: Server; token: string },
): Promise<void> {
  const seen: Record<'BurstFlare' | 'bare Hono', (LoadResult & { cpuMs: number })[]> = {
    BurstFlare: [],
    'bare Hono': [],
  };
  const load =
    (name: keyof typeof seen, { port, pid }: Server) =>
    async () => {
      const headers = { host: `localhost:${port}`, authorization: `Bearer ${token}` };
      const before = cpuMs(pid);
      const result = await putLoad({ at: { port }, path, headers });
      seen[name].push({ ...result, cpuMs: (cpuMs(pid) - before) / result.sent });
      return result.perSecond;
    };
  const samples = await measureInTurn(
    { BurstFlare: load('BurstFlare', platform), 'bare Hono': load('bare Hono', bare) },
    { rounds },
  );
  console.log(`\n${what}, 16 connections, ${rounds} × 2 s each in turn`);
  printFigures(samples, { unit: 'req/s', baseline: 'bare Hono' });
  const each = (figure: 'p50' | 'p99' | 'cpuMs') => ({
    BurstFlare: seen.BurstFlare.slice(-rounds).map((result) => result[figure]),
    'bare Hono': seen['bare Hono'].slice(-rounds).map((result) => result[figure]),
  });
  console.log('Processor time of a request, all processes of the server');
  printFigures(each('cpuMs'), { baseline: 'bare Hono' });
  console.log('Time of a request, median of each round');
  printFigures(each('p50'), { baseline: 'bare Hono' });
  printTarget(`${what}, share of bare Hono`, ratioOf(samples.BurstFlare, samples['bare Hono']).p50, {
    atLeast: target,
  });
}

interface Server {
  readonly port: number;
  readonly pid: number;
}

async function startBare(state: string): Promise<Server & { stop(): Promise<void> }> {
  const child: ChildProcess = spawn(
    process.execPath,
    ['--import', 'tsx', join(import.meta.dirname, 'bare/start.ts'), state],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const exited = once(child, 'exit');
  if (!child.stdout) throw new Error('stdout was asked for as a pipe.');
  const ready = once(createInterface({ input: child.stdout }), 'line') as Promise<[string]>;
  const [line] = await Promise.race([
    ready,
    exited.then(([code]) => Promise.reject(new Error(`The bare Worker ended with code ${String(code)}.`))),
  ]);
  // the one line that bare/start.ts prints
  const { port } = JSON.parse(line) as { port: number };
  return {
    port,
    pid: child.pid ?? 0,
    async stop() {
      child.stdin?.end();
      await exited;
    },
  };
}
