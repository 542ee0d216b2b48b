// Owns what of this machine a session gets to use: Node and npm, certificates, package registries.
// Never a credential.
import { execFile } from 'node:child_process';
import { existsSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { findRegistries, originOf } from './registries.ts';

const run = promisify(execFile);

export interface Toolchain {
  node: string;
  /** npm's own folder; null if there is none. */
  npm: string | null;
  env: Record<string, string>;
  /** The machine's own proxies, for sessions that have no way out of their own. */
  proxies: Record<string, string>;
  /** host:port of the package registries that this machine is set up with. */
  registries: readonly string[];
  /** What an operator should know. */
  notes: readonly string[];
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
const PROXIES = ['HTTP_PROXY', 'HTTPS_PROXY', 'http_proxy', 'https_proxy'];

export async function findToolchain(): Promise<Toolchain> {
  const npm = findNpm();
  const registries = findRegistries(await npmConfig(npm), process.env);
  const env: Record<string, string> = { ...registries.env };
  for (const name of CERTIFICATES) {
    const value = process.env[name];
    if (value !== undefined && visible(value)) env[name] = value;
  }
  const extra = process.env.NODE_EXTRA_CA_CERTS;
  const certificates = extra !== undefined && !visible(extra) && existsSync(extra) ? extra : null;
  const proxies = Object.fromEntries(
    PROXIES.flatMap((name) => {
      const origin = originOf(process.env[name] ?? '');
      return origin === null ? [] : [[name, origin]];
    }),
  );
  const { hosts, notes } = registries;
  return { node: realpathSync(process.execPath), npm, env, proxies, registries: hosts, notes, certificates };
}

const visible = (path: string) => /^\/(usr|etc\/ssl)\//.test(path) && existsSync(path);

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

/** npm's settings, without the ones that it keeps to itself because they are credentials. */
async function npmConfig(npm: string | null): Promise<Record<string, unknown>> {
  if (npm === null) return {};
  try {
    const words = [join(npm, 'bin/npm-cli.js'), 'config', 'list', '--json'];
    const settings: unknown = JSON.parse((await run(process.execPath, words, { cwd: '/' })).stdout);
    return typeof settings === 'object' && settings !== null ? { ...settings } : {};
  } catch {
    return {};
  }
}
