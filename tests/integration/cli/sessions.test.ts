import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { freePort } from '../../support/free-port.ts';
import { startCuttingProxy } from './cutting-proxy.ts';
import { Flare } from './flare.ts';

const { apiUrl: url, port } = inject('platform');
const flare = new Flare(url);
/** Sessions share the machine's ports, so the app takes one that nothing else has. */
const appPort = await freePort();
const manifest = `image: burstflare/base
start: exec python3 -m http.server ${appPort}
ports: [{ number: ${appPort}, label: Site }]
`;

interface Session {
  id: string;
  name: string;
  state: string;
}
let running: Session;

beforeAll(async () => {
  await flare.signUp();
  await flare.json(['template', 'create', 'site']);
  await flare.json(['template', 'upload', 'site', '--manifest', '-', '--promote'], { input: manifest });
  running = await flare.json<Session>(['session', 'create', '--template', 'site', '--name', 'Main', '--start']);
});
afterAll(async () => {
  for (const { id } of await flare.json<Session[]>(['session', 'list']))
    await flare.run(['session', 'delete', id, '--yes']);
  flare.remove();
});

test('a session lives its life from the command line', async () => {
  const made = await flare.run(['session', 'create', '--template', 'site', '--name', 'life']);
  expect(made).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^ses-[a-z2-7]{20}\n$/),
    stderr: 'Created the session life.\n',
  });
  const started = await flare.run(['session', 'start', 'life']);
  expect(started.code).toBe(0);
  expect(started.stderr).toMatch(/✓ Machine up .*\n(?:.*\n)*life runs\.\nThe app .*\n$/);
  expect((await flare.run(['session', 'start', 'life'])).stderr).toMatch(/^life runs already\.\nThe app .*\n$/);
  expect((await flare.run(['session', 'restart', 'life'])).stderr).toMatch(/life runs again\.\nThe app .*\n$/);
  expect((await flare.run(['session', 'stop', 'life'])).stderr).toBe('life sleeps.\n');
  expect(await flare.json<Session>(['session', 'get', 'LIFE'])).toMatchObject({ name: 'life', state: 'sleeping' });
  const events = await flare.json<{ type: string }[]>(['session', 'events', 'life']);
  expect(events.map(({ type }) => type)).toEqual(expect.arrayContaining(['created', 'running', 'sleeping']));
  expect((await flare.run(['session', 'list'])).stdout).toMatch(/^life +ses-\S+ +sleeping +(?:stopped|-) +site /m);
  expect(await flare.run(['session', 'delete', 'life'])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('--yes'),
  });
  expect((await flare.run(['session', 'delete', 'life', '--yes'])).stderr).toBe('Deleted life.\n');
  expect((await flare.run(['session', 'get', 'life'])).code).toBe(4);
}, 90_000);

test('a session is shown with each limit that health names: what holds for it, and what does not', async () => {
  const health = await (await fetch(`${url}/api/health`)).json();
  // the contract's form; a wrong one fails the assertions below
  const { limits } = (health as { sessions: { limits: { name: string; scope: string; reason: string | null }[] } })
    .sessions;
  const shown = (await flare.run(['session', 'get', 'Main'])).stdout;
  const held = /^Limits +Held to its own (.*)$/m.exec(shown)?.[1]?.split(', ') ?? [];
  expect(limits).toHaveLength(5);
  for (const { name, scope, reason } of limits) {
    const word = name === 'systemCalls' ? 'system calls' : name;
    expect(held.includes(word)).toBe(scope === 'session');
    if (scope === 'none') expect(shown).toContain(`Not limited: ${word} (${reason})`);
    if (scope === 'process') expect(shown).toContain(`Only each process is limited in ${word} (${reason})`);
  }
});

test('a session is stopped without a save only by somebody who says so twice', async () => {
  await flare.json(['session', 'create', '--template', 'site', '--name', 'hopeless', '--start']);
  const asked = await flare.run(['session', 'stop', 'hopeless', '--discard']);
  expect(asked).toMatchObject({ code: 2, stderr: expect.stringMatching(/since its last save are lost for good/) });
  expect(await flare.json<Session>(['session', 'get', 'hopeless'])).toMatchObject({ state: 'running' });
  const stopped = await flare.run(['session', 'stop', 'hopeless', '--discard', '--yes']);
  expect(stopped).toMatchObject({
    code: 0,
    stderr: 'hopeless sleeps. All changes since its last save are lost.\n',
  });
  expect(await flare.json(['snapshot', 'list', 'hopeless'])).toEqual([]);
});

test('a name is one session’s: a second one is refused it, and gets a number where none is given', async () => {
  const create = ['session', 'create', '--template', 'site'];
  expect(await flare.run([...create, '--name', 'twin'])).toMatchObject({ code: 0 });
  expect(await flare.run([...create, '--name', 'TWIN'])).toEqual({
    code: 5,
    stdout: '',
    stderr: expect.stringContaining('The workspace has a session named TWIN.'),
  });
  const names = await Promise.all([1, 2, 3].map(async () => (await flare.json<Session>(create)).name));
  expect(names.toSorted()).toEqual(['site', 'site-2', 'site-3']);
});

test.each(['x/y', '-x', ' x'])('%j is no name, which is said in plain words', async (name) => {
  const { code, stderr } = await flare.run(['session', 'create', '--template', 'site', `--name=${name}`]);
  expect(code).toBe(2);
  expect(stderr).toMatch(
    /^Error: That cannot be used\n {2}--name: Must hold no slash and no control character, not begin with a hyphen/,
  );
  expect(stderr).not.toMatch(/\^|body\.|named fields/);
  expect((await flare.run(['template', 'create', '--', name])).stderr).toMatch(/^ {2}name: Must hold no slash/m);
});

test('the preview is one line on stdout, without the link that signs in', async () => {
  await vi.waitFor(
    async () =>
      expect(await flare.json(['session', 'preview', 'Main'])).toMatchObject({ port: appPort, state: 'open' }),
    { timeout: 15_000 },
  );
  const { stdout } = await flare.run(['session', 'preview', 'Main']);
  expect(stdout).toMatch(new RegExp(`^http://${appPort}--${running.id}\\.localhost:\\d+/\n$`));
  expect((await flare.run(['session', 'preview', 'Main', '--json'])).stdout).not.toMatch(/ticket|signIn/);
});

test('commands that are piped in run in the session: only what they print comes out, and the exit code is the shell’s', async () => {
  const input = `echo "sum $((40 + 2))"; pwd
cat <<END
\ttabs are no completion
END
tty; echo wrong >&2
printf '\\r\\xff'; exit 7
`;
  expect(await flare.run(['session', 'terminal', 'Main'], { input })).toEqual({
    code: 7,
    stdout: 'sum 42\n/workspace\n\ttabs are no completion\nnot a tty\nwrong\n\r\uFFFD',
    stderr: '',
  });
});

test('a piped script goes with its command, and has no terminal that somebody else uses', async () => {
  const script = flare.start(['session', 'terminal', 'Main'], 'echo "begun"; exec sleep 1000\n');
  await script.prints('begun\n');
  script.child.kill('SIGINT');
  expect(await script.done).toMatchObject({ code: 130, stdout: 'begun\n' });
  await vi.waitFor(
    async () => {
      const processes = await flare.run(['session', 'terminal', 'Main'], { input: 'pgrep -x sleep\n' });
      expect(processes).toMatchObject({ code: 1, stdout: '' });
    },
    { timeout: 15_000 },
  );
  const named = await flare.run(['session', 'terminal', 'Main', '--name', 'person'], { input: 'exit 3\n' });
  expect(named).toMatchObject({ code: 2, stderr: expect.stringContaining('--name') });
});

test('a name that no terminal can have is refused before anything is sent', async () => {
  for (const name of ['My Shell', 'x'.repeat(33), '-x', '']) {
    const run = await flare.run(['session', 'terminal', 'Main', `--name=${name}`], { input: 'exit 3\n' });
    expect(run, name).toMatchObject({ code: 2, stderr: expect.stringContaining('cannot be named') });
  }
});

test('a piped program that reads standard input itself does not keep the shell for ever', async () => {
  const run = await flare.run(['session', 'terminal', 'Main'], {
    input: 'cat > /tmp/typed; cat /tmp/typed\nhello\n',
  });
  expect(run).toEqual({ code: 0, stdout: 'hello\n', stderr: '' });
});

test('a person attaches, resizes, detaches and comes back to the same shell', async () => {
  const first = flare.onTerminal(['session', 'terminal', 'Main', '--name', 'person']);
  await first.sees(/\$ $/);
  first.write('mark=kept; stty size\r');
  await first.sees(/30 100\r\n/);
  first.resize(120, 40);
  // The shell itself waits for its new size: the resize and the keys travel apart, and either may
  // come first.
  first.write('until stty size | grep -x "40 120"; do sleep 0.05; done\r');
  await first.sees(/40 120\r\n/);
  first.write("stty -opost; printf 'down\\nwards\\n'; stty opost\r");
  await first.sees(/down\nwards\n/);
  first.write('\r~.');
  await first.sees(/Detached; the shell continues to run/);
  expect(await first.exited).toBe(0);
  const second = flare.onTerminal(['session', 'terminal', 'Main', '--name', 'person']);
  await second.sees(/mark=kept; stty size/);
  second.write('echo "it was $mark"; exit 5\r');
  await second.sees(/it was kept\r\n/);
  expect(await second.exited).toBe(5);
});

test('a terminal whose connection is cut again and again loses not one line', async () => {
  const proxy = await startCuttingProxy(port);
  const cut = new Flare(proxy.url);
  const { profiles } = flare.readConfig();
  cut.file('config.json', JSON.stringify({ version: 1, profiles: { [proxy.url]: profiles[url] } }));
  const screen = cut.onTerminal(['session', 'terminal', running.id, '--name', 'cut']);
  await screen.sees(/\$ $/);
  // The lines wait for the connection to be cut, so that each cut falls among them.
  screen.write('stty -echo; for i in $(seq 60); do echo "line-$i"; sleep 0.05; done; echo "all-done"\r');
  for (const line of [5, 20, 40]) {
    await screen.sees(new RegExp(`line-${line}\r\n`));
    proxy.cut();
    await screen.sees(/connection lost/);
  }
  await screen.sees(/all-done\r\n/);
  const lines = [...screen.text.matchAll(/line-(\d+)\r\n/g)].map(([, number]) => Number(number));
  expect(lines).toEqual(Array.from({ length: 60 }, (_, index) => index + 1));
  screen.write('exit\r');
  expect(await screen.exited).toBe(0);
  await proxy.close();
  cut.remove();
});

test('a session that does not run has no terminal, and the command says how to start it', async () => {
  await flare.json(['session', 'create', '--template', 'site', '--name', 'asleep']);
  const { code, stderr } = await flare.run(['session', 'terminal', 'asleep'], { input: 'ls\n' });
  expect(code).toBe(5);
  expect(stderr).toContain('flare session start');
  const screen = flare.onTerminal(['session', 'terminal', 'asleep']);
  expect(await screen.exited).not.toBe(0);
  expect(screen.text).not.toContain('Attached');
  const started = await flare.run(['session', 'terminal', 'asleep', '--start'], { input: 'echo "awake $((1 + 1))"\n' });
  expect(started).toMatchObject({ code: 0, stdout: 'awake 2\n' });
});
