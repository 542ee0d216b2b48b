// No package has files that import each other in a circle: each can be read, and changed, after
// those below it alone.
import { expect, test } from 'vitest';
import { sourceFiles, type SourceFile, violations } from './source-files.ts';

/**
 * The groups of files that reach each other by imports, types counted; after Tarjan (1972):
 * strongly connected components.
 */
function circles(files: readonly Pick<SourceFile, 'path' | 'imports'>[]): string[][] {
  const targets = new Map(files.map(({ path, imports }) => [path, imports.map(({ target }) => target)]));
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const found: string[][] = [];
  const visit = (path: string): number => {
    order.set(path, order.size);
    lowest.set(path, order.size - 1);
    open.push(path);
    for (const target of targets.get(path) ?? []) {
      if (target === undefined || !targets.has(target)) continue;
      const seen = order.has(target) ? (open.includes(target) ? order.get(target) : undefined) : visit(target);
      lowest.set(path, Math.min(lowest.get(path) ?? 0, seen ?? Infinity));
    }
    const low = lowest.get(path) ?? 0;
    if (low === order.get(path)) {
      const group = open.splice(open.indexOf(path));
      if (group.length > 1 || targets.get(path)?.includes(path)) found.push(group.sort());
    }
    return low;
  };
  for (const { path } of files) if (!order.has(path)) visit(path);
  return found;
}

test('no files import each other in a circle', () => {
  const found = circles(sourceFiles()).map((group) => group.join(' ↔ '));
  expect(violations(found, 'move what both need into a file below them, or hand one of them in')).toBe('');
});

const file = (path: string, ...targets: string[]) => ({
  path,
  imports: targets.map((target) => ({ specifier: target, target })),
});

test('a planted circle is found, whole, and what only leads to it is not', () => {
  const planted = [file('a', 'b', 'd'), file('b', 'c'), file('c', 'a'), file('d'), file('e', 'a'), file('f', 'f')];
  expect(circles(planted)).toEqual([['a', 'b', 'c'], ['f']]);
});
