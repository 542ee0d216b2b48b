import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Chunker, MAX_BYTES, MIN_BYTES } from './chunker.ts';

function chunks(parts: Iterable<Buffer>): Buffer[] {
  const chunker = new Chunker();
  const cut: Buffer[] = [];
  for (const part of parts) cut.push(...chunker.push(part));
  const rest = chunker.rest();
  return rest === null ? cut : [...cut, rest];
}

const digest = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

/** Bytes that look random and are the same each time. */
function noise(length: number, seed = 'noise'): Buffer {
  const bytes = Buffer.alloc(length);
  for (let at = 0; at < length; at += 32) createHash('sha256').update(`${seed} ${at}`).digest().copy(bytes, at);
  return bytes;
}

const DATA = noise(12 * 1024 * 1024);

test('a stream is cut at the same places however it comes in pieces', () => {
  const whole = chunks([DATA]).map(digest);
  expect(whole.length).toBeGreaterThan(5);
  const sizes = fc.array(fc.oneof(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 3_000_000 })), {
    minLength: 1,
    maxLength: 12,
  });
  fc.assert(
    fc.property(sizes, (sizes) => {
      const parts = function* () {
        // The last piece is the large rest, so that small sizes do not take for ever.
        let at = 0;
        for (const size of sizes) {
          yield DATA.subarray(at, at + size);
          at += size;
        }
        if (at < DATA.length) yield DATA.subarray(at);
      };
      expect(chunks(parts()).map(digest)).toEqual(whole);
    }),
    { numRuns: 25 },
  );
});

test('the chunks are the stream, each within the limits', () => {
  for (const bytes of [DATA, Buffer.alloc(9_000_000), noise(100), noise(MIN_BYTES), noise(MAX_BYTES + 1)]) {
    const cut = chunks([bytes]);
    expect(Buffer.concat(cut).equals(bytes)).toBe(true);
    for (const chunk of cut.slice(0, -1)) {
      expect(chunk.length).toBeGreaterThanOrEqual(MIN_BYTES);
      expect(chunk.length).toBeLessThanOrEqual(MAX_BYTES);
    }
  }
  expect(chunks([])).toEqual([]);
});

test('an insertion changes the chunks around it and no others', () => {
  const before = chunks([DATA]).map(digest);
  const after = chunks([DATA.subarray(0, 5_000_000), Buffer.from('inserted'), DATA.subarray(5_000_000)]).map(digest);
  expect(after.filter((one) => !before.includes(one)).length).toBeLessThanOrEqual(2);
});

test('where it cuts never changes, or everything would be uploaded anew', () => {
  expect(chunks([DATA]).map(({ length }) => length)).toMatchInlineSnapshot(`
    [
      1166098,
      1647610,
      1198234,
      1334242,
      1216806,
      1495978,
      426273,
      560665,
      1050115,
      1076051,
      1318668,
      92172,
    ]
  `);
});
