// Owns reading a manifest: YAML (which JSON is too), the template's name that it may carry for the CLI, and telling in which line a field
// that the deployment refuses stands.
import { readFile } from 'node:fs/promises';
import { ProblemError } from '@burstflare/sdk';
import { isScalar, LineCounter, parseDocument } from 'yaml';
import { EXIT, Failure } from './failures.ts';

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

const PREFIX = 'body.manifest';

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
  const given = Object.entries(overrides).filter(([, value]) => value !== undefined);
  const place = (field: string) => {
    const keys = field
      .slice(PREFIX.length + 1)
      .split(/[.[\]]+/)
      .filter((key) => key !== '');
    if (keys.length === 0) return name;
    for (let depth = keys.length; depth > 0; depth -= 1) {
      const node = document.getIn(keys.slice(0, depth).map(asKey), true);
      const range = isScalar(node) || hasRange(node) ? node.range : undefined;
      if (range) return `${name}:${lines.linePos(range[0]).line}: ${keys.join('.')}`;
    }
    return `${name}: ${keys.join('.')}`;
  };
  return {
    manifest: { image: DEFAULT_IMAGE, ...fields, ...Object.fromEntries(given) },
    name: templateName,
    locate: (problem) => {
      const errors = problem.errors.map(({ path: field, message }) => ({
        path:
          field === PREFIX || field.startsWith(`${PREFIX}.`) || field.startsWith(`${PREFIX}[`) ? place(field) : field,
        message,
      }));
      const { code, status, title, detail, next, requestId, context } = problem;
      return new ProblemError({
        code,
        status,
        title,
        detail,
        requestId,
        context,
        errors,
        ...(next !== undefined && { next }),
      });
    },
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
