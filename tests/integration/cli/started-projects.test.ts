// Projects as people have them, brought up without a manifest: the four that need nothing but Node,
// Python and the npm registry. `npm run test:projects` starts the others.
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { startProject } from '../../projects/started.ts';
import { deleteSessions, fetchPreview, signedUp } from './projects.ts';
import type { Flare } from './flare.ts';

// npm installs in one.
vi.setConfig({ testTimeout: 120_000 });

const { apiUrl: url } = inject('platform');
let flare: Flare;
beforeAll(async () => {
  flare = await signedUp(url);
});
afterAll(async () => {
  await deleteSessions(flare);
  flare.remove();
});

test.each([
  ['main-index', 'Hello from index.js'],
  ['pnpm-workspace', 'Hello from pnpm-workspace'],
  ['procfile', 'Hello from a Procfile'],
  ['devcontainer', 'Hello from /workspace, development'],
])('%s is brought up by what its files say, and looked at through its preview', async (name, text) => {
  const { sessionId } = await startProject(flare, name);
  expect(await fetchPreview(flare, sessionId)).toContain(text);
  await flare.run(['session', 'delete', sessionId, '--yes']);
});
