// Owns what of this machine a session gets to use: Node and npm, certificates, the npm registry. Never a credential.
import { execFile } from 'node:child_process';
import { existsSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface Toolchain {
  node: string;
  /** npm's own folder; null if there is none. */
  npm: string | null;
  env: Record<string, string>;
  /** A certificate bundle outside of what sessions see anyway. */
  certificates: string | null;
}

/** Variables that name a certificate file or folder. */
const CERTIFICATES = [
  'NODE_EXTRA_CA_CERTS',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'REQUESTS_CA_BUNDLE',
  'CURL_CA_BUNDLE',
  'GIT_SSL_CAINFO',
  'PIP_CERT',
];
/** Variables that name a server. */
const SERVERS = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'http_proxy', 'https_proxy', 'no_proxy', 'PIP_INDEX_URL'];

export async function findToolchain(): Promise<Toolchain> {
  const npm = findNpm();
  const env: Record<string, string> = {};
  for (const name of SERVERS) {
    const value = process.env[name];
    if (value !== undefined && !hasCredentials(value)) env[name] = value;
  }
  for (const name of CERTIFICATES) {
    const value = process.env[name];
    if (value !== undefined && visible(value)) env[name] = value;
  }
  const extra = process.env.NODE_EXTRA_CA_CERTS;
  const certificates = extra !== undefined && !visible(extra) && existsSync(extra) ? extra : null;
  const registry = await npmRegistry(npm);
  if (registry !== null) env.npm_config_registry = registry;
  return { node: realpathSync(process.execPath), npm, env, certificates };
}

const visible = (path: string) => /^\/(usr|etc\/ssl)\//.test(path) && existsSync(path);

/** Threat: a proxy's or registry's address may carry a password. Property: such an address never enters a session. */
export function hasCredentials(address: string): boolean {
  return /^[a-z]+:\/\/[^/]*@/i.test(address);
}

function findNpm(): string | null {
  const candidates = [
    process.env.npm_execpath, // Set by npm itself where it runs the start script.
    join(dirname(process.execPath), '../lib/node_modules/npm/bin/npm-cli.js'),
    ...(process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'npm')),
  ];
  for (const candidate of candidates) {
    if (candidate === undefined || !existsSync(candidate)) continue;
    const cli = realpathSync(candidate);
    if (cli.endsWith('/bin/npm-cli.js') && readable(cli)) return dirname(dirname(cli));
  }
  return null;
}

const readable = (path: string) => (statSync(path).mode & 0o004) !== 0 && readdirSync(dirname(path)).length > 0;

async function npmRegistry(npm: string | null): Promise<string | null> {
  if (npm === null) return null;
  try {
    const { stdout } = await run(process.execPath, [join(npm, 'bin/npm-cli.js'), 'config', 'get', 'registry'], {
      cwd: '/',
    });
    const registry = stdout.trim();
    return /^https?:\/\//.test(registry) && !hasCredentials(registry) ? registry : null;
  } catch {
    return null;
  }
}
