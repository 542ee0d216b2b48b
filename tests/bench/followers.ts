// Followers of a workspace's feed, in a process of their own: each a plain socket, as a client that
// parses would cost more than what is measured. It prints a line when all are open, one for each
// event that all of them have got (with when the second and the last one did), and one when a
// follower is cut off.
import { connect } from 'node:net';
import { fileURLToPath } from 'node:url';
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export interface Order {
  readonly port: number;
  readonly token: string;
  readonly count: number;
  /** Never reads what it is sent. */
  readonly lazy: boolean;
}

export type Line =
  | { readonly type: 'open' }
  /** Milliseconds since 1970, with their fractions. */
  | { readonly type: 'event'; readonly id: string; readonly second: number; readonly last: number }
  | { readonly type: 'closed' };

export interface Followers {
  /** The next line of a type. */
  next<T extends Line['type']>(type: T): Promise<Extract<Line, { type: T }>>;
  /** Forgets what was printed and not asked for. */
  drain(): void;
  /** Lets lazy followers read at last. */
  read(): void;
  close(): Promise<void>;
}

/** Starts them and waits until all are open. */
export async function startFollowers(order: Order): Promise<Followers> {
  const child: ChildProcess = spawn(process.execPath, [fileURLToPath(import.meta.url), JSON.stringify(order)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines: Line[] = [];
  const waiting: { type: string; resolve: (line: Line) => void }[] = [];
  if (!child.stdout) throw new Error('stdout was asked for as a pipe.');
  createInterface({ input: child.stdout }).on('line', (text) => {
    const line = JSON.parse(text) as Line; // printed below
    const index = waiting.findIndex(({ type }) => type === line.type);
    if (index < 0) lines.push(line);
    else waiting.splice(index, 1)[0]?.resolve(line);
  });
  const followers: Followers = {
    next: <T extends Line['type']>(type: T) =>
      new Promise<Extract<Line, { type: T }>>((resolve) => {
        const index = lines.findIndex((line) => line.type === type);
        // of the type that was asked for
        if (index >= 0) resolve(lines.splice(index, 1)[0] as Extract<Line, { type: T }>);
        else waiting.push({ type, resolve: resolve as (line: Line) => void });
      }),
    drain: () => void lines.splice(0),
    read: () => void child.stdin?.write('read\n'),
    close: () =>
      new Promise((resolve) => {
        child.once('close', () => resolve());
        child.kill();
      }),
  };
  await followers.next('open');
  return followers;
}

const now = () => performance.timeOrigin + performance.now();
const print = (line: Line) => console.log(JSON.stringify(line));

function main({ port, token, count, lazy }: Order): void {
  let opened = 0;
  const seen = new Map<string, { second: number; had: number }>();
  const got = (id: string) => {
    const at = now();
    const event = seen.get(id) ?? { second: at, had: 0 };
    event.had += 1;
    if (event.had <= 2) event.second = at;
    seen.set(id, event);
    if (event.had < count) return;
    seen.delete(id);
    print({ type: 'event', id, second: event.second, last: at });
  };
  for (let index = 0; index < count; index++) {
    const socket = connect(port, '127.0.0.1');
    let rest = '';
    let isOpen = false;
    socket.setNoDelay(true).setEncoding('latin1');
    socket.write(`GET /api/events HTTP/1.1\r\nHost: localhost:${port}\r\nAuthorization: Bearer ${token}\r\n\r\n`);
    socket.on('error', () => undefined).on('close', () => print({ type: 'closed' }));
    if (lazy) process.stdin.on('data', () => socket.resume());
    socket.on('data', (text: string) => {
      const all = rest + text;
      const end = all.lastIndexOf('\n\n') + 2;
      rest = end > 1 ? all.slice(end) : all;
      const whole = end > 1 ? all.slice(0, end) : '';
      if (!isOpen && whole.includes('event: ready')) {
        isOpen = true;
        opened += 1;
        if (opened === count) print({ type: 'open' });
        if (lazy) socket.pause();
      }
      for (const [, id = ''] of whole.matchAll(/^event: (?!ready|reset).*\nid: (.*)$/gm)) got(id);
    });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main(JSON.parse(process.argv[2] ?? '') as Order);
