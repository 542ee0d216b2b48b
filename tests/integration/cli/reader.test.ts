// A reader that has read enough ends the command that it reads from, as `head` does in a pipe.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { Flare } from './flare.ts';
import { deleteSessions, folderWith, signedUp, type UpResult } from './projects.ts';

const { apiUrl } = inject('platform');
const bin = fileURLToPath(new URL('../../../flare-cli/bin/flare.mjs', import.meta.url));
let flare: Flare;
let up: UpResult;

beforeAll(async () => {
  flare = await signedUp(apiUrl);
  const folder = folderWith(flare, 'read', { 'burstflare.yaml': 'image: burstflare/base\n', 'note.txt': 'kept\n' });
  up = await flare.json<UpResult>(['up', folder]);
  await flare.json(['snapshot', 'save', 'read']);
}, 60_000);
afterAll(async () => {
  await deleteSessions(flare);
  flare.remove();
});

/** Runs a line of bash in which `flare` is the CLI; the last line printed is its exit code. */
function inPipe(line: string): Promise<{ printed: string; errors: string }> {
  const { PATH = '', HOME = '' } = process.env;
  const env = { PATH, HOME, FLARE_CONFIG: flare.config, FLARE_API_URL: apiUrl };
  const script = `flare() { ${process.execPath} ${bin} "$@"; }; ${line}; echo "code \${PIPESTATUS[0]}"`;
  const child = spawn('bash', ['-c', script], { env });
  let printed = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  return new Promise((resolve) => child.once('close', () => resolve({ printed, errors })));
}

// Nothing of what follows happens by itself: `true` reads nothing and is gone at once.
test.each([
  ['flare --version | true', 0],
  ['flare session list | true', 0],
  ['flare session list --json | true', 0],
  ['flare session get read | true', 0],
  ['flare session events read --follow | true', 0],
  ['flare snapshot download read latest --output - | true', 0],
  ['flare session get nobody 2>&1 | true', 4],
])('%s ends, with %i', async (line, code) => {
  expect(await inPipe(line)).toEqual({ printed: `code ${code}\n`, errors: '' });
});

test('a followed list ends at the next change, and a followed log at the next line', async () => {
  const list = inPipe('flare session list --watch | head -n 1');
  const log = inPipe(`flare build log ${up.version.buildId} --follow | head -n 1`);
  await log;
  // Each change is a line for which nobody is there.
  let changing = true;
  void list.finally(() => (changing = false));
  while (changing) for (const verb of ['stop', 'start']) await flare.run(['session', verb, 'read']);
  const { printed, errors } = await list;
  expect(errors).toBe('');
  expect(printed).toMatch(/^read .*\ncode 0\n$/);
}, 60_000);

test('a script that still prints is ended with its reader, and its shell too', async () => {
  const script = 'exec -a still-printing bash -c "while echo line; do sleep 0.1; done"';
  const { printed, errors } = await inPipe(`flare session terminal read < <(echo '${script}') | head -n 2`);
  expect({ printed, errors }).toEqual({ printed: 'line\nline\ncode 0\n', errors: '' });
  await vi.waitFor(
    async () => {
      const left = await flare.run(['session', 'terminal', 'read'], { input: 'pgrep -f still-printing\n' });
      expect(left).toMatchObject({ code: 1, stdout: '' });
    },
    { timeout: 15_000 },
  );
}, 60_000);
