// Owns openapi/generated: the documents that are served, in one deterministic form. JSON has no
// comments, so x-generated is the header.
import type { Document } from '../document.ts';
import { HOST, PUBLIC, RUNTIME } from '../header.ts';

// An empty table goes; an empty list stays, because security: [] means that no sign-in is asked
// for.
const isEmpty = (value: unknown) =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0;
const withoutEmpty = (value: object) => Object.fromEntries(Object.entries(value).filter(([, part]) => !isEmpty(part)));

/**
 * Keys stand in document.ts's order and names as they were written, so the text depends on nothing
 * but the contract.
 */
function text({ openapi, components, ...rest }: Document, source: string): string {
  const note = `From ${source} by npm run generate. Do not edit.`;
  const document = { openapi, 'x-generated': note, ...withoutEmpty(rest), components: withoutEmpty(components) };
  return `${JSON.stringify(document, null, 2)}\n`;
}

export const publicBundle = (document: Document) => text(document, PUBLIC);
export const runtimeBundle = (document: Document) => text(document, RUNTIME);
export const hostBundle = (document: Document) => text(document, HOST);
