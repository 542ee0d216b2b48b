import { expect, test } from 'vitest';
import { EntryRules, type Rules } from './entry-rules.ts';
import type { TarEntry } from './scanner.ts';

const LAYER: Rules = {
  roots: ['workspace', 'home/dev/.config'],
  base: '/',
  outwardLinks: 'keep',
  fifos: 'keep',
  sparse: 'keep',
};
const UPLOAD: Rules = { ...LAYER, outwardLinks: 'refuse' };
const BUNDLE: Rules = { roots: [''], base: '/workspace', outwardLinks: 'refuse', fifos: 'refuse', sparse: 'refuse' };

type Short = [name: string, type?: TarEntry['type'], target?: string];
function check(rules: Rules, ...entries: Short[]): string[] {
  const all = new EntryRules(rules);
  return entries.map(([name, type = 'file', target]) =>
    all.check({ name, type, size: 0, mode: 0o644, target: target ?? null, sparse: null }),
  );
}

test('names take their normal form', () => {
  expect(check(BUNDLE, ['./', 'directory'], ['./a//b/./c'], ['d/', 'directory'])).toEqual(['', 'a/b/c', 'd']);
  expect(check(LAYER, ['workspace/', 'directory'], ['home/dev/.config/x'])).toEqual([
    'workspace',
    'home/dev/.config/x',
  ]);
});

test.each<[string, Rules, Short]>([
  ['an absolute name', BUNDLE, ['/etc/passwd']],
  ['an absolute name', LAYER, ['/workspace/a']],
  ['..', BUNDLE, ['../a']],
  ['.. in the middle', LAYER, ['workspace/../etc/passwd']],
  ['.. at the end', BUNDLE, ['a/..', 'directory']],
  ['another folder', LAYER, ['home/dev/.ssh/authorized_keys']],
  ['a folder whose name begins the same', LAYER, ['workspace2/a']],
  ['the folder above', LAYER, ['home/dev/', 'directory']],
  ['the top itself', LAYER, ['./', 'directory']],
  ['a link in the place of a folder', LAYER, ['workspace', 'symlink', '/etc']],
  ['a file in the place of a folder', BUNDLE, ['./.']],
  ['the runtime’s own folder', LAYER, ['workspace/.burstflare/transfers/x.json']],
  ['the runtime’s own folder', BUNDLE, ['./.burstflare', 'symlink', 'a']],
  ['a device', LAYER, ['workspace/null', 'device']],
  ['a pipe in a bundle', BUNDLE, ['pipe', 'fifo']],
  ['no name', BUNDLE, ['']],
  ['a name with NUL', BUNDLE, ['a\0b']],
  ['a name longer than files have', BUNDLE, ['a'.repeat(256)]],
  ['an absolute link out of a bundle', BUNDLE, ['a', 'symlink', '/etc/passwd']],
  ['a link out of a bundle', BUNDLE, ['a/b', 'symlink', '../../etc']],
  ['a link that goes down and up again', BUNDLE, ['a', 'symlink', 'b/../../..']],
  ['a link out of an upload', UPLOAD, ['workspace/a', 'symlink', '../home/dev/.ssh']],
  ['a link to nowhere', LAYER, ['workspace/a', 'symlink', '']],
  ['a hard link out', LAYER, ['workspace/a', 'hardlink', 'etc/passwd']],
  ['a hard link with ..', BUNDLE, ['a', 'hardlink', '../x']],
  ['an absolute hard link', BUNDLE, ['a', 'hardlink', '/workspace/x']],
  ['a hard link to a folder', LAYER, ['workspace/a', 'hardlink', 'workspace']],
])('refused: %s', (_, rules, entry) => {
  expect(() => check(rules, entry)).toThrow();
});

test.each<[string, Rules, Short[]]>([
  ['below a link', LAYER, [['workspace/a', 'symlink', '/etc'], ['workspace/a/passwd']]],
  ['far below a link', LAYER, [['workspace/a', 'symlink', '.'], ['workspace/a/b/c/d']]],
  [
    'in the place of a link, whose target a folder entry would change',
    LAYER,
    [
      ['workspace/a', 'symlink', '/tmp'],
      ['workspace/a', 'directory'],
    ],
  ],
  [
    'by a hard link through a link',
    LAYER,
    [
      ['workspace/a', 'symlink', '/etc'],
      ['workspace/b', 'hardlink', 'workspace/a/passwd'],
    ],
  ],
  [
    'below a second name of a link',
    LAYER,
    [['workspace/a', 'symlink', '/etc'], ['workspace/b', 'hardlink', 'workspace/a'], ['workspace/b/passwd']],
  ],
])('nothing is written through a link: %s', (_, rules, entries) => {
  expect(() => check(rules, ...entries)).toThrow(/link/);
});

test('links that stay inside are taken, and in what a session saved those that lead out too', () => {
  const inside: Short[] = [
    ['a/b', 'symlink', '../c'],
    ['a/d', 'symlink', '/workspace/x'],
    ['e', 'symlink', '.'],
    ['f', 'hardlink', 'a/file'],
  ];
  expect(check(BUNDLE, ...inside)).toHaveLength(4);
  expect(check(UPLOAD, ['workspace/a', 'symlink', '../home/dev/.config/x'])).toHaveLength(1);
  expect(
    check(LAYER, ['workspace/a', 'symlink', '/usr/bin/python3'], ['workspace/b', 'symlink', '../../..']),
  ).toHaveLength(2);
});
