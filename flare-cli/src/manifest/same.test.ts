import { expect, test } from 'vitest';
import { sameManifest } from './same.ts';

const stored = {
  image: 'burstflare/base',
  features: [],
  persistedPaths: ['/workspace'],
  ports: [{ number: 3000, visibility: 'private' }],
  env: {},
  start: 'npm start',
};

test('what the deployment fills in is no difference', () => {
  expect(sameManifest({ start: 'npm start', image: 'burstflare/base', ports: [{ number: 3000 }] }, stored)).toBe(true);
});

test('every other difference is one', () => {
  const mine = { image: 'burstflare/base', ports: [{ number: 3000 }], start: 'npm start' };
  expect(sameManifest({ ...mine, start: 'npm run dev' }, stored)).toBe(false);
  expect(sameManifest({ ...mine, setup: 'npm ci' }, stored)).toBe(false);
  expect(sameManifest({ ...mine, persistedPaths: ['/workspace', '/home/dev'] }, stored)).toBe(false);
  expect(sameManifest({ image: 'burstflare/base', ports: [{ number: 3000 }] }, stored)).toBe(false);
  expect(sameManifest({ ...mine, ports: [{ number: 3001 }] }, stored)).toBe(false);
});
