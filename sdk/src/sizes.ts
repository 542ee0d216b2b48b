// Owns how a number of bytes is put for people, so that console and CLI say the same of the same
// file.
import prettyBytes from 'pretty-bytes';

/** By 1024, and named so: `0 B`, `1.4 KiB`, `23.1 MiB`. */
export const sizeText = (bytes: number): string => prettyBytes(bytes, { binary: true });
