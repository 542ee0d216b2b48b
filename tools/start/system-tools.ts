// The programs of the machine that the platform and its tests use: looks for them, installs them
// with apt-get where it may, and says what is missing without them. Only GNU tar is required.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

export interface Tool {
  readonly command: string;
  readonly debianPackage: string;
  readonly without: string;
  readonly required?: true;
}

export const platformTools: readonly Tool[] = [
  { command: 'tar', debianPackage: 'tar', without: 'builds and snapshots cannot be packed', required: true },
  { command: 'bwrap', debianPackage: 'bubblewrap', without: 'no sessions and no builds' },
  { command: 'sshd', debianPackage: 'openssh-server', without: 'no SSH into sessions' },
  { command: 'git', debianPackage: 'git', without: 'no git inside sessions' },
  { command: 'python3', debianPackage: 'python3', without: 'no Python inside sessions' },
  { command: 'zstd', debianPackage: 'zstd', without: 'no zstd inside sessions' },
];

export const testTools: readonly Tool[] = [
  {
    command: 'chromium-headless-shell',
    debianPackage: 'chromium-headless-shell',
    without: 'browser tests take another Chromium and five times the processor, or are skipped',
  },
];

/** sshd lives where an ordinary user's PATH does not look. */
const searchPath = () => [...(process.env.PATH ?? '').split(delimiter), '/usr/local/sbin', '/usr/sbin', '/sbin'];

export function findTool(command: string): string | undefined {
  return searchPath()
    .map((dir) => join(dir, command))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

/** Installs what is missing where that is possible; returns what is missing still. */
export function ensureTools(tools: readonly Tool[], mayInstall: boolean): Tool[] {
  const missing = missingTools(tools);
  if (missing.length === 0 || !mayInstall || !canInstall()) return missing;
  const packages = missing.map((tool) => tool.debianPackage);
  console.error(`Installing ${packages.join(', ')} (BURSTFLARE_NO_APT=1 leaves them out)`);
  aptInstall(packages);
  return missingTools(tools);
}

export function aptLine(tools: readonly Tool[]): string {
  return `sudo apt-get install -y --no-install-recommends ${tools.map((tool) => tool.debianPackage).join(' ')}`;
}

function missingTools(tools: readonly Tool[]): Tool[] {
  return tools.filter((tool) => findTool(tool.command) === undefined || (tool.command === 'tar' && !tarIsGnu()));
}

function tarIsGnu(): boolean {
  return spawnSync('tar', ['--version'], { encoding: 'utf8' }).stdout?.includes('GNU tar') ?? false;
}

function canInstall(): boolean {
  return process.getuid?.() === 0 && existsSync('/etc/debian_version') && findTool('apt-get') !== undefined;
}

function aptInstall(packages: readonly string[]): void {
  // Threat: installing openssh-server starts a login service on the user's machine. Only its binary
  // is wanted, so services are not started during the installation, and this one is not left
  // enabled for the next boot.
  const hadSshd = findTool('sshd') !== undefined;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', SYSTEMD_OFFLINE: '1', RUNLEVEL: '1' };
  const patience = ['-o', 'Acquire::Retries=1', '-o', 'Acquire::http::Timeout=20', '-o', 'Dpkg::Use-Pty=0'];
  const apt = (...args: string[]) =>
    spawnSync('apt-get', ['-qq', ...patience, ...args], { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  apt('update');
  const result = apt('install', '-y', '--no-install-recommends', ...packages);
  if (result.status !== 0) console.error(`apt-get could not install them:\n${result.stderr.trim()}`);
  if (!hadSshd && findTool('sshd') && findTool('systemctl')) {
    spawnSync('systemctl', ['disable', 'ssh.service', 'ssh.socket'], { env, stdio: 'ignore' });
  }
}
