// What is detected in each project of tests/fixtures/projects, whose README says how they were made.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { detect } from './detect.ts';
import type { Draft } from './draft.ts';

const projects = fileURLToPath(new URL('../../../tests/fixtures/projects', import.meta.url));
const GLOBALS = ['/workspace', '/home/dev/.local/bin', '/home/dev/.local/lib'];

const EXPECTED: Record<string, Draft> = {
  angular: {
    setup: 'npm install',
    start: 'npm run start',
    ports: [{ number: 4200, label: 'Angular' }],
    env: { NG_CLI_ANALYTICS: 'false' },
  },
  astro: {
    setup: 'npm install',
    start: 'npm run dev -- --host 127.0.0.1 --port 4321',
    ports: [{ number: 4321, label: 'Astro' }],
  },
  compose: { start: 'python3 -u run_service.py', ports: [{ number: 5000 }] },
  deno: {
    setup: 'npm install --global deno@2 && deno install',
    start: 'deno task dev',
    ports: [{ number: 8000 }],
    persistedPaths: ['/workspace', '/home/dev/.local/bin', '/home/dev/.local/lib', '/home/dev/.cache/deno'],
  },
  devcontainer: {
    setup: 'node --version',
    start: 'node server.js',
    ports: [{ number: 4321 }],
    env: { GREETING: 'Hello from /workspace', STAGE: 'development' },
  },
  dockerfile: { start: 'python3 -u service.py', ports: [{ number: 8099 }] },
  eleventy: { setup: 'npm install', start: 'npx eleventy --serve', ports: [{ number: 8080, label: 'Eleventy' }] },
  fastapi: {
    setup: 'python3 -m venv .venv && .venv/bin/pip install -r requirements.txt',
    start: '.venv/bin/python -m uvicorn main:app --reload --host 127.0.0.1 --port 8000',
    ports: [{ number: 8000, label: 'FastAPI' }],
  },
  flask: {
    setup: 'python3 -m flask --version',
    start: 'python3 -m flask --app hello run --port 5000',
    ports: [{ number: 5000, label: 'Flask' }],
    env: { FLASK_DEBUG: '1' },
  },
  'flask-wsgi': {
    setup: 'python3 -m flask --version',
    start: 'python3 -m flask --app wsgi run --port 5055',
    ports: [{ number: 5055, label: 'Flask' }],
    env: { FLASK_DEBUG: '1' },
  },
  go: {
    setup: 'go build -o /dev/null .',
    start: 'go run .',
    ports: [{ number: 8080 }],
    persistedPaths: ['/workspace', '/home/dev'],
  },
  'main-index': { start: 'node index.js', ports: [{ number: 8123 }], env: { PORT: '8123' } },
  makefile: { start: 'make run', ports: [{ number: 8090 }] },
  nest: { setup: 'npm install', start: 'npm run start:dev', ports: [{ number: 3000 }], env: { PORT: '3000' } },
  next: { setup: 'npm install', start: 'npm run dev', ports: [{ number: 3000, label: 'Next.js' }] },
  'npm-workspace': {
    setup: 'npm ci',
    start: 'cd apps/web && npm run dev',
    ports: [{ number: 4100 }],
    env: { PORT: '4100' },
  },
  nuxt: { setup: 'npm install', start: 'npm run dev', ports: [{ number: 3000, label: 'Nuxt' }] },
  pages: { start: 'python3 -m http.server 8000 --bind 127.0.0.1', ports: [{ number: 8000 }] },
  php: { setup: 'php --version', start: 'php -S 127.0.0.1:8000', ports: [{ number: 8000, label: 'PHP' }] },
  'php-public': {
    setup: 'php --version',
    start: 'php -S 127.0.0.1:8000 -t public',
    ports: [{ number: 8000, label: 'PHP' }],
  },
  'pnpm-workspace': {
    setup: 'npm install --global pnpm@10.2.0 && pnpm install --frozen-lockfile',
    start: 'pnpm run dev',
    ports: [{ number: 4100, label: 'web' }],
    persistedPaths: GLOBALS,
  },
  procfile: { start: 'python3 serve.py --port $PORT', ports: [{ number: 5000 }], env: { PORT: '5000' } },
  rack: { setup: 'rackup --version', start: 'rackup --host 127.0.0.1 --port 9292', ports: [{ number: 9292 }] },
  'react-router': {
    setup: 'npm install',
    start: 'npm run dev -- --host 127.0.0.1 --port 5173 --strictPort',
    ports: [{ number: 5173, label: 'React Router' }],
  },
  ruby: { setup: 'ruby --version', start: 'ruby server.rb', ports: [{ number: 5678 }] },
  'serve-script': { setup: 'npm install', start: 'npm run serve', ports: [{ number: 8081, label: 'http-server' }] },
  sinatra: { setup: 'ruby --version', start: 'ruby app.rb', ports: [{ number: 4567, label: 'Sinatra' }] },
  streamlit: {
    setup: 'python3 -m venv .venv && .venv/bin/pip install -r requirements.txt',
    start:
      '.venv/bin/python -m streamlit run app.py --server.address 127.0.0.1 --server.port 8501 --server.headless true',
    ports: [{ number: 8501, label: 'Streamlit' }],
  },
  sveltekit: {
    setup: 'npm install',
    start: 'npm run dev -- --host 127.0.0.1 --port 5173 --strictPort',
    ports: [{ number: 5173, label: 'Vite' }],
  },
  'vite-react': {
    setup: 'npm install',
    start: 'npm run dev -- --host 127.0.0.1 --port 5173 --strictPort',
    ports: [{ number: 5173, label: 'Vite' }],
  },
  wrangler: {
    setup: 'npm install',
    start: 'npm run dev',
    ports: [{ number: 8787, label: 'Wrangler' }],
    env: { WRANGLER_SEND_METRICS: 'false' },
  },
  'yarn-workspace': {
    setup: 'npm install --global @yarnpkg/cli-dist@4.9.1 && yarn install --immutable',
    start: 'cd apps/web && yarn run dev',
    ports: [{ number: 4100 }],
    env: { YARN_ENABLE_GLOBAL_CACHE: 'false', PORT: '4100' },
    persistedPaths: GLOBALS,
  },
  django: {
    setup: 'python3 -m django --version && python3 manage.py migrate',
    start: 'python3 manage.py runserver 127.0.0.1:8000',
    ports: [{ number: 8000, label: 'Django' }],
  },
  hugo: {
    setup: 'hugo version',
    start: 'hugo server --bind 127.0.0.1 --port 1313 --baseURL / --appendPort=false --disableLiveReload',
    ports: [{ number: 1313, label: 'Hugo' }],
  },
  jekyll: {
    setup: 'jekyll --version',
    start: 'jekyll serve --host 127.0.0.1 --port 4000',
    ports: [{ number: 4000, label: 'Jekyll' }],
  },
  mkdocs: {
    setup: 'python3 -m mkdocs --version',
    start: 'python3 -m mkdocs serve --dev-addr 127.0.0.1:8000',
    ports: [{ number: 8000, label: 'MkDocs' }],
  },
  rails: {
    setup: 'bundle config set --local path vendor/bundle && bundle install && bin/rails db:prepare',
    start: 'rm -f tmp/pids/server.pid && bin/rails server -b 127.0.0.1 -p 3000',
    ports: [{ number: 3000, label: 'Rails' }],
  },
  rust: {
    setup: 'cargo build',
    start: 'cargo run',
    ports: [{ number: 7878 }],
    persistedPaths: ['/workspace', '/home/dev'],
  },
};

test.each(Object.entries(EXPECTED))('%s is run as its own tools run it', (name, draft) => {
  expect(detect(join(projects, name))?.draft).toEqual(draft);
});

test('each project has its expectation', () => {
  const folders = readdirSync(projects, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(folders.map(({ name }) => name).sort()).toEqual(Object.keys(EXPECTED).sort());
});

test('what a project needs beside its app is named', () => {
  expect(detect(join(projects, 'compose'))?.unsupported).toEqual([
    'compose.yaml: redis (redis:alpine) is not started; a session runs no containers',
  ]);
  expect(detect(join(projects, 'procfile'))?.unsupported).toEqual([
    'Procfile: worker is not started; a session starts one command',
  ]);
  expect(detect(join(projects, 'dockerfile'))?.unsupported).toEqual([
    'Dockerfile: RUN pip install --no-cache-dir -r requirements.txt is not used; say in setup what the app needs',
  ]);
});
