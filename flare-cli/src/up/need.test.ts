import { expect, test } from 'vitest';
import { isInputOf, needOf } from './need.ts';

const manifest = { image: 'burstflare/base', setup: 'npm ci', start: 'npm start' };
const before = { digest: 'a', manifest, files: { 'a.js': 'file:1', 'b.js': 'file:2' }, isSetUp: true };

test('a folder needs what changed in it, and no more', () => {
  expect(needOf(before, before)).toEqual({ kind: 'nothing' });
  expect(needOf(before, { ...before, digest: 'b', files: { 'a.js': 'file:9', 'c.js': 'link:a.js' } })).toEqual({
    kind: 'files',
    files: [
      { path: 'a.js', before: 'file:1', after: 'file:9' },
      { path: 'b.js', before: 'file:2', after: null },
      { path: 'c.js', before: null, after: 'link:a.js' },
    ],
  });
  const lock = { ...before.files, 'package-lock.json': 'file:3' };
  expect(needOf(before, { ...before, digest: 'b', files: lock })).toMatchObject({ kind: 'setup' });
  expect(needOf({ ...before, isSetUp: false }, before)).toEqual({ kind: 'setup', files: [] });
  expect(needOf(before, { ...before, manifest: { ...manifest, start: 'npm run dev' } })).toEqual({ kind: 'session' });
});

test('a file may have the name of what every object has', () => {
  const now = { ...before, digest: 'b', files: { ...before.files, constructor: 'file:3' } };
  expect(needOf(before, now)).toMatchObject({ files: [{ path: 'constructor', before: null, after: 'file:3' }] });
  expect(needOf(now, before)).toMatchObject({ files: [{ path: 'constructor', before: 'file:3', after: null }] });
});

test.each([
  ['npm ci', 'src/app.js', false],
  ['npm ci', 'packages/web/package.json', true],
  ['npm install --global pnpm@10.2.0 && pnpm install --frozen-lockfile', 'src/app.js', false],
  ['npm install --global pnpm@10.2.0 && pnpm install --frozen-lockfile', 'pnpm-lock.yaml', true],
  ['python3 -m venv .venv && .venv/bin/pip install -r requirements.txt', 'app.py', false],
  ['python3 -m venv .venv && .venv/bin/pip install -r requirements.txt', 'requirements-dev.txt', true],
  ['python3 -m venv .venv && .venv/bin/pip install -e .', 'app.py', true],
  ['npm ci && npm run build', 'src/app.js', true],
  ['make', 'src/app.c', true],
  ['php --version', 'index.php', false],
  [undefined, 'index.html', false],
  ['npm ci; node build.js', 'src/app.js', true],
  ['npm ci\nmake', 'src/app.js', true],
  ['npm ci || make', 'src/app.js', true],
  ['npm ci | tee log', 'src/app.js', true],
  ['npm ci & make', 'src/app.js', true],
  ['npm ci > log', 'src/app.js', true],
  ['npm install $(cat packages)', 'packages', true],
  ['npm install ./local', 'local/index.js', true],
  ['bundle install `cat options`', 'options', true],
  ['./build.sh version', 'build.sh', true],
  ['pip install -r deps.txt', 'deps.txt', true],
  ['bundle config set --local path vendor/bundle && bundle install', 'app.rb', false],
  ['composer install --no-interaction', 'index.php', false],
  ['.venv/bin/python -m flask --version', 'app.py', false],
  [' hugo version\n', 'index.html', false],
])('%s goes by %s: %s', (setup, path, isInput) => {
  expect(isInputOf(setup, path)).toBe(isInput);
});
