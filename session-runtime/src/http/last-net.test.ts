// What nobody caught, in a process of its own: vitest would take such an error for its own failure.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';

const server = `
import { createServer } from 'node:http';
import { outliveErrors, withinExchange } from '${new URL('last-net.ts', import.meta.url).href}';
let waiting;
let errors = 0;
process.on('uncaughtException', () => errors++);
createServer((request, response) => withinExchange(() => response.destroy(), () => {
  if (request.url === '/throws') setImmediate(() => { throw new Error('nobody catches this'); });
  else if (request.url === '/rejects') setImmediate(() => Promise.reject(new Error('nobody catches this')));
  else if (request.url === '/waits') waiting = response;
  else if (request.url === '/errors') response.end(String(errors));
  else { waiting?.end('whole'); response.end('well'); }
})).listen(0, '127.0.0.1', function () { outliveErrors(); console.log(this.address().port); });
`;

test('an error that nobody catches ends the request it came from, and neither the process nor another request', async () => {
  const child = spawn(process.execPath, ['--input-type=module', '-e', server], { stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  let log = '';
  child.stderr.on('data', (bytes: Buffer) => (log += bytes));
  // Node gives Buffers as long as nobody sets an encoding.
  const [port] = (await once(child.stdout, 'data')) as [Buffer];
  const at = (path: string) => fetch(`http://127.0.0.1:${port.toString().trim()}${path}`);
  const waiting = at('/waits');
  for (const path of ['/throws', '/rejects', '/throws']) await expect(at(path)).rejects.toThrow();
  expect(await (await at('/')).text()).toBe('well');
  expect(await (await waiting).text()).toBe('whole');
  expect(log.split('nobody catches this')).toHaveLength(4);
});

test('with nobody left to read its log, the process goes on serving and does not report its own reports', async () => {
  const child = spawn(process.execPath, ['--input-type=module', '-e', server], { stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  // Node gives Buffers as long as nobody sets an encoding.
  const [port] = (await once(child.stdout, 'data')) as [Buffer];
  const at = (path: string) =>
    fetch(`http://127.0.0.1:${port.toString().trim()}${path}`, { signal: AbortSignal.timeout(5000) });
  child.stderr.destroy();
  child.stdout.destroy();
  for (const path of ['/throws', '/throws']) await expect(at(path)).rejects.toThrow();
  expect(await (await at('/errors')).text()).toBe('2');
});
