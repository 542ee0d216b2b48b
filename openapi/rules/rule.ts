// Owns the part of redocly's plugin interface that our rules use; the CLI ships no types for it.

export interface Location {
  pointer: string;
  source: { absoluteRef: string };
  child(key: string | string[]): Location;
  key(): Location;
}

export interface Visit {
  key: string | number;
  location: Location;
  report(problem: { message: string; location?: Location }): void;
  resolve(ref: unknown): { node?: unknown; location?: Location };
}

export type Node = Record<string, unknown>;
export type Visitor = (node: Node, visit: Visit) => void;
export type Rule = () => Record<string, Visitor | { [nested: string]: Visitor }>;

export const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The object at hand, or what its $ref names; empty where there is none. */
export function follow(value: unknown, visit: Visit): Node {
  if (!isNode(value)) return {};
  if (typeof value.$ref !== 'string') return value;
  const { node } = visit.resolve(value);
  return isNode(node) ? node : {};
}

export const entries = (value: unknown): [string, unknown][] => (isNode(value) ? Object.entries(value) : []);
export const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : value === undefined ? [] : [value]);

export const isJson = (contentType: string) => /^application\/([\w.-]+\+)?json\b/.test(contentType);
