import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parse } from 'yaml';
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
    setup: 'npx --yes pnpm@10.2.0 install --frozen-lockfile',
    start: 'npm run dev',
    ports: [{ number: 3000 }],
  });
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
      "containerEnv": { "ROOT": "\${containerWorkspaceFolder}/src", "HOME_DIR": "\${localEnv:HOME}" },
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
      env: { ROOT: '/workspace/src' },
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
