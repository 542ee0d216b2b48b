// What no well-made client sends: it is told so, and is no failure in the log.
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';

const { port, dataDir } = inject('platform');

/** Sends bytes as they are, and says no more; the answer. */
function send(...lines: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true }, () => socket.end(lines.join('\r\n')));
    socket.on('data', (bytes: Buffer) => (answer += bytes.toString()));
    socket.on('end', () => resolve(answer)).on('error', reject);
  });
}

async function expectRefused(answer: string, path: string): Promise<void> {
  const [head = '', body = ''] = answer.split('\r\n\r\n');
  expect(head).toMatch(/^HTTP\/1\.1 400 /);
  expect(head).toMatch(/^content-type: application\/problem\+json\r?$/im);
  const problem = JSON.parse(body) as { requestId: string };
  expect(problem).toMatchObject({ code: 'bad_request', errors: [{ path }] });
  expect(logged(problem.requestId).filter(({ level }) => level !== 'info')).toEqual([]);
}

function logged(requestId: string): { level: string; status?: number }[] {
  const lines = readFileSync(join(dataDir, 'logs/platform.log'), 'utf8').split('\n');
  return lines.filter((line) => line.includes(requestId)).map((line) => JSON.parse(line) as { level: string });
}

test.each([
  ['GET /api/health', ['a b']],
  ['GET /api/health', ['[::']],
  ['GET /api/health', [`localhost:99999`]],
  ['GET /api/health', [`localhost:${port}`, 'other']],
  ['OPTIONS *', [`localhost:${port}`]],
])('%s with Host %j makes no address, and is refused', async (start, hosts) => {
  const answer = await send(`${start} HTTP/1.1`, ...hosts.map((host) => `Host: ${host}`), 'Connection: close', '', '');
  await expectRefused(answer, 'headers.host');
});

const login = ['POST /api/auth/login HTTP/1.1', `Host: localhost:${port}`, 'Content-Type: application/json'];

test.each([
  ['a chunk’s size is no number', ['Transfer-Encoding: chunked', '', 'zz', '{}', '0', '', '']],
  ['a later chunk’s size is no number', ['Transfer-Encoding: chunked', '', '2', '{}', 'zz', '', '']],
  ['the last chunk does not come', ['Transfer-Encoding: chunked', '', '2', '{}', '']],
  ['less comes than was announced', ['Content-Length: 100', '', '{"email":']],
])('a body of which %s is refused', async (_, rest) => {
  await expectRefused(await send(...login, ...rest), 'body');
});
