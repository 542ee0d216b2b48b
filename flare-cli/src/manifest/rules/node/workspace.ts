// Owns workspaces of packages: where their root is, which packages they have, and which of them is
// the app.
import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { parse } from 'yaml';
import { Project } from '../../project.ts';
import { type App, appOf, scriptOf } from './app.ts';
import type { Manager } from './manager.ts';
import { type Package, packageIn } from './package.ts';

const MAX_PACKAGES = 200;
/** Names of the package that people look at, the likeliest first. */
const LOOKED_AT = ['web', 'www', 'site', 'app', 'frontend', 'client', 'ui', 'docs'];

/** The patterns by which a root names its packages; undefined where it is none. */
export function patternsOf(project: Project, pkg: Package): string[] | undefined {
  if (pkg.workspaces.length > 0) return pkg.workspaces;
  if (!project.hasFile('pnpm-workspace.yaml')) return undefined;
  const content: unknown = parse(project.text('pnpm-workspace.yaml'));
  const packages: unknown = Object(content).packages;
  return Array.isArray(packages) ? packages.filter((entry) => typeof entry === 'string') : [];
}

/** Folders with a package.json that a pattern names, in order. */
export function packagesOf(project: Project, patterns: readonly string[]): string[] {
  const found = patterns.filter((pattern) => !pattern.startsWith('!')).flatMap((pattern) => expanded(project, pattern));
  const dropped = patterns.filter((pattern) => pattern.startsWith('!')).map((pattern) => matcher(pattern.slice(1)));
  return [...new Set(found)]
    .filter((path) => !dropped.some((drops) => drops.test(path)))
    .filter((path) => project.hasFile(`${path}/package.json`))
    .slice(0, MAX_PACKAGES);
}

function expanded(project: Project, pattern: string): string[] {
  let paths = [''];
  for (const part of pattern.split('/').filter((each) => each !== '' && each !== '.')) {
    const next =
      part === '**'
        ? (path: string) => [path, ...below(project, path, 3)]
        : (path: string) => children(project, path, part);
    paths = paths.flatMap(next);
  }
  return paths.filter((path) => path !== '');
}

function children(project: Project, path: string, part: string): string[] {
  const join = (name: string) => (path === '' ? name : `${path}/${name}`);
  if (!part.includes('*')) return [join(part)];
  const pattern = matcher(part);
  return folders(project, path)
    .filter((name) => pattern.test(name))
    .map(join);
}

function below(project: Project, path: string, depth: number): string[] {
  if (depth === 0) return [];
  const own = children(project, path, '*');
  return [...own, ...own.flatMap((child) => below(project, child, depth - 1))];
}

const folders = (project: Project, path: string) =>
  project
    .names(path)
    .filter((name) => name !== 'node_modules' && !name.startsWith('.'))
    .filter((name) => project.hasFolder(`${path}/${name}`));

const matcher = (pattern: string) =>
  new RegExp(
    `^${pattern.replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`).replaceAll(/\*+/g, (stars) => (stars === '*' ? '[^/]*' : '.*'))}$`,
  );

/** The root of the workspace that a folder is a package of, and the package's path in it. */
export function rootAround(folder: string): { root: string; path: string } | undefined {
  const start = resolve(folder);
  if (!existsSync(join(start, 'package.json'))) return undefined;
  for (let at = dirname(start); at !== dirname(at); at = dirname(at)) {
    if (existsSync(join(at, 'package.json'))) {
      const project = new Project(at);
      const pkg = packageIn(project);
      const patterns = pkg === undefined ? undefined : patternsOf(project, pkg);
      const path = relative(at, start).split(sep).join('/');
      if (patterns !== undefined && packagesOf(project, patterns).includes(path)) return { root: at, path };
    }
    if (existsSync(join(at, '.git'))) return undefined;
  }
  return undefined;
}

/** What of a workspace is started: what its own script starts, else the likeliest package. */
export function appOfWorkspace(
  root: Project,
  pkg: Package,
  manager: Manager,
  packages: readonly string[],
): { app: App; others: string[] } | undefined {
  const apps = packages
    .flatMap((path) => {
      const project = root.within(path);
      const own = packageIn(project);
      const app = own === undefined ? undefined : appOf(project, own, manager);
      return app === undefined ? [] : [{ path, app }];
    })
    .sort((a, b) => rank(a.path) - rank(b.path));
  const script = scriptOf(pkg);
  if (script !== undefined) {
    // The root's script may start several of them, each on its port.
    const ports = apps.flatMap(({ path, app }) => app.ports.map(({ number }) => ({ number, label: nameOf(path) })));
    const distinct = ports.filter(({ number }, at) => ports.findIndex((one) => one.number === number) === at);
    const env = Object.assign({}, ...apps.map(({ app }) => app.env)) as Record<string, string>; // of records of texts
    delete env.PORT; // It would be the same for all of them.
    const found = [`package.json: the script ${script} of the workspace`, ...apps.flatMap(({ app }) => app.found)];
    const own = appOf(root, pkg, manager);
    if (own !== undefined && distinct.length === 0) return { app: own, others: [] };
    return { app: { script, start: manager.run(script), ports: distinct.slice(0, 20), env, found }, others: [] };
  }
  const [chosen, ...others] = apps;
  return chosen === undefined ? undefined : { app: chosen.app, others: others.map(({ path }) => path) };
}

const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1);
function rank(path: string): number {
  const at = LOOKED_AT.indexOf(nameOf(path));
  return at < 0 ? LOOKED_AT.length : at;
}
