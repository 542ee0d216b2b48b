// Owns the width of integers in the served contract: a client in a language with several of them
// would take the narrow one for a size in bytes.
import type { Document } from '../document.ts';

const INT32 = 2 ** 31 - 1;

/**
 * The document with a format for each bounded integer. All of them fit a JavaScript number: the
 * rules see to that.
 */
export function widened(document: Document): Document {
  const copy = structuredClone(document);
  widen([copy.components, copy.paths, copy.webhooks]);
  return copy;
}

function widen(value: unknown): void {
  if (Array.isArray(value)) return value.forEach(widen);
  if (typeof value !== 'object' || value === null) return;
  for (const [key, child] of Object.entries(value)) if (key !== 'examples' && key !== 'example') widen(child);
  // A schema where it says that it is one: no other object of the contract has a type of these.
  const schema: { type?: unknown; format?: unknown; minimum?: unknown; maximum?: unknown } = value;
  const isInteger = [schema.type].flat().includes('integer');
  if (!isInteger || typeof schema.minimum !== 'number' || typeof schema.maximum !== 'number') return;
  schema.format = schema.maximum <= INT32 && schema.minimum >= -INT32 - 1 ? 'int32' : 'int64';
}
