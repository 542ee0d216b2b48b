import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import { asStream, withBody } from './read-body.ts';

const SILENCE_MS = 50;

test('work that goes on in silence after its body has ended still answers', async () => {
  const server = createServer(async (request, response) => {
    await withBody(request, async () => {
      for await (const _ of asStream(request, SILENCE_MS));
      const { socket } = request;
      await vi.waitFor(() => expect(socket.destroyed || socket.timeout === 0).toBe(true));
    });
    response.end('done');
  });
  onTestFinished(() => void server.close());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // A listening TCP server's address is an object.
  const { port } = server.address() as AddressInfo;
  const answer = await fetch(`http://127.0.0.1:${port}/`, { method: 'PUT', body: 'content' });
  expect(await answer.text()).toBe('done');
});
