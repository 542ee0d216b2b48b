// What a hostile program in a session tries: connections with raw sockets to everything that
// listens on the machine. The same script runs inside a session, inside a build, and, as the
// control, on the machine itself, where it has to succeed.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';

/** An address and port, or a Unix socket: its path, or `@name` for an abstract one. */
export type Target = { host: string; port: number } | { path: string };

export const nameOf = (target: Target) => ('path' in target ? target.path : `${target.host} ${target.port}`);

// Prints one line of JSON: how each attempt ended.
const SCRIPT = `
const net = require('net');
const targets = JSON.parse(Buffer.from(process.argv[1], 'base64'));
const attempt = (target) => new Promise((resolve) => {
  const socket = net.connect(target.path === undefined ? target : { path: target.path.replace(/^@/, '\\0') });
  const end = (how) => { socket.destroy(); resolve(how); };
  socket.setTimeout(3000, () => end('timeout'));
  socket.once('connect', () => end('reached')).once('error', (error) => end(error.code));
});
(async () => {
  console.log('ATTACK ' + JSON.stringify(await Promise.all(targets.map(attempt))));
})();
`;

/** A command line for a shell, without the variables that name the proxy. */
export function attackCommand(targets: readonly Target[]): string {
  const script = Buffer.from(SCRIPT).toString('base64');
  const list = Buffer.from(JSON.stringify(targets)).toString('base64');
  return `env -i PATH="$PATH" node -e "$(echo ${script} | base64 -d)" ${list}`;
}

/** Which targets were reached, and how the others ended, out of what the command printed. */
export function outcomeOf(
  targets: readonly Target[],
  printed: string,
): { reached: string[]; ends: Record<string, string> } {
  const line = /ATTACK (\[.*?\])/s.exec(printed)?.[1];
  if (line === undefined) throw new Error(`The attack did not run: ${printed.slice(-1000)}`);
  const ends: string[] = JSON.parse(line.replaceAll('\n', ''));
  if (ends.length !== targets.length) throw new Error(`The attack ended early: ${line}`);
  const all = targets.map((target, i) => [nameOf(target), ends[i] ?? ''] as const);
  return { reached: all.filter(([, how]) => how === 'reached').map(([name]) => name), ends: Object.fromEntries(all) };
}

/** The control: on the machine, outside any session. */
export const attackFromMachine = (targets: readonly Target[]) =>
  outcomeOf(targets, execFileSync('bash', ['-c', attackCommand(targets)], { encoding: 'utf8' }));

/**
 * Everything that listens on this machine now: TCP on each address that leads to it, and Unix
 * sockets.
 */
export function everyListener(): Target[] {
  return [...tcpListeners(), ...unixListeners()];
}

/**
 * Each address of this machine, but those that are link-local: they take an interface's name along,
 * and the sandbox has none of that name.
 */
export function everyAddress(): string[] {
  const own = Object.values(networkInterfaces()).flatMap((all) => all ?? []);
  return own.filter(({ scopeid }) => !scopeid).map(({ address }) => address);
}

function tcpListeners(): Target[] {
  const addresses = everyAddress();
  const rows = ['tcp', 'tcp6'].flatMap((table) =>
    readFileSync(`/proc/net/${table}`, 'latin1').trim().split('\n').slice(1),
  );
  const ports = rows.flatMap((row) => {
    const [, local = '', , state] = row.trim().split(/\s+/);
    return state === '0A' ? [Number.parseInt(local.split(':')[1] ?? '', 16)] : [];
  });
  return [...new Set(ports)].flatMap((port) => addresses.map((host) => ({ host, port })));
}

function unixListeners(): Target[] {
  const rows = readFileSync('/proc/net/unix', 'latin1').trim().split('\n').slice(1);
  const paths = rows.flatMap((row) => {
    const [, , , flags, , , , path] = row.trim().split(/\s+/);
    return flags === '00010000' && path !== undefined ? [path] : [];
  });
  // What a session without a network of its own calls its runtime's socket; in every session the
  // name leads to its own.
  return [...new Set(paths)].filter((path) => path !== '/run/burstflare/runtime.sock').map((path) => ({ path }));
}
