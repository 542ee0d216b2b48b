// What reaches a handler, and what is refused before it. On a real server and raw sockets: half of
// this no client would send.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { operations } from '../../generated/operations.ts';
import type { Handlers } from '../handlers.ts';
import { Plane } from './plane.ts';

const calls: unknown[] = [];
const recording = Object.fromEntries(
  Object.keys(operations).map((id) => [
    id,
    ({ params, query, body }: { params: object; query: object; body: unknown }) => {
      calls.push({
        id,
        params,
        query,
        ...(typeof body === 'object' && body !== null && !('socket' in body) && { body }),
      });
      return id === 'closeTerminal' ? null : { id };
    },
  ]),
) as unknown as Handlers; // Made by a loop, which TypeScript cannot hold against the table.

async function send(bytes: string): Promise<{ status: number; code: string | undefined; errors: string[] }> {
  calls.length = 0;
  const plane = new Plane(operations, recording);
  const server = createServer((request, response) => void plane.request(request, response));
  server.on('upgrade', (request, socket, head) => void plane.upgrade(request, socket, head));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  // A listening TCP server's address is an object.
  const { port } = server.address() as AddressInfo;
  const socket = connect(port, '127.0.0.1');
  let text = '';
  socket.setEncoding('utf8').on('data', (part: string) => (text += part));
  socket.on('error', () => undefined).write(bytes);
  await once(socket, 'close');
  const body = text.split('\r\n\r\n')[1] ?? '';
  const problem = body.startsWith('{') ? JSON.parse(body) : {};
  const errors = (problem.errors ?? []).map(({ path }: { path: string }) => path);
  return { status: Number(text.split(' ')[1]), code: problem.code, errors };
}

const get = (path: string, more = '') => `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${more}\r\n`;
const post = (path: string, body: string, type = 'application/json', length = body.length) =>
  `POST ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: ${type}\r\nContent-Length: ${length}\r\n\r\n${body}`;

test('parameters arrive parsed, with the contract’s defaults', async () => {
  expect(await send(get('/jobs/a-1/log?offset=7'))).toMatchObject({ status: 200 });
  expect(calls).toEqual([{ id: 'readJobLog', params: { jobId: 'a-1' }, query: { offset: 7, waitSeconds: 0 } }]);
});

test.each([
  ['an unknown one', '/ports?sinse=1', ['query']],
  ['one that comes twice', '/ports?since=1&since=2', ['query.since']],
  ['one out of bounds', '/ports?waitSeconds=31', ['query.waitSeconds']],
  ['__proto__', '/ports?__proto__=1', ['query']],
  ['an id that is none', '/jobs/A%2F..', ['params.jobId']],
  ['an id that does not decode', '/jobs/%ff', ['params.jobId']],
])('%s is refused by its name and reaches no handler', async (_, path, errors) => {
  expect(await send(get(path))).toEqual({ status: 400, code: 'bad_request', errors });
  expect(calls).toEqual([]);
});

const lifecycle = { phase: 'sleep', at: '2026-11-28T10:00:00.000Z', reason: 'asked' };

test.each([
  ['no JSON', post('/lifecycle', '{"phase":'), 400, 'malformed_json'],
  ['no object', post('/lifecycle', '[]'), 400, 'bad_request'],
  ['an unknown field', post('/lifecycle', JSON.stringify({ ...lifecycle, more: 1 })), 400, 'bad_request'],
  ['another content type', post('/lifecycle', '{}', 'text/plain'), 415, 'unsupported_media_type'],
  ['one longer than allowed', post('/lifecycle', ' '.repeat(65_537)), 413, 'payload_too_large'],
  [
    'one longer than allowed, of no told length',
    `POST /lifecycle HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n` +
      `20000\r\n${' '.repeat(0x20000)}\r\n0\r\n\r\n`,
    413,
    'payload_too_large',
  ],
])('as a body, %s is refused and reaches no handler', async (_, bytes, status, code) => {
  expect(await send(bytes)).toMatchObject({ status, code });
  expect(calls).toEqual([]);
});

test('a body arrives with the contract’s defaults', async () => {
  expect(await send(post('/lifecycle', JSON.stringify(lifecycle)))).toMatchObject({ status: 200 });
  expect(calls).toMatchObject([{ id: 'recordLifecycle', body: { ...lifecycle, graceSeconds: 5 } }]);
});

test.each([
  ['GET', '/nothing', 404],
  ['PATCH', '/health', 404],
  ['DELETE', '/terminals/main', 204],
])('%s %s is %i', async (method, path, status) => {
  expect((await send(get(path).replace('GET', method))).status).toBe(status);
});

test('an upgrade that no handler takes is answered, and its connection ends', async () => {
  const upgrade = 'Upgrade: websocket\r\n';
  expect((await send(get('/health', upgrade).replace('close', 'Upgrade'))).status).toBe(200);
  const job = post('/jobs', '{}').replace('Connection: close', 'Connection: Upgrade\r\nUpgrade: websocket');
  expect(await send(job)).toMatchObject({ status: 400, code: 'bad_request' });
});
