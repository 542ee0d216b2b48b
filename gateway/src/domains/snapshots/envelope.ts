// burstflare.snapshot.v2, what the earlier deployment's snapshots are uploaded as: files as text in
// one JSON document.
import * as z from 'zod';
import { type LayerFile, ContentRefused } from '../layers/index.ts';

const Envelope = z.object({
  format: z.literal('burstflare.snapshot.v2'),
  files: z
    .array(
      z.object({
        path: z.string().max(4096),
        content: z.string(),
        encoding: z.enum(['utf8', 'base64']).default('utf8'),
      }),
    )
    .max(100_000),
});

/** An envelope is held in memory several times over while it becomes a layer. */
export const maxEnvelopeBytes = 12 * 1024 * 1024;

/** What a Linux file system takes, and therefore a runtime. */
const maxNameBytes = 255;
const maxPathBytes = 4095;

type EnvelopeFile = z.infer<typeof Envelope>['files'][number];

/**
 * The files of an envelope that lie in the session's persisted paths. Threat: an envelope is what
 * somebody made up, and one that is restored into a sleeping session is unpacked by its next start
 * only: names that a runtime refuses, or reads as others, would keep the session from ever
 * starting, or reach the runtime's own folder. Property: each name stands for just one file, below
 * a persisted path and not in `.burstflare` there, and all of them fit into one tree; anything else
 * is ContentRefused before the session knows of it.
 */
export function filesOfEnvelope(text: string, persistedPaths: readonly string[]): LayerFile[] {
  const files = new Map<string, EnvelopeFile>();
  for (const file of read(text)) {
    checkPlain(file.path);
    if (isRestored(file.path, persistedPaths)) files.set(file.path, file);
  }
  checkTree([...files.keys()]);
  return [...files.values()].map((file) => ({ path: file.path, bytes: bytesOf(file) }));
}

/**
 * With no other spelling: a tar name ends at NUL, empty parts and `.` vanish, and half a surrogate
 * pair has no UTF-8.
 */
function checkPlain(path: string): void {
  const parts = path.replace(/^\//, '').split('/');
  if (bytesIn(path) > maxPathBytes || parts.some((part) => bytesIn(part) > maxNameBytes))
    throw new ContentRefused(
      `${shown(path)} is too long: a name has at most ${maxNameBytes} bytes, and a path ${maxPathBytes}.`,
    );
  if (parts.some((part) => part === '' || part === '.' || part === '..') || /\0|\p{Surrogate}/u.test(path))
    throw new ContentRefused(
      `${shown(path)} is no plain path: it may not hold NUL or empty parts, nor \`.\` or \`..\`.`,
    );
}

function isRestored(path: string, persistedPaths: readonly string[]): boolean {
  const root = persistedPaths.find((root) => path.startsWith(`${root}/`));
  return root !== undefined && !`${path}/`.startsWith(`${root}/.burstflare/`);
}

/** Sorted as folders, what lies below a path follows it directly. */
function checkTree(paths: readonly string[]): void {
  const sorted = paths.map((path) => `${path}/`).sort();
  const both = sorted.find((path, at) => sorted[at + 1]?.startsWith(path));
  if (both !== undefined) throw new ContentRefused(`${shown(both.slice(0, -1))} is both a file and a folder.`);
}

function read(text: string): EnvelopeFile[] {
  const envelope = Envelope.safeParse(jsonOf(text));
  if (envelope.success) return envelope.data.files;
  const [issue] = envelope.error.issues;
  const where = issue?.path.length ? `${issue.path.join('.')}: ` : '';
  throw new ContentRefused(`It is no burstflare.snapshot.v2 envelope (${where}${issue?.message ?? 'unknown'}).`);
}

/** Throws ContentRefused for what was cut or is none. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ContentRefused(`The JSON parser says: ${error instanceof Error ? error.message : String(error)}.`);
  }
}

function bytesOf({ path, content, encoding }: EnvelopeFile): Uint8Array {
  if (encoding === 'utf8') return new TextEncoder().encode(content);
  try {
    return Uint8Array.from(atob(content), (char) => char.charCodeAt(0));
  } catch {
    throw new ContentRefused(`The content of ${shown(path)} is not base64.`);
  }
}

const bytesIn = (text: string) => new TextEncoder().encode(text).byteLength;

/** A path from an envelope, for people: bounded, on one line. */
const shown = (path: string) => JSON.stringify(path.length > 100 ? `${path.slice(0, 100)}…` : path);
