// Who may import whom, as ARCHITECTURE.md draws it.
import { expect, test } from 'vitest';
import { isGenerated, isTest, sourceFiles, violations, type Part, type SourceFile } from './source-files.ts';

const files = sourceFiles();
const partOf = (path: string) => path.split('/')[0] ?? '';

function offences(among: readonly SourceFile[], allowed: (file: SourceFile, target: string) => boolean): string[] {
  return among.flatMap((file) =>
    file.imports
      .filter(({ target }) => target !== undefined && !allowed(file, target))
      .map(({ specifier }) => `${file.path} imports ${specifier}`),
  );
}

/** A test beside the code may also use the shared test support. */
const mayImport: Record<Part, readonly string[]> = {
  openapi: ['openapi'],
  gateway: ['gateway', 'sql/generated', 'openapi/generated'],
  sdk: ['sdk'],
  console: ['console', 'sdk'],
  'flare-cli': ['flare-cli', 'sdk'],
  'session-runtime': ['session-runtime', 'openapi/generated'],
  sql: ['sql'],
  // builds and generates every part, by their build entries and generated folders
  tools: ['tools', 'session-runtime/build.ts', 'openapi', 'sql'],
  // what crosses a process is tested from outside; the pure tables of a part may be read
  tests: ['tests', 'tools', 'sdk', 'gateway', 'session-runtime', 'flare-cli', 'console', 'openapi', 'sql'],
};

test('the scanner sees imports in TypeScript and in Svelte', () => {
  const all = (ending: string) => files.filter(({ path, imports }) => path.endsWith(ending) && imports.length > 0);
  expect(all('.ts').length).toBeGreaterThan(20);
  expect(all('.svelte').length).toBeGreaterThan(5);
});

test('every import inside the repository leads to a file', async () => {
  const { exists } = await import('./source-files.ts');
  const lost = files
    // `./$types` is written by svelte-kit sync
    .flatMap(({ path, imports }) => imports.map((one) => ({ path, ...one })))
    .filter(
      ({ specifier, target }) => target && !specifier.includes('$types') && !exists(target.split('?')[0] ?? target),
    )
    .map(({ path, specifier }) => `${path} imports ${specifier}`);
  expect(violations(lost, 'name the file with its ending, such as ./clock.ts')).toBe('');
});

test.each(Object.entries(mayImport))('%s imports only what ARCHITECTURE.md lets it', (part, allowed) => {
  const own = files.filter(({ path }) => partOf(path) === part);
  const found = offences(own, ({ path }, target) =>
    [...allowed, ...(isTest(path) ? ['tests/support', 'tools/start'] : [])].some(
      (folder) => target === folder || target.startsWith(`${folder}/`),
    ),
  );
  expect(
    violations(found, `${part} may import from: ${allowed.join(', ')}; parts talk over HTTP, by the contract`),
  ).toBe('');
});

test('generated code imports only libraries, generated code and contract types', () => {
  const found = offences(
    files.filter(({ path }) => isGenerated(path)),
    (_, target) => isGenerated(target) || /\/contract(\.ts|\/)/.test(target),
  );
  expect(violations(found, 'put the type that the generated code needs into the contract module')).toBe('');
});

test('zod is imported whole, which is a third of the size', () => {
  const found = files
    .filter(({ path, text }) => !path.startsWith('tests/') && /import\s+(\{|z\b)[^;]*from 'zod'/.test(text))
    .map(({ path }) => path);
  expect(violations(found, "write: import * as z from 'zod'")).toBe('');
});
