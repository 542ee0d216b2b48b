// Owns the command that starts a runtime, in bubblewrap if it works, and what a session then sees.
import { execFile } from 'node:child_process';
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { isRoot, type Account } from './accounts.ts';
import { DEV_ID, type Disk } from './disk.ts';
import { type Bounds, countedByRlimit } from './limits/keeper.ts';
import { filterHere } from './limits/seccomp.ts';
import type { Limits } from './limits/wanted.ts';
import type { Toolchain } from './toolchain.ts';

const run = promisify(execFile);

export type Isolation = 'bubblewrap' | 'none';

export interface Launch {
  sessionId: string;
  instanceId: string;
  account: Account;
  disk: Disk;
  limits: Limits;
  /**
   * Holds memory and processes together before anything of the session runs, and the file that
   * tells of want of memory.
   */
  bounds: Pick<Bounds, 'enter' | 'memoryEvents'>;
  env: Record<string, string>;
  /** The socket of the session's way out; null where it has the machine's network. */
  egress: string | null;
}

export interface Command {
  file: string;
  args: string[];
  env: Record<string, string>;
  cwd: string;
  /** What the command reads from descriptor 3; bubblewrap tells of itself on 4. */
  input: string;
  /** What bubblewrap reads from descriptor 5: the filter of system calls. */
  filter: Buffer | null;
  /**
   * bubblewrap's first process waits on descriptor 6 until this is done with it, before any program
   * of the session runs.
   */
  admit: ((pid: number) => Promise<void>) | null;
  uid?: number;
  gid?: number;
}

const MIB = 1024 * 1024;
const OPT = '/opt/burstflare';
const SOCKET = 'runtime.sock';
const EGRESS_SOCKET = `${OPT}/egress.sock`;
const LEAST_DATA = 1024 * MIB; // Node reserves some of it at its start, for each of its threads, and ends where it cannot.

// bubblewrap makes what lacks above a bound file for root alone.
const FOLDERS = [
  '/opt',
  OPT,
  `${OPT}/node`,
  `${OPT}/node/bin`,
  `${OPT}/node/lib`,
  `${OPT}/node/lib/node_modules`,
].concat([...['/etc', '/etc/ssl', '/home', '/run', '/var']]);

// What /etc holds for programs, and nothing of this machine's own: shadow, keys, settings.
const ETC = [
  ...['alternatives', 'ca-certificates', 'debian_version', 'host.conf', 'inputrc', 'ld.so.cache', 'ld.so.conf'],
  ...['ld.so.conf.d', 'localtime', 'magic', 'mime.types', 'nsswitch.conf', 'os-release', 'protocols'],
  ...['services', 'terminfo', 'timezone', 'vim', 'python3', 'python3.11', 'perl', 'ssl/certs', 'ssl/openssl.cnf'],
];

/** Whether bubblewrap can do here what sessions need; the reason if not. */
export async function probe(): Promise<{ isolation: Isolation; reason: string | null }> {
  const trial = [
    ...namespaces('probe'),
    ...system(),
    '--proc',
    '/proc',
    '--dev',
    '/dev',
    '--',
    ...drop({ uid: 65534, shared: !isRoot }),
  ];
  try {
    await run('bwrap', [...trial, '/usr/bin/true'], { timeout: 10_000 });
    return { isolation: 'bubblewrap', reason: null };
  } catch (error) {
    const stderr = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : '';
    return { isolation: 'none', reason: stderr || String(error) };
  }
}

/** For whoever starts a session: it cannot run without a sandbox by accident. */
export const withoutBubblewrap = (reason: string | null): string =>
  `Sessions and builds cannot run: they need bubblewrap, which does not work on this machine (${(reason ?? 'unknown reason').slice(0, 300)}). ` +
  'Install it (apt-get install bubblewrap) and start BurstFlare again; or set BURSTFLARE_UNSAFE_SESSIONS=1 to run sessions without a sandbox, ' +
  'where each of them can read and disturb this machine and the others.';

export function command(isolation: Isolation, launch: Launch, runtimeDir: string, tools: Toolchain): Command {
  return isolation === 'bubblewrap' ? bubblewrapped(launch, runtimeDir, tools) : bare(launch, runtimeDir, tools);
}

/**
 * Threat: whoever has a shell in the session wants the host's files and secret, other sessions'
 * files and processes, or more rights. Property: it sees only what is bound here; processes, IPC
 * and hostname are its own; it has no capability and can gain none (bubblewrap sets no_new_privs,
 * and the filter of system calls refuses namespaces); its files and processes belong to a kernel
 * user that no other session has. Its network is a loopback of its own, with one way out.
 */
function bubblewrapped(
  { account, disk, limits, bounds, egress, ...launch }: Launch,
  runtimeDir: string,
  tools: Toolchain,
): Command {
  const node = `${OPT}/node/bin/node`;
  const args = [
    ...namespaces(launch.sessionId),
    ...['--die-with-parent', '--new-session', '--chdir', '/'],
    ...system(),
    ...FOLDERS.flatMap((path) => ['--dir', path]),
    ...['--proc', '/proc', '--dev', '/dev', '--perms', '1777'],
    ...['--size', String(Math.min(256 * MIB, limits.memoryBytes / 2)), '--tmpfs', '/dev/shm'],
    ...ETC.map((name) => join('/etc', name)).flatMap((path) => ['--ro-bind-try', path, path]),
    ...['passwd', 'group', 'hostname', 'hosts', 'profile'].flatMap((name) => [
      '--ro-bind',
      join(disk.etc, name),
      `/etc/${name}`,
    ]),
    ...['--ro-bind', tools.node, node],
    ...(tools.npm === null ? [] : npmBinds(tools.npm)),
    ...(tools.certificates === null ? [] : ['--ro-bind', tools.certificates, `${OPT}/certificates.pem`]),
    ...['--ro-bind', runtimeDir, `${OPT}/runtime`],
    ...(egress === null ? [] : ['--ro-bind', egress, EGRESS_SOCKET]),
    ...(bounds.memoryEvents === null ? [] : ['--ro-bind', bounds.memoryEvents, `${OPT}/memory-events`]),
    ...['--bind', disk.workspace, '/workspace', '--bind', disk.home, '/home/dev', '--bind', disk.tmp, '/tmp'],
    ...['--symlink', '../tmp', '/var/tmp', '--bind', disk.run, '/run/burstflare', '--remount-ro', '/'],
    // What is written there would be memory that no limit of the file system bounds.
    ...['--remount-ro', '/dev'],
  ];
  const program = [
    ...limit(limits, account, 'bubblewrap', bounds.memoryEvents !== null),
    ...drop(account),
    ...runtimeProgram(node, `${OPT}/runtime`),
  ];
  const filter = filterHere();
  const path = [`${OPT}/node/bin`, '/home/dev/.local/bin', '/usr/local/bin', '/usr/bin', '/bin'].join(':');
  const extra: Record<string, string> = {
    ...(tools.certificates === null ? {} : { NODE_EXTRA_CA_CERTS: `${OPT}/certificates.pem` }),
    ...(bounds.memoryEvents === null ? {} : { RUNTIME_MEMORY_EVENTS: `${OPT}/memory-events` }),
  };
  return {
    file: 'bwrap',
    // The session sees bubblewrap's own command line, which would tell it the host's paths: they go
    // by a pipe.
    args: [
      ...['--args', '3', '--info-fd', '4', ...(filter === null ? [] : ['--seccomp', '5']), '--block-fd', '6', '--'],
      ...program,
    ],
    filter,
    admit: (pid) => bounds.enter(pid),
    input: args.map((arg) => `${arg}\0`).join(''),
    cwd: '/',
    env: environment(
      launch,
      { ...tools.env, ...extra, ...(egress === null ? {} : { RUNTIME_EGRESS_SOCKET: EGRESS_SOCKET }) },
      {
        path,
        home: '/home/dev',
        tmp: '/tmp',
        workspace: '/workspace',
        socket: `/run/burstflare/${SOCKET}`,
        isolation: 'bubblewrap',
      },
    ),
  };
}

/** Without bubblewrap: limits, a clean environment, and as root a kernel user of its own. */
function bare({ account, disk, limits, ...launch }: Launch, runtimeDir: string, tools: Toolchain): Command {
  const [file = '', ...args] = [...limit(limits, account, 'none', false), ...runtimeProgram(tools.node, runtimeDir)];
  const path = [join(tools.node, '..'), join(disk.home, '.local/bin'), '/usr/local/bin', '/usr/bin', '/bin'].join(':');
  const env = environment(
    launch,
    { ...tools.env, ...tools.proxies },
    {
      path,
      home: disk.home,
      tmp: disk.tmp,
      workspace: disk.workspace,
      socket: join(disk.run, SOCKET),
      isolation: 'none',
    },
  );
  const user = account.shared ? {} : { uid: account.uid, gid: account.uid };
  return { file, args, input: '', filter: null, admit: null, cwd: disk.workspace, env, ...user };
}

// The middle compiler costs 2.4 MB a session; halves of 1 MiB do not grow while one idles.
const NODE_FLAGS = ['--no-maglev', '--max-semi-space-size=1'];
const runtimeProgram = (node: string, folder: string) => [node, ...NODE_FLAGS, join(folder, 'main.cjs')];

function namespaces(hostname: string): string[] {
  const user = isRoot ? [] : ['--unshare-user', '--uid', String(DEV_ID), '--gid', String(DEV_ID)];
  // Root keeps just what it takes to become the session's user, and loses that by becoming it.
  const keep = isRoot ? ['CAP_SETUID', 'CAP_SETGID', 'CAP_SETPCAP'].flatMap((name) => ['--cap-add', name]) : [];
  return [
    ...user,
    '--unshare-pid',
    '--unshare-ipc',
    '--unshare-uts',
    '--unshare-net',
    '--unshare-cgroup-try',
    '--hostname',
    hostname,
    '--cap-drop',
    'ALL',
    ...keep,
  ];
}

/** /usr, and the folders that are part of it or links into it, as this machine has them. */
function system(): string[] {
  const links = readdirSync('/').filter((name) => /^(bin|sbin|lib(32|64|x32)?)$/.test(name));
  const merged = links.flatMap((name) => {
    const path = `/${name}`;
    return lstatSync(path).isSymbolicLink() ? ['--symlink', readlinkSync(path), path] : ['--ro-bind', path, path];
  });
  return ['--ro-bind', '/usr', '/usr', ...merged];
}

function npmBinds(npm: string): string[] {
  const inside = `${OPT}/node/lib/node_modules/npm`;
  const link = (name: string) => ['--symlink', `../lib/node_modules/npm/bin/${name}-cli.js`, `${OPT}/node/bin/${name}`];
  return ['--ro-bind', npm, inside, ...link('npm'), ...link('npx')];
}

function limit(limits: Limits, { shared }: Account, isolation: Isolation, grouped: boolean): string[] {
  // The kernel counts processes by user and user namespace: where sessions share both with the
  // daemon, a limit would hit all of them at once.
  const apart = !shared || (isolation === 'bubblewrap' && countedByRlimit());
  return [
    '/usr/bin/prlimit',
    ...(apart ? [`--nproc=${bounded('Max processes', limits.processes)}`] : []),
    // Where nothing bounds the session as a whole. Of what a process may write to, not of its
    // address space: Node and Java reserve far more of that than they use.
    ...(grouped ? [] : [`--data=${bounded('Max data size', Math.max(limits.memoryBytes, LEAST_DATA))}`]),
    `--nofile=${bounded('Max open files', limits.openFiles)}`,
    '--core=0:0',
    '--',
  ];
}

/** Nobody, root in a container included, may set a limit above the daemon's own. */
function bounded(name: string, wanted: number): string {
  const [, hard] =
    new RegExp(`^${name}\\s+\\S+\\s+(\\d+)`, 'm').exec(readFileSync('/proc/self/limits', 'latin1')) ?? [];
  const value = Math.min(wanted, Number(hard ?? wanted));
  return `${value}:${value}`;
}

function drop({ uid, shared }: Account): string[] {
  if (shared) return [];
  const id = String(uid);
  return [
    '/usr/bin/setpriv',
    '--reuid',
    id,
    '--regid',
    id,
    '--clear-groups',
    '--inh-caps=-all',
    '--bounding-set=-all',
    '--no-new-privs',
    '--',
  ];
}

type Places = Record<'path' | 'home' | 'tmp' | 'workspace' | 'socket', string> & { isolation: Isolation };

/** Nothing is inherited: the daemon's environment holds its secret. */
function environment(
  { sessionId, instanceId, env }: Pick<Launch, 'sessionId' | 'instanceId' | 'env'>,
  tools: Record<string, string>,
  places: Places,
): Record<string, string> {
  return {
    ...tools,
    ...env,
    PATH: places.path,
    BURSTFLARE_PATH: places.path,
    BURSTFLARE_SESSION_ID: sessionId,
    BURSTFLARE_INSTANCE_ID: instanceId,
    HOME: places.home,
    // npm's own folder is not the session's; what it installs globally is on the PATH from here.
    npm_config_prefix: join(places.home, '.local'),
    TMPDIR: places.tmp,
    USER: 'dev',
    LOGNAME: 'dev',
    SHELL: '/bin/bash',
    LANG: 'C.UTF-8',
    RUNTIME_SOCKET: places.socket,
    RUNTIME_WORKSPACE: places.workspace,
    RUNTIME_ISOLATION: places.isolation,
    RUNTIME_END_WITH_STDIN: '1',
    RUNTIME_RING_ON_STDOUT: '1',
  };
}

export const socketIn = (disk: Disk) => join(disk.run, SOCKET);
