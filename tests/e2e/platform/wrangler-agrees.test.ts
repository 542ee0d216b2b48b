// The data of the local platform is wrangler's too: its own command sees every migration as
// applied.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startPlatform } from '../../support/platform.ts';

test('wrangler d1 migrations list finds nothing to apply', async () => {
  const platform = await startPlatform();
  onTestFinished(() => platform.stop());
  await platform.terminate();
  const said = execFileSync(
    'wrangler',
    ['d1', 'migrations', 'list', 'burstflare', '--local', '--persist-to', join(platform.dataDir, 'state')],
    { encoding: 'utf8', env: { ...process.env, WRANGLER_SEND_METRICS: 'false', CI: 'true' } },
  );
  expect(said).toContain('No migrations to apply');
});
