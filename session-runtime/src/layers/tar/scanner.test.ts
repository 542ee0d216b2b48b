import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { tarOf, type Made } from '../../../../tests/support/tar.ts';
import { TarScanner, type ScanLimits, type TarEntry } from './scanner.ts';

/** What a scan finds: entries with their content. */
function scan(parts: Iterable<Buffer>, limits?: ScanLimits) {
  const found: { entry: TarEntry; content: string }[] = [];
  const sink = {
    entry: (entry: TarEntry) => void found.push({ entry, content: '' }),
    data: (bytes: Buffer) => {
      const last = found.at(-1);
      if (last !== undefined) last.content += bytes.toString('latin1');
    },
  };
  const scanner = new TarScanner(sink, limits);
  for (const part of parts) scanner.write(part);
  scanner.end();
  return found;
}

const names = (entries: Made[]) => scan([tarOf(entries)]).map(({ entry }) => entry.name);

/** A part per number, over and over. */
function* split(bytes: Buffer, sizes: number[]): Generator<Buffer> {
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const size = sizes[i % sizes.length] ?? 1;
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

const MIXED: Made[] = [
  { name: 'folder/', type: '5', mode: 0o755 },
  { name: 'folder/file', content: 'x'.repeat(1300) },
  { name: 'short', content: 'a long one', pax: { path: `${'p'.repeat(200)}/q`, mtime: '1.5' } },
  { name: '././@LongLink', type: 'L', content: `${'g'.repeat(300)}\0` },
  { name: 'cut', content: '512'.padEnd(512, '!') },
  { name: 'link', type: '2', target: 'folder/file' },
  { name: 'empty' },
];

test('the same entries are found however the stream is cut into pieces', () => {
  const tar = tarOf(MIXED);
  const whole = scan([tar]);
  expect(whole.map(({ entry, content }) => [entry.name, entry.type, entry.size, content.length])).toEqual([
    ['folder/', 'directory', 0, 0],
    ['folder/file', 'file', 1300, 1300],
    [`${'p'.repeat(200)}/q`, 'file', 10, 10],
    ['g'.repeat(300), 'file', 512, 512],
    ['link', 'symlink', 0, 0],
    ['empty', 'file', 0, 0],
  ]);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 1500 }), { minLength: 1, maxLength: 20 }), (sizes) => {
      expect(scan(split(tar, sizes))).toEqual(whole);
    }),
  );
});

test('it finds what GNU tar packed, in each of its formats', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bf-scan-'));
  try {
    const long = `${'directory-'.repeat(8)}/${'name-'.repeat(30)}`;
    mkdirSync(join(folder, 'tree', '..', 'tree', 'directory-'.repeat(8)), { recursive: true });
    writeFileSync(join(folder, 'tree', long), 'content');
    writeFileSync(join(folder, 'tree/café'), 'é');
    symlinkSync('t'.repeat(150), join(folder, 'tree/link'));
    for (const format of ['gnu', 'posix', 'oldgnu']) {
      const tar = execFileSync('tar', ['-c', `--format=${format}`, '-C', folder, 'tree']);
      const found = scan([tar]).map(({ entry: { name, type, target }, content }) => {
        return [Buffer.from(name, 'latin1').toString(), type, target, content];
      });
      expect(found).toContainEqual([`tree/${long}`, 'file', null, 'content']);
      expect(found).toContainEqual(['tree/link', 'symlink', 't'.repeat(150), '']);
      expect(found).toContainEqual(['tree/café', 'file', null, Buffer.from('é').toString('latin1')]);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('an archive that is cut anywhere before its end is refused', () => {
  const tar = tarOf(MIXED);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: tar.length - 1024 }), (length) => {
      expect(() => scan([tar.subarray(0, length)])).toThrow(/cut off|empty/);
    }),
  );
});

test('a flipped byte in a header is refused', () => {
  const tar = tarOf([{ name: 'file', content: 'x' }]);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 499 }), fc.integer({ min: 1, max: 255 }), (at, by) => {
      const damaged = Buffer.from(tar);
      damaged[at] = ((damaged[at] ?? 0) + by) % 256;
      // The checksum's own two last characters are padding that readers take in several forms.
      if (at < 154 || at > 155) expect(() => scan([damaged])).toThrow();
    }),
  );
});

test.each<[string, Made[], RegExp]>([
  ['a GNU sparse file', [{ name: 'a', type: 'S' }], /type that is not taken/],
  ['a pax sparse file', [{ name: 'a', pax: { 'GNU.sparse.name': '../b', 'GNU.sparse.major': '1' } }], /sparse/],
  ['a folder with content', [{ name: 'a', type: '5', content: 'x' }], /directory with content/],
  ['a link with content', [{ name: 'a', type: '1', target: 'b', content: 'x' }], /hardlink with content/],
  ['a link whose size comes by pax', [{ name: 'a', type: '2', target: 'b', pax: { size: '512' } }], /with content/],
  ['a size that is no number', [{ name: 'a', pax: { size: '-1' } }], /no number/],
  ['a global header that renames', [{ name: 'g', type: 'g', content: '13 path=../x\n' }, { name: 'a' }], /global/],
  ['a damaged extended header', [{ name: 'x', type: 'x', content: '99 path=a\n' }, { name: 'a' }], /damaged/],
  ['an extended header that claims 2 MiB', [{ name: 'x', type: 'x', size: 2 * 1024 * 1024 }], /too long/],
  [
    'two extended headers',
    [
      { name: 'x', type: 'x', content: '9 path=b\n' },
      { name: 'a', pax: { path: 'c' } },
    ],
    /two ext/,
  ],
  [
    'two long names',
    [
      { name: 'l', type: 'L', content: 'b' },
      { name: 'a', pax: { path: 'c' } },
    ],
    /two names/,
  ],
  ['an extended header at the end', [{ name: 'x', type: 'x', content: '9 path=b\n' }], /cut off/],
  ['no magic', [{ name: 'a', magic: '' }], /no tar archive/],
])('what two readers could read differently is refused: %s', (_, entries, reason) => {
  expect(() => names(entries)).toThrow(reason);
});

test('a harmless global header, as git writes it, is passed over', () => {
  expect(names([{ name: 'pax_global_header', type: 'g', content: '13 comment=x\n' }, { name: 'a' }])).toEqual(['a']);
});

test('something behind the end is refused, padding is not', () => {
  const tar = tarOf([{ name: 'a' }]);
  expect(scan([tar, Buffer.alloc(9 * 512)])).toHaveLength(1);
  expect(() => scan([tar, tar])).toThrow(/follows its end/);
});

test('an archive past a limit is refused before what is past it', () => {
  const entries = Array.from({ length: 11 }, (_, i) => ({ name: `f${i}`, content: 'x' }));
  expect(() => scan([tarOf(entries)], { entries: 10, bytes: Infinity })).toThrow(/more than 10 entries/);
  expect(() => scan([tarOf(entries)], { entries: 20, bytes: 5000 })).toThrow(/more than 5000 bytes/);
});
