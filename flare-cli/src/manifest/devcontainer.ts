// Owns reading devcontainer.json (https://containers.dev/implementors/json_reference): its
// commands, ports and environment. Everything else describes a container that is built on one's own
// machine, which a session is not; it is named, so that nobody misses it.
import { type Detection, type Draft, isAppPort } from './draft.ts';
import type { Project } from './project.ts';

const PLACES = ['.devcontainer/devcontainer.json', '.devcontainer.json'];
/** In the order in which they run: once, with the files in place. */
const SETUP = ['onCreateCommand', 'updateContentCommand', 'postCreateCommand'];
const START = 'postStartCommand';
/** They say nothing of how the project runs. */
const SILENT = new Set(['name', '$schema', 'portsAttributes', 'otherPortsAttributes', 'waitFor']);
const READ = new Set([...SETUP, START, 'forwardPorts', 'containerEnv', ...SILENT]);
const REASONS: Record<string, string> = {
  image: 'a session runs the deployment’s image; see `image` in the manifest',
  build: 'a session runs the deployment’s image; see `image` in the manifest',
  features: 'install what is needed in `setup`',
  remoteUser: 'a session’s user is dev',
  containerUser: 'a session’s user is dev',
  remoteEnv: 'use `env`',
  initializeCommand: 'nothing of a session runs on your own machine',
  postAttachCommand: 'run it in the terminal',
};

export function readDevcontainer(project: Project): Detection | undefined {
  const place = project.first(...PLACES);
  const fields = place === undefined ? undefined : project.json(place, 'comments');
  if (place === undefined || fields === undefined) return undefined;
  const draft: Draft = {};
  const found: string[] = [];
  const unsupported = Object.keys(fields)
    .filter((key) => !READ.has(key))
    .map((key) => `${place}: ${key} is not used${REASONS[key] === undefined ? '' : `; ${REASONS[key]}`}`);
  const used = (keys: readonly string[], target: string) => found.push(`${place}: ${keys.join(', ')} → ${target}`);

  const setups = SETUP.filter((key) => commandOf(fields[key]) !== undefined);
  if (setups.length > 0) {
    draft.setup = setups.map((key) => commandOf(fields[key])).join(' && ');
    used(setups, 'setup');
  }
  const start = commandOf(fields[START]);
  if (start !== undefined) {
    draft.start = start;
    used([START], 'start');
  }
  const { ports, refused } = portsOf(fields);
  if (ports.length > 0) {
    draft.ports = ports;
    used(['forwardPorts'], 'ports');
  }
  for (const port of refused)
    unsupported.push(`${place}: forwardPorts ${port} is not used; it is not a port of the app from 1024 on`);
  const env = envOf(fields.containerEnv);
  if (Object.keys(env.values).length > 0) {
    draft.env = env.values;
    used(['containerEnv'], 'env');
  }
  for (const name of env.refused)
    unsupported.push(`${place}: containerEnv ${name} is not used; its value is your own machine’s: name it in \`env\``);
  return { draft, found, unsupported };
}

/**
 * A command line, a program with its arguments, or several of them by name, which may run side by
 * side; here they run in turn.
 */
function commandOf(value: unknown): string | undefined {
  if (typeof value === 'string') return inWorkspace(value.trim()) || undefined;
  if (Array.isArray(value)) return value.map((word) => quoted(inWorkspace(String(word)))).join(' ') || undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  const commands = Object.values(value)
    .map(commandOf)
    .filter((command) => command !== undefined);
  return commands.length === 0 ? undefined : commands.map((command) => `(${command})`).join(' && ');
}

const quoted = (word: string) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`);

/** The one variable of devcontainer.json whose value is known here. */
const inWorkspace = (text: string) => text.replaceAll(/\$\{containerWorkspaceFolder\}/g, '/workspace');

function portsOf({ forwardPorts, portsAttributes }: Record<string, unknown>) {
  const all: unknown[] = Array.isArray(forwardPorts) ? forwardPorts : [];
  const labels = Object(portsAttributes) as Record<string, { label?: unknown } | undefined>; // looked at by key below
  const ports: { number: number; label?: string }[] = [];
  const refused: string[] = [];
  for (const entry of new Set(all)) {
    const number = Number(entry);
    if (!isAppPort(number)) {
      refused.push(String(entry));
      continue;
    }
    const label = labels[String(entry)]?.label;
    ports.push({
      number,
      ...(typeof label === 'string' && label !== '' && { label: [...label].slice(0, 60).join('') }),
    });
  }
  return { ports, refused };
}

function envOf(value: unknown): { values: Record<string, string>; refused: string[] } {
  const values: Record<string, string> = {};
  const refused: string[] = [];
  for (const [name, given] of Object.entries(Object(value) as Record<string, unknown>)) {
    // Of a variable of one's own machine, only the default that the file names for it may go along.
    const text = inWorkspace(String(given)).replaceAll(/\$\{localEnv:\w+:([^}]*)\}/g, '$1');
    if (/\$\{\w+(:[^}]*)?\}/.test(text)) refused.push(name);
    else values[name] = text;
  }
  return { values, refused };
}
