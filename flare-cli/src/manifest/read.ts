// Owns reading a manifest: YAML (which JSON is too), the template's name that it may carry for the
// CLI, and finding the line of a field that the deployment refuses.
import { readFile } from 'node:fs/promises';
import { ProblemError } from '@burstflare/sdk';
import { isScalar, LineCounter, parseDocument } from 'yaml';
import { EXIT, Failure } from '../failures.ts';

/** The image of a manifest that names none: the one that every deployment has. */
export const DEFAULT_IMAGE = 'burstflare/base';

export interface ManifestFile {
  manifest: Record<string, unknown>;
  /** The template that a folder's manifest names; the CLI's own field, not part of what is sent. */
  name: string | undefined;
  /** The same problem, with file and line in place of the request's field paths. */
  locate(problem: ProblemError): ProblemError;
}

interface Overrides {
  persistedPaths: string[] | undefined;
  sleepTtlSeconds: number | undefined;
}

const FLAGS: Record<string, string> = {
  persistedPaths: '--persisted-paths',
  sleepTtlSeconds: '--sleep-ttl-seconds',
} satisfies Record<keyof Overrides, string>;

const PREFIX = 'body.manifest';

/** For files that come without one: nothing but what the flags say. */
export function manifestOfFlags(overrides: Overrides): ManifestFile {
  const given = givenOf(overrides);
  const locate = locator(given, (keys) => ['manifest', ...keys].join('.'));
  return { manifest: { image: DEFAULT_IMAGE, ...given }, name: undefined, locate };
}

export async function readManifestFile(path: string, overrides: Overrides): Promise<ManifestFile> {
  const name = path === '-' ? 'standard input' : path;
  const text = await readText(path, name);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const [error] = document.errors;
  if (error !== undefined) throw unreadable(name, error.message);
  const content: unknown = document.toJS();
  if (typeof content !== 'object' || content === null || Array.isArray(content)) {
    throw unreadable(name, 'It must be a mapping of fields, such as `image: burstflare/base`.');
  }
  const { name: templateName, ...fields } = content as Record<string, unknown>; // any mapping may be looked at by key
  if (templateName !== undefined && typeof templateName !== 'string') throw unreadable(name, '`name` must be a text.');
  const given = givenOf(overrides);
  const place = (keys: string[]) => {
    if (keys.length === 0) return name;
    for (let depth = keys.length; depth > 0; depth -= 1) {
      const node = document.getIn(keys.slice(0, depth).map(asKey), true);
      const range = isScalar(node) || hasRange(node) ? node.range : undefined;
      if (range) return `${name}:${lines.linePos(range[0]).line}: ${keys.join('.')}`;
    }
    return `${name}: ${keys.join('.')}`;
  };
  return {
    manifest: { image: DEFAULT_IMAGE, ...fields, ...given },
    name: templateName,
    locate: locator(given, place),
  };
}

const givenOf = (overrides: Overrides): Record<string, unknown> =>
  Object.fromEntries(Object.entries(overrides).filter(([, value]) => value !== undefined));

/** A field that a flag has set is the flag's; where any other stands, `place` says. */
function locator(given: Record<string, unknown>, place: (keys: string[]) => string) {
  const located = (field: string): string => {
    if (field !== PREFIX && !field.startsWith(`${PREFIX}.`) && !field.startsWith(`${PREFIX}[`)) return field;
    const keys = field
      .slice(PREFIX.length + 1)
      .split(/[.[\]]+/)
      .filter((key) => key !== '');
    const [first = ''] = keys;
    return (first in given ? FLAGS[first] : undefined) ?? place(keys);
  };
  return (problem: ProblemError): ProblemError => {
    const { code, status, title, detail, next, requestId, context } = problem;
    return new ProblemError({
      ...{ code, status, title, detail, requestId, context },
      errors: problem.errors.map(({ path, message }) => ({ path: located(path), message })),
      ...(next !== undefined && { next }),
    });
  };
}

async function readText(path: string, name: string): Promise<string> {
  try {
    if (path !== '-') return await readFile(path, 'utf8');
    const chunks: Buffer[] = [];
    for await (const chunk of process.stdin) chunks.push(chunk);
    return Buffer.concat(chunks).toString('utf8');
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    throw unreadable(name, missing ? 'There is no such file.' : String(error));
  }
}

const asKey = (key: string) => (/^\d+$/.test(key) ? Number(key) : key);

function hasRange(node: unknown): node is { range?: [number, number, number] | null } {
  return typeof node === 'object' && node !== null && 'range' in node;
}

function unreadable(name: string, detail: string): Failure {
  return new Failure({
    code: 'manifest_unreadable',
    title: `The manifest ${name} cannot be read`,
    detail,
    next: 'Correct the file, or name another one with --manifest.',
    exitCode: EXIT.usage,
  });
}
