import { execFileSync } from 'node:child_process';
import { closeSync, ftruncateSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tarOf } from '../../../../tests/support/tar.ts';
import { TarScanner, type TarEntry } from './scanner.ts';

const PAX = {
  ...{ 'GNU.sparse.major': '1', 'GNU.sparse.minor': '0' },
  ...{ 'GNU.sparse.name': 'f', 'GNU.sparse.realsize': '100000' },
};

function scan(tar: Buffer, pieceBytes = tar.length): TarEntry[] {
  const found: TarEntry[] = [];
  const scanner = new TarScanner({ entry: (entry) => void found.push(entry) });
  for (let at = 0; at < tar.length; at += pieceBytes) scanner.write(tar.subarray(at, at + pieceBytes));
  scanner.end();
  return found;
}

/** A sparse file with this map, and data of that length behind it. */
function sparse(map: string, dataBytes: number, pax: Record<string, string> = PAX, type = '0'): Buffer {
  const blocks = Buffer.alloc(Math.ceil(map.length / 512) * 512);
  blocks.write(map, 'latin1');
  return tarOf([
    { name: 'GNUSparseFile.1/f', type, pax, content: Buffer.concat([blocks, Buffer.alloc(dataBytes, 'x')]) },
  ]);
}

test('what GNU tar packs of a file with holes is taken, in pieces of any size', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bf-sparse-'));
  try {
    const file = openSync(join(folder, 'f'), 'w');
    for (let i = 0; i < 50; i++) writeSync(file, 'data', i * 70_000);
    ftruncateSync(file, 50 * 70_000 + 123);
    closeSync(file);
    const tar = execFileSync('tar', ['-c', '-C', folder, '--format=posix', '--sparse', '--sparse-version=1.0', 'f']);
    for (const pieceBytes of [1, 7, 512, 100_000]) {
      expect(scan(tar, pieceBytes)).toMatchObject([{ name: 'f', type: 'file', sparse: { realSize: 3_500_123 } }]);
    }
    const old = execFileSync('tar', ['-c', '-C', folder, '--format=posix', '--sparse', '--sparse-version=0.1', 'f']);
    expect(() => scan(old)).toThrow('sparse');
    expect(() => scan(execFileSync('tar', ['-c', '-C', folder, '--format=gnu', '--sparse', 'f']))).toThrow();
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a map in order and within the file is taken', () => {
  expect(scan(sparse('2\n0\n512\n4096\n100\n', 612))).toHaveLength(1);
  expect(scan(sparse('3\n0\n512\n4096\n100\n100000\n0\n', 612))).toHaveLength(1);
  expect(scan(sparse('0\n', 0))).toHaveLength(1);
});

test.each<[string, Buffer]>([
  ['parts that overlap', sparse('2\n0\n1024\n512\n512\n', 1536)],
  ['parts out of order', sparse('2\n4096\n512\n0\n512\n', 1024)],
  ['a part beyond the file’s end', sparse('1\n99999\n512\n', 512)],
  ['a part in the middle that fills its block in part', sparse('2\n0\n100\n4096\n512\n', 612)],
  ['more content than the map tells of', sparse('1\n0\n512\n', 1024)],
  ['less content than the map tells of', sparse('1\n0\n1024\n', 512)],
  ['a map that ends within a number', sparse('1\n0\n', 0)],
  ['a sign', sparse('1\n+0\n512\n', 512)],
  ['a leading zero', sparse('1\n00\n512\n', 512)],
  ['a number without digits', sparse('1\n\n512\n', 512)],
  ['a number that is too long', sparse(`1\n0\n${'9'.repeat(16)}\n`, 512)],
  ['something behind the map', sparse('1\n0\n512\nx', 512)],
  ['no content', tarOf([{ name: 'f', pax: PAX }])],
  ['another version', sparse('0\n', 0, { ...PAX, 'GNU.sparse.major': '2' })],
  ['no name', sparse('0\n', 0, { ...PAX, 'GNU.sparse.name': '' })],
  ['two names', sparse('0\n', 0, { ...PAX, path: 'other' })],
  ['a size that is no number', sparse('0\n', 0, { ...PAX, 'GNU.sparse.realsize': '0x10' })],
  ['a word that is not known', sparse('0\n', 0, { ...PAX, 'GNU.sparse.map': '0,1' })],
  ['a folder with holes', sparse('0\n', 0, PAX, '5')],
])('refused: %s', (_, tar) => {
  expect(() => scan(tar)).toThrow();
  expect(() => scan(tar, 3)).toThrow();
});

test('files of any length may not be claimed, one by one or together', () => {
  const pax = (name: string, size: number) => ({ ...PAX, 'GNU.sparse.name': name, 'GNU.sparse.realsize': `${size}` });
  const map = Buffer.alloc(512);
  map.write('0\n');
  const claim = (...sizes: number[]) =>
    tarOf(sizes.map((size, i) => ({ name: `${i}`, pax: pax(`${i}`, size), content: map })));
  expect(scan(claim(1024 ** 4))).toHaveLength(1);
  expect(() => scan(claim(1024 ** 4 + 1))).toThrow('1099511627776');
  expect(() => scan(claim(1024 ** 4, 1))).toThrow('1099511627776');
});
