// Owns saying no to content from outside: an entry that is not taken, content that is not what it
// should be, a full disk.
import { Problem } from '../problems.ts';

/** An entry of an archive, or the archive as a whole, is not taken. */
export class EntryRefused extends Error {
  constructor(
    readonly entry: string,
    readonly reason: string,
  ) {
    super(`${shown(entry)}: ${reason}`);
  }
}

/** The bytes are not those that the manifest names. */
export class ContentRefused extends Error {}

/** The disk took no more. */
export class NoSpace extends Error {
  constructor(readonly where: string) {
    super(`No space left on the session's disk, for ${where}`);
  }
}

/** What the caller gets; what is none of ours stays what it is. */
export function asRefusal(error: unknown): unknown {
  if (error instanceof EntryRefused) {
    return new Problem('archive_invalid', { entry: shown(error.entry), reason: error.reason });
  }
  if (error instanceof ContentRefused) return new Problem('content_invalid', { reason: error.message });
  if (error instanceof NoSpace) return new Problem('no_space', { reason: error.message });
  return error;
}

export function isNoSpace(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');
}

/** A name from an archive, for people: bounded, without control characters. */
function shown(name: string): string {
  const text = Buffer.from(name, 'latin1')
    .toString('utf8')
    .replaceAll(/\p{Cc}/gu, '\u{fffd}');
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
