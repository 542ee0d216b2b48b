// Attacks the machine and the neighbours from inside a session and a build, with raw sockets. Each
// attack is run on the machine as well, where it succeeds: what stops it is the session's network.
import { execFileSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import {
  attackCommand,
  attackFromMachine,
  everyAddress,
  everyListener,
  nameOf,
  outcomeOf,
  type Target,
} from '../../support/attacks.ts';
import { Host, until, users } from './host.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

/** The port of the way out, which is in each session. */
const EGRESS_PORT = 61_080;
const HELLO = 'the machine says hello';

const servers: Server[] = [];
let folder: string;
/**
 * One port on every address of the machine, an abstract socket, and one in a folder that everybody
 * may enter.
 */
let planted: Target[];
let port: number;

async function listen(...place: [path: string] | [port: number, host: string]): Promise<Server> {
  const server = createServer((socket) => void socket.on('error', () => undefined).end(HELLO));
  servers.push(server);
  const [where, host] = place;
  await new Promise<void>((resolve) =>
    host === undefined ? server.listen(where, resolve) : server.listen(Number(where), host, resolve),
  );
  return server;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bf-plants-'));
  const [abstract, path] = [`@${folder}`, join(folder, 'plant.sock')];
  ({ port } = (await listen(0, '::')).address() as AddressInfo); // it listens on TCP
  await listen(abstract.replace('@', '\0'));
  await listen(path);
  planted = [{ host: '127.0.0.1', port }, { host: '::1', port }, { path: abstract }, { path }];
});

afterAll(async () => {
  for (const server of servers) server.close();
  rmSync(folder, { recursive: true, force: true });
});

describe.each(users)('with a daemon of $who', ({ uid }) => {
  let host: Host;
  let ids: { session: string; build: string; victim: string };
  let newestJob = '';

  beforeAll(async () => {
    host = await Host.start({}, uid);
    if (host.isolation !== 'bubblewrap') throw new Error(`These tests need bubblewrap: ${host.stderr}`);
    const build = 'bld-attacker';
    await host.put(build, 'bld-attacker-1', { kind: 'builder' });
    ids = { session: await host.session(), build, victim: await host.session() };
  });
  afterAll(() => host?.destroy());

  const run = {
    session: (command: string) => host.run(ids.session, command),
    build: async (command: string) => {
      const jobId = `job-${Math.random().toString(36).slice(2)}`;
      newestJob = jobId;
      const job = `/jobs/${jobId}`;
      await host.runtime(ids.build, 'POST', '/jobs', { jobId, command, timeoutSeconds: 60 });
      await until(async () => (await host.runtime(ids.build, 'GET', job)).json.state !== 'running', command);
      return (await host.runtime(ids.build, 'GET', `${job}/log?offset=0`)).json.text as string;
    },
  };
  const readLog = async (from: 'session' | 'build') => {
    const path = from === 'session' ? '/app/log' : `/jobs/${newestJob}/log`;
    // A job that is being announced has no log yet.
    return ((await host.runtime(ids[from], 'GET', `${path}?offset=0`)).json.text ?? '') as string;
  };
  const places = ['session', 'build'] as const;
  const attack = async (from: 'session' | 'build', targets: Target[]) => {
    const command = attackCommand(targets);
    // Never typed into a terminal: a line of one ends after 4,095 bytes, and a machine may have
    // more listeners than that.
    return outcomeOf(targets, await (from === 'session' ? host.job(ids.session, command) : run.build(command)));
  };

  test.each(places)('nothing that listens on the machine is within reach of a %s', async (from) => {
    const targets = [...planted, { host: '127.0.0.1', port: host.port }, ...everyListener()].filter(
      (target) => 'path' in target || target.port !== EGRESS_PORT,
    );
    const control = attackFromMachine(targets);
    expect(control.reached).toEqual(expect.arrayContaining([...planted.map(nameOf), `127.0.0.1 ${host.port}`]));
    expect((await attack(from, targets)).reached).toEqual([]);
  });

  test.each(places)('what listens on the machine for datagrams hears nothing of a %s', async (from) => {
    const heard: string[] = [];
    const plant = createSocket({ type: 'udp6' }, (message) => void heard.push(message.toString()));
    await new Promise<void>((resolve) => plant.bind(0, '::', resolve));
    try {
      const to = ['127.0.0.1', '::1', ...everyAddress()].map((at) => [at, plant.address().port]);
      const send = (word: string) => `env -i PATH="$PATH" python3 -c "
import socket
for at, port in ${JSON.stringify(to).replaceAll('"', "'")}:
    family = socket.AF_INET6 if ':' in at else socket.AF_INET
    try: socket.socket(family, socket.SOCK_DGRAM).sendto(b'${word}', (at, port))
    except OSError as error: print('refused', at, error.errno)
print('sent')"`;
      expect(await run[from](send('from within'))).toContain('sent');
      // Sent after those, on the machine: when it is here, the others would be.
      execFileSync('bash', ['-c', send('from the machine')]);
      await until(() => heard.length >= to.length, 'the machine’s own are heard');
      expect(new Set(heard)).toEqual(new Set(['from the machine']));
    } finally {
      plant.close();
    }
  });

  test.each(places)('a %s has no route to anywhere, a cloud’s metadata included', async (from) => {
    const targets = ['169.254.169.254', '10.0.0.1', '1.1.1.1', 'fd00:ec2::254'].map((at) => ({ host: at, port: 80 }));
    const { ends } = await attack(from, targets);
    expect([...new Set(Object.values(ends))]).toEqual(['ENETUNREACH']);
    expect(await run[from]('cat /proc/net/dev | tail -n +3 | cut -d: -f1; echo end')).toMatch(/^\s*lo\s*end\s*$/);
  });

  test.each(places)('a neighbour’s ports and sockets are out of reach of a %s, and within its own', async (from) => {
    const name = `@victim-${ids.victim}`;
    const listeners = `for (const at of [4321, '${name.replace('@', String.raw`\0`)}', '/tmp/v.sock']) require('net').createServer((s) => s.end()).listen(at)`;
    await host.bootstrap(ids.victim, {
      start: `rm -f /tmp/v.sock; exec node -e "${listeners}"`,
      ports: [{ number: 4321, label: null }],
    });
    const open = async () => (await host.runtime(ids.victim, 'GET', '/ports')).json.items[0]?.state === 'open';
    await until(open, 'the victim listens');
    const disk = join(host.dataDir, 'instances', ids.victim);
    const inside: Target[] = [{ host: '127.0.0.1', port: 4321 }, { path: name }, { path: '/tmp/v.sock' }];
    const outside: Target[] = [
      { path: join(host.files(ids.victim), 'run/runtime.sock') },
      { path: join(disk, 'egress/egress.sock') },
    ];
    const job = { jobId: `control-${from}`, command: attackCommand(inside), timeoutSeconds: 60 };
    await host.runtime(ids.victim, 'POST', '/jobs', job);
    await until(
      async () => (await host.runtime(ids.victim, 'GET', `/jobs/${job.jobId}`)).json.state === 'exited',
      'it',
    );
    const control = (await host.runtime(ids.victim, 'GET', `/jobs/${job.jobId}/log?offset=0`)).json.text;
    expect(outcomeOf(inside, control).reached).toEqual(inside.map(nameOf));
    expect(attackFromMachine(outside).reached).toEqual(outside.map(nameOf));
    expect((await attack(from, [...inside, ...outside])).reached).toEqual([]);
  });

  test.each(places)(
    'a %s that listens on a port of the machine gets nothing that is meant for the machine',
    async (from) => {
      // It goes on until the squatter itself was asked from within.
      const take = `node -e "const s = require('net').createServer((c) => { c.end('squatter'); s.close(); }).listen(${port}, '::', () => console.log('took' + ' it'))"`;
      const taken = run[from](take);
      const id = ids[from];
      await until(async () => (await readLog(from)).includes('took it'), 'the squatter listens');
      for (const at of ['127.0.0.1', '::1']) expect(await ask(at, port)).toBe(HELLO);
      await host.runtime(id, 'POST', '/jobs', {
        jobId: `ask-${from}`,
        command: `curl -s --http0.9 --noproxy '*' localhost:${port}`,
        timeoutSeconds: 60,
      });
      await taken;
      const answer = async () => (await host.runtime(id, 'GET', `/jobs/ask-${from}/log?offset=0`)).json.text;
      await until(async () => (await answer()).includes('squatter'), 'the squatter answers within');
    },
  );

  test.each(places)(
    'the way out of a %s leads to nothing of the machine, by whatever name and protocol',
    async (from) => {
      const hosts = [
        '127.0.0.1',
        'localhost',
        '0x7f.1',
        '2130706433',
        '017700000001',
        '127.0.0.1.',
        '0.0.0.0',
        '[::1]',
        '[::ffff:127.0.0.1]',
      ];
      const lines = hosts.flatMap((at) => [
        `curl -gsS -m 10 --noproxy '' -x http://127.0.0.1:${EGRESS_PORT} 'http://${at}:${port}/'`,
        `curl -gsS -m 10 --noproxy '' -p -x http://127.0.0.1:${EGRESS_PORT} 'http://${at}:${port}/'`,
        `curl -gsS -m 10 --noproxy '' -x socks5h://127.0.0.1:${EGRESS_PORT} 'http://${at}:${port}/'`,
      ]);
      const printed = await run[from](
        `{ ${lines.join('; ')}; curl -sS -m 10 http://169.254.169.254/; echo end; } 2>&1`,
      );
      expect(printed).toContain('end');
      expect(printed).not.toContain(HELLO);
      expect(printed).toContain('127.0.0.1 is a loopback address');
      expect(printed).toContain('169.254.169.254 is a link-local address');
    },
  );

  test.each(places)('no trick with the way out of a %s reaches the machine', async (from) => {
    let reached = 0;
    const plant = createServer((socket) => void ((reached += 1), socket.on('error', () => undefined).end(HELLO)));
    await new Promise<void>((resolve) => plant.listen(0, '127.0.0.1', resolve));
    const at = `127.0.0.1:${(plant.address() as AddressInfo).port}`; // it listens on TCP
    const open = await Host.start({ HOST_EGRESS_ALLOW: at }, uid);
    try {
      const list = Object.entries(tricks(at));
      const answers: string[] = JSON.parse(await run[from](sendAll(list.map(([, bytes]) => bytes))));
      expect(answers).toHaveLength(list.length);
      const refused = /^HTTP\/1\.1 (400|403|502|504) /;
      expect(list.map(([name], i) => [name, answers[i]]).filter(([, said = '']) => !refused.test(said))).toEqual([]);
      expect(reached).toBe(0);
      // Where an operator allows that very address, the two that are no trick arrive: what refused
      // them was the way out.
      const honest = ['a tunnel', 'another name in Host'].map((name) => tricks(at)[name] ?? '');
      const allowed: string[] = JSON.parse(await open.job(await open.session(), sendAll(honest)));
      expect(allowed.map((text) => text.includes(HELLO) || text.startsWith('HTTP/1.1 502 '))).toEqual([true, true]);
      expect(reached).toBe(2);
    } finally {
      await open.destroy();
      plant.close();
    }
  });

  test('the port of the way out is none of the session’s', async () => {
    await run.session('echo started');
    expect((await host.runtime(ids.session, 'GET', '/ports')).json.items).toEqual([]);
    expect((await host.runtime(ids.session, 'GET', `/preview/${EGRESS_PORT}/`)).status).toBe(503);
  });

  test('sessions of one machine listen on the same port side by side', async () => {
    const serve = (text: string) => ({
      start: `exec node -e "require('http').createServer((q, s) => s.end('${text}')).listen(5173, '127.0.0.1')"`,
      ports: [{ number: 5173, label: null }],
    });
    await host.bootstrap(ids.session, serve('one'));
    await host.bootstrap(ids.victim, serve('two'));
    for (const [id, text] of [
      [ids.session, 'one'],
      [ids.victim, 'two'],
    ] as const) {
      await until(async () => (await host.runtime(id, 'GET', '/preview/5173/')).text === text, `${text} answers`);
    }
  });
});

const SMUGGLED = (at: string) => `GET http://${at}/ HTTP/1.1\r\nHost: x\r\n\r\n`;

/** What a program may write to the way out, raw, to be led to this address. */
const tricks = (at: string): Record<string, string> => ({
  'a tunnel': `CONNECT ${at} HTTP/1.1\r\nHost: good.example:443\r\n\r\n`,
  'a tunnel to the mapped address': `CONNECT [::ffff:127.0.0.1]:${at.split(':')[1]} HTTP/1.1\r\nHost: x\r\n\r\n`,
  'another name in Host': `GET http://${at}/ HTTP/1.1\r\nHost: good.example\r\nConnection: close\r\n\r\n`,
  'the address in Host alone': `GET / HTTP/1.1\r\nHost: ${at}\r\n\r\n`,
  userinfo: `GET http://good.example@${at}/ HTTP/1.1\r\nHost: good.example\r\n\r\n`,
  'a backslash': `GET http://good.example\\@${at}/ HTTP/1.1\r\nHost: good.example\r\n\r\n`,
  'https in absolute form': `GET https://${at}/ HTTP/1.1\r\nHost: x\r\n\r\n`,
  'a request in a body of two lengths': `POST http://${at}/ HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nContent-Length: 60\r\n\r\n${SMUGGLED(at)}`,
  'a request behind chunks with a length': `POST http://${at}/ HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${SMUGGLED(at)}`,
  'a request behind a refused tunnel': `CONNECT 127.0.0.3:443 HTTP/1.1\r\nHost: x\r\n\r\n${SMUGGLED(at)}`,
});

/**
 * A command that writes each of these to the way out, on a connection of its own, and prints what
 * came back.
 */
function sendAll(requests: readonly string[]): string {
  const script = `
    const send = (bytes) => new Promise((resolve) => {
      let said = '';
      const socket = require('net').connect(${EGRESS_PORT}, '127.0.0.1', () => socket.write(bytes));
      socket.on('data', (part) => (said += part.toString('latin1'))).on('error', () => undefined);
      socket.on('close', () => resolve(said)).setTimeout(2000, () => socket.destroy());
    });
    const requests = JSON.parse(Buffer.from(process.argv[1], 'base64'));
    Promise.all(requests.map(send)).then((said) => console.log(JSON.stringify(said)));`;
  const encoded = [script, JSON.stringify(requests)].map((text) => Buffer.from(text).toString('base64'));
  return `env -i PATH="$PATH" node -e "$(echo ${encoded[0]} | base64 -d)" ${encoded[1]}`;
}

/** What is said to a raw connection from the machine. */
function ask(host: string, at: number): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    connect(at, host)
      .on('data', (bytes) => (said += bytes.toString()))
      .on('end', () => resolve(said))
      .on('error', reject);
  });
}
