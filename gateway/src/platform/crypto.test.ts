import { expect, test } from 'vitest';
import { base64Url, fromBase64Url, idFromDigest, randomId, randomToken, ServerKey } from './crypto.ts';

test('base64url goes there and back, and what is none is null and no exception', () => {
  for (let length = 0; length < 70; length++) {
    const bytes = crypto.getRandomValues(new Uint8Array(length));
    expect(fromBase64Url(base64Url(bytes))).toEqual(bytes);
  }
  for (const text of ['A', 'AAAAA', '=', 'AA==', 'a b', 'ä', '+/', '.', '\n']) expect(fromBase64Url(text)).toBeNull();
});

test('ids and tokens have the contract’s forms and do not repeat', () => {
  expect(randomId('ses')).toMatch(/^ses-[a-z2-7]{20}$/);
  expect(randomToken('bfa')).toMatch(/^bfa_[A-Za-z0-9_-]{43}$/);
  expect(new Set(Array.from({ length: 1000 }, () => randomId('ses'))).size).toBe(1000);
  const digest = new Uint8Array(32).fill(7);
  expect(idFromDigest('tpl', digest)).toBe(idFromDigest('tpl', digest));
});

test('a keyed digest holds for one purpose, one message and one key', async () => {
  const key = new ServerKey('a secret of at least thirty-two characters');
  const mac = new Uint8Array(await key.mac('preview-pass', 'message'));
  expect(await key.verify('preview-pass', 'message', mac)).toBe(true);
  expect(await key.verify('csrf', 'message', mac)).toBe(false);
  expect(await key.verify('preview-pass', 'other', mac)).toBe(false);
  expect(await new ServerKey('another secret of thirty-two characters').verify('preview-pass', 'message', mac)).toBe(
    false,
  );
  expect(await key.verify('preview-pass', 'message', mac.slice(0, 31))).toBe(false);
});
