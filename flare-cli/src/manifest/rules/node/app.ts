// Owns how one package is started: by which of its scripts, on which port, and why.
import type { Draft } from '../../draft.ts';
import type { Project } from '../../project.ts';
import { FRAMEWORKS, isPlainCommand, portOf } from './frameworks.ts';
import type { Manager } from './manager.ts';
import type { Package } from './package.ts';
import { asksForPort, entryOf, listens, portIn, serverOf } from './server.ts';

export interface App {
  script: string | undefined;
  start: string;
  ports: NonNullable<Draft['ports']>;
  env: Record<string, string>;
  found: string[];
}

/** In the order of preference: what a developer runs, then what a server does. */
const SCRIPTS = ['dev', 'start:dev', 'develop', 'start', 'serve', 'preview'];
/** A script that only translates is not how a package is run. */
const TRANSLATES = /^(tsc|tsup|rollup|babel|sass|postcss|tailwindcss|esbuild|swc)\b|\bvite\s+build\b(?!.*&&)/;
const DEFAULT_PORT = 3000;

export const scriptOf = ({ scripts }: Package) =>
  SCRIPTS.find((name) => scripts[name] !== undefined && !TRANSLATES.test(scripts[name]));

export function appOf(project: Project, pkg: Package, manager: Manager): App | undefined {
  const script = scriptOf(pkg);
  const made =
    script === undefined
      ? programAlone(project, pkg, manager)
      : (frameworkApp(project, pkg, manager, script) ?? serverApp(project, pkg, manager, script));
  if (made === undefined || project.base === '') return made;
  return { ...made, start: `cd ${quoted(project.base)} && ${made.start}` };
}

const quoted = (path: string) => (/^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`);
const fileIn = (project: Project, file: string) => (project.base === '' ? file : `${project.base}/${file}`);

function frameworkApp(project: Project, pkg: Package, manager: Manager, script: string): App | undefined {
  const command = pkg.scripts[script] ?? '';
  const framework = FRAMEWORKS.find((one) => one.command.test(command));
  if (framework === undefined) return undefined;
  const { number, where } = portOf(framework, project, script, command);
  const args = isPlainCommand(command) ? framework.args?.(number) : undefined;
  return {
    script,
    start: manager.run(script, args),
    ports: [{ number, label: framework.name }],
    env: { ...framework.env },
    found: [
      `${fileIn(project, 'package.json')}: the script ${script} runs ${framework.name}, on port ${number} (${where})`,
    ],
  };
}

function serverApp(project: Project, pkg: Package, manager: Manager, script: string): App {
  const command = pkg.scripts[script] ?? '';
  const entry = entryOf(project, pkg.main, command);
  const source = entry === undefined ? '' : project.text(entry);
  const server = serverOf(pkg.dependencies);
  const given = portIn(command.replaceAll(/--port[= ]|\s-p /g, ' port='));
  const written = portIn(source);
  const number = given ?? written ?? DEFAULT_PORT;
  const where =
    given !== undefined
      ? `the script ${script}`
      : written !== undefined
        ? entry
        : 'no file names one, so the usual one';
  const file = fileIn(project, 'package.json');
  return {
    script,
    start: manager.run(script),
    ports: [{ number }],
    env: asksForPort(source) ? { PORT: String(number) } : {},
    found: [`${file}: the script ${script}${server === undefined ? '' : `, ${server}`}, on port ${number} (${where})`],
  };
}

/** Without a script: a tool that its package starts, or the package's own program if it listens. */
function programAlone(project: Project, pkg: Package, manager: Manager): App | undefined {
  const framework = FRAMEWORKS.find(({ alone }) => alone !== undefined && pkg.dependencies.has(alone.dependency));
  if (framework?.alone !== undefined) {
    const { number, where } = portOf(framework, project, '', '');
    const found = `${fileIn(project, 'package.json')}: ${framework.name}, on port ${number} (${where})`;
    const env = { ...framework.env };
    return {
      script: undefined,
      start: manager.exec(framework.alone.program),
      ports: [{ number, label: framework.name }],
      env,
      found: [found],
    };
  }
  const entry = entryOf(project, pkg.main, '');
  const source = entry === undefined ? '' : project.text(entry);
  if (entry === undefined || !listens(source)) return undefined;
  const number = portIn(source) ?? DEFAULT_PORT;
  return {
    script: undefined,
    start: `node ${entry}`,
    ports: [{ number }],
    env: asksForPort(source) ? { PORT: String(number) } : {},
    found: [`${fileIn(project, entry)}: a program that listens, on port ${number}`],
  };
}
