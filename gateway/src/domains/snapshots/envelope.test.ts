import { expect, test } from 'vitest';
import { ContentRefused } from '../../platform/layers/refusal.ts';
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
