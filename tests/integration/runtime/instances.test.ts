// Holds the process host's internal API to its promises, with a real daemon and real sandboxes.
import { existsSync, readdirSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders, request as httpRequest, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { commandOf, isAlive, kill9, processesOf, runtimesOf } from '../../support/processes.ts';
import { Host, until } from './host.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let host: Host;
let gateway: Server;
let notices: { headers: IncomingHttpHeaders; body: unknown }[] = [];
let gatewayAnswers = 204;

beforeAll(async () => {
  gateway = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    if (request.url === '/internal/host/exits') {
      notices.push({ headers: request.headers, body: JSON.parse(Buffer.concat(parts).toString()) });
    }
    response.writeHead(gatewayAnswers).end();
  });
  await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve));
  // A listening TCP server's address is an object.
  const { port } = gateway.address() as AddressInfo;
  host = await Host.start({ HOST_GATEWAY_URL: `http://127.0.0.1:${port}` });
});

afterAll(async () => {
  await host?.destroy();
  gateway?.close();
});

describe('who may call', () => {
  test('a wrong or missing secret is refused, and so is a name that is no loopback address', async () => {
    for (const guess of ['', 'x', `${host.secret}x`, host.secret.slice(1)]) {
      const answer = await host.call('GET', '/instances', undefined, { 'x-burstflare-host-secret': guess });
      expect([answer.status, answer.json.code]).toEqual([401, 'unauthenticated']);
    }
    const status = await new Promise((resolve, reject) => {
      const options = {
        port: host.port,
        path: '/instances',
        headers: { host: 'evil.example', 'x-burstflare-host-secret': host.secret },
      };
      httpRequest({ host: '127.0.0.1', ...options }, (answer) => resolve(answer.resume().statusCode))
        .on('error', reject)
        .end();
    });
    expect(status).toBe(403);
  });

  test('an id that would leave the data folder is no id', async () => {
    for (const id of ['..', '%2e%2e', 'A', 'a%2fb', '.x', 'a'.repeat(64)]) {
      const { json } = await host.call('GET', `/instances/${id}`);
      expect(['bad_request', 'not_found'], id).toContain(json.code);
    }
  });

  test('a body with unknown fields, wrong types or no JSON is refused by name', async () => {
    expect((await host.put('ses-x', 'a', { nope: 1 })).json).toMatchObject({ status: 400, code: 'bad_request' });
    expect((await host.put('ses-x', 'a b')).json.errors).toMatchObject([{ path: 'body.instanceId' }]);
    expect((await host.call('PUT', '/instances/ses-x', '{')).json.code).toBe('malformed_json');
    expect((await host.call('GET', '/instances/ses-x')).json.state).toBe('absent');
  });
});

describe('starting', () => {
  test('the same start, asked for several times at once, is one start', async () => {
    const answers = await Promise.all([1, 2, 3, 4].map(() => host.put('ses-once', 'one')));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(new Set(answers.map(({ json }) => json.startedAt)).size).toBe(1);
    expect(runtimesOf('ses-once')).toHaveLength(1);
    expect((await host.runtime('ses-once', 'GET', '/health')).json).toMatchObject({
      instanceId: 'one',
      isolation: host.isolation,
    });
  });

  test('another start while one runs is a conflict, and the running one stays', async () => {
    expect((await host.put('ses-once', 'two')).json).toMatchObject({ status: 409, code: 'instance_running' });
    expect((await host.call('GET', '/instances/ses-once')).json).toMatchObject({ state: 'running', instanceId: 'one' });
  });

  test('a runtime that cannot start is told with its reason, and leaves nothing', async () => {
    const broken = await Host.start({ HOST_RUNTIME: host.dataDir });
    try {
      const answer = await broken.put('ses-broken', 'one');
      expect(answer.json).toMatchObject({ status: 502, code: 'start_failed' });
      expect(answer.json.detail).toContain('main.cjs');
      expect((await broken.call('GET', '/instances/ses-broken')).json).toMatchObject({ state: 'absent', disk: false });
      expect(readdirSync(join(broken.dataDir, 'instances'))).toEqual([]);
      expect(readdirSync(join(broken.dataDir, 'trash'))).toEqual([]);
      expect(processesOf('ses-broken')).toEqual([]);
    } finally {
      await broken.destroy();
    }
  });
});

describe('ending', () => {
  test('a runtime that is killed is noticed with its reason, told to the gateway until it hears, and its disk is kept', async () => {
    const id = await host.session();
    await host.run(id, 'echo unsaved > /workspace/work.txt');
    gatewayAnswers = 503;
    notices = [];
    kill9(runtimesOf(id));
    await until(
      async () => (await host.call('GET', `/instances/${id}`)).json.state === 'exited',
      'the exit is noticed',
    );
    const exit = { code: null, signal: 'SIGKILL', reason: 'killed' };
    expect((await host.call('GET', `/instances/${id}`)).json).toMatchObject({
      exit,
      disk: true,
      instanceId: `${id}-1`,
    });
    await until(() => notices.length >= 2, 'the gateway is told again after it failed');
    gatewayAnswers = 204;
    const heard = notices.length;
    await until(() => notices.length > heard, 'the gateway hears');
    expect(notices[0]?.body).toEqual({ sessionId: id, instanceId: `${id}-1`, exit });
    // Whoever sits where the gateway should learns nothing that opens anything.
    expect(notices[0]?.headers['x-burstflare-proof']).toMatch(/^t=\d+,v1=[\w-]{43}$/);
    expect(JSON.stringify(notices)).not.toContain(host.secret);
    expect((await host.put(id, `${id}-1`)).json.code).toBe('instance_exited');
    expect((await host.runtime(id, 'GET', '/health')).json.code).toBe('instance_not_running');
    expect((await host.put(id, `${id}-2`)).status).toBe(200);
    expect(await host.run(id, 'cat /workspace/work.txt')).toContain('unsaved');
  });

  test('a session that kills its own runtime ends itself alone', async () => {
    const [id, other] = [await host.session(), await host.session()];
    await host.bootstrap(id, { start: 'kill -9 $PPID' });
    await until(async () => (await host.call('GET', `/instances/${id}`)).json.state === 'exited', 'the session ends');
    expect((await host.call('GET', `/instances/${other}`)).json.state).toBe('running');
  });

  test('stop ends every process and removes every file, whatever the session made of them, and is no error twice', async () => {
    const id = await host.session();
    await host.bootstrap(id, {
      start: `mkdir -p /workspace/a/b/c && echo x > /workspace/a/b/c/f && chmod 0 /workspace/a/b/c /workspace/a
        ln -s / /workspace/root; ln -s /etc/passwd /home/dev/p; mkfifo /tmp/fifo; touch $'/workspace/odd\\n name'
        setsid sleep 1000 & trap '' TERM; echo made; sleep 1000`,
    });
    await until(
      async () => (await host.runtime(id, 'GET', '/app/log')).json.text.includes('made'),
      'the files are there',
    );
    const sleepers = () => processesOf(id).filter((pid) => commandOf(pid).startsWith('sleep'));
    await until(() => sleepers().length === 2, 'both sleep');
    const all = processesOf(id);
    const stopped = await host.call('POST', `/instances/${id}/stop`, { instanceId: `${id}-1`, graceSeconds: 0.2 });
    expect(stopped.json).toMatchObject({ state: 'absent', disk: false });
    expect(all.filter(isAlive)).toEqual([]);
    expect(existsSync(join(host.dataDir, 'instances', id))).toBe(false);
    expect(readdirSync(join(host.dataDir, 'trash'))).toEqual([]);
    expect(existsSync('/etc/passwd')).toBe(true);
    expect((await host.call('POST', `/instances/${id}/stop`, { instanceId: `${id}-1` })).status).toBe(200);
  });

  test('a stop that names another instance touches nothing', async () => {
    const id = await host.session();
    expect((await host.call('POST', `/instances/${id}/stop`, { instanceId: 'older' })).json.code).toBe(
      'instance_mismatch',
    );
    expect((await host.call('GET', `/instances/${id}`)).json.state).toBe('running');
  });

  test('a stop during a start wins, and leaves nothing', async () => {
    const starting = host.put('ses-race', 'one');
    await until(async () => (await host.call('GET', '/instances/ses-race')).json.state !== 'absent', 'it starts');
    await host.call('POST', '/instances/ses-race/stop', { instanceId: 'one' });
    await starting;
    expect((await host.call('GET', '/instances/ses-race')).json).toMatchObject({ state: 'absent', disk: false });
    expect(processesOf('ses-race')).toEqual([]);
  });
});

describe('the daemon itself', () => {
  test.each(['SIGKILL', 'SIGTERM', 'stdin'] as const)(
    'when it ends by %s no session outlives it, and the next one finds the disks',
    async (how) => {
      const own = await Host.start();
      try {
        const id = await own.session();
        await own.run(id, 'echo kept > /workspace/f');
        await own.bootstrap(id, { start: 'setsid sleep 1000 & sleep 1000' });
        const all = processesOf(id);
        expect(all.length).toBeGreaterThan(3);
        await own.end(how);
        await until(() => !all.some(isAlive), 'all processes are gone');
        await own.boot();
        const { json } = await own.call('GET', '/instances');
        const exit = { code: null, signal: null, reason: 'host_stopped' };
        expect(json.items).toEqual([expect.objectContaining({ sessionId: id, state: 'exited', disk: true, exit })]);
        expect((await own.put(id, 'next')).status).toBe(200);
        expect(await own.run(id, 'cat /workspace/f')).toContain('kept');
      } finally {
        await own.destroy();
      }
    },
  );
});

describe('without bubblewrap', () => {
  test('sessions still run, and the host says loudly that they are not isolated; a stop leaves no process and no file', async () => {
    // Its users have to reach their disk by its real path.
    const bare = await Host.start({ HOST_ISOLATION: 'none' });
    try {
      await chmod(bare.dataDir, 0o711);
      expect(bare.isolation).toBe('none');
      expect(bare.stderr).toContain('WARNING: sessions run WITHOUT a sandbox');
      const id = await bare.session();
      expect((await bare.call('GET', `/instances/${id}`)).json.isolation).toBe('none');
      expect(await bare.run(id, 'echo here > f; node -p "1+1"; pwd')).toMatch(/^2\n.*\/workspace$/m);
      await bare.bootstrap(id, { start: 'setsid sleep 1001 & sleep 1001' });
      await until(() => processesOf(id).filter((pid) => commandOf(pid).startsWith('sleep')).length === 2, 'both sleep');
      const all = processesOf(id);
      kill9(runtimesOf(id));
      await until(
        async () => (await bare.call('GET', `/instances/${id}`)).json.state === 'exited',
        'the exit is noticed',
      );
      expect(all.filter(isAlive)).toEqual([]);
      await bare.put(id, 'again');
      expect(await bare.run(id, 'cat f')).toContain('here');
      await bare.call('POST', `/instances/${id}/stop`, { instanceId: 'again' });
      expect(processesOf(id)).toEqual([]);
      expect(existsSync(join(bare.dataDir, 'instances', id))).toBe(false);
    } finally {
      await bare.destroy();
    }
  });

  test('no session starts by accident: it is refused with what helps, and runs where that is asked for', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'bf-path-'));
    const refusing = await Host.start({ PATH: folder });
    try {
      const { json } = await refusing.call('GET', '/health');
      expect(json).toMatchObject({
        available: false,
        isolation: 'none',
        reason: expect.stringContaining('apt-get install bubblewrap'),
      });
      const refused = await refusing.put('ses-open', 'one');
      expect(refused.json).toMatchObject({ status: 503, code: 'sessions_unavailable', detail: json.reason });
      expect(json.reason).toContain('BURSTFLARE_UNSAFE_SESSIONS=1');
      expect((await refusing.call('GET', '/instances/ses-open')).json).toMatchObject({ state: 'absent', disk: false });
    } finally {
      await refusing.destroy();
    }
    const open = await Host.start({ PATH: folder, BURSTFLARE_UNSAFE_SESSIONS: '1' });
    try {
      await chmod(open.dataDir, 0o711);
      expect((await open.call('GET', '/health')).json).toMatchObject({ available: true, isolation: 'none' });
      expect((await open.put('ses-open', 'one')).status).toBe(200);
    } finally {
      await open.destroy();
      await rm(folder, { recursive: true });
    }
  });

  test('a host that must have bubblewrap does not serve without it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'bf-path-'));
    try {
      await expect(Host.start({ HOST_ISOLATION: 'bubblewrap', PATH: folder })).rejects.toThrow('does not work here');
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
