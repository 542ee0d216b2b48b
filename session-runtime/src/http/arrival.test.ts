// A body that stalls ends its request; one that goes on, or that nobody reads just now, does not.
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { watchArrival } from './arrival.ts';

const stallSeconds = 1;
/** What a second needs at least, and a bit. */
const enough = 300;
let server: Server | undefined;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

interface Watched {
  socket: Socket;
  /** Whether it was given up before it was whole. */
  outcome: Promise<'stalled' | 'whole'>;
}

async function open(head: string, read: (request: IncomingMessage) => void): Promise<Watched> {
  let resolve: (outcome: 'stalled' | 'whole') => void = () => undefined;
  const outcome = new Promise<'stalled' | 'whole'>((settle) => (resolve = settle));
  server = createServer({ requestTimeout: 0 }, (request) => {
    watchArrival(request, stallSeconds, () => resolve('stalled'));
    request.on('error', () => undefined).on('end', () => resolve('whole'));
    read(request);
  });
  await new Promise<void>((listening) => server?.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo; // it listens on TCP
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined).write(`POST / HTTP/1.1\r\nHost: x\r\n${head}\r\n\r\n`);
  return { socket, outcome };
}

/** Sends parts with a pause in between, which is shorter than the limit; the last ends the body. */
function sendSlowly(socket: Socket, parts: number, bytes: number, pauseMs: number): void {
  let sent = 0;
  const timer = setInterval(() => {
    if (sent++ < parts && socket.writable) return void socket.write(Buffer.alloc(bytes));
    clearInterval(timer);
  }, pauseMs);
}

const reads = (request: IncomingMessage) => void request.resume();

test.each(['Content-Length: 10', 'Transfer-Encoding: chunked'])(
  'a body that never begins stalls (%s)',
  async (head) => {
    expect(await (await open(head, reads)).outcome).toBe('stalled');
  },
);

test('a byte now and then is no body that goes on', async () => {
  const { socket, outcome } = await open('Content-Length: 1000', reads);
  sendSlowly(socket, 1000, 1, 100);
  expect(await outcome).toBe('stalled');
});

test('a body that goes on slowly arrives, however long it takes', async () => {
  const { socket, outcome } = await open(`Content-Length: ${enough * 30}`, reads);
  sendSlowly(socket, 30, enough, 100);
  expect(await outcome).toBe('whole');
});

test('while whoever reads is not ready, nothing stalls', async () => {
  const bytes = 8 * 1024 * 1024;
  const pauseMs = stallSeconds * 3000;
  const { socket, outcome } = await open(`Content-Length: ${bytes}`, (request) => {
    setTimeout(() => reads(request), pauseMs);
  });
  socket.write(Buffer.alloc(bytes));
  expect(await outcome).toBe('whole');
});

test('a reader that takes part after part lets nothing stall', async () => {
  const bytes = 3 * 1024 * 1024;
  const { socket, outcome } = await open(`Content-Length: ${bytes}`, (request) => {
    request.on('readable', () => undefined);
    const take = setInterval(() => request.read(), 100);
    request.on('close', () => clearInterval(take));
  });
  socket.write(Buffer.alloc(bytes));
  expect(await outcome).toBe('whole');
});
