// How long a start takes: to a healthy runtime, against a bare spawn of the same bundle; and to the
// app's open port with a build's layer in place, against unpacking and starting by hand.
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { built } from '../../tools/start/builds.ts';
import { waitUntil } from '../../tools/start/wait.ts';
import { createSession, makeReleased, makeTemplate, promote } from '../integration/sessions/made-session.ts';
import type { HttpClient } from '../support/http.ts';
import { expectStatus, registerPerson } from '../support/people.ts';
import { freePort } from '../support/free-port.ts';
import type { TestPlatform } from '../support/platform.ts';
import { appAnswers, appSource, portOpen } from './app.ts';
import {
  type Bench,
  figuresOf,
  measureInTurn,
  milliseconds,
  printFigures,
  printShares,
  printTarget,
} from './figures.ts';
import { runtimeHop } from './hops.ts';
import { shell } from './shell.ts';
import { copyTree } from './tree.ts';

const rounds = 12;
const portRounds = 5;
const treeBytes = 8_000_000;
const targetMs = 200;

interface Step {
  readonly name: string;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
}

/** When what happened, in milliseconds since 1970; the platform runs on the same clock. */
interface Started {
  readonly called: number;
  readonly answered: number;
  readonly steps: ReadonlyMap<string, { from: number; to: number }>;
}

export const bench: Bench = {
  title: 'start: from the call to a healthy runtime, and to the open port of an app',
  async run(platform) {
    const { http } = await registerPerson(platform.url);
    const folder = mkdtempSync(join(tmpdir(), 'burstflare-bench-'));
    try {
      await toHealthy(http, folder);
      await toOpenPort(platform, http, folder);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function toHealthy(http: HttpClient, folder: string): Promise<void> {
  const { template } = await makeReleased(http);
  const whole: number[] = [];
  const samples = await measureInTurn(
    {
      'call → healthy': async () => {
        const started = await startOne(http, template.id);
        whole.push(started.answered - started.called);
        await started.remove();
        return at(started, 'machine').to - started.called;
      },
      'bare spawn → healthy': () => spawnRuntime(folder),
    },
    { rounds },
  );
  console.log(`\nTo a healthy runtime, ${rounds} rounds in turn`);
  const rows = { ...samples, 'call → answer': whole.slice(-rounds) };
  printFigures(rows, { baseline: 'bare spawn → healthy' });
  printTarget('call → runtime healthy, p50', figuresOf(samples['call → healthy']).p50, { atMost: targetMs }, ' ms');
}

async function toOpenPort(platform: TestPlatform, http: HttpClient, folder: string): Promise<void> {
  const [port, barePort] = [await freePort(), await freePort()];
  const tree = join(folder, 'tree');
  const { files, bytes } = await copyTree(tree, treeBytes);
  writeFileSync(join(tree, 'server.mjs'), appSource);
  const templateId = await releaseBundle(http, folder, port);
  const archive = join(folder, 'layer.tar.zst');
  await shell(`tar -c -C '${tree}' . | zstd -q -3 -o '${archive}'`);
  const parts: Record<string, number[]> = {};
  const samples = await measureInTurn(
    {
      'call → port open': async () => {
        let open = Promise.resolve(0);
        const started = await startOne(http, templateId, (id) => {
          open = appAnswers(() => runtimeHop(platform, id), port).then(() => Date.now());
        });
        const opened = await open;
        for (const [part, ms] of Object.entries(partsOf(started, opened))) (parts[part] ??= []).push(ms);
        await started.remove();
        return opened - started.called;
      },
      'by hand → port open': () => startByHand(folder, archive, barePort),
    },
    { rounds: portRounds },
  );
  const megabytes = (size: number) => (size / 1e6).toFixed(1);
  console.log(
    `\nTo the app's open port, with ${files.length} files, ${megabytes(bytes)} MB (${megabytes(statSync(archive).size)} MB packed)`,
  );
  printFigures(samples, { baseline: 'by hand → port open' });
  console.log('Where the time goes');
  printShares(
    Object.fromEntries(
      Object.entries(parts).map(([part, all]) => {
        const { p50, min, max } = figuresOf(all.slice(-portRounds));
        return [part, { 'p50 ms': p50, min, max }];
      }),
    ),
  );
}

function at({ steps }: Started, name: string): { from: number; to: number } {
  const step = steps.get(name);
  if (!step) throw new Error(`The start has no step ${name}.`);
  return step;
}

function partsOf(started: Started, opened: number): Record<string, number> {
  const [machine, restore, bootstrap] = ['machine', 'restore', 'bootstrap'].map((name) => at(started, name));
  if (!machine || !restore || !bootstrap) throw new Error('A start has these steps.');
  return {
    'request → coordinator begins': machine.from - started.called,
    'machine: disk, sandbox, runtime healthy': machine.to - machine.from,
    'restore: fetch, unpack, verify': restore.to - restore.from,
    'bootstrap: app is spawned': bootstrap.to - bootstrap.from,
    'between the steps': restore.from - machine.to + (bootstrap.from - restore.to),
    'running → answer': started.answered - bootstrap.to,
    'app: bootstrapped → port open': opened - bootstrap.to,
  };
}

async function startOne(
  http: HttpClient,
  templateId: string,
  begin: (sessionId: string) => void = () => undefined,
): Promise<Started & { remove(): Promise<void> }> {
  const { id } = await createSession(http, templateId);
  begin(id);
  const called = Date.now();
  // held against the contract by the tests; here that would be timed
  const reply = await http.post(`/api/sessions/${id}/start`, { conform: false });
  const answered = Date.now();
  const { steps } = expectStatus(reply, 200).json<{ steps: Step[] }>();
  const times = steps.map(({ name, startedAt, finishedAt }) => {
    return [name, { from: Date.parse(startedAt ?? ''), to: Date.parse(finishedAt ?? '') }] as const;
  });
  return {
    called,
    answered,
    steps: new Map(times),
    remove: async () => void expectStatus(await http.delete(`/api/sessions/${id}`), 204),
  };
}

/** The bundled runtime with nothing around it, looked for as the host looks for it. */
async function spawnRuntime(folder: string): Promise<number> {
  const home = mkdtempSync(join(folder, 'runtime-'));
  const socket = join(home, 'runtime.sock');
  const started = performance.now();
  const child = spawn(process.execPath, [join(built.runtime, 'main.cjs')], {
    stdio: ['pipe', 'ignore', 'inherit'],
    env: {
      PATH: process.env.PATH,
      HOME: home,
      RUNTIME_SOCKET: socket,
      RUNTIME_WORKSPACE: home,
      RUNTIME_ISOLATION: 'none',
      RUNTIME_END_WITH_STDIN: '1',
    },
  });
  try {
    while (!(await healthy(socket))) await new Promise((resolve) => setTimeout(resolve, 2));
    return performance.now() - started;
  } finally {
    await end(child);
  }
}

function healthy(socketPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    request({ socketPath, path: '/health', agent: false }, (answer) => {
      answer.resume().on('end', () => resolve(answer.statusCode === 200));
    })
      .on('error', () => resolve(false))
      .end();
  });
}

async function startByHand(folder: string, archive: string, port: number): Promise<number> {
  const place = mkdtempSync(join(folder, 'hand-'));
  let app: ChildProcess | undefined;
  try {
    return await milliseconds(async () => {
      await shell(`zstd -q -dc '${archive}' | tar -x -C '${place}'`);
      app = spawn(process.execPath, ['server.mjs'], {
        cwd: place,
        stdio: ['pipe', 'ignore', 'inherit'],
        env: { PATH: process.env.PATH, PORT: String(port) },
      });
      await portOpen(port);
    });
  } finally {
    if (app) await end(app, 'SIGTERM');
    rmSync(place, { recursive: true });
  }
}

async function end(child: ChildProcess, signal?: NodeJS.Signals): Promise<void> {
  const exited = once(child, 'exit');
  if (signal) child.kill(signal);
  else child.stdin?.end();
  await exited;
}

/**
 * A template whose active version was built from the folder's `tree`, so that each session begins
 * with its layer.
 */
async function releaseBundle(http: HttpClient, folder: string, port: number): Promise<string> {
  const archive = join(folder, 'bundle.tar.gz');
  await shell(`tar -cz -f '${archive}' -C '${join(folder, 'tree')}' .`);
  const bytes = readFileSync(archive);
  const digest = createHash('sha256').update(bytes).digest();
  const template = await makeTemplate(http);
  const path = `/api/templates/${template.id}/versions`;
  const manifest = {
    image: 'burstflare/base',
    start: 'node server.mjs',
    ports: [{ number: port }],
    env: { PORT: String(port) },
  };
  const bundle = { digest: `sha256:${digest.toString('hex')}`, bytes: bytes.length };
  const { id } = expectStatus(await http.post(path, { json: { manifest, bundle } }), 201).json<{ id: string }>();
  const headers = { 'content-type': 'application/gzip', 'repr-digest': `sha-256=:${digest.toString('base64')}:` };
  expectStatus(await http.put(`${path}/${id}/bundle`, { body: bytes, headers }), 200);
  const ready = async () => {
    const version = (await http.get(`${path}/${id}`)).json<{ state: string; stateReason: string | null }>();
    if (version.state === 'failed') throw new Error(`The build failed: ${version.stateReason}`);
    return version.state === 'ready';
  };
  await waitUntil(ready, 120_000, 'the build');
  await promote(http, template.id, id);
  return template.id;
}
