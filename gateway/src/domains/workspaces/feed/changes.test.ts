import { expect, test } from 'vitest';
import { Changes, type Entry } from './changes.ts';

const begunAt = 1_000_000;
const session = (id: string) => ({ kind: 'session', id }) as const;

function read(changes: Changes, entries: readonly Entry[] = changes.due(begunAt, 10_000)): void {
  for (const entry of entries) Object.assign(entry, { state: 'read', frame: new Uint8Array([1]) });
}

test('what waits to be read holds back what comes after it, so that nobody passes it over', () => {
  const changes = new Changes(begunAt);
  changes.add([session('a'), session('b'), session('c')]);
  const [, second] = changes.due(begunAt, 10);
  read(
    changes,
    changes.due(begunAt, 10).filter((entry) => entry !== second),
  );
  expect(changes.after(begunAt)).toMatchObject({ entries: [{ id: 'a' }], position: begunAt + 1 });
  read(changes, second ? [second] : []);
  expect(changes.after(begunAt + 1)?.entries.map(({ id }) => id)).toEqual(['b', 'c']);
});

test('a thing that changes again is sent once, in its newest form', () => {
  const changes = new Changes(begunAt);
  changes.add([session('a'), session('b'), session('a')]);
  expect(changes.due(begunAt, 10).map(({ id, seq }) => [id, seq - begunAt])).toEqual([
    ['b', 2],
    ['a', 3],
  ]);
  read(changes);
  changes.add([session('b')]);
  expect(changes.after(begunAt)).toMatchObject({ entries: [{ id: 'a' }], position: begunAt + 3 });
});

test('the last thousand are kept, and whoever is further behind is told so', () => {
  const changes = new Changes(begunAt);
  for (let n = 0; n < 1500; n++) changes.add([session(String(n))]);
  read(changes);
  expect(changes.after(begunAt + 499)).toBeNull();
  let position = begunAt + 500;
  const seen: string[] = [];
  for (let step = changes.after(position); step && step.position > position; step = changes.after(position)) {
    seen.push(...step.entries.map(({ id }) => id));
    position = step.position;
  }
  expect([seen.length, seen[0], seen.at(-1)]).toEqual([1000, '500', '1499']);
  expect(position).toBe(changes.head);
});

test('an id is known to the life that gave it alone, and not beyond what has happened', () => {
  const changes = new Changes(begunAt);
  changes.add([session('a')]);
  expect(changes.positionOf(changes.idAt(begunAt + 1))).toBe(begunAt + 1);
  const other = new Changes(begunAt + 5000);
  const wrong = [other.idAt(begunAt), changes.idAt(begunAt + 2), '', '.', 'lfls.', `${changes.idAt(begunAt)}.1`, 'x.1'];
  expect(wrong.map((id) => changes.positionOf(id))).toEqual(wrong.map(() => null));
});
