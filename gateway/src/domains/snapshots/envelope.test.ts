import { expect, test } from 'vitest';
import { ContentRefused } from '../layers/index.ts';
import { filesOfEnvelope } from './envelope.ts';

const envelope = (...files: object[]) => JSON.stringify({ format: 'burstflare.snapshot.v2', files });
const read = (text: string) =>
  filesOfEnvelope(text, ['/workspace', '/home/dev/notes']).map(({ path, bytes }) => [
    path,
    Buffer.from(bytes).toString(),
  ]);

function reasonFor(text: string): string {
  try {
    return `taken: ${JSON.stringify(read(text))}`;
  } catch (error) {
    expect(error).toBeInstanceOf(ContentRefused);
    return error instanceof Error ? error.message : '';
  }
}

test('text and base64 are read, of files in the persisted paths alone', () => {
  const files = [
    { path: '/workspace/a', content: 'ä' },
    { path: '/home/dev/notes/b', content: 'YmFzZTY0', encoding: 'base64' },
    { path: '/home/dev/c', content: 'outside' },
    { path: '/workspaces/d', content: 'outside' },
  ];
  expect(read(envelope(...files))).toEqual([
    ['/workspace/a', 'ä'],
    ['/home/dev/notes/b', 'base64'],
  ]);
});

test.each([
  ['JSON that breaks off', '{"format":"burstflare.snapshot.v2",', /JSON parser says/],
  ['no files', '{"format":"burstflare.snapshot.v2"}', /envelope \(files: /],
  ['a file without content', envelope({ path: '/workspace/a' }), /envelope \(files\.0\.content: /],
  ['another format after all', '{"format":"burstflare.snapshot.v2","format":"v9","files":[]}', /envelope \(format: /],
  [
    'content that is not base64',
    envelope({ path: '/workspace/a', content: '!!!', encoding: 'base64' }),
    'The content of "/workspace/a" is not base64.',
  ],
])('an envelope with %s is refused, and the reason says so', (_, text, reason) => {
  expect(reasonFor(text)).toMatch(reason);
});

test.each([
  '/workspace/./.burstflare/session.json',
  '/workspace//.burstflare/session.json',
  '/workspace/.burstflare\0x',
  '/workspace/\0',
  '/workspace/a\0b',
  '/workspace/.',
  '/workspace/a/',
  '/workspace/..\0/x',
  '/workspace/../etc/passwd',
  '/etc/../workspace/.burstflare/session.json',
  '//workspace/a',
  '/workspace/\ud800',
  '/',
  '',
])('a name that may be read as another is refused: %j', (path) => {
  const reason = reasonFor(envelope({ path: '/workspace/good', content: '' }, { path, content: 'evil' }));
  expect(reason).toMatch(/is no plain path/);
  expect(reason).not.toMatch(/\p{Cc}/u);
});

test('names are as long as a file system takes them, and no longer', () => {
  const fits = `/workspace/${'d/'.repeat(2000)}${'é'.repeat(40)}`;
  expect(read(envelope({ path: fits, content: 'x' }))).toEqual([[fits, 'x']]);
  for (const path of [`/workspace/${'é'.repeat(128)}`, `${fits}${'/a'.repeat(10)}`])
    expect(reasonFor(envelope({ path, content: '' }))).toMatch(/is too long: a name has at most 255 bytes/);
});

test("the runtime's own folder is left out, as a file too, and in each persisted path", () => {
  const paths = [
    '/workspace/.burstflare',
    '/workspace/.burstflare/session.json',
    '/home/dev/notes/.burstflare/a/b',
    '/workspace/.burstflared',
    '/workspace/a/.burstflare/b',
  ];
  const files = paths.map((path) => ({ path, content: '' }));
  expect(read(envelope(...files)).map(([path]) => path)).toEqual(paths.slice(3));
});

test.each([
  [['/workspace/a', '/workspace/a/b'], '/workspace/a'],
  [['/workspace/a/b/c/d', '/workspace/a-b', '/workspace/a.b', '/workspace/a/b'], '/workspace/a/b'],
])('a path that is a file and the folder of another is refused: %j', (paths, both) => {
  const files = paths.map((path) => ({ path, content: '' }));
  expect(reasonFor(envelope(...files))).toBe(`"${both}" is both a file and a folder.`);
});

test('names that only begin alike are no conflict, and of two files of one name the last is taken', () => {
  const paths = ['/workspace/a', '/workspace/a.b', '/workspace/a-b/c', '/workspace/ab/c', '/workspace/ab/d'];
  const files = paths.map((path) => ({ path, content: 'x' }));
  expect(read(envelope(...files, { path: '/workspace/a', content: 'y' }))).toEqual([
    ['/workspace/a', 'y'],
    ...paths.slice(1).map((path) => [path, 'x']),
  ]);
});
