// A version from a repository: what is checked out, that the tenant's words are words only, and why
// a fetch failed.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { cloneCommand, cloneEnv, notCloned } from '../../../gateway/src/domains/builds/coordinator/clone.ts';
import { waitUntil } from '../../../tools/start/wait.ts';
import { expectStatus, type Person, registerPerson } from '../../support/people.ts';
import { makeTemplate } from '../sessions/made-session.ts';
import { type GitServer, startGitServer } from './git-server.ts';

// Machines are started, and a build that fails is tried three times.
vi.setConfig({ testTimeout: 120_000 });

interface Build {
  readonly state: string;
  readonly attempts: number;
  readonly lastError: string | null;
  readonly artifact: { readonly source: string; readonly labels: Record<string, string> } | null;
}

let server: GitServer;
let ada: Person;

beforeAll(async () => {
  server = await startGitServer();
  ada = await registerPerson(inject('platform').url);
});
afterAll(() => server?.[Symbol.asyncDispose]());

async function built(git: { repository: string; ref?: string }, setup: string) {
  const { http } = ada;
  const { id } = await makeTemplate(http);
  const manifest = { image: 'burstflare/base', git, setup };
  const made = expectStatus(await http.post(`/api/templates/${id}/versions`, { json: { manifest } }), 201);
  const { buildId } = made.json<{ buildId: string }>();
  const get = async () => (await http.get(`/api/template-builds/${buildId}`)).json<Build>();
  await waitUntil(async () => /succeeded|dead_lettered/.test((await get()).state), 90_000, 'the build to end');
  const log = (await http.get(`/api/template-builds/${buildId}/log`)).json<{ text: string }>().text;
  return { ...(await get()), log };
}

test('the default branch, a branch, a tag and a commit are built, and the build tells which commit it was', async () => {
  const repository = `${server.url}/shop.git`;
  const setup =
    'echo "it is $(cat version.txt)"; echo "changed: <$(git status --porcelain)>"; git remote get-url origin';
  const [latest, branch, tag, commit] = await Promise.all(
    [undefined, 'feature/next', 'v1', server.v1].map((ref) => built({ repository, ...(ref ? { ref } : {}) }, setup)),
  );
  expect(latest).toMatchObject({ state: 'succeeded', lastError: null });
  expect(latest?.artifact).toMatchObject({
    source: 'git',
    labels: { 'org.opencontainers.image.revision': server.main, 'org.opencontainers.image.source': repository },
  });
  expect(latest?.log).toContain(`\ncommit ${server.main}\n`);
  // The runtime's own notes are no change of the repository.
  expect(latest?.log).toContain(`it is two\nchanged: <>\n${repository}\n`);
  expect(branch?.log).toContain('it is next\n');
  for (const one of [tag, commit]) {
    expect(one?.log).toContain('it is one\n');
    expect(one?.artifact?.labels['org.opencontainers.image.revision']).toBe(server.v1);
  }
});

test.each([
  ['that asks for a password', '/private.git', undefined, /HEAD: fatal: could not read Username.*\n.*not public/],
  ['that does not exist', '/missing.git', undefined, /HEAD: fatal: .*not found\n.*not public/],
  ['without the ref', '/shop.git', 'nope', /nope: fatal: couldn't find remote ref nope\nThere is no such branch/],
])('a repository %s fails the build in its first attempt, with what to do', async (_, path, ref, says) => {
  const { state, attempts, lastError, log } = await built(
    { repository: server.url + path, ...(ref ? { ref } : {}) },
    'true',
  );
  expect({ state, attempts }).toEqual({ state: 'dead_lettered', attempts: 1 });
  expect(lastError).toMatch(/^The repository could not be fetched, ref /);
  expect(lastError).toMatch(says);
  expect(log).toContain(`[burstflare] failed: ${lastError}\n`);
});

test('a repository whose server is out of order, or cuts the connection, is tried again', async () => {
  for (const trouble of [503, 'cut'] as const) {
    server.troubles.push(trouble);
    const { state, attempts, log } = await built({ repository: `${server.url}/shop.git` }, 'true');
    expect({ trouble, state, attempts }).toEqual({ trouble, state: 'succeeded', attempts: 2 });
    expect(log).toContain('[burstflare] failed: The repository could not be fetched, ref HEAD: fatal: ');
  }
});

/** The very command of a build, run here. */
async function clone(git: { repository: string; ref?: string }) {
  const folder = mkdtempSync(join(tmpdir(), 'burstflare-clone-'));
  const workspace = join(folder, 'workspace');
  mkdirSync(join(workspace, '.burstflare'), { recursive: true });
  const env = { HOME: folder, ...Object.fromEntries(cloneEnv(git).map(({ name, value }) => [name, value])) };
  const child = spawn('bash', ['-c', cloneCommand], {
    cwd: workspace,
    env: { PATH: process.env.PATH, LC_ALL: 'C', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 20_000,
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes: Buffer) => (said += bytes));
  const [code] = (await once(child, 'close')) as [number | null];
  const files = [folder, workspace].flatMap((path) => readdirSync(path)).filter((name) => !name.startsWith('.'));
  rmSync(folder, { recursive: true });
  return { code, files, ...notCloned(git, 'failed', said) };
}

test.each([
  '; touch hacked',
  '$(touch hacked)',
  '`touch hacked`',
  "'; touch hacked; '",
  '"; touch hacked; "',
  '--upload-pack=touch hacked',
  '--quiet',
])('%s is neither a command nor an option, as a ref or as a repository', async (words) => {
  for (const git of [{ repository: `${server.url}/shop.git`, ref: words }, { repository: words }]) {
    const { code, files } = await clone(git);
    expect(code).toBeGreaterThan(0);
    expect(files).toEqual(['workspace']);
  }
});

test.each([
  ['ext::sh -c "touch hacked"', /transport 'ext' not allowed/],
  ['file:///etc', /transport 'file' not allowed/],
  ['/etc', /transport 'file' not allowed/],
  ['ssh://127.0.0.1/x', /transport 'ssh' not allowed/],
])('git reaches %s not even where the contract would let it pass', async (repository, says) => {
  const { code, files, reason, hopeless } = await clone({ repository });
  expect(code).toBeGreaterThan(0);
  expect(files).toEqual(['workspace']);
  expect(reason).toMatch(says);
  expect(hopeless).toBe(true);
});

test.each([
  ['/missing.git', undefined, /ref HEAD: fatal: .*not found\nIt does not exist or is not public/],
  ['/private.git', undefined, /terminal prompts disabled\nIt does not exist or is not public/],
  ['/shop.git', 'nope', /ref nope: fatal: couldn't find remote ref nope\nThere is no such branch or tag/],
  ['/shop.git', '0'.repeat(40), /not our ref 0{40}\nThere is .*not every server hands one out/],
])('%s at %s says why it cannot be fetched', async (path, ref, says) => {
  const { reason, hopeless } = await clone({ repository: server.url + path, ...(ref ? { ref } : {}) });
  expect(reason).toMatch(says);
  expect(hopeless).toBe(true);
});
