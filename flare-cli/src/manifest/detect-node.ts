// Owns detecting how a folder with a package.json is installed and run: its scripts, its lockfile,
// and the port that its framework or its source names.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Detection, type Draft, isAppPort } from './draft.ts';

interface Package {
  main?: unknown;
  packageManager?: unknown;
  scripts?: Record<string, unknown>;
  dependencies?: Record<string, unknown>;
  devDependencies?: Record<string, unknown>;
}

/** Frameworks whose development server opens a port that no file of the project names. */
const FRAMEWORK_PORTS: readonly [dependency: string, port: number][] = [
  ['next', 3000],
  ['nuxt', 3000],
  ['astro', 4321],
  ['@angular/cli', 4200],
  ['react-scripts', 3000],
];
const SERVERS = ['express', 'hono', 'fastify', 'koa'];
const DEFAULT_PORT = 3000;
const SOURCES = /\.[cm]?[jt]sx?$/;

export function detectNode(folder: string): Detection | undefined {
  const path = join(folder, 'package.json');
  if (!existsSync(path)) return undefined;
  const pkg = parsePackage(readFileSync(path, 'utf8'));
  if (pkg === undefined)
    return {
      draft: {},
      found: [],
      unsupported: ['package.json: it is not a JSON object, so nothing was read from it'],
    };
  const script = ['dev', 'start'].find((name) => typeof pkg.scripts?.[name] === 'string');
  if (script === undefined) return undefined;
  const installed = installation(folder, pkg);
  const app = viteApp(folder, pkg, script) ?? serverApp(folder, pkg, script);
  return {
    draft: { ...(installed.setup !== undefined && { setup: installed.setup }), ...app.draft },
    found: [...app.found, ...installed.found],
    unsupported: [],
  };
}

function parsePackage(text: string): Package | undefined {
  try {
    const content: unknown = JSON.parse(text);
    // Every field is looked at before it is used.
    return typeof content === 'object' && content !== null ? (content as Package) : undefined;
  } catch {
    return undefined;
  }
}

function installation(folder: string, pkg: Package): { setup?: string; found: string[] } {
  const has = (name: string) => existsSync(join(folder, name));
  const lockfile = ['package-lock.json', 'npm-shrinkwrap.json'].find(has);
  if (lockfile !== undefined) return { setup: 'npm ci', found: [`${lockfile}: npm ci`] };
  const [manager, version] = String(pkg.packageManager ?? '').split(/[@+]/);
  const exact = (name: string) => (manager === name && version ? `${name}@${version}` : name);
  if (has('pnpm-lock.yaml')) {
    const setup = `npx --yes ${exact('pnpm')} install --frozen-lockfile`;
    return { setup, found: [`pnpm-lock.yaml: ${setup}`] };
  }
  if (has('yarn.lock')) {
    const setup = `npx --yes ${exact('yarn')} install --frozen-lockfile`;
    return { setup, found: [`yarn.lock: ${setup}`] };
  }
  const dependencies = Object.keys({ ...pkg.dependencies, ...pkg.devDependencies }).length;
  if (dependencies === 0) return { found: ['package.json: no dependencies, so nothing is installed'] };
  return { setup: 'npm install', found: ['no lockfile: npm install'] };
}

const depends = (pkg: Package, name: string) =>
  pkg.dependencies?.[name] !== undefined || pkg.devDependencies?.[name] !== undefined;

function viteApp(folder: string, pkg: Package, script: string): { draft: Draft; found: string[] } | undefined {
  const config = readdirSync(folder).find((name) => /^vite\.config\.[cm]?[jt]s$/.test(name));
  const command = String(pkg.scripts?.[script]);
  if (!/\bvite\b/.test(command) || /\bvite\s+build\b/.test(command)) return undefined;
  const text = config === undefined ? '' : readFileSync(join(folder, config), 'utf8');
  const inScript = appPort(/--port[= ](\d+)/.exec(command)?.[1]);
  const inConfig = appPort(/\bserver\s*:\s*\{[^}]*\bport\s*:\s*(\d+)/.exec(text)?.[1]);
  const number = inScript ?? inConfig ?? 5173;
  const where = inScript !== undefined ? `the script ${script}` : inConfig !== undefined ? config : 'Vite’s default';
  return {
    draft: {
      // Vite would take the next port if this one is taken, and listen on IPv6 alone where
      // localhost means that.
      start: `npm run ${script} -- --host 127.0.0.1 --port ${number} --strictPort`,
      ports: [{ number, label: 'Vite' }],
    },
    found: [`package.json: the script ${script} runs Vite, on port ${number} (${where})`],
  };
}

function serverApp(folder: string, pkg: Package, script: string): { draft: Draft; found: string[] } {
  const command = String(pkg.scripts?.[script]);
  const framework = FRAMEWORK_PORTS.find(([name]) => depends(pkg, name));
  const server = SERVERS.find((name) => depends(pkg, name));
  const entry = entryOf(folder, pkg, command);
  const source = entry === undefined ? '' : readFileSync(join(folder, entry), 'utf8');
  const given = appPort(/(?:--port[= ]|-p |PORT=)(\d+)/.exec(command)?.[1]);
  const written = appPort(portIn(source));
  const number = given ?? (framework === undefined ? written : framework[1]) ?? DEFAULT_PORT;
  const where =
    given !== undefined
      ? `the script ${script}`
      : framework !== undefined
        ? `${framework[0]}’s default`
        : written !== undefined
          ? entry
          : 'no file names one, so the usual one';
  const asks = /\benv\.PORT\b|env\[['"]PORT['"]\]/.test(source);
  return {
    draft: {
      start: `npm run ${script}`,
      ports: [{ number }],
      // Its author lets whoever runs it choose; then it is the port that the preview shows.
      ...(asks && { env: { PORT: String(number) } }),
    },
    found: [
      `package.json: the script ${script}${framework || server ? `, ${framework?.[0] ?? server}` : ''}, on port ${number} (${where})`,
    ],
  };
}

/** The file that the script runs, else the package's own. */
function entryOf(folder: string, pkg: Package, command: string): string | undefined {
  const words = command.split(/\s+/).filter((word) => SOURCES.test(word));
  const main = typeof pkg.main === 'string' ? [pkg.main] : [];
  const usual = ['src/index', 'src/server', 'src/app', 'index', 'server', 'app'].flatMap((name) =>
    ['.ts', '.js', '.mjs'].map((ending) => name + ending),
  );
  return [...words, ...main, ...usual].find((path) => SOURCES.test(path) && existsSync(join(folder, path)));
}

const PORT_PATTERNS = [
  /\bPORT\b['"\]]*\s*\)?\s*(?:\?\?|\|\|)\s*['"]?(\d{4,5})/,
  /\.listen\(\s*(\d{4,5})/,
  /\bport\s*[:=]\s*(\d{4,5})/i,
];

function portIn(source: string): string | undefined {
  for (const pattern of PORT_PATTERNS) {
    const match = pattern.exec(source)?.[1];
    if (match !== undefined) return match;
  }
  return undefined;
}

function appPort(text: string | undefined): number | undefined {
  const port = Number(text);
  return text !== undefined && isAppPort(port) ? port : undefined;
}
