// What is typed arrives: whole, in order and once, however often the connection is cut and however
// slowly the shell reads.
import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { Host, type Tty, until } from './host.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let host: Host;
let session: string;

beforeAll(async () => {
  host = await Host.start();
  session = await host.session();
});

afterAll(() => host?.destroy());

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

/** Numbers that look random and are the same in each run. */
function numbers(seed: number) {
  return (below: number) => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((seed / 2 ** 32) * below);
  };
}

const bytesOf = (length: number, seed: number) => {
  const next = numbers(seed);
  return Buffer.from(Array.from({ length }, () => next(256)));
};

const acknowledged = (tty: Tty) =>
  Number(tty.messages.findLast(({ type }) => type === 'input')?.offset ?? tty.hello?.input ?? 0);

test('what is typed arrives once, though the connection is cut at many places', async () => {
  const next = numbers(7);
  const bytes = bytesOf(4_000_000, 1);
  const query = `terminalId=cuts&inputId=${randomUUID()}`;
  let tty = await host.terminal(session, query).ready();
  const begin = Buffer.from(
    `PS1=; stty raw -echo; echo ready-$((1 + 1)); head -c ${bytes.length} | sha256sum; stty sane\n`,
  );
  tty.type(begin);
  await tty.shows('ready-2');
  await until(() => acknowledged(tty) === begin.length, 'the command is acknowledged');
  const all = Buffer.concat([begin, bytes]);
  for (let cuts = 0; ; cuts += 1) {
    const last = cuts === 25;
    let at = Number(tty.hello?.input ?? 0) || begin.length;
    // The last byte is for the last connection, which then sees what the shell prints behind it.
    const stop = last ? all.length : Math.min(all.length - 1, at + 1 + next(300_000));
    while (at < stop) {
      const to = Math.min(stop, at + 1 + next(60_000));
      tty.type(all.subarray(at, to));
      at = to;
    }
    if (last) break;
    // At one time the bytes are still on their way, at another the shell has some of them.
    if (next(2) === 0) await until(() => acknowledged(tty) > begin.length, 'some of it is acknowledged');
    tty.socket.terminate();
    tty = await host.terminal(session, query).ready();
    expect(Number(tty.hello?.input)).toBeLessThanOrEqual(at);
  }
  await tty.shows(sha256(bytes));
  await until(() => acknowledged(tty) === all.length, 'all of it is acknowledged');
});

test('what the shell took while nobody was connected is acknowledged on the next connection', async () => {
  const query = `terminalId=unheard&inputId=${randomUUID()}`;
  const first = await host.terminal(session, query).ready();
  first.type('echo taken\n');
  await until(() => acknowledged(first) === 11, 'it is acknowledged');
  first.socket.terminate();
  const second = await host.terminal(session, query).ready();
  await until(
    () => second.messages.some(({ type, offset }) => type === 'input' && offset === 11),
    'it is acknowledged again, though nothing more was typed',
  );
});

test('what still comes on an older connection of a client is not typed', async () => {
  const query = `terminalId=twice&inputId=${randomUUID()}`;
  const older = await host.terminal(session, query).ready();
  older.type('stty -echo; PS1=\n');
  await until(() => acknowledged(older) === 17, 'it is acknowledged');
  const newer = await host.terminal(session, query).ready();
  expect(newer.hello?.input).toBe(17);
  await until(() => older.closed !== null, 'the older connection is ended');
  newer.type('echo newer-$((1 + 1))\n');
  await newer.shows('newer-2');
});

test('a shell that reads nothing holds up no other, and gets all of it when it reads', async () => {
  const bytes = bytesOf(12_000_000, 3);
  const slow = await host.terminal(session, 'terminalId=slow').ready();
  slow.type(
    `PS1=; stty raw -echo; echo ready-$((1 + 1)); until [ -e /tmp/read ]; do sleep 0.05; done; head -c ${bytes.length} | sha256sum\n`,
  );
  await slow.shows('ready-2');
  for (let at = 0; at < bytes.length; at += 500_000) slow.type(bytes.subarray(at, at + 500_000));
  // It is held where it comes from: the runtime keeps no more than it needs.
  await until(async () => {
    const before = slow.socket.bufferedAmount;
    const other = await host.terminal(session, 'terminalId=other').ready();
    other.type('stty -echo; echo lively-$((40 + 2)); exit\n');
    await other.shows('lively-42');
    return before > 2_000_000 && slow.socket.bufferedAmount === before;
  }, 'the input is held');
  const opener = await host.terminal(session, 'terminalId=opener').ready();
  opener.type('touch /tmp/read\n');
  await slow.shows(sha256(bytes));
});

test('several who type at once lose nothing of each other', async () => {
  const watcher = await host.terminal(session, 'terminalId=many').ready();
  watcher.type(
    'PS1=; stty -echo; echo ready-$((1 + 1)); grep -v "^end$" -m 6000 > /tmp/many; for who in a b c; do grep "^$who" /tmp/many | md5sum; done\n',
  );
  await watcher.shows('ready-2');
  const people = await Promise.all(
    ['a', 'b', 'c'].map(async (who) => ({
      who,
      tty: await host.terminal(session, `terminalId=many&inputId=${randomUUID()}`).ready(),
    })),
  );
  const linesOf = (who: string) =>
    Array.from({ length: 2000 }, (_, line) => `${who}-${line}-${'x'.repeat(line % 50)}\n`);
  for (const { who, tty } of people) for (const line of linesOf(who)) tty.type(line);
  for (const { who } of people) await watcher.shows(createHash('md5').update(linesOf(who).join('')).digest('hex'));
});
