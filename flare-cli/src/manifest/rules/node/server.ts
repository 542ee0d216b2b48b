// Owns the port of a program that the project wrote itself: in the script, else in its source.
import { portBy } from '../../draft.ts';
import type { Project } from '../../project.ts';

export const SOURCES = /\.[cm]?[jt]sx?$/;
const SERVERS = ['express', 'hono', 'fastify', 'koa', '@nestjs/core', 'h3', 'polka', '@hapi/hapi', 'restify'];
const USUAL = ['src/main', 'src/index', 'src/server', 'src/app', 'main', 'index', 'server', 'app'];

/** The file that the command runs, else the package's own. */
export function entryOf(project: Project, main: string | undefined, command: string): string | undefined {
  const words = command.split(/\s+/).filter((word) => SOURCES.test(word));
  const usual = USUAL.flatMap((name) => ['.ts', '.js', '.mjs', '.cjs'].map((ending) => name + ending));
  const known = main === undefined ? [] : SOURCES.test(main) ? [main] : [`${main}.js`];
  return project.first(...words, ...known, ...usual);
}

const PORT_PATTERNS = [
  /\bPORT\b['"\]]*\s*\)?\s*(?:\?\?|\|\|)\s*['"]?(\d{4,5})/,
  /\.listen\(\s*(\d{4,5})/,
  /\bport\s*[:=]\s*(\d{4,5})/i,
];

export const portIn = (source: string) => portBy(source, PORT_PATTERNS);

/** Its author lets whoever runs it choose; then it is the port that the preview shows. */
export const asksForPort = (source: string) => /\benv\.PORT\b|env\[['"]PORT['"]\]/.test(source);

export const listens = (source: string) => /\.listen\(|\bcreateServer\(|\bserve\(|\bBun\.serve\b/.test(source);

export const serverOf = (dependencies: ReadonlySet<string>) => SERVERS.find((name) => dependencies.has(name));
