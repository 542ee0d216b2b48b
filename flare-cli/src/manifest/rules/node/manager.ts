// Owns which package manager a folder is meant for, and how it installs and runs. `packageManager`
// decides, then the lockfile. A manager other than npm is a package itself: the build installs it
// from the registry into ~/.local, where it is on the PATH of the build, of the app and of the
// terminals.
import type { Project } from '../../project.ts';
import type { Package } from './package.ts';

export interface Manager {
  name: 'npm' | 'pnpm' | 'yarn' | 'bun';
  /** Undefined where there is nothing to install. */
  setup: string | undefined;
  found: string;
  /** Of what the build leaves outside of /workspace, what sessions need. */
  persistedPaths: string[] | undefined;
  env: Record<string, string>;
  run(script: string, args?: string): string;
  /** A program of an installed package. */
  exec(program: string): string;
}

const LOCKFILES: readonly [file: string, name: Manager['name']][] = [
  ['package-lock.json', 'npm'],
  ['npm-shrinkwrap.json', 'npm'],
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
  ['bun.lock', 'bun'],
  ['bun.lockb', 'bun'],
];

/** Where `npm install --global` puts packages and their programs. */
const GLOBALS = ['/workspace', '/home/dev/.local/bin', '/home/dev/.local/lib'];

export function managerOf(root: Project, pkg: Package): Manager {
  const [, named, version] = /^(npm|pnpm|yarn|bun)@(\d[^+]*)/.exec(pkg.packageManager ?? '') ?? [];
  const locked = LOCKFILES.filter(([file]) => root.hasFile(file));
  // The pattern above lets through no other name.
  const name = (named as Manager['name'] | undefined) ?? locked[0]?.[1] ?? 'npm';
  const lockfile = locked.find(([, of]) => of === name)?.[0];
  const why = [named === undefined ? undefined : `packageManager ${named}@${version}`, lockfile ?? 'no lockfile']
    .filter((part) => part !== undefined)
    .join(', ');
  const made = MANAGERS[name]({ root, pkg, version, lockfile });
  const found =
    made.setup === undefined ? 'package.json: no dependencies, so nothing is installed' : `${why}: ${made.setup}`;
  return { name, persistedPaths: undefined, env: {}, ...made, found };
}

interface Facts {
  root: Project;
  pkg: Package;
  version: string | undefined;
  lockfile: string | undefined;
}

type Made = Pick<Manager, 'setup' | 'run' | 'exec'> & Partial<Pick<Manager, 'persistedPaths' | 'env'>>;

const MANAGERS: Record<Manager['name'], (facts: Facts) => Made> = {
  npm: ({ root, pkg, lockfile }) => {
    const isEmpty = pkg.dependencies.size === 0 && pkg.workspaces.length === 0 && !root.has('pnpm-workspace.yaml');
    return {
      setup: lockfile !== undefined ? 'npm ci' : isEmpty ? undefined : 'npm install',
      run: (script, args) => `npm run ${script}${args === undefined ? '' : ` -- ${args}`}`,
      exec: (program) => `npx ${program}`,
    };
  },

  pnpm: ({ root, version, lockfile }) => {
    const form = /^lockfileVersion:\s*['"]?(\d+)/m.exec(lockfile === undefined ? '' : root.text(lockfile))?.[1];
    // Each reads the lockfiles of its time.
    const fitting = form === '5' ? '7' : form === '6' ? '8' : '10';
    return {
      ...installed('pnpm', `pnpm@${version ?? fitting}`, lockfile, '--frozen-lockfile'),
      exec: (p) => `pnpm exec ${p}`,
    };
  },

  yarn: ({ root, version, lockfile }) => {
    const lock = lockfile === undefined ? '' : root.text(lockfile);
    const isClassic =
      version === undefined ? !lock.includes('__metadata:') && !root.has('.yarnrc.yml') : version.startsWith('1.');
    const exec = (program: string) => `yarn run ${program}`;
    if (isClassic) return { ...installed('yarn', `yarn@${version ?? '1'}`, lockfile, '--frozen-lockfile'), exec };
    // Packages stay in their archives, and those in the folder: a session has no other.
    const env = { YARN_ENABLE_GLOBAL_CACHE: 'false' };
    return { ...installed('yarn', `@yarnpkg/cli-dist@${version ?? '4'}`, lockfile, '--immutable'), exec, env };
  },

  bun: ({ version, lockfile }) => ({
    ...installed('bun', `bun@${version ?? '1'}`, lockfile, '--frozen-lockfile'),
    exec: (program) => `bun run ${program}`,
  }),
};

function installed(program: string, pkg: string, lockfile: string | undefined, frozen: string) {
  return {
    setup: `npm install --global ${pkg} && ${program} install${lockfile === undefined ? '' : ` ${frozen}`}`,
    persistedPaths: GLOBALS,
    run: (script: string, args?: string) => `${program} run ${script}${args === undefined ? '' : ` ${args}`}`,
  };
}
