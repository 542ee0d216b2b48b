import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { createClient } from './client.ts';
import { memoryTokenStore } from './credentials.ts';
import type { LostInput } from './terminal-input.ts';
import { openTerminal, terminalName, type Socket, type TerminalEnd, type TerminalOptions } from './terminal.ts';
import { tokens } from './testing/deployment.ts';

interface Attached {
  socket: WebSocket;
  query: URLSearchParams;
  authorization: string | undefined;
  received: (string | Buffer)[];
}

let refusal: { status: number; code: string } | undefined;
const attached: Attached[] = [];
const server = createServer((request, response) => {
  // The list of terminals does not know what speaks against the one that is asked for.
  if (refusal === undefined || request.url?.includes('/terminals')) return response.end('{"items":[]}');
  const { status, code } = refusal;
  response.writeHead(status, { 'content-type': 'application/problem+json' });
  response.end(JSON.stringify({ type: '/docs', status, code, title: code, detail: code, requestId: 'req-1' }));
});
const sockets = new WebSocketServer({ noServer: true });
server.on('upgrade', (request, socket, head) => {
  if (refusal !== undefined) return socket.destroy();
  sockets.handleUpgrade(request, socket, head, (webSocket) => {
    const query = new URL(request.url ?? '', 'http://x').searchParams;
    const received: (string | Buffer)[] = [];
    // ws hands over a Buffer for each message unless told otherwise.
    webSocket.on('message', (data: Buffer, isBinary) => received.push(isBinary ? data : data.toString()));
    attached.push({ socket: webSocket, query, authorization: request.headers.authorization, received });
  });
});

beforeEach(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
afterEach(async () => {
  refusal = undefined;
  for (const { socket } of attached.splice(0)) socket.terminate();
  await new Promise((resolve) => server.close(resolve));
});

function attach(options: Partial<TerminalOptions> = {}) {
  const { port } = server.address() as AddressInfo; // it listens on TCP
  const client = createClient({ baseUrl: `http://127.0.0.1:${port}`, credentials: memoryTokenStore(tokens('x')) });
  const seen = { output: '', snapshots: [] as string[], states: [] as string[], ends: [] as TerminalEnd[] };
  const terminal = openTerminal({
    client,
    sessionId: 'ses-a',
    cols: 80,
    rows: 24,
    onOutput: (bytes, shown) => {
      seen.output += new TextDecoder().decode(bytes);
      shown();
    },
    onSnapshot: (text) => seen.snapshots.push(text),
    onState: (state) => seen.states.push(state),
    onEnd: (end) => seen.ends.push(end),
    connect: (url, headers) => new WebSocket(url, { headers }) as unknown as Socket, // it has these fields
    ...options,
  });
  return { terminal, seen };
}

/** Vitest gives up after one second unless told, which a busy machine needs for one reconnect. */
const eventually = <T>(look: () => T | Promise<T>) => vi.waitFor(look, { timeout: 10_000 });

const nthAttached = (count: number) =>
  eventually(() => {
    const one = attached[count - 1];
    if (one === undefined) throw new Error(`only ${attached.length} attached`);
    return one;
  });

function hello({ socket }: Attached, offset: number, resumed: boolean, { epoch = 'e1', input = 0 } = {}) {
  socket.send(JSON.stringify({ type: 'hello', terminalId: 'main', epoch, cols: 80, rows: 24, offset, resumed, input }));
}

const typedOn = ({ received }: Attached) =>
  Buffer.concat(received.flatMap((frame) => (frame instanceof Buffer ? [frame] : []))).toString();

test('a name may be just what the contract allows', () => {
  const contract = readFileSync(new URL('../../openapi/generated/runtime.json', import.meta.url), 'utf8');
  const { TerminalId } = JSON.parse(contract).components.schemas;
  expect(terminalName.source).toBe(TerminalId.pattern.replace('*$', `{0,${TerminalId.maxLength - 1}}$`));
});

test.each([
  [400, 'bad_request'],
  [409, 'terminal_limit'],
])('what a socket is refused for (%i %s) is told at once, and not tried again', async (status, code) => {
  refusal = { status, code };
  const { seen } = attach({ terminalId: 'one-too-many' });
  await eventually(() => expect(seen.ends).toMatchObject([{ reason: 'failed', error: { code } }]));
  expect(attached).toEqual([]);
});

test('a lost connection goes on at the byte after the last one that came', async () => {
  const { terminal, seen } = attach();
  const first = await nthAttached(1);
  expect(first.authorization).toBe('Bearer bfa_x');
  expect(Object.fromEntries(first.query)).toMatchObject({ cols: '80', rows: '24', inputId: expect.any(String) });
  expect(first.query.has('epoch')).toBe(false);
  hello(first, 100, false);
  first.socket.send(Buffer.from('hello'));
  await eventually(() => expect(seen.output).toBe('hello'));
  first.socket.terminate();
  const second = await nthAttached(2);
  expect(Object.fromEntries(second.query)).toMatchObject({ epoch: 'e1', offset: '105' });
  hello(second, 105, true);
  second.socket.send(Buffer.from(' again'));
  await eventually(() => expect(seen.output).toBe('hello again'));
  expect(seen.states).toEqual(['open', 'reconnecting', 'open']);
  terminal.close();
  expect(seen.ends).toEqual([{ reason: 'detached', input: { arrived: 0, lost: 0 } }]);
});

test('what is typed while the connection is lost arrives after it, in order', async () => {
  const { terminal, seen } = attach();
  hello(await nthAttached(1), 0, false);
  await eventually(() => expect(terminal.state).toBe('open'));
  attached[0]?.socket.terminate();
  await eventually(() => expect(seen.states).toContain('reconnecting'));
  terminal.write('ls');
  terminal.write('\r');
  const second = await nthAttached(2);
  hello(second, 0, true);
  await eventually(() => expect(Buffer.concat(second.received as Buffer[]).toString()).toBe('ls\r'));
  terminal.close();
});

test('input goes on at the byte after the last one that the runtime received, on one name over all connections', async () => {
  const { terminal } = attach();
  const first = await nthAttached(1);
  hello(first, 0, false);
  terminal.write('one two three');
  await eventually(() => expect(typedOn(first)).toBe('one two three'));
  first.socket.send(JSON.stringify({ type: 'input', offset: 3 }));
  await eventually(() => expect(terminal.waiting).toBe(10));
  first.socket.terminate();
  const second = await nthAttached(2);
  expect(second.query.get('inputId')).toBe(first.query.get('inputId'));
  hello(second, 0, true, { input: 8 });
  await eventually(() => expect(typedOn(second)).toBe('three'));
  second.socket.send(JSON.stringify({ type: 'input', offset: 13 }));
  await eventually(() => expect(terminal.waiting).toBe(0));
  terminal.close();
});

test('what was typed for a shell that ended meanwhile is not typed into the next one, and it is said how much arrived', async () => {
  const lost: LostInput[] = [];
  const { terminal } = attach({ onNewShell: (input) => lost.push(input) });
  const first = await nthAttached(1);
  hello(first, 0, false);
  terminal.write('rm -r build\r');
  first.socket.send(JSON.stringify({ type: 'input', offset: 3 }));
  await eventually(() => expect(terminal.waiting).toBe(9));
  first.socket.terminate();
  const second = await nthAttached(2);
  hello(second, 0, false, { epoch: 'e2' });
  await eventually(() => expect(lost).toEqual([{ arrived: 3, lost: 9 }]));
  terminal.write('ls');
  await eventually(() => expect(typedOn(second)).toBe('ls'));
  terminal.close();
});

test('a size that the runtime would refuse is brought within its limits, and more than can wait is refused here', async () => {
  const { terminal } = attach({ cols: 5000, rows: 0 });
  const first = await nthAttached(1);
  expect(Object.fromEntries(first.query)).toMatchObject({ cols: '1000', rows: '1' });
  hello(first, 0, false);
  await eventually(() => expect(terminal.state).toBe('open'));
  terminal.resize(1, Number.NaN);
  await eventually(() => expect(first.received).toEqual([JSON.stringify({ type: 'resize', cols: 2, rows: 1 })]));
  expect(terminal.write(new Uint8Array(64 * 1024 * 1024 + 1))).toBe(false);
  expect(terminal.waiting).toBe(0);
  terminal.close();
});

test('a client that is refused for what it said says so, and does not say it again', async () => {
  const { terminal, seen } = attach();
  const first = await nthAttached(1);
  hello(first, 0, false);
  first.socket.close(1007, 'not a known message');
  await eventually(() => expect(seen.ends).toHaveLength(1));
  expect(seen.ends[0]).toMatchObject({ reason: 'failed', error: { code: 'terminal_refused' } });
  expect(terminal.state).toBe('closed');
  expect(attached).toHaveLength(1);
});

test('output is acknowledged once it is shown, not when it comes', async () => {
  const waiting: (() => void)[] = [];
  const { terminal } = attach({ onOutput: (_, shown) => waiting.push(shown) });
  const first = await nthAttached(1);
  hello(first, 10, false);
  first.socket.send(Buffer.alloc(128 * 1024));
  first.socket.send(Buffer.from('x'));
  await eventually(() => expect(waiting).toHaveLength(2));
  expect(first.received).toEqual([]);
  waiting[0]?.();
  await eventually(() => expect(first.received).toEqual([JSON.stringify({ type: 'ack', offset: 10 + 128 * 1024 })]));
  terminal.close();
});

test('a snapshot takes the place of what was not shown yet', async () => {
  const waiting: (() => void)[] = [];
  const { terminal, seen } = attach({ onOutput: (_, shown) => waiting.push(shown) });
  const first = await nthAttached(1);
  hello(first, 0, false);
  first.socket.send(Buffer.alloc(1024));
  await eventually(() => expect(waiting).toHaveLength(1));
  first.socket.terminate();
  const second = await nthAttached(2);
  hello(second, 5_000_000, false);
  second.socket.send(JSON.stringify({ type: 'snapshot', offset: 5_000_000, cols: 80, rows: 24, data: 'screen' }));
  second.socket.send(Buffer.alloc(64 * 1024));
  await eventually(() => expect(waiting).toHaveLength(2));
  expect(seen.snapshots).toEqual(['screen']);
  waiting[0]?.();
  waiting[1]?.();
  await eventually(() => expect(second.received).toEqual([JSON.stringify({ type: 'ack', offset: 5_065_536 })]));
  terminal.close();
});

test('the end of the shell ends the connection with its code', async () => {
  const { seen } = attach();
  const first = await nthAttached(1);
  hello(first, 0, false);
  first.socket.send(JSON.stringify({ type: 'exit', code: 3, signal: null }));
  first.socket.close(1000);
  await eventually(() => expect(seen.ends).toMatchObject([{ reason: 'exit', code: 3, signal: null }]));
});

test('a session that refuses the terminal ends it with the reason', async () => {
  refusal = { status: 409, code: 'session_not_running' };
  const { seen } = attach();
  await eventually(() => expect(seen.ends).toHaveLength(1));
  expect(seen.ends[0]).toMatchObject({ reason: 'failed', error: { code: 'session_not_running' } });
});

test('frames that are no messages of the protocol are passed over', async () => {
  const { terminal, seen } = attach();
  const first = await nthAttached(1);
  for (const text of [
    '{',
    'null',
    '"hello"',
    '{"type":"toString"}',
    '{"type":"hello"}',
    '{"type":"exit","code":0}',
    '{"type":"news"}',
  ]) {
    first.socket.send(text);
  }
  hello(first, 0, false);
  first.socket.send(Buffer.from('ok'));
  await eventually(() => expect(seen.output).toBe('ok'));
  terminal.close();
});
