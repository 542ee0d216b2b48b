// What somebody waits for before the CLI answers, against the least that Node itself takes to start
// and end.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { newEmail } from '../support/people.ts';
import { type Bench, measureInTurn, milliseconds, printFigures } from './figures.ts';

const flare = fileURLToPath(new URL('../../flare-cli/bin/flare.mjs', import.meta.url));
const rounds = 15;

export const bench: Bench = {
  title: 'cli: flare --version and flare session list, against node -e 0',
  async run(platform) {
    const folder = mkdtempSync(join(tmpdir(), 'burstflare-bench-'));
    const { PATH = '', HOME = '' } = process.env;
    const env = { PATH, HOME, FLARE_CONFIG: join(folder, 'config.json'), FLARE_API_URL: platform.apiUrl };
    const run = (args: string[], input = '') => node(args, env, input);
    try {
      const password = 'a long enough password';
      await run([flare, 'auth', 'register', '--email', newEmail(), '--name', 'Ada', '--password-stdin'], password);
      const samples = await measureInTurn(
        {
          'flare --version': () => milliseconds(() => run([flare, '--version'])),
          'flare session list': () => milliseconds(() => run([flare, 'session', 'list'])),
          'node -e 0': () => milliseconds(() => run(['-e', '0'])),
        },
        { rounds, warmups: 2 },
      );
      printFigures(samples, { baseline: 'node -e 0' });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function node(args: string[], env: Record<string, string>, input: string): Promise<void> {
  const child = spawn(process.execPath, args, { env, stdio: ['pipe', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (bytes: Buffer) => (said += bytes));
  child.stdin.on('error', () => {}); // it reads nothing and may be gone
  child.stdin.end(input);
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`node ${args.join(' ')} ended with ${code}: ${said}`);
}
