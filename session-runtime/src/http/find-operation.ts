// Owns which operation of a generated table a request is for.
import type { Operations } from '../contract.ts';

export interface Found {
  id: string;
  params: Record<string, string>;
}

/** Null where the contract has no such method and path. */
export type FindOperation = (method: string, path: string) => Found | null;

export function finderOf(operations: Operations): FindOperation {
  const patterns = Object.entries(operations).map(([id, { method, path }]) => ({ id, method, parts: path.split('/') }));
  return (method, path) => {
    const parts = path.split('/');
    for (const pattern of patterns) {
      const params = pattern.method === method ? matched(pattern.parts, parts) : null;
      if (params !== null) return { id: pattern.id, params };
    }
    return null;
  };
}

function matched(pattern: readonly string[], parts: readonly string[]): Record<string, string> | null {
  if (pattern.length !== parts.length) return null;
  const params: [string, string][] = [];
  for (const [index, wanted] of pattern.entries()) {
    const part = parts[index] ?? '';
    if (wanted.startsWith('{') && part !== '') params.push([wanted.slice(1, -1), decoded(part)]);
    else if (wanted !== part) return null;
  }
  return Object.fromEntries(params);
}

/** What does not decode stays as it is, and fits no id's pattern. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
