// The platform's sockets: its port is nobody else's for as long as it runs, and whatever else it
// listens on lets no stranger in.
import { createHmac } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterEach, expect, onTestFinished, test } from 'vitest';
import { waitUntil } from '../../../tools/start/wait.ts';
import { makeSession, plain, start as startSession } from '../../integration/sessions/made-session.ts';
import { couldTake, listenersOf } from '../../support/listeners.ts';
import { registerPerson } from '../../support/people.ts';
import { PlatformFailed, startPlatform, type TestPlatform } from '../../support/platform.ts';
import { childrenOf, commandOf, runtimesOf } from '../../support/processes.ts';

const loopbacks = ['127.0.0.1', '::1'];
const started: TestPlatform[] = [];

async function start(...options: Parameters<typeof startPlatform>): Promise<TestPlatform> {
  const platform = await startPlatform(...options);
  started.push(platform);
  return platform;
}

afterEach(async () => {
  for (const platform of started.splice(0)) await platform.stop();
});

/**
 * On a connection of its own, so that it meets whoever listens now. Returns the status, or how it
 * failed.
 */
function ask(host: string, port: number, path = '/api/health', headers: Record<string, string> = {}): Promise<string> {
  return new Promise((resolve) => {
    const sent = request({ host, port, path, agent: false, headers: { host: `localhost:${port}`, ...headers } });
    sent.on('response', (answer) => answer.resume().on('end', () => resolve(String(answer.statusCode))));
    sent.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    sent.end();
  });
}

const workerdOf = ({ pid }: TestPlatform) => childrenOf(pid).find((child) => commandOf(child).includes('workerd'));

test('it listens on both loopbacks, and refuses to start where one of them is taken', async () => {
  const platform = await start();
  expect(await Promise.all(loopbacks.map((host) => ask(host, platform.port)))).toEqual(['200', '200']);
  for (const host of loopbacks) {
    const squatter = createServer();
    await new Promise<void>((resolve) => squatter.listen(0, host, resolve));
    onTestFinished(() => void squatter.close());
    const address = squatter.address();
    if (!address || typeof address === 'string') throw new Error('no port');
    const failure = await startPlatform({ port: address.port }).then(
      () => new Error('It started.'),
      (error: unknown) => error,
    );
    if (!(failure instanceof PlatformFailed)) throw failure;
    expect(failure.output).toContain(`Port ${address.port} on ${host} cannot be used: another program listens there`);
  }
});

test('its port cannot be taken while workerd starts again, and who comes meanwhile is served', async () => {
  const platform = await start();
  const { port } = platform;
  const workerd = workerdOf(platform);
  if (!workerd) throw new Error('workerd is not among the children');
  let over = false;
  const taken: string[] = [];
  onTestFinished(() => void (over = true));
  const squatter = (async () => {
    while (!over) for (const host of loopbacks) if (await couldTake(host, port)) taken.push(host);
  })();
  const underWay = Array.from({ length: 20 }, () => ask('127.0.0.1', port));
  process.kill(workerd, 'SIGKILL');
  await waitUntil(() => workerdOf(platform) !== workerd, 10_000, 'workerd to be gone');
  const after = await Promise.all(Array.from({ length: 60 }, (_, index) => ask(loopbacks[index % 2] ?? '', port)));
  expect(new Set(after)).toEqual(new Set(['200']));
  await Promise.all(underWay);
  over = true;
  await squatter;
  expect(taken).toEqual([]);
});

test('sessions end before the port is free', async () => {
  const platform = await start();
  const ada = await registerPerson(platform.url);
  const { id } = await makeSession(ada, plain);
  await startSession(ada.http, id);
  const { port } = platform;
  expect(runtimesOf(id)).toHaveLength(1);
  const ended = platform.terminate();
  let free = false;
  const order: string[] = [];
  while (!free) {
    // asked in this order: a session that is seen after the port was free has outlived it
    free = await couldTake('127.0.0.1', port);
    const alive = runtimesOf(id).length > 0;
    order.push(`${alive ? 'session' : 'no session'}, ${free ? 'free' : 'taken'}`);
  }
  expect(await ended).toBe(0);
  expect(order).not.toContain('session, free');
});

test('each of its listeners is the front door, asks for a credential, or is in its own folder', async () => {
  const platform = await start();
  const { pid, port, dataDir } = platform;
  const run = join(dataDir, 'run');
  const front = new Set([`127.0.0.1:${port}`, `[::1]:${port}`]);
  const others = new Set(
    listenersOf(pid)
      .map(({ at }) => at)
      .filter((at) => !front.has(at)),
  );
  const unexplained: string[] = [];
  for (const at of others) {
    if (!/:\d+$/.test(at)) {
      // the lock of the data folder, which closes what connects; sockets by their names in a folder
      // of the owner's; one without a name
      const known =
        at.startsWith('@burstflare-') ||
        at === '' ||
        /^(host|backstage|closed)\.sock$/.test(at.split('/').at(-1) ?? '');
      if (!known) unexplained.push(at);
      continue;
    }
    const [, host = '', otherPort = ''] = /^\[?(.*?)\]?:(\d+)$/.exec(at) ?? [];
    for (const path of [
      '/',
      '/api/health',
      '/cdn-cgi/local/r2/public/burstflare-templates/x',
      '/cdn-cgi/local/scheduled',
    ]) {
      const status = await ask(host, Number(otherPort), path);
      if (!['401', '403'].includes(status)) unexplained.push(`${at}${path}: ${status}`);
    }
  }
  expect(unexplained).toEqual([]);
  expect(statSync(run).mode & 0o777).toBe(0o700);
});

test('the front door obeys none of the simulator’s names', async () => {
  const { port } = await start();
  const answer = await new Promise<string>((resolve) => {
    const host = 'miniflare-unsafe-internal-capnp-connect';
    const socket = connect(port, '127.0.0.1', () => socket.write(`CONNECT ${host} HTTP/1.1\r\nHost: ${host}\r\n\r\n`));
    socket.once('data', (data: Buffer) => resolve(data.toString()));
    socket.once('close', () => resolve('closed'));
    socket.on('error', () => undefined);
    onTestFinished(() => void socket.destroy());
  });
  expect(answer).not.toMatch(/^HTTP\/1\.1 2/);
  // read as JSON, it would end the request with a 500
  expect(await ask('127.0.0.1', port, '/api/health', { 'mf-cf-blob': 'no JSON' })).toBe('200');
});

test('an exit notice is taken by its proof alone, fresh and unchanged; the secret itself opens nothing', async () => {
  const platform = await start();
  const path = '/internal/host/exits';
  const secret = readFileSync(join(platform.dataDir, 'keys/host.key'), 'utf8').trim();
  const exit = { code: 0, signal: null, reason: 'exited' };
  const body = JSON.stringify({ sessionId: 'ses-aaaaaaaaaaaaaaaaaaaa', instanceId: 'x', exit });
  const now = Math.floor(Date.now() / 1000);
  const proof = (key: string, time: number, text = body) =>
    `t=${time},v1=${createHmac('sha256', key).update(`host notice\0POST ${path}\n${time}\n${text}`).digest('base64url')}`;
  const notice = async (headers: Record<string, string>, text = body) => {
    const reply = await fetch(`http://127.0.0.1:${platform.port}${path}`, { method: 'POST', headers, body: text });
    await reply.body?.cancel();
    return reply.status;
  };
  const refused = [
    await notice({}),
    await notice({ authorization: `Bearer ${secret}` }),
    await notice({ 'x-burstflare-host-secret': secret }),
    await notice({ 'x-burstflare-proof': proof('x'.repeat(43), now) }),
    await notice({ 'x-burstflare-proof': proof(secret, now - 301) }),
    await notice({ 'x-burstflare-proof': proof(secret, now + 600) }),
    await notice({ 'x-burstflare-proof': proof(secret, now) }, body.replace('"x"', '"y"')),
    await notice({ 'x-burstflare-proof': proof(secret, now).replace(String(now), String(now - 1)) }),
  ];
  expect(refused).toEqual(refused.map(() => 404));
  const taken = { 'x-burstflare-proof': proof(secret, now) };
  expect([await notice(taken), await notice(taken)]).toEqual([204, 204]);
});
