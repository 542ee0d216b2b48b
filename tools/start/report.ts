// What a person reads when the platform is ready.
import { join, relative } from 'node:path';
import type { Platform, SessionsHealth } from './platform.ts';
import { root } from './settings.ts';
import { aptLine, type Tool } from './system-tools.ts';

const plain = !process.stdout.isTTY || process.env.NO_COLOR;
const style = (code: number) => (text: string) => (plain ? text : `\x1b[${code}m${text}\x1b[0m`);
const bold = style(1);
const dim = style(2);
const accent = style(36);
const warn = style(33);

export function readyReport(platform: Platform, missing: readonly Tool[]): string {
  const near = (path: string) => {
    const short = relative(process.cwd(), path);
    return short.startsWith('..') ? path : `./${short}`;
  };
  const row = (name: string, value: string, note = '') =>
    `  ${dim(name.padEnd(10))} ${value}${note && `  ${dim(note)}`}`;
  const [path, register] = cliLines(platform.apiUrl);
  return [
    '',
    `  ${bold('BurstFlare is ready')}`,
    '',
    row('Console', accent(platform.url), 'sign up here first'),
    row('API', `${platform.url}/docs`),
    row('CLI', path, 'in another terminal'),
    row('', register),
    row('Previews', `http://<port>--<session>.localhost:${platform.port}`),
    row('Data', near(platform.data.path), `log: ${near(platform.data.log)}`),
    ...withoutIpv6(platform),
    row('Stop', 'Ctrl-C'),
    ...sessionsReport(platform.sessions),
    ...missingReport(missing),
    '',
  ].join('\n');
}

const withoutIpv6 = ({ addresses }: Platform) =>
  addresses.some((address) => address.includes(':'))
    ? []
    : ['  This machine has no IPv6 loopback: the port is taken on 127.0.0.1 alone.'];

/**
 * What to type for the CLI, in any folder: `npx flare` finds it only in this one, and elsewhere a
 * stranger's package.
 */
export function cliLines(url: string): [string, string] {
  const folder = join(root, 'node_modules/.bin').replace(/["\\$`]/g, String.raw`\$&`);
  return [`export PATH="${folder}:$PATH"`, `flare auth register --api-url ${url}`];
}

/**
 * That sessions cannot run, run without a sandbox, or are held to fewer limits than elsewhere: said
 * here, as nobody looks for it.
 */
export function sessionsReport({ available, reason, isolation, limits }: SessionsHealth): string[] {
  if (!available) return ['', `  ${warn('!')} No sessions: ${reason ?? 'the process host does not tell why'}`];
  const lines: string[] = [];
  if (isolation === 'none')
    lines.push(`  ${warn('!')} Sessions run WITHOUT a sandbox: each can read and disturb this machine and the others.`);
  for (const { name, scope, reason } of limits.filter(({ scope }) => scope !== 'session')) {
    const what = `${limitWords[name]} of a session`;
    const how = scope === 'process' ? `${what}: limited for each process only` : `${what}: not limited`;
    lines.push(`  ${warn('!')} ${how}${reason === null ? '' : dim(` (${reason})`)}`);
  }
  return lines.length === 0 ? [] : ['', ...lines];
}

const limitWords: Record<SessionsHealth['limits'][number]['name'], string> = {
  memory: 'Memory',
  processes: 'Number of processes',
  processor: 'Share of the processor',
  disk: 'Disk',
  systemCalls: 'System calls',
};

export function missingReport(missing: readonly Tool[]): string[] {
  if (missing.length === 0) return [];
  return [
    '',
    ...missing.map((tool) => `  ${warn('!')} ${tool.command} is missing: ${tool.without}`),
    `    ${aptLine(missing)}`,
  ];
}
