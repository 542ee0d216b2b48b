// Owns which package registries this machine is set up with: npm, pip and apt. What of their
// addresses a session may see is sorted out.
import { readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { readTarget, showTarget } from './egress/target.ts';

export interface Registries {
  /** host:port of each of them: sessions may connect there, wherever it leads. */
  readonly hosts: readonly string[];
  /** For the environment of sessions. */
  readonly env: Record<string, string>;
  /** What was left out, and why; without the address. */
  readonly notes: readonly string[];
}

// What pip asks when nobody says otherwise; it names the second in the answers of the first.
const PYPI = ['https://pypi.org/simple', 'https://files.pythonhosted.org'];

/** `npm` is what `npm config list --json` says. */
export function findRegistries(
  npm: Record<string, unknown>,
  env: NodeJS.ProcessEnv,
  root = '/',
  home = homedir(),
): Registries {
  const npmOnes = Object.entries(npm).flatMap(([name, value]) => (/(^|:)registry$/.test(name) ? words(value) : []));
  const files = ['etc/pip.conf', 'etc/xdg/pip/pip.conf'].map((path) => join(root, path));
  const ownFiles = ['.pip/pip.conf', '.config/pip/pip.conf'].map((path) => join(home, path));
  const conf = [...files, ...ownFiles].map(read).join('\n');
  const index = webOnly(words(env.PIP_INDEX_URL)).concat(pipOption(conf, 'index-url').reverse());
  const extra = webOnly(words(env.PIP_EXTRA_INDEX_URL)).concat(pipOption(conf, 'extra-index-url'));
  const all = [...npmOnes, ...index, ...extra, ...(index.length === 0 ? PYPI : []), ...aptSources(root)];
  const notes: string[] = [];
  const shown = (what: string, addresses: string[]) =>
    addresses.flatMap((address) => {
      const safe = withoutCredentials(address);
      if (safe !== null) return [safe];
      notes.push(
        `The address of this machine’s ${what} has a path that could hold a credential, so sessions are not given it. A template’s env can name it.`,
      );
      return [];
    });
  const vars: Record<string, string | undefined> = {
    npm_config_registry: shown('npm registry', webOnly(words(npm.registry)))[0],
    PIP_INDEX_URL: shown('pip index', index.slice(0, 1))[0],
    PIP_EXTRA_INDEX_URL: shown('extra pip index', extra).join(' ') || undefined,
  };
  const named = Object.entries(vars).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
  const hosts = all.flatMap((address) => {
    const url = URL.parse(address);
    if (url === null || !/^https?:$/.test(url.protocol)) return [];
    const target = readTarget(url.host, url.protocol === 'https:' ? 443 : 80);
    return target === null ? [] : [showTarget(target)];
  });
  return { hosts: [...new Set(hosts)], env: Object.fromEntries(named), notes };
}

// The places where the makers of registries put the name of a repository, which has no digits and
// is short, as a token never is.
const NAME = '[a-z]{1,16}(?:[-_.][a-z]{1,16}){0,3}';
const PATHS = [
  '',
  'npm',
  'simple',
  'pypi/simple',
  'root/pypi/\\+simple', // devpi
  `repository/${NAME}(?:/simple)?`, // Nexus
  `artifactory/api/(?:npm|pypi)/${NAME}(?:/simple)?`, // Artifactory
  `npm/${NAME}`, // CodeArtifact, Verdaccio behind a path
  `pypi/${NAME}/simple`,
].map((path) => new RegExp(`^/${path}/?$`));

/**
 * Threat: an address carries a credential as user, password, path or query, and everything in a
 * session is read by whoever has a shell in it. Property: scheme, host and port are taken, and a
 * path only where it is one of the known forms above, letter for letter; nothing is judged by
 * whether it looks like a secret. Null: without its path the address would be another one.
 */
export function withoutCredentials(address: string): string | null {
  const url = URL.parse(address);
  if (url === null || !/^https?:$/.test(url.protocol)) return null;
  if (!PATHS.some((form) => form.test(url.pathname))) return null;
  return `${url.protocol}//${url.host}${url.pathname}`;
}

/** Scheme, host and port, for what has no path at all. */
export function originOf(address: string): string | null {
  const url = URL.parse(address.includes('://') ? address : `http://${address}`);
  return url !== null && /^https?:$/.test(url.protocol) ? `${url.protocol}//${url.host}` : null;
}

const words = (value: unknown) => (typeof value === 'string' ? value.split(/\s+/).filter(Boolean) : []);
const webOnly = (addresses: string[]) => addresses.filter((address) => /^https?:\/\//.test(address));

/** All values of the option in pip's files, which continue on lines that are indented. */
function pipOption(conf: string, option: string): string[] {
  const found = conf.matchAll(new RegExp(`^${option}[ \\t]*[=:](.*(?:\\n[ \\t]+.*)*)`, 'gm'));
  return webOnly([...found].flatMap(([, value]) => words(value)));
}

function aptSources(root: string): string[] {
  const folder = join(root, 'etc/apt/sources.list.d');
  const files = [join(root, 'etc/apt/sources.list'), ...list(folder).map((name) => join(folder, name))];
  const lines = files.flatMap((path) => read(path).split('\n')).filter((line) => /^\s*(deb|URIs:)/.test(line));
  return lines.flatMap((line) => line.match(/https?:\/\/[^\s\]]+/g) ?? []);
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return ''; // It is not there, or is not the daemon's to read.
  }
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
