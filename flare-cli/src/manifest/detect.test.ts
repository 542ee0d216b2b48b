import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parse } from 'yaml';
import { Failure } from '../failures.ts';
import { detect } from './detect.ts';
import { manifestText } from './of-folder.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'flare-detect-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function files(contents: Record<string, unknown>): void {
  for (const [path, content] of Object.entries(contents)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), typeof content === 'string' ? content : JSON.stringify(content));
  }
}
const fixture = (name: string) => detect(fileURLToPath(new URL(`../../../tests/fixtures/${name}`, import.meta.url)));

test('the projects that tests bring up say how they are run', () => {
  expect(fixture('vite-app')?.draft).toEqual({
    setup: 'npm ci',
    start: 'npm run dev -- --host 127.0.0.1 --port 5173 --strictPort',
    ports: [{ number: 5173, label: 'Vite' }],
  });
  expect(fixture('express-api')?.draft).toEqual({
    setup: 'npm ci',
    start: 'npm run start',
    ports: [{ number: 3000 }],
    env: { PORT: '3000' },
  });
  expect(fixture('python-site')?.draft).toEqual({
    start: 'python3 -m http.server 8000 --bind 127.0.0.1',
    ports: [{ number: 8000 }],
  });
});

test('a port of Vite comes from the script, else from its configuration', () => {
  files({
    'package.json': { scripts: { dev: 'vite' }, devDependencies: { vite: '8' } },
    'vite.config.ts': 'export default { server: { open: true, port: 4000 } }',
  });
  expect(detect(folder)).toMatchObject({
    draft: { setup: 'npm install', ports: [{ number: 4000 }] },
    found: [expect.stringContaining('port 4000 (vite.config.ts)'), 'no lockfile: npm install'],
  });
  files({ 'package.json': { scripts: { dev: 'vite --port 4001', start: 'vite preview' } } });
  expect(detect(folder)?.draft.ports?.[0]?.number).toBe(4001);
});

test.each([
  ['app.listen(4321)', 4321, undefined],
  ['const port = Number(process.env.PORT) || 8081; app.listen(port)', 8081, '8081'],
  ["serve({ fetch: app.fetch, port: parseInt(process.env['PORT'] ?? '4400') })", 4400, '4400'],
  ['app.listen(process.env.PORT)', 3000, '3000'],
  ['app.listen(80)', 3000, undefined],
])('the port of a server is read off its source: %s', (source, number, env) => {
  files({
    'package.json': { scripts: { start: 'node server.mjs' }, dependencies: { hono: '4' } },
    'server.mjs': source,
  });
  const { draft } = detect(folder) ?? {};
  expect(draft?.ports).toEqual([{ number }]);
  expect(draft?.env?.PORT).toBe(env);
});

test('the lockfile names the package manager', () => {
  files({
    'package.json': {
      scripts: { dev: 'next dev' },
      dependencies: { next: '16' },
      packageManager: 'pnpm@10.2.0+sha1.a',
    },
    'pnpm-lock.yaml': '',
  });
  expect(detect(folder)?.draft).toEqual({
    setup: 'npm install --global pnpm@10.2.0 && pnpm install --frozen-lockfile',
    start: 'pnpm run dev',
    ports: [{ number: 3000, label: 'Next.js' }],
    persistedPaths: ['/workspace', '/home/dev/.local/bin', '/home/dev/.local/lib'],
  });
});

test.each([
  ['pnpm-lock.yaml', "lockfileVersion: '6.0'\n", 'npm install --global pnpm@8 && pnpm install --frozen-lockfile'],
  ['pnpm-lock.yaml', "lockfileVersion: '9.0'\n", 'npm install --global pnpm@10 && pnpm install --frozen-lockfile'],
  ['yarn.lock', '# yarn lockfile v1\n', 'npm install --global yarn@1 && yarn install --frozen-lockfile'],
  ['yarn.lock', '__metadata:\n  version: 8\n', 'npm install --global @yarnpkg/cli-dist@4 && yarn install --immutable'],
  ['bun.lock', '{}', 'npm install --global bun@1 && bun install --frozen-lockfile'],
])('without packageManager, the version of the manager is one that reads %s', (lockfile, content, setup) => {
  files({ 'package.json': { scripts: { dev: 'vite' } }, [lockfile]: content });
  expect(detect(folder)?.draft.setup).toBe(setup);
});

test('packageManager decides over a lockfile of another manager', () => {
  files({ 'package.json': { scripts: { dev: 'vite' }, packageManager: 'yarn@4.9.1' }, 'package-lock.json': '{}' });
  expect(detect(folder)?.draft).toMatchObject({
    setup: 'npm install --global @yarnpkg/cli-dist@4.9.1 && yarn install',
    env: { YARN_ENABLE_GLOBAL_CACHE: 'false' },
  });
});

test.each([
  ['package.json', '{\n  "scripts": {\n    "dev": "vite",\n  }\n}', '4:3: '],
  ['package.json', '{ "scripts": ', '1:14: '],
  ['package.json', '[]', '1:1: it must be an object'],
  ['.devcontainer.json', '{ "image": "a"\n  "forwardPorts": [3000] }', '2:3: comma expected'],
  ['composer.json', '{ "require" {} }', '1:13: colon expected'],
])('a broken %s is an error with its line, and nothing is guessed: %j', (file, text, place) => {
  files({ [file]: text, 'index.html': '', 'public/index.php': '<?php' });
  let failure: unknown;
  try {
    detect(folder);
  } catch (error) {
    failure = error;
  }
  expect(failure).toBeInstanceOf(Failure);
  expect((failure as Failure).details.detail).toContain(`${join(folder, file)}:${place}`); // just looked at
});

test('a folder of code is never served as files', () => {
  files({ 'index.html': '<h1>', 'app.py': 'print("no port")' });
  expect(detect(folder)).toBeUndefined();
  files({ 'app.py': '' });
  rmSync(join(folder, 'app.py'));
  expect(detect(folder)?.draft.start).toContain('http.server');
  files({ '.env': 'TOKEN=1' });
  expect(detect(folder)).toBeUndefined();
});

test('a package of a workspace is started from the root, which is sent', () => {
  files({
    'pnpm-workspace.yaml': 'packages: [apps/*, "!apps/old"]\n',
    'package.json': { packageManager: 'pnpm@10.2.0' },
    'pnpm-lock.yaml': '',
    'apps/web/package.json': { scripts: { dev: 'vite' } },
    'apps/api/package.json': { scripts: { start: 'node server.js' }, dependencies: { express: '5' } },
    'apps/api/server.js': 'app.listen(process.env.PORT ?? 4000)',
    'apps/old/package.json': { scripts: { dev: 'vite' } },
  });
  const start = 'cd apps/web && pnpm run dev --host 127.0.0.1 --port 5173 --strictPort';
  expect(detect(folder)).toMatchObject({
    root: folder,
    draft: { start, setup: 'npm install --global pnpm@10.2.0 && pnpm install --frozen-lockfile' },
    unsupported: ['apps/api: it has an app as well; start it with `flare up apps/api`'],
  });
  expect(detect(join(folder, 'apps/api'))).toMatchObject({
    root: folder,
    draft: { start: 'cd apps/api && pnpm run start', ports: [{ number: 4000 }], env: { PORT: '4000' } },
  });
  expect(detect(join(folder, 'apps/old'))).toMatchObject({
    root: join(folder, 'apps/old'),
    draft: { start: expect.stringMatching(/^npm run dev/) },
  });
});

test('a script of the workspace that starts several apps names the ports of all of them', () => {
  files({
    'package.json': { workspaces: ['apps/*'], scripts: { dev: 'turbo run dev' } },
    'apps/docs/package.json': { scripts: { dev: 'astro dev' } },
    'apps/web/package.json': { scripts: { dev: 'next dev' } },
  });
  expect(detect(folder)?.draft).toEqual({
    setup: 'npm install',
    start: 'npm run dev',
    ports: [
      { number: 3000, label: 'web' },
      { number: 4321, label: 'docs' },
    ],
  });
});

test('the program of package.json is run where no script says otherwise, if it listens', () => {
  files({ 'package.json': { main: 'index.js', scripts: { test: 'exit 1' } }, 'index.js': 'module.exports = 1' });
  expect(detect(folder)).toBeUndefined();
  files({ 'index.js': 'require("http").createServer(handle).listen(4100)' });
  expect(detect(folder)?.draft).toMatchObject({ start: 'node index.js', ports: [{ number: 4100 }] });
});

test('a Python program keeps its port, and its packages are installed', () => {
  files({ 'app.py': 'app.run(host="127.0.0.1", port=5005)', 'requirements.txt': 'flask\n', 'index.html': '' });
  expect(detect(folder)?.draft).toEqual({
    setup: 'python3 -m venv .venv && .venv/bin/pip install -r requirements.txt',
    start: '.venv/bin/python app.py',
    ports: [{ number: 5005 }],
  });
});

test('devcontainer.json is read with comments, comes first, and what is not used is named', () => {
  files({
    'package.json': { scripts: { start: 'node index.js' } },
    '.devcontainer/devcontainer.json': `{
      // for the team
      "name": "Shop",
      "image": "mcr.microsoft.com/devcontainers/javascript-node",
      "onCreateCommand": ["npm", "ci", "--prefix", "my app"],
      "postCreateCommand": { "db": "make db", "docs": "make docs" },
      "forwardPorts": [3000, 9229, 80, "db:5432"],
      "portsAttributes": { "3000": { "label": "Shop" }, "9229": { "label": "${'x'.repeat(59)}🐞🐞" } },
      "containerEnv": {
        "ROOT": "\${containerWorkspaceFolder}/src", "HOME_DIR": "\${localEnv:HOME}", "STAGE": "\${localEnv:STAGE:dev}"
      },
      "remoteUser": "node",
    }`,
  });
  expect(detect(folder)).toMatchObject({
    draft: {
      setup: "npm ci --prefix 'my app' && (make db) && (make docs)",
      start: 'npm run start',
      ports: [
        { number: 3000, label: 'Shop' },
        { number: 9229, label: `${'x'.repeat(59)}🐞` },
      ],
      env: { ROOT: '/workspace/src', STAGE: 'dev' },
    },
    found: [
      '.devcontainer/devcontainer.json: onCreateCommand, postCreateCommand → setup',
      '.devcontainer/devcontainer.json: forwardPorts → ports',
      '.devcontainer/devcontainer.json: containerEnv → env',
      expect.stringContaining('the script start'),
      expect.stringContaining('nothing is installed'),
    ],
    unsupported: [
      expect.stringContaining('image is not used'),
      expect.stringContaining('remoteUser is not used; a session’s user is dev'),
      expect.stringContaining('forwardPorts 80 is not used'),
      expect.stringContaining('forwardPorts db:5432 is not used'),
      expect.stringContaining('containerEnv HOME_DIR is not used'),
    ],
  });
});

test('a folder that says nothing is not guessed at', () => {
  files({ 'README.md': '# Hello' });
  expect(detect(folder)).toBeUndefined();
});

test('a written manifest points editors to its schema, and is one also where nothing was found', () => {
  const text = manifestText({ start: 'npm start', env: { A: 'b' } }, 'http://localhost:1/manifest.schema.json');
  expect(text).toMatch(/^# yaml-language-server: \$schema=http:\/\/localhost:1\/manifest\.schema\.json\n/);
  expect(parse(text)).toEqual({
    image: 'burstflare/base',
    features: ['preview', 'terminal'],
    start: 'npm start',
    env: { A: 'b' },
  });
  expect(parse(manifestText(undefined, 'x'))).toEqual({ image: 'burstflare/base', features: ['preview', 'terminal'] });
});
