import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, expect, inject, test } from 'vitest';
import { Flare } from './flare.ts';

const { apiUrl: url } = inject('platform');
const flare = new Flare(url);
afterAll(() => flare.remove());

interface CommandEntry {
  summary?: string;
  examples?: unknown[];
  flags: Record<string, { description?: string }>;
}

test('the version is one line', async () => {
  expect((await flare.run(['--version'])).stdout).toMatch(/^flare\/\d+\.\d+\.\d+ \S+ node-v\d+\S+\n$/);
});

test('help lists the topics, and every command has a summary and an example', async () => {
  const { code, stdout } = await flare.run(['--help']);
  expect(code).toBe(0);
  for (const topic of ['auth', 'release', 'session', 'template'])
    expect(stdout).toMatch(new RegExp(`^ {2}${topic} `, 'm'));
  // Built by the set-up, so it is read and not imported: the types are checked before anything is
  // built.
  const built = readFileSync(new URL('../../../flare-cli/dist/oclif.manifest.json', import.meta.url), 'utf8');
  const manifest = JSON.parse(built) as { commands: Record<string, CommandEntry> };
  for (const [id, { summary, examples, flags }] of Object.entries(manifest.commands)) {
    expect({ id, summary: typeof summary, examples: (examples ?? []).length > 0 }).toEqual({
      id,
      summary: 'string',
      examples: true,
    });
    for (const [name, { description }] of Object.entries(flags)) expect(description, `${id} --${name}`).toBeTruthy();
  }
});

test.each([
  [['session', 'get'], /^Error: An argument is missing:\n {2}session /],
  [['session', 'list', '--bogus'], /The command has no flag --bogus/],
  [['session', 'list', '--state', 'dead'], /--state=dead is none of created, starting/],
  [['session', 'create'], /The flag --template is missing/],
  [['session', 'get', 'one', 'two'], /That is more than the command takes: two/],
  [['session', 'list', 'extra'], /`flare session list` takes no argument, and extra is one/],
  [['--api-url', 'ftp://x', 'session', 'list'], /is not the address of a deployment/],
  [['sesion', 'list'], /Did you mean `flare session list`\?/],
  [['nothing'], /There is no command `flare nothing`/],
  [['session', 'list', '--api-url', 'ftp://x'], /is not the address of a deployment/],
  [['session', 'list', '--api-url', 'http://example.com'], /would carry your tokens unencrypted/],
])('%j is a usage error', async (args, message) => {
  const { code, stdout, stderr } = await flare.run(args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(message);
  expect(stderr).toContain('Next: ');
});

test.each([[['session', 'list', '--bogus', '--json']], [['--json', 'session', 'list', '--bogus']]])(
  'with --json, before the command or behind it, a usage error is JSON as well',
  async (args) => {
    const { code, stderr } = await flare.run(args);
    expect(code).toBe(2);
    expect(JSON.parse(stderr)).toMatchObject({ error: { code: 'usage', exitCode: 2 } });
  },
);

test('`help` before a command is --help behind it, and alone it is that of flare', async () => {
  expect(await flare.run(['help'])).toEqual(await flare.run(['--help']));
  expect(await flare.run(['help', 'session', 'list'])).toEqual(await flare.run(['session', 'list', '--help']));
});

test('without a sign-in, commands say how to get one', async () => {
  expect(await flare.run(['session', 'list'])).toEqual({
    code: 3,
    stdout: '',
    stderr: `Error: You are not signed in to ${url}\nNext: Run \`flare auth login\`, or \`flare auth register\` if you have no account.\n`,
  });
});

test('where nothing listens, the address and the reason are told', async () => {
  const args = ['auth', 'login', '--email', 'a@example.com', '--password-stdin', '--api-url', 'http://127.0.0.1:10'];
  const { code, stderr } = await flare.run(args, { input: 'some password' });
  expect(code).toBe(6);
  expect(stderr).toMatch(/^Error: Cannot reach http:\/\/127\.0\.0\.1:10\/api\/auth\/login\n {2}nothing listens there/);
});

test('a configuration that is broken is named, and not overwritten', async () => {
  const broken = new Flare(url);
  writeFileSync(broken.config, '{"version":');
  expect(await broken.run(['session', 'list'])).toMatchObject({
    code: 1,
    stderr: expect.stringContaining(broken.config),
  });
  broken.remove();
});

test('colour is for terminals, and NO_COLOR turns it off', async () => {
  expect((await flare.run(['session', 'list'])).stderr).not.toContain('\u001B');
  expect((await flare.run(['session', 'list'], { env: { FORCE_COLOR: '1' } })).stderr).toContain('\u001B[31mError:');
  const both = { FORCE_COLOR: '1', NO_COLOR: '1' };
  expect((await flare.run(['session', 'list'], { env: both })).stderr).not.toContain('\u001B');
});
