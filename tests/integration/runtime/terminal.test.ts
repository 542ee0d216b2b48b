// Holds the terminal to its protocol, with a real PTY and real sockets, through the host.
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { Host, until } from './host.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let host: Host;
let session: string;

beforeAll(async () => {
  host = await Host.start();
  session = await host.session();
});

afterAll(() => host?.destroy());

const list = async () => (await host.runtime(session, 'GET', '/terminals')).json.items;

test('a shell is a login bash on a PTY in /workspace, with the session’s variables, in the size that was asked for', async () => {
  await host.bootstrap(session, { env: [{ name: 'GREETING', value: 'hello there' }] });
  const tty = await host.terminal(session, 'terminalId=shell&cols=101&rows=33').ready();
  tty.type('shopt -q login_shell && echo is-login; tty; stty size; pwd; echo "<$GREETING>"; id -un\n');
  await tty.shows(/is-login\r\n\/dev\/pts\/\d+\r\n33 101\r\n.*\/workspace\r\n<hello there>\r\n/);
  tty.tell({ type: 'resize', cols: 77, rows: 22 });
  tty.type('stty size\n');
  await tty.shows('22 77');
  tty.type('exit 7\n');
  await until(() => tty.closed !== null, 'the socket closes');
  expect(tty.messages.at(-1)).toEqual({ type: 'exit', code: 7, signal: null });
  expect(tty.closed).toEqual({ code: 1000, reason: 'exited' });
  expect(await list()).toEqual([]);
});

test('a shell outlives its client, and the client goes on where it was cut off, byte for byte', async () => {
  const first = await host.terminal(session, 'terminalId=resume').ready();
  expect(first.hello).toMatchObject({ terminalId: 'resume', offset: 0, resumed: false });
  first.type('stty -echo; PS1=; for i in $(seq 1 200); do echo line-$i; done; echo half-way\n');
  await first.shows('half-way\r\n');
  const { epoch } = first.hello ?? {};
  await first.close();
  const keeper = await host.terminal(session, 'terminalId=resume').ready();
  keeper.type('for i in $(seq 201 400); do echo line-$i; done; echo the-end\n');
  await keeper.shows('the-end\r\n');
  const second = await host.terminal(session, `terminalId=resume&epoch=${epoch}&offset=${first.output.length}`).ready();
  expect(second.hello).toMatchObject({ epoch, resumed: true, offset: first.output.length });
  await second.shows('the-end\r\n');
  const whole = Buffer.concat([first.output, second.output]).toString();
  const lines = [...whole.matchAll(/^line-(\d+)\r$/gm)].map(([, number]) => Number(number));
  expect(lines).toEqual(Array.from({ length: 400 }, (_, i) => i + 1));
  expect(second.snapshot).toBeUndefined();
});

test('a fresh tab gets the screen as it is, and then the bytes that follow it, none twice and none lost', async () => {
  const first = await host.terminal(session, 'terminalId=fresh&cols=80&rows=24').ready();
  first.type('PS1=; clear; printf "\\033[31mred\\033[0m plain\\n"; echo on-screen\n');
  await first.shows('\r\non-screen\r\n');
  first.type('for i in $(seq 1 300); do echo counting-$i; done\n');
  const fresh = await host.terminal(session, 'terminalId=fresh').ready();
  await until(() => fresh.snapshot !== undefined, 'the snapshot comes');
  await first.shows('counting-300\r\n');
  const { offset, data } = fresh.snapshot as { offset: number; data: string };
  expect(fresh.hello).toMatchObject({ resumed: false, offset });
  expect(data).toContain('\u001b[31mred');
  await until(() => offset + fresh.output.length === first.output.length, 'both have seen the same');
  expect(first.output.subarray(offset).equals(fresh.output)).toBe(true);
});

test('an offset of another shell is not resumed', async () => {
  const first = await host.terminal(session, 'terminalId=epoch').ready();
  first.type('exit\n');
  await until(() => first.closed !== null, 'the shell ends');
  const second = await host.terminal(session, `terminalId=epoch&epoch=${String(first.hello?.epoch)}&offset=5`).ready();
  expect(second.hello).toMatchObject({ resumed: false, offset: 0 });
  expect(second.hello?.epoch).not.toBe(first.hello?.epoch);
});

test('several clients see the same, and a resize by one reaches the other', async () => {
  const [one, two] = [
    await host.terminal(session, 'terminalId=pair').ready(),
    await host.terminal(session, 'terminalId=pair').ready(),
  ];
  one.type('echo from-$((1 + 0))\n');
  await two.shows('from-1');
  two.type('echo from-$((1 + 1))\n');
  await one.shows('from-2');
  two.tell({ type: 'resize', cols: 120, rows: 40 });
  await until(() => one.messages.some(({ type, cols }) => type === 'resize' && cols === 120), 'the resize is told');
  expect(two.messages.some(({ type }) => type === 'resize')).toBe(false);
  expect((await list()).find(({ id }: { id: string }) => id === 'pair')).toMatchObject({
    clients: 2,
    cols: 120,
    rows: 40,
  });
});

test('a terminal is as small as the smallest of its clients, and grows when that one leaves or does', async () => {
  const at = (cols: number, rows: number) =>
    host.terminal(session, `terminalId=sizes&cols=${cols}&rows=${rows}`).ready();
  const size = async () => {
    const { cols, rows } = (await list()).find(({ id }: { id: string }) => id === 'sizes');
    return [cols, rows];
  };
  const large = await at(150, 50);
  const last = () => large.messages.filter(({ type }) => type === 'resize').at(-1);
  const small = await at(80, 60);
  expect(small.hello).toMatchObject({ cols: 80, rows: 50 });
  await until(() => last()?.cols === 80, 'the large one is told');
  expect([await size(), last()]).toEqual([[80, 50], { type: 'resize', cols: 80, rows: 50 }]);

  small.tell({ type: 'resize', cols: 100, rows: 20 });
  await until(() => last()?.cols === 100, 'the small one grows in one direction');
  expect(await size()).toEqual([100, 20]);
  // Whoever asks for more than the others have is told what it gets.
  small.tell({ type: 'resize', cols: 400, rows: 20 });
  await until(() => small.messages.some(({ type, cols }) => type === 'resize' && cols === 150), 'it is told');

  small.tell({ type: 'resize', cols: 40, rows: 10 });
  await until(() => last()?.cols === 40, 'the small one shrinks');
  await small.close();
  await until(() => last()?.cols === 150, 'the large one has its size back');
  expect([await size(), last()]).toEqual([[150, 50], { type: 'resize', cols: 150, rows: 50 }]);
  large.type('stty size\n');
  await large.shows('50 150');
});

test('a client that acknowledges nothing holds the shell at 1 MiB, and lets it go on when it does', async () => {
  const tty = host.terminal(session, 'terminalId=slow');
  tty.acks = false;
  await tty.ready();
  tty.type('stty -echo; head -c 6000000 /dev/zero | tr "\\0" x; echo; echo all-$((40 + 2))\n');
  const printed = async () => (await list()).find(({ id }: { id: string }) => id === 'slow').offset;
  await until(() => tty.output.length > 1024 * 1024, 'a MiB comes');
  await until(async () => {
    const before = await printed();
    await host.runtime(session, 'GET', '/ports?since=999999&waitSeconds=0');
    return before === tty.output.length && (await printed()) === before;
  }, 'the shell is held');
  expect(await printed()).toBeLessThan(1024 * 1024 + 256 * 1024);
  tty.acks = true;
  tty.tell({ type: 'ack', offset: tty.output.length });
  await tty.shows('all-42');
  expect(tty.output.length).toBeGreaterThan(6_000_000);
});

test('input arrives whole, bytes that are no text and a large paste included', async () => {
  const tty = await host.terminal(session, 'terminalId=paste').ready();
  tty.type('PS1=; stty raw -echo; echo ready-$((1 + 1)); head -c 300256 | sha256sum; stty sane\n');
  await tty.shows('ready-2');
  const bytes = Buffer.concat([Buffer.from(Array.from({ length: 256 }, (_, i) => i)), Buffer.alloc(300_000, 'paste ')]);
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  tty.type(bytes);
  await tty.shows(Buffer.from(digest).toString('hex'));
});

test('closing a terminal ends its shell and tells its clients; closing it again is no error', async () => {
  const tty = await host.terminal(session, 'terminalId=gone').ready();
  expect((await host.runtime(session, 'DELETE', '/terminals/gone')).status).toBe(204);
  await until(() => tty.closed !== null, 'the socket closes');
  expect(tty.messages.at(-1)).toMatchObject({ type: 'exit' });
  expect((await host.runtime(session, 'DELETE', '/terminals/gone')).status).toBe(204);
});

test('what is no terminal, no upgrade or no known message is refused', async () => {
  expect((await host.runtime(session, 'GET', '/terminal')).json).toMatchObject({
    status: 426,
    code: 'upgrade_required',
  });
  for (const query of ['terminalId=NO', 'cols=0', 'rows=x', 'nope=1']) {
    const tty = host.terminal(session, query);
    await until(() => tty.closed !== null, 'it is refused');
    expect(tty.hello).toBeUndefined();
  }
  const tty = await host.terminal(session, 'terminalId=rude').ready();
  tty.socket.send('{"type":"reboot"}');
  await until(() => tty.closed !== null, 'the client is dropped');
  expect(tty.closed?.code).toBe(1007);
});

test('at most 20 terminals are open', async () => {
  const id = await host.session();
  const open = await Promise.all(Array.from({ length: 20 }, (_, i) => host.terminal(id, `terminalId=t${i}`).ready()));
  expect(open.every(({ hello }) => hello !== undefined)).toBe(true);
  const over = await host.terminal(id, 'terminalId=over').ready();
  expect(over.hello).toBeUndefined();
  await host.call('POST', `/instances/${id}/stop`, {});
});
