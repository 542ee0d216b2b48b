// The app of the benches: one file of Node, which says on its port that it is there.
import { request } from 'node:http';
import { createConnection } from 'node:net';
import type { Hop } from './hops.ts';

export const appSource = `
import { createServer } from 'node:http';
const page = '<!doctype html><title>Bench</title>' + '<p>One of many lines.</p>'.repeat(80);
const headers = { 'content-type': 'text/html', 'content-length': page.length };
createServer((request, response) => response.writeHead(200, headers).end(page)).listen(Number(process.env.PORT), '127.0.0.1');
`.trimStart();

/** Resolves as soon as somebody listens there on this machine; fails after the limit. */
export const portOpen = (port: number) => untilTrue(() => accepts(port), `listened on port ${port}`);

/**
 * The same for a port of a session, which the machine cannot see: asked through its runtime, which
 * may not be there yet, nor the disk that its socket lies on.
 */
export const appAnswers = (hop: () => Hop, port: number) =>
  untilTrue(() => answers(hop(), port), `answered on port ${port}`);

async function untilTrue(look: () => Promise<boolean>, what: string, limitMs = 30_000): Promise<void> {
  const deadline = performance.now() + limitMs;
  while (performance.now() < deadline) {
    if (await look()) return;
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  throw new Error(`Nobody ${what} within ${limitMs / 1000} s.`);
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

function answers({ at, prefix, headers }: Hop, port: number): Promise<boolean> {
  const to = 'path' in at ? { socketPath: at.path } : { port: at.port, host: '127.0.0.1' };
  return new Promise((resolve) => {
    request({ ...to, path: `${prefix}/preview/${port}/`, headers, agent: false }, (answer) => {
      answer.resume().once('end', () => resolve(answer.statusCode === 200));
    })
      .once('error', () => resolve(false))
      .end();
  });
}
