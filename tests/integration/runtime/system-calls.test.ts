// Goes through the whole list of refused system calls from inside a session and a build, and makes
// the same calls outside for comparison.
import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import {
  allowedSockets,
  conditionalCalls,
  namespaceFlags,
  refusedGroups,
  refusedIoctls,
  unshareTimeFlag,
} from '../../../session-runtime/host/limits/refused-calls.ts';
import { errnos } from '../../../session-runtime/host/limits/seccomp.ts';
import { Host, users } from './host.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const isRoot = process.getuid?.() === 0;
const here = process.arch === 'arm64' ? 'arm64' : 'x64';
interface Attempt {
  name: string;
  number: number;
  args: number[];
  /** What a session gets. */
  errno: number;
}

/**
 * Makes each call with these arguments, the rest being -1, which no call can use; the error's
 * number, or 0.
 */
const program = (attempts: readonly Attempt[]) => `
import ctypes, json, os
os.setsid()
libc = ctypes.CDLL(None, use_errno=True)
for name, number, args in json.loads('${JSON.stringify(attempts.map(({ name, number, args }) => [name, number, args]))}'):
    args = args + [-1] * (6 - len(args))
    ctypes.set_errno(0)
    failed = libc.syscall(ctypes.c_long(number), *[ctypes.c_long(arg) for arg in args]) == -1
    print('call', name, ctypes.get_errno() if failed else 0, flush=True)
`;

const CLONE_SIGHAND = 0x800; // Alone it is invalid: where no filter refuses it, clone fails without making a process.

function attempts(): Attempt[] {
  const whole = refusedGroups.flatMap(({ calls }) =>
    calls.flatMap(({ name, errno, ...numbers }) => {
      const number = numbers[here];
      return number === null ? [] : [{ name, number, args: [], errno: errnos[errno] }];
    }),
  );
  const number = (name: keyof typeof conditionalCalls) => conditionalCalls[name][here];
  const flags = Object.entries(namespaceFlags).flatMap(([flag, bit]) => [
    { name: `clone:${flag}`, number: number('clone'), args: [bit | CLONE_SIGHAND, 0, 0, 0, 0], errno: errnos.EPERM },
    // An unknown flag beside it, so that nothing happens where it is not refused.
    { name: `unshare:${flag}`, number: number('unshare'), args: [bit | 1], errno: errnos.EPERM },
  ]);
  const time = { name: 'unshare:CLONE_NEWTIME', number: number('unshare'), args: [unshareTimeFlag | 1] };
  const ioctls = Object.entries(refusedIoctls).map(([name, request]) => ({
    name: `ioctl:${name}`,
    number: number('ioctl'),
    args: [-1, request],
    errno: errnos.EPERM,
  }));
  return [...whole, ...flags, { ...time, errno: errnos.EPERM }, ...ioctls];
}

const parse = (out: string) =>
  new Map([...out.matchAll(/^call (\S+) (\d+)$/gm)].map(([, name = '', errno]) => [name, Number(errno)]));

// Ordinary users are refused most of these by the kernel, so that outside of a session nothing
// would differ.
test.runIf(isRoot)('the same calls are not refused outside of a session', () => {
  const all = attempts();
  const input = program(all);
  const got = parse(execFileSync('/usr/bin/python3', ['-'], { input, encoding: 'utf8' }));
  expect(got.size).toBe(all.length);
  // This one is refused to everybody where the kernel lacks it, or where its settings say so.
  const elsewhere = new Set(['open_tree_attr', 'modify_ldt', 'kexec_load', 'kexec_file_load', 'userfaultfd']);
  const same = all.filter(({ name, errno }) => got.get(name) === errno && !elsewhere.has(name));
  expect(same).toEqual([]);
});

const socketProgram = `
import socket
def attempt(family, kind, protocol):
    try: socket.socket(family, kind, protocol).close(); return 'ok'
    except OSError as error: return error.errno
for family in range(1, 46):
    for kind in (1, 2, 3, 5): print('socket', family, kind, attempt(family, kind, 0), flush=True)
for family in (2, 10):
    for protocol in range(0, 263):
        for kind in (1, 2, 5): print('protocol', family, protocol, attempt(family, kind, protocol), flush=True)
for protocol in range(0, 32): print('protocol', 16, protocol, attempt(16, 3, protocol), flush=True)
`;

const kinds = users.flatMap((user) => (['session', 'builder'] as const).map((kind) => ({ ...user, kind })));

describe.each(kinds)('where the host runs as $who, in a $kind', ({ uid, kind }) => {
  let host: Host;
  const id = 'ses-calls';

  beforeAll(async () => {
    host = await Host.start({}, uid);
    if (host.isolation !== 'bubblewrap') throw new Error(`These tests need bubblewrap: ${host.stderr}`);
    expect((await host.put(id, `${id}-1`, { kind })).status).toBe(200);
  });

  afterAll(async () => {
    await host?.destroy();
  });

  const inside = async (what: readonly Attempt[]) =>
    parse(await host.job(id, `/usr/bin/python3 - <<'END'\n${program(what)}\nEND`));

  test('each call of the list is refused, with the error that the list gives it', async () => {
    const all = attempts();
    expect(all.length).toBeGreaterThan(60);
    const got = await inside(all);
    expect([...got]).toEqual(all.map(({ name, errno }) => [name, errno]));
  });

  test('no user namespace can be made, by any of the ways there are', async () => {
    const out = await host.job(
      id,
      `for kind in user mount net pid ipc uts cgroup; do unshare --$kind true 2>&1 && echo "made $kind"; done
     bwrap --dev-bind / / true 2>&1 && echo made by bwrap; echo done`,
    );
    expect(out).toContain('done');
    expect(out).toContain('unshare failed: Operation not permitted');
    expect(out).not.toMatch(/^made/m);
  });

  test('sockets are made of the families and protocols that are listed, and no other', async () => {
    const out = await host.job(id, `/usr/bin/python3 - <<'END'\n${socketProgram}\nEND`);
    const made = (line: RegExp) => [
      ...new Set([...out.matchAll(line)].map(([, family, protocol]) => `${family} ${protocol}`)),
    ];
    const families = new Set(made(/^socket (\d+) (\d+) ok$/gm).map((text) => Number(text.split(' ')[0])));
    expect([...families]).toEqual(allowedSockets.map(({ family }) => family));
    const allowed = allowedSockets.flatMap(({ family, protocols }) =>
      (protocols ?? []).map((one) => `${family} ${one}`),
    );
    for (const one of made(/^protocol (\d+) (\d+) ok$/gm)) expect(allowed).toContain(one);
    for (const needed of ['2 6', '2 17', '10 6', '10 17', '16 0'])
      expect(made(/^protocol (\d+) (\d+) ok$/gm)).toContain(needed);
  });

  test('what development needs goes on: threads, children, ptrace, the loopback, pipes and terminals', async () => {
    const out = await host.job(
      id,
      `node -e "new (require('worker_threads').Worker)('console.log(\\"thread\\")', {eval: true})"
     python3 -c "import subprocess, threading; threading.Thread(target=lambda: print(subprocess.run(['echo', 'child'], capture_output=True, text=True).stdout.strip())).start()"
     python3 -c "import socket; a = socket.create_server(('127.0.0.1', 0)); b = socket.create_connection(a.getsockname()); print('connected')"
     python3 -c "import ctypes, os; print('traced', ctypes.CDLL(None).ptrace(0, 0, 0, 0))"
     setarch -R echo unrandomised; cd /tmp && git init -q repo && tar -c repo | tar -t | head -1
     python3 -c "import pty; pty.spawn(['echo', 'terminal'])"; npm --version >/dev/null && echo npm`,
    );
    for (const word of ['thread', 'child', 'connected', 'traced 0', 'unrandomised', 'repo/', 'terminal', 'npm']) {
      expect(out).toContain(word);
    }
  });
});
