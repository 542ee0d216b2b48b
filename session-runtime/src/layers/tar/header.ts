// Owns reading a tar header block and a pax extended header: POSIX.1-2017 `pax`, and what GNU tar
// adds. Names are latin1 strings, which carry any bytes unchanged. What two readers could read
// differently is refused, so that tar itself sees just what was checked here.
import { EntryRefused } from '../refusal.ts';

export const BLOCK = 512;
const NUL = 0;
const SPACE = 0x20;

export interface Header {
  name: string;
  type: string;
  size: number;
  mode: number;
  target: string;
}

/** Null for a block of zeros, which ends the archive. */
export function parseHeader(block: Buffer): Header | null {
  const sum = checksum(block);
  if (sum.unsigned === 8 * SPACE) return null; // Only the eight spaces that stand in for the checksum: all is zero.
  const name = text(block, 0, 100);
  const noArchive = () =>
    new EntryRefused(name === '' ? 'The archive' : name, 'this is no tar archive, or it is damaged');
  const stored = octal(block, 148, 8);
  if (stored !== sum.unsigned && stored !== sum.signed) throw noArchive();
  const magic = block.toString('latin1', 257, 263);
  if (magic !== 'ustar\0' && magic !== 'ustar ') throw noArchive();
  // GNU's own format keeps times where POSIX keeps the front of long names.
  const prefix = magic === 'ustar\0' ? text(block, 345, 155) : '';
  const size = number(block, 124, 12);
  const mode = octal(block, 100, 8);
  if (size === null || mode === null) throw new EntryRefused(name, 'its header holds a number that is none');
  return {
    name: prefix === '' ? name : `${prefix}/${name}`,
    type: block.toString('latin1', 156, 157),
    size,
    mode: mode & 0o7777,
    target: text(block, 157, 100),
  };
}

/** The records of a pax extended header. */
export function parsePax(bytes: Buffer, entry: string): Map<string, string> {
  const records = new Map<string, string>();
  const damaged = () => new EntryRefused(entry, 'its extended header is damaged');
  for (let at = 0; at < bytes.length;) {
    const space = bytes.indexOf(SPACE, at);
    const digits = space < 0 ? '' : bytes.toString('latin1', at, space);
    if (!/^[1-9]\d{0,9}$/.test(digits)) throw damaged();
    const end = at + Number(digits);
    if (end > bytes.length || end <= space + 1 || bytes[end - 1] !== 0x0a) throw damaged();
    const record = bytes.toString('latin1', space + 1, end - 1);
    const equals = record.indexOf('=');
    if (equals < 1) throw damaged();
    records.set(record.slice(0, equals), record.slice(equals + 1));
    at = end;
  }
  return records;
}

/** Some old writers summed signed bytes; tar takes both. */
function checksum(block: Buffer): { unsigned: number; signed: number } {
  let unsigned = 8 * SPACE;
  let high = 0;
  for (let i = 0; i < BLOCK; i++) {
    if (i === 148) i = 156;
    // The index is below the length, which was checked by whoever made the block.
    const byte = block[i] ?? 0;
    unsigned += byte;
    high += byte >> 7;
  }
  return { unsigned, signed: unsigned - 256 * high };
}

function text(block: Buffer, from: number, length: number): string {
  const end = block.indexOf(NUL, from);
  return block.toString('latin1', from, end < 0 || end > from + length ? from + length : end);
}

function octal(block: Buffer, from: number, length: number): number | null {
  const field = block.toString('latin1', from, from + length);
  const match = /^ *([0-7]+)[ \0]*$/.exec(field);
  return match === null ? null : parseInt(match[1] ?? '', 8);
}

/** Octal, or GNU's base 256 for what octal digits cannot hold. */
function number(block: Buffer, from: number, length: number): number | null {
  if (block[from] !== 0x80) return octal(block, from, length);
  const value = block.subarray(from + 1, from + length).reduce((sum, byte) => sum * 256 + byte, 0);
  return Number.isSafeInteger(value) ? value : null;
}
