// Owns the rules for Python: Django, Flask, FastAPI, Streamlit, and a program that opens a port.
import { portBy } from '../draft.ts';
import type { Project } from '../project.ts';
import { type Found, port, type Rule } from './rule.ts';

interface Environment {
  /** What installs it, if a file says what. */
  setup: string | undefined;
  /** How a program of the environment is called: `.venv/bin/python -m flask`. */
  module(name: string): string;
  python: string;
  found: string[];
}

// Debian's Python refuses to install packages outside of an environment.
const VENV = 'python3 -m venv .venv';

export function environmentOf(project: Project): Environment {
  const has = (file: string) => project.hasFile(file);
  const made = (install: string, file: string): Environment => ({
    setup: `${VENV} && .venv/bin/pip install ${install}`,
    python: '.venv/bin/python',
    module: (name) => `.venv/bin/python -m ${name}`,
    found: [`${file}: installed into .venv by the build`],
  });
  if (has('uv.lock')) return made('uv && .venv/bin/uv sync --frozen', 'uv.lock');
  if (has('requirements.txt')) return made('-r requirements.txt', 'requirements.txt');
  if (has('Pipfile')) return made('pipenv && PIPENV_IGNORE_VIRTUALENVS=0 .venv/bin/pipenv install --dev', 'Pipfile');
  if (/^\[(project|tool\.poetry)\]/m.test(project.text('pyproject.toml'))) return made('-e .', 'pyproject.toml');
  return { setup: undefined, python: 'python3', module: (name) => `python3 -m ${name}`, found: [] };
}

/** Files that a Python program is usually started by. */
const PROGRAMS = ['app.py', 'main.py', 'wsgi.py', 'asgi.py', 'server.py', 'run.py', 'api.py', 'streamlit_app.py'];
const FOLDERS = ['', 'app/', 'src/', 'api/', 'backend/'];

/** The first Python file that says this, nearest first; packages of the folder included. */
function fileWith(project: Project, pattern: RegExp): { file: string; source: string } | undefined {
  const packages = project.names().filter((name) => project.hasFile(`${name}/__init__.py`));
  const files = [
    ...FOLDERS.flatMap((folder) => PROGRAMS.map((name) => folder + name)),
    ...project.names().filter((name) => name.endsWith('.py')),
    ...packages.flatMap((name) => ['__init__.py', 'main.py', 'app.py'].map((file) => `${name}/${file}`)),
  ];
  for (const file of files) {
    if (!project.hasFile(file)) continue;
    const source = project.text(file);
    if (pattern.test(source)) return { file, source };
  }
  return undefined;
}

/** app/main.py as Python imports it: app.main. */
const moduleOf = (file: string) => file.replace(/(\/__init__)?\.py$/, '').replaceAll('/', '.');
const nameIn = (source: string, of: string) =>
  new RegExp(`^(\\w+)\\s*(?::[^=]+)?=\\s*(?:\\w+\\.)?${of}\\(`, 'm').exec(source)?.[1];
const withSetup = (setup: string | undefined) => (setup === undefined ? {} : { setup });
/** Where no file says what is installed, the build finds out whether the machine has it. */
const installedOr = ({ setup, module }: Environment, name: string) => setup ?? `${module(name)} --version`;

export const djangoRule: Rule = {
  looksAt: 'manage.py of Django',
  find(project) {
    if (!/\bDJANGO_SETTINGS_MODULE\b/.test(project.text('manage.py'))) return undefined;
    const environment = environmentOf(project);
    const { python, found } = environment;
    const settings = project
      .names()
      .map((name) => `${name}/settings.py`)
      .find((file) => project.hasFile(file));
    // A database that is a file can be made on the spot; another one is somebody's.
    const isFile = settings !== undefined && project.text(settings).includes('sqlite3');
    const steps = [installedOr(environment, 'django'), isFile ? `${python} manage.py migrate` : undefined].filter(
      (step) => step !== undefined,
    );
    return {
      draft: {
        setup: steps.join(' && '),
        start: `${python} manage.py runserver 127.0.0.1:8000`,
        ports: [port(8000, 'Django')],
      },
      found: [
        'manage.py: Django’s development server, on port 8000',
        ...found,
        ...(isFile ? [`${settings}: an SQLite database, created by the build`] : []),
      ],
    };
  },
};

const FLASK_PORT = /^FLASK_RUN_PORT\s*=\s*["']?(\d+)/m;

export const flaskRule: Rule = {
  looksAt: '.flaskenv, or a Python file with a Flask application',
  find(project) {
    const flaskenv = project.text('.flaskenv');
    const named = /^FLASK_APP\s*=\s*["']?([^\s"']+)/m.exec(flaskenv)?.[1];
    const made = fileWith(project, /\bFlask\(\s*__name__|\bfrom flask import\b|\bimport flask\b/);
    const app = named ?? (made && moduleOf(made.file));
    if (app === undefined) return undefined;
    const own = made === undefined ? undefined : ownPort(made.source);
    const environment = environmentOf(project);
    const { python, module, found } = environment;
    const setup = installedOr(environment, 'flask');
    // A program that runs itself chose its port, and whatever else it hands over.
    if (named === undefined && made !== undefined && own !== undefined)
      return {
        draft: { setup, start: `${python} ${made.file}`, ports: [port(own, 'Flask')] },
        found: [`${made.file}: a Flask application that runs itself, on port ${own}`, ...found],
      };
    const number = portBy(flaskenv, [FLASK_PORT]) ?? 5000;
    return {
      draft: {
        setup,
        start: `${module('flask')} --app ${app} run --port ${number}`,
        ports: [port(number, 'Flask')],
        // Not --debug, whose place on the command line differs from version to version.
        env: { FLASK_DEBUG: '1' },
      },
      found: [
        `${named === undefined ? made?.file : '.flaskenv'}: the Flask application ${app}, on port ${number}`,
        ...found,
      ],
    };
  },
};

export const fastapiRule: Rule = {
  looksAt: 'a Python file with a FastAPI application',
  find(project) {
    const made = fileWith(project, /=\s*(?:fastapi\.)?FastAPI\(/);
    if (made === undefined) return undefined;
    const environment = environmentOf(project);
    const { module, found } = environment;
    const app = `${moduleOf(made.file)}:${nameIn(made.source, 'FastAPI') ?? 'app'}`;
    return {
      draft: {
        setup: installedOr(environment, 'uvicorn'),
        start: `${module('uvicorn')} ${app} --reload --host 127.0.0.1 --port 8000`,
        ports: [port(8000, 'FastAPI')],
      },
      found: [`${made.file}: the FastAPI application ${app}, on port 8000`, ...found],
    };
  },
};

export const streamlitRule: Rule = {
  looksAt: 'a Python file that imports Streamlit',
  find(project) {
    const made = fileWith(project, /^\s*(import streamlit|from streamlit)\b/m);
    if (made === undefined) return undefined;
    const environment = environmentOf(project);
    const { module, found } = environment;
    const setup = installedOr(environment, 'streamlit');
    const options = '--server.address 127.0.0.1 --server.port 8501 --server.headless true';
    return {
      draft: {
        ...withSetup(setup),
        start: `${module('streamlit')} run ${made.file} ${options}`,
        ports: [port(8501, 'Streamlit')],
      },
      found: [`${made.file}: Streamlit, on port 8501`, ...found],
    };
  },
};

const PORT_PATTERNS = [/\bport\s*=\s*(\d{4,5})\b/i, /\(\s*["'][\w.]*["']\s*,\s*(\d{4,5})\s*\)/];
const ownPort = (source: string) => portBy(source, PORT_PATTERNS);

export const pythonRule: Rule = {
  looksAt: 'a Python program that names a port',
  find(project): Found | undefined {
    const program = PROGRAMS.find((name) => ownPort(project.text(name)) !== undefined);
    const number = program === undefined ? undefined : ownPort(project.text(program));
    if (program === undefined || number === undefined) return undefined;
    const { setup, python, found } = environmentOf(project);
    return {
      draft: { ...withSetup(setup), start: `${python} ${program}`, ports: [port(number)] },
      found: [`${program}: a Python program that opens port ${number}`, ...found],
    };
  },
};
