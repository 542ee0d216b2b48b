// The app of the benches: one file of Node, which says on its port that it is there.
import { createConnection } from 'node:net';

export const appSource = `
import { createServer } from 'node:http';
const page = '<!doctype html><title>Bench</title>' + '<p>One of many lines.</p>'.repeat(80);
const headers = { 'content-type': 'text/html', 'content-length': page.length };
createServer((request, response) => response.writeHead(200, headers).end(page)).listen(Number(process.env.PORT), '127.0.0.1');
`.trimStart();

/** Resolves as soon as somebody listens there; fails after the limit. */
export async function portOpen(port: number, limitMs = 30_000): Promise<void> {
  const deadline = performance.now() + limitMs;
  while (performance.now() < deadline) {
    if (await accepts(port)) return;
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  throw new Error(`Nobody listened on port ${port} within ${limitMs / 1000} s.`);
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ port, host: '127.0.0.1' });
    const answer = (open: boolean) => {
      socket.destroy();
      resolve(open);
    };
    socket.once('connect', () => answer(true)).once('error', () => answer(false));
  });
}
