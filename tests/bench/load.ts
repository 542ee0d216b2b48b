// HTTP load from a process of its own: keep-alive connections, each with one request at a time, for
// a given time. Run by `putLoad`; written on plain sockets, because on two cores a client that
// parses every header takes half of what it measures.
import { spawn } from 'node:child_process';
import { connect, type Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { figuresOf } from './figures.ts';

export interface LoadOrder {
  readonly at: { readonly port: number } | { readonly path: string };
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly connections?: number;
  readonly seconds?: number;
}

export interface LoadResult {
  readonly perSecond: number;
  /** All requests, those of the warm-up included. */
  readonly sent: number;
  readonly p50: number;
  readonly p99: number;
}

const warmupMs = 250;

/** Requests per second and latencies in milliseconds; fails if any answer is not a 200. */
export async function putLoad(order: LoadOrder): Promise<LoadResult> {
  const child = spawn(process.execPath, [fileURLToPath(import.meta.url), JSON.stringify(order)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.on('data', (bytes: Buffer) => (text += bytes));
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`The load on ${order.path} ended with code ${String(code)}.`);
  // printed below
  return JSON.parse(text) as LoadResult;
}

async function main({ at, path, headers, connections = 16, seconds = 2 }: LoadOrder): Promise<void> {
  const lines = Object.entries({ host: 'localhost', ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
  const request = Buffer.from(`GET ${path} HTTP/1.1\r\n${lines.join('')}\r\n`);
  const begin = performance.now() + warmupMs;
  const end = begin + seconds * 1000;
  const took: number[] = [];
  let sent = 0;
  const work = async () => {
    const exchange = exchangeOn(connect(at));
    for (let started = performance.now(); started < end;) {
      await exchange(request);
      sent++;
      const now = performance.now();
      if (started >= begin && now <= end) took.push(now - started);
      started = now;
    }
  };
  await Promise.all(Array.from({ length: connections }, work));
  const { p50, p99 } = figuresOf(took);
  console.log(JSON.stringify({ perSecond: took.length / seconds, sent, p50, p99 } satisfies LoadResult));
  process.exit(0);
}

/** One request, one whole answer: by its length, or to the last chunk. */
function exchangeOn(socket: Socket): (request: Buffer) => Promise<void> {
  let got: Buffer = Buffer.alloc(0);
  let settle: { resolve(): void; reject(error: Error): void } | undefined;
  socket.setNoDelay(true);
  socket.on('error', (error) => settle?.reject(error));
  socket.on('close', () => settle?.reject(new Error('The connection was closed.')));
  socket.on('data', (bytes: Buffer) => {
    got = got.length === 0 ? bytes : Buffer.concat([got, bytes]);
    const head = got.indexOf('\r\n\r\n');
    if (head < 0) return;
    const text = got.toString('latin1', 0, head).toLowerCase();
    if (!text.startsWith('http/1.1 200')) settle?.reject(new Error(got.toString('utf8').slice(0, 1000)));
    const length = /\r\ncontent-length: *(\d+)/.exec(text)?.[1];
    const whole =
      length === undefined ? got.subarray(-5).toString() === '0\r\n\r\n' : got.length >= head + 4 + Number(length);
    if (!whole) return;
    got = Buffer.alloc(0);
    settle?.resolve();
  });
  return (request) =>
    new Promise((resolve, reject) => {
      settle = { resolve, reject };
      socket.write(request);
    });
}

// `putLoad` names the order as the one argument
if (process.argv[1] === fileURLToPath(import.meta.url)) await main(JSON.parse(process.argv[2] ?? '') as LoadOrder);
