// Owns the rules for files that were written for other machines: Procfile, Makefile, compose file,
// Dockerfile. Of each the command that starts the app is taken, and its port; what else they do is
// named, as a session does not do it.
import { parse } from 'yaml';
import { appPort, portBy } from '../draft.ts';
import type { Project } from '../project.ts';
import { environmentOf } from './python.ts';
import { bundleOf } from './ruby.ts';
import { type Found, port, type Rule } from './rule.ts';

const IN_COMMAND = [/(?:--port[= ]|\s-p |\bPORT=|:)(\d{4,5})\b/, /\bhttp\.server\b.*?\s(\d{4,5})\b/];

/** How a command of the project's own is run, where the project says how it is installed. */
function installed(project: Project, command: string): { setup?: string; start: string; found: string[] } {
  const python = environmentOf(project);
  if (python.setup !== undefined) {
    // What is installed comes first, and a shell expands the rest when the app starts.
    return { setup: python.setup, start: `export PATH="$PWD/.venv/bin:$PATH"; ${command}`, found: python.found };
  }
  const { setup, found } = bundleOf(project);
  return { ...(setup !== undefined && { setup }), start: command, found };
}

function hinted(
  project: Project,
  file: string,
  command: string,
  number: number | undefined,
  unsupported: string[] = [],
): Found {
  const { found, ...draft } = installed(project, command);
  const asks = /\$\{?PORT\b/.test(command);
  const chosen = number ?? (asks ? 5000 : undefined);
  const why = chosen === undefined ? 'which names no port' : `on port ${chosen}`;
  return {
    draft: {
      ...draft,
      ...(chosen !== undefined && { ports: [port(chosen)] }),
      ...(asks && { env: { PORT: String(chosen) } }),
    },
    found: [`${file}: ${command}, ${why}`, ...found],
    unsupported,
  };
}

export const procfileRule: Rule = {
  looksAt: 'Procfile with a line web',
  find(project) {
    const file = project.first('Procfile.dev', 'Procfile');
    if (file === undefined) return undefined;
    const lines = [...project.text(file).matchAll(/^([\w-]+):\s*(\S.*)$/gm)];
    const web = lines.find(([, name]) => name === 'web')?.[2]?.trim();
    if (web === undefined) return undefined;
    const others = lines.map(([, name]) => name).filter((name) => name !== 'web');
    const unsupported = others.map((name) => `${file}: ${name} is not started; a session starts one command`);
    return hinted(project, file, web, portBy(web, IN_COMMAND), unsupported);
  },
};

const TARGETS = ['dev', 'serve', 'run', 'start', 'up'];

export const makefileRule: Rule = {
  looksAt: 'Makefile with a target dev, serve, run or start',
  find(project) {
    const file = project.first('Makefile', 'makefile', 'GNUmakefile');
    if (file === undefined) return undefined;
    const text = project.text(file);
    const recipeOf = (target: string) =>
      new RegExp(`^${target}:(?!=)[^\n]*\n((?:\t[^\n]*\n?)*)`, 'm').exec(`${text}\n`)?.[1];
    const target = TARGETS.find((name) => recipeOf(name) !== undefined);
    const recipe = target === undefined ? undefined : recipeOf(target);
    // Containers cannot be started in a session.
    if (target === undefined || recipe === undefined || /\bdocker\b|\bpodman\b/.test(recipe)) return undefined;
    return hinted(project, file, `make ${target}`, portBy(recipe, IN_COMMAND));
  },
};

const COMPOSE = ['compose.yaml', 'compose.yml', 'docker-compose.yaml', 'docker-compose.yml'];

export const composeRule: Rule = {
  looksAt: 'a compose file: the command of the service that is built from the folder',
  find(project) {
    const file = project.first(...COMPOSE);
    if (file === undefined) return undefined;
    const content: unknown = parse(project.text(file), { logLevel: 'silent' });
    const services = Object.entries(Object(Object(content).services)).map(([name, service]) => ({
      name,
      service: Object(service),
    }));
    const own = services.find(({ service }) => service.build !== undefined);
    if (own === undefined) return undefined;
    const inDockerfile = fromDockerfile(project);
    const command = commandOf(own.service.command) ?? inDockerfile?.command;
    if (command === undefined) return undefined;
    const published: unknown[] = Array.isArray(own.service.ports) ? own.service.ports : [];
    const number =
      published.map(containerPort).find((one) => one !== undefined) ??
      portBy(command, IN_COMMAND) ??
      inDockerfile?.port;
    const others = services.filter(({ name }) => name !== own.name);
    const unsupported = others.map(
      ({ name, service }) =>
        `${file}: ${name}${service.image === undefined ? '' : ` (${String(service.image)})`} is not started; a session runs no containers`,
    );
    return hinted(project, file, command, number, unsupported);
  },
};

/** "8080:5000", "127.0.0.1:8080:5000/tcp", 5000, or {target: 5000}. */
function containerPort(entry: unknown): number | undefined {
  const target: unknown = typeof entry === 'object' ? Object(entry).target : entry;
  return appPort(/(\d+)(?:\/\w+)?$/.exec(String(target))?.[1]);
}

export const dockerfileRule: Rule = {
  looksAt: 'Dockerfile: its CMD or ENTRYPOINT, and EXPOSE',
  find(project) {
    const read = fromDockerfile(project);
    if (read === undefined) return undefined;
    const unsupported = read.steps.map((step) => `Dockerfile: ${step} is not used; say in setup what the app needs`);
    return hinted(project, 'Dockerfile', read.command, read.port ?? portBy(read.command, IN_COMMAND), unsupported);
  },
};

function fromDockerfile(project: Project): { command: string; port: number | undefined; steps: string[] } | undefined {
  const text = project.text('Dockerfile').replaceAll(/\\\r?\n/g, ' ');
  const last = text.slice(Math.max(0, text.search(/^FROM\b(?![\s\S]*^FROM\b)/im)));
  const lines = [...last.matchAll(/^\s*([A-Z]+)\s+(.+)$/gim)].map(
    ([, word = '', rest = '']) => [word.toUpperCase(), rest.trim()] as const,
  );
  const valueOf = (word: string) => lines.findLast(([name]) => name === word)?.[1];
  const entrypoint = shellForm(valueOf('ENTRYPOINT'));
  const cmd = shellForm(valueOf('CMD'));
  const command = [entrypoint, cmd].filter((part) => part !== undefined).join(' ');
  if (command === '') return undefined;
  const steps = lines
    .filter(([word]) => word === 'RUN')
    .map(([, rest]) => `RUN ${rest.length > 60 ? `${rest.slice(0, 60)}…` : rest}`);
  return { command, port: appPort(/\d+/.exec(valueOf('EXPOSE') ?? '')?.[0]), steps };
}

function shellForm(value: string | undefined): string | undefined {
  if (value === undefined || !value.startsWith('[')) return value;
  try {
    return commandOf(JSON.parse(value));
  } catch {
    return undefined;
  }
}

const commandOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== ''
    ? value
    : Array.isArray(value) && value.length > 0
      ? value.map((word) => quoted(String(word))).join(' ')
      : undefined;

const quoted = (word: string) => (/^[\w@%+=:,./$-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`);
