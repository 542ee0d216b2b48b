// Owns detecting what a folder without a manifest is, by the files that its own tools go by.
// devcontainer.json comes first, since somebody wrote it for this purpose; what it leaves open is
// read off the project.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { detectNode } from './detect-node.ts';
import { readDevcontainer } from './devcontainer.ts';
import { type Detection, type Draft, isAppPort } from './draft.ts';

/** Undefined if nothing says how to run it. */
export function detect(folder: string): Detection | undefined {
  const container = readDevcontainer(folder);
  const project = detectNode(folder) ?? detectPython(folder) ?? detectPages(folder);
  if (container === undefined || project === undefined) return container ?? project;
  const draft: Draft = { ...project.draft, ...container.draft };
  const env = { ...project.draft.env, ...container.draft.env };
  if (Object.keys(env).length > 0) draft.env = env;
  return {
    draft,
    found: [...container.found, ...project.found],
    unsupported: [...container.unsupported, ...project.unsupported],
  };
}

/**
 * As a file server: to this machine alone, since what a session listens on is reached through its
 * preview.
 */
const SERVE_FILES = 'python3 -m http.server 8000 --bind 127.0.0.1';

function detectPages(folder: string): Detection | undefined {
  if (!existsSync(join(folder, 'index.html'))) return undefined;
  return {
    draft: { start: SERVE_FILES, ports: [{ number: 8000 }] },
    found: ['index.html: pages, served by Python on port 8000'],
    unsupported: [],
  };
}

/** Files that a Python program is usually started by. */
const PROGRAMS = ['main.py', 'app.py', 'server.py'];

function detectPython(folder: string): Detection | undefined {
  const requirements = existsSync(join(folder, 'requirements.txt'));
  const program = PROGRAMS.find((name) => existsSync(join(folder, name)));
  const port = program === undefined ? undefined : portIn(readFileSync(join(folder, program), 'utf8'));
  if (program === undefined || port === undefined) {
    const [script] = readdirSync(folder).filter((name) => name.endsWith('.py'));
    if (script === undefined || existsSync(join(folder, 'index.html'))) return undefined;
    return {
      draft: { start: SERVE_FILES, ports: [{ number: 8000 }] },
      found: [`${script}: Python files, none of which names a port that it opens; listed by Python on port 8000`],
      unsupported: requirements ? ['requirements.txt: name in `setup` how they are installed'] : [],
    };
  }
  // Debian's Python refuses to install packages outside of an environment.
  const python = requirements ? '.venv/bin/python' : 'python3';
  return {
    draft: {
      ...(requirements && { setup: 'python3 -m venv .venv && .venv/bin/pip install -r requirements.txt' }),
      start: `${python} ${program}`,
      ports: [{ number: port }],
    },
    found: [
      `${program}: a Python program that opens port ${port}`,
      ...(requirements ? ['requirements.txt: installed by the build'] : []),
    ],
    unsupported: [],
  };
}

function portIn(source: string): number | undefined {
  const match = /\bport\s*=\s*(\d{4,5})\b|\(\s*["'][\w.]*["']\s*,\s*(\d{4,5})\s*\)/i.exec(source);
  const port = Number(match?.[1] ?? match?.[2]);
  return isAppPort(port) ? port : undefined;
}
