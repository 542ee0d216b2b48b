// What no parser takes is told why, and never in the middle of another answer.
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, createServer, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createHostServer } from './server.ts';
import { SilenceWatch } from './silence.ts';

const secret = 'a secret of the test';
let folder: string;
let runtime: Server;
let host: Server;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bf-unit-'));
  const path = join(folder, 's');
  // A runtime that begins its answer and leaves it open.
  runtime = createServer((_, response) => response.writeHead(200).write('begun'));
  await new Promise<void>((resolve) => runtime.listen(path, resolve));
  const silence = new SilenceWatch(() => Promise.resolve(true));
  const socket = { path, agent: new Agent(), silence };
  host = createHostServer({ socket: () => socket } as never, secret); // all that the way to a runtime asks for
  await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
});

afterAll(async () => {
  for (const server of [host, runtime]) {
    server.closeAllConnections();
    server.close();
  }
  await rm(folder, { recursive: true, force: true });
});

/**
 * Sends bytes as they are; what came until the host closed. `then` is called with each part that
 * comes.
 */
function exchange(bytes: string, then: (socket: Socket) => void = () => undefined): Promise<string> {
  return new Promise((resolve) => {
    let received = '';
    const { port } = host.address() as AddressInfo; // it listens on TCP
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    socket.on('data', (part: Buffer) => {
      received += part.toString();
      then(socket);
    });
    socket.on('error', () => undefined).on('close', () => resolve(received));
  });
}

const request = (method: string, ...headers: string[]) =>
  [
    `${method} /instances/ses-a/runtime/x HTTP/1.1`,
    'Host: localhost',
    `x-burstflare-host-secret: ${secret}`,
    ...headers,
    '',
    '',
  ].join('\r\n');

test.each([
  [431, 'headers_too_large', request('GET', `X-Long: ${'a'.repeat(300_000)}`)],
  [400, 'unreadable_request', request('GET', 'no header')],
  [400, 'unreadable_request', 'neither HTTP nor anything\r\n\r\n'],
])('what cannot be read is refused with %i %s', async (status, code, bytes) => {
  const [head = '', body = ''] = (await exchange(bytes)).split('\r\n\r\n');
  expect(head).toContain(`HTTP/1.1 ${status} `);
  expect(head).toContain('Content-Type: application/problem+json');
  expect(JSON.parse(body)).toMatchObject({ status, code });
});

test('a body that breaks in the middle of the answer ends the connection, and adds nothing to it', async () => {
  const begun = request('POST', 'Transfer-Encoding: chunked') + '1\r\nx\r\n';
  const received = await exchange(begun, (socket) => socket.write('zz\r\n'));
  expect(received).toContain('begun');
  expect(received.match(/HTTP\/1\.1/g)).toHaveLength(1);
});
