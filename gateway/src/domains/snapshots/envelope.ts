// burstflare.snapshot.v2, what the earlier deployment's snapshots are uploaded as: files as text in one JSON document.
import * as z from 'zod';
import type { LayerFile } from '../../platform/layers/file-layer.ts';
import { ContentRefused } from '../../platform/layers/refusal.ts';

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

type EnvelopeFile = z.infer<typeof Envelope>['files'][number];

/** The files of an envelope that lie in the session's persisted paths. Throws ContentRefused. */
export function filesOfEnvelope(text: string, persistedPaths: readonly string[]): LayerFile[] {
  const inside = (path: string) =>
    persistedPaths.some((root) => path.startsWith(`${root}/`) && !path.startsWith(`${root}/.burstflare/`));
  return read(text)
    .filter(({ path }) => inside(path) && !path.split('/').includes('..'))
    .map((file) => ({ path: file.path, bytes: bytesOf(file) }));
}

function read(text: string): EnvelopeFile[] {
  const envelope = Envelope.safeParse(parse(text));
  if (envelope.success) return envelope.data.files;
  const [issue] = envelope.error.issues;
  const where = issue?.path.length ? `${issue.path.join('.')}: ` : '';
  throw new ContentRefused(`It is no burstflare.snapshot.v2 envelope (${where}${issue?.message ?? 'unknown'}).`);
}

function parse(text: string): unknown {
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

/** A path from an envelope, for people: bounded, on one line. */
const shown = (path: string) => JSON.stringify(path.length > 100 ? `${path.slice(0, 100)}…` : path);
