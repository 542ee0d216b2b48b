// Lengths in words: those that the CLI uses too.
export { sizeText as size } from '@burstflare/sdk';

/** For a title: what the rounded figure leaves out. */
export const exactSize = (bytes: number): string => `${bytes.toLocaleString()} bytes`;
