// Attacks a session from inside another one. What is refused here is what the host promises.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { freePort } from '../../support/free-port.ts';
import { Host, removeBundles, until } from './host.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let host: Host;
let attacker: string;
let victim: string;

beforeAll(async () => {
  host = await Host.start({ PLATFORM_TOKEN: 'platform-token-in-env' });
  if (host.isolation !== 'bubblewrap') throw new Error(`These tests need bubblewrap: ${host.stderr}`);
  attacker = await host.session();
  victim = await host.session();
  await host.run(victim, 'echo victims-file > /workspace/secret.txt; echo victims-tmp > /tmp/secret.txt');
  await host.bootstrap(victim, { start: 'exec sleep 4242', env: [{ name: 'TOKEN', value: 'victims-token' }] });
});

afterAll(async () => {
  await host?.destroy();
  await removeBundles();
});

test('a session sees no file of another session, of the host or of the project', async () => {
  const out = await host.run(
    attacker,
    `for path in ${host.dataDir} /root /work /home/* /etc/shadow /etc/ssh /var/lib /sys /boot /mnt ${process.cwd()}; do ls -d $path; done
     grep -rs victims- / --include=secret.txt --exclude-dir=proc --exclude-dir=usr --exclude-dir=opt; echo done`,
  );
  expect(out).toContain('done');
  expect(out).not.toContain('victims-file');
  expect(out).not.toContain('victims-tmp');
  for (const line of out.split('\n').filter((line) => line.startsWith('/'))) expect(line).toBe('/home/dev');
});

test('a session finds neither the host’s secret nor the platform’s environment, in its own environment or in /proc', async () => {
  const out = await host.run(
    attacker,
    `env; for pid in /proc/[0-9]*; do tr '\\0' '\\n' < $pid/environ; tr '\\0' ' ' < $pid/cmdline; ls -l $pid/root/ $pid/cwd/; done; echo done`,
  );
  expect(out).toContain('done');
  expect(out).toContain('BURSTFLARE_SESSION_ID=');
  for (const secret of [host.secret, 'platform-token-in-env', 'victims-token', 'HOST_SECRET', host.dataDir]) {
    expect(out).not.toContain(secret);
  }
});

test('a session sees and signals no process but its own', async () => {
  const pid = execFileSync('pgrep', ['-fx', 'sleep 4242'], { encoding: 'utf8' }).trim().split('\n')[0];
  const out = await host.run(attacker, `kill -9 ${pid} ${host.pid}; ps -eo args; echo done`);
  expect(out).toContain('done');
  expect(out).not.toContain('sleep 4242');
  // All that it may signal: it ends its own session by that, and no other.
  await host.bootstrap(attacker, { start: 'kill -9 -- -1' });
  await until(
    async () => (await host.call('GET', `/instances/${attacker}`)).json.state === 'exited',
    'the session ends',
  );
  expect(() => process.kill(Number(pid), 0)).not.toThrow();
  expect((await host.call('GET', `/instances/${victim}`)).json.state).toBe('running');
}, 60_000);

test('sessions run as different kernel users, without capabilities, and cannot gain any', async () => {
  const fresh = await host.session();
  const out = await host.run(
    fresh,
    `id -u; grep -E 'Cap|NoNewPrivs' /proc/self/status; unshare -m true || echo no-unshare; mount -t tmpfs x /tmp || echo no-mount; su -c true || echo no-su; touch /usr/x /etc/x /opt/x /x`,
  );
  expect(out).toMatch(/CapEff:\s+0+\n/);
  expect(out).toMatch(/CapBnd:\s+0+\n/);
  expect(out).toMatch(/NoNewPrivs:\s+1/);
  for (const refused of ['no-unshare', 'no-mount', 'no-su']) expect(out).toContain(refused);
  const uid = out.split('\n').find((line) => /^\d+$/.test(line));
  const other = JSON.parse(readFileSync(join(host.dataDir, 'instances', victim, 'record.json'), 'utf8'));
  if (process.getuid?.() === 0) expect(Number(uid)).not.toBe(other.account.uid);
});

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
