import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { expect, test } from 'vitest';
import { manifestSchema } from './manifest-schema.ts';

const ajv = new Ajv2020({ strict: false });
// ajv-formats is CommonJS; its default export is the function.
(addFormats as unknown as (ajv: Ajv2020) => void)(ajv);
const isManifest = ajv.compile(manifestSchema());

test('the schema stands alone and takes what the CLI takes', () => {
  expect(JSON.stringify(manifestSchema())).not.toContain('$ref');
  expect(isManifest({ name: 'shop', start: 'npm start', ports: [{ number: 3000, label: 'Web' }] })).toBe(true);
  expect(isManifest({})).toBe(true);
});

test('it refuses what the deployment refuses', () => {
  expect(isManifest({ starts: 'npm start' })).toBe(false);
  expect(isManifest({ ports: [{ number: 80 }] })).toBe(false);
  expect(isManifest({ persistedPaths: ['workspace'] })).toBe(false);
  expect(isManifest({ start: 'echo a\0b' })).toBe(false);
  expect(isManifest({ env: { A: '\0' } })).toBe(false);
});
