// Attacks a session from inside another one and from inside a build. What is refused here is what
// the host promises.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { freePort } from '../../support/free-port.ts';
import { commandOf, processesOf } from '../../support/processes.ts';
import { Host, until, users } from './host.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const kinds = users.flatMap((user) => (['session', 'builder'] as const).map((kind) => ({ ...user, kind })));

describe.each(kinds)('from a $kind of a host that runs as $who', ({ uid, kind }) => {
  let host: Host;
  let victim: string;
  const attacker = 'ses-attacker';
  const attack = (command: string) => host.job(attacker, command);

  beforeAll(async () => {
    host = await Host.start({ PLATFORM_TOKEN: 'platform-token-in-env' }, uid);
    if (host.isolation !== 'bubblewrap') throw new Error(`These tests need bubblewrap: ${host.stderr}`);
    expect((await host.put(attacker, `${attacker}-1`, { kind })).status).toBe(200);
    victim = await host.session();
    await host.run(victim, 'echo victims-file > /workspace/secret.txt; echo victims-tmp > /tmp/secret.txt');
    await host.bootstrap(victim, { start: 'exec sleep 4242', env: [{ name: 'TOKEN', value: 'victims-token' }] });
  });

  afterAll(() => host?.destroy());

  test('no file of another session, of the host or of the project is seen', async () => {
    const out = await attack(
      `for path in ${host.dataDir} /root /work /home/* /etc/shadow /etc/ssh /var/lib /sys /boot /mnt ${process.cwd()}; do ls -d $path; done
     grep -rs victims- / --include=secret.txt --exclude-dir=proc --exclude-dir=usr --exclude-dir=opt; echo done`,
    );
    expect(out).toContain('done');
    expect(out).not.toContain('victims-file');
    expect(out).not.toContain('victims-tmp');
    for (const line of out.split('\n').filter((line) => line.startsWith('/'))) expect(line).toBe('/home/dev');
    // They are there to be found, in the victim itself.
    const own = await host.job(victim, 'cat /workspace/secret.txt /tmp/secret.txt; echo done');
    expect(own).toBe('victims-file\nvictims-tmp\ndone\n');
  });

  test('neither the host’s secret nor the platform’s environment is found, in its own environment or in /proc', async () => {
    const look = `env; for pid in /proc/[0-9]*; do tr '\\0' '\\n' < $pid/environ; tr '\\0' ' ' < $pid/cmdline; ls -l $pid/root/ $pid/cwd/; done; echo done`;
    const out = await attack(look);
    expect(out).toContain('done');
    expect(out).toContain('BURSTFLARE_SESSION_ID=');
    const secrets = [host.secret, 'platform-token-in-env', 'victims-token', 'HOST_SECRET', host.dataDir];
    for (const secret of secrets) expect(out).not.toContain(secret);
    // On the machine the same look finds them all.
    const found = execFileSync('bash', ['-c', `{ ${look}; } 2>/dev/null`], { encoding: 'latin1', maxBuffer: 1 << 28 });
    for (const secret of secrets) expect(found).toContain(secret);
  });

  test('no process is seen and signalled but its own', async () => {
    const [pid] = processesOf(victim).filter((one) => commandOf(one) === 'sleep\x004242\x00');
    expect(pid).toBeDefined();
    const out = await attack(`kill -9 ${pid} ${host.pid}; ps -eo args; echo done`);
    expect(out).toContain('done');
    expect(out).not.toContain('sleep 4242');
    // All that it may signal: it ends its own machine by that, and no other.
    await host.runtime(attacker, 'POST', '/jobs', { jobId: 'end', command: 'kill -9 -- -1', timeoutSeconds: 60 });
    const state = async (id: string) => (await host.call('GET', `/instances/${id}`)).json.state;
    await until(async () => (await state(attacker)) === 'exited', 'the attacker ends');
    expect(() => process.kill(Number(pid), 0)).not.toThrow();
    expect(await state(victim)).toBe('running');
    expect((await host.put(attacker, `${attacker}-2`, { kind })).status).toBe(200);
  }, 60_000);

  test('there are no capabilities, none can be gained, and the kernel user is no other session’s', async () => {
    const out = await attack(
      `id -u; grep -E 'Cap|NoNewPrivs' /proc/self/status; unshare -m true || echo no-unshare; mount -t tmpfs x /tmp || echo no-mount; su -c true || echo no-su; touch /usr/x /etc/x /opt/x /x`,
    );
    expect(out).toMatch(/CapEff:\s+0+\n/);
    expect(out).toMatch(/CapBnd:\s+0+\n/);
    expect(out).toMatch(/NoNewPrivs:\s+1/);
    for (const refused of ['no-unshare', 'no-mount', 'no-su']) expect(out).toContain(refused);
    const account = (id: string) =>
      JSON.parse(readFileSync(join(host.dataDir, 'instances', id, 'record.json'), 'utf8')).account;
    // Where the host is no root it has no other kernel user to give: the namespaces alone keep them
    // apart.
    if (uid === null && process.getuid?.() === 0) {
      expect(Number(out.split('\n').find((line) => /^\d+$/.test(line)))).toBe(account(attacker).uid);
      expect(account(attacker).uid).not.toBe(account(victim).uid);
    }
  });
});

let host: Host;

beforeAll(async () => {
  host = await Host.start({ PLATFORM_TOKEN: 'platform-token-in-env' });
});
afterAll(() => host?.destroy());

test('a session that replaces its socket by a link to another one does not turn the host against that one', async () => {
  const id = await host.session();
  const path = join(host.dataDir, 'trap.sock');
  let reached = 0;
  const trap: Server = createServer(() => (reached += 1));
  await new Promise<void>((resolve) => trap.listen(path, resolve));
  try {
    await host.run(id, `rm /run/burstflare/runtime.sock; ln -s ${path} /run/burstflare/runtime.sock`);
    expect((await host.runtime(id, 'GET', '/health')).status).toBe(200);
    await host.bootstrap(id, { start: 'kill -9 $PPID' });
    await until(async () => (await host.call('GET', `/instances/${id}`)).json.state === 'exited', 'the session ends');
    expect((await host.put(id, 'again')).status).toBe(200);
    expect(reached).toBe(0);
  } finally {
    trap.close();
  }
});

test('the host’s secret does not reach the runtime', async () => {
  const [id, port] = [await host.session(), await freePort()];
  await host.bootstrap(id, {
    start: `node -e "require('http').createServer((q,s)=>s.end(JSON.stringify(q.headers))).listen(${port},'127.0.0.1')"`,
    ports: [{ number: port, label: null }],
  });
  await until(async () => (await host.runtime(id, 'GET', '/ports')).json.items[0].state === 'open', 'the app listens');
  const answer = await host.runtime(id, 'GET', `/preview/${port}/`);
  expect(answer.status).toBe(200);
  expect(answer.text).toContain(`"host":"localhost:${port}"`);
  expect(answer.text).not.toContain(host.secret);
});

test('a session has Node 24, npm, git and a home that it can write, as user dev', async () => {
  const id = await host.session();
  const out = await host.run(
    id,
    'id -un; node -p process.version; npm --version; git --version; which python3; touch ~/f /tmp/f /dev/shm/f && echo writable; npm config get registry',
  );
  expect(out).toMatch(/^dev$/m);
  expect(out).toMatch(/^v24\./m);
  expect(out).toMatch(/^1\d\.\d+\.\d+$/m);
  expect(out).toContain('git version');
  expect(out).toContain('/usr/bin/python3');
  expect(out).toContain('writable');
  expect(out).toMatch(/^https?:\/\//m);
});

test('of the machine’s own addresses no user, password, path or query enters a session', async () => {
  const secrets = ['s3cr3t-user', 's3cr3t-path', 's3cr3t-query'];
  const full = (host: string) => `https://u:s3cr3t-user@${host}/s3cr3t-path/simple?t=s3cr3t-query`;
  const machine = await Host.start({
    HTTPS_PROXY: 'http://u:s3cr3t-user@127.0.0.1:9/',
    HTTP_PROXY: 'http://127.0.0.1:9/s3cr3t-path',
    NO_PROXY: 's3cr3t-path.corp',
    PIP_INDEX_URL: full('pip.corp'),
    PIP_EXTRA_INDEX_URL: `https://extra.corp/s3cr3t-path/simple https://u:s3cr3t-user@extra.corp/simple?t=s3cr3t-query`,
    npm_config_registry: full('npm.corp'),
  });
  try {
    const out = await machine.run(await machine.session(), 'env; npm config list 2>&1; echo done');
    expect(out).toContain('done');
    for (const secret of secrets) expect(out).not.toContain(secret);
    // What is free of credentials is there to be used.
    expect(out).toMatch(/^PIP_EXTRA_INDEX_URL=https:\/\/extra\.corp\/simple$/m);
    for (const secret of secrets) expect(machine.stderr).not.toContain(secret);
    expect(machine.stderr).toContain('pip index has a path that could hold a credential');
  } finally {
    await machine.destroy();
  }
});
