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
  /** `from`: the file that the reference stands in, where that is not the one at hand. */
  resolve(ref: unknown, from?: string): { node?: unknown; location?: Location };
}

export type Node = Record<string, unknown>;
export type Visitor = (node: Node, visit: Visit) => void;
export type Rule = () => Record<string, Visitor | { [nested: string]: Visitor }>;

export const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The object at hand, or what its $ref names; empty where there is none. */
export const follow = (value: unknown, visit: Visit): Node => place(value, visit).node;

/** The same with the file that it stands in, from which its own references lead on. */
export function place(value: unknown, visit: Visit, from?: string): { node: Node; from: string | undefined } {
  if (!isNode(value)) return { node: {}, from };
  if (typeof value.$ref !== 'string') return { node: value, from };
  const { node, location } = visit.resolve(value, from);
  return { node: isNode(node) ? node : {}, from: location?.source.absoluteRef };
}

export const entries = (value: unknown): [string, unknown][] => (isNode(value) ? Object.entries(value) : []);
export const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : value === undefined ? [] : [value]);

export const isJson = (contentType: string) => /^application\/([\w.-]+\+)?json\b/.test(contentType);
