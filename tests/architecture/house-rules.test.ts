// House rules that a reader would otherwise have to police: names, sizes, leftovers, READMEs.
import { posix } from 'node:path';
import { expect, test } from 'vitest';
import { exists, isGenerated, isTest, parts, read, sourceFiles, textFiles, violations } from './source-files.ts';

const written = sourceFiles().filter(({ path }) => !isGenerated(path));
const maxLines = 320;

test('no file is a drawer for anything', () => {
  const found = written.filter(({ path }) => /(^|\/)(utils?|helpers?|misc|common|types)\.(ts|js|mjs)$/.test(path));
  const cure = 'name the file for the idea that it holds; derive types from the contract';
  expect(
    violations(
      found.map(({ path }) => path),
      cure,
    ),
  ).toBe('');
});

test('files are named in kebab case', () => {
  // SvelteKit's route files begin with a plus
  const good = /^\+?[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+)+$/;
  const found = written
    .map(({ path }) => path)
    .filter((path) => !good.test(posix.basename(path)) && !posix.basename(path).startsWith('+'));
  expect(violations(found, 'rename it: lower case, words joined by hyphens')).toBe('');
});

test(`no hand-written file is longer than ${maxLines} lines`, () => {
  const found = written
    .map(({ path, text }) => ({ path, lines: text.split('\n').length }))
    .filter(({ lines }) => lines > maxLines)
    .map(({ path, lines }) => `${path} has ${lines} lines`);
  expect(violations(found, 'split it by verb or by idea')).toBe('');
});

test('every file says first what it owns', () => {
  const found = written
    // a command says it in its description, which its users read too
    .filter(({ path }) => !path.startsWith('flare-cli/src/commands/'))
    .filter(({ path, text }) => !isTest(path) && !path.endsWith('.svelte') && !/^(#!.*\n)?(\/\/|\/\*)/.test(text))
    .map(({ path }) => path);
  expect(violations(found, 'begin the file with a comment of a line or two that says what it owns')).toBe('');
});

test('nothing is left for later in the code', () => {
  // put together, so that this file does not find itself
  const marks = new RegExp(`\\b(${['TO DO', 'FIX ME', 'X XX', 'HA CK'].join('|').replaceAll(' ', '')})\\b`);
  const found = written
    .filter(({ text }) => marks.test(text))
    .map(({ path, text }) => `${path}: ${marks.exec(text)?.[0]}`);
  expect(violations(found, 'do it, or write it down as an issue')).toBe('');
});

test('tests wait on conditions and never sleep', () => {
  const sleep = /new Promise(?:<\w+>)?\(\s*\(?\w+\)?\s*=>\s*(?:void )?setTimeout\(\w+,|timers\/promises/;
  const found = written
    .filter(({ path, text }) => path.endsWith('.test.ts') && sleep.test(text))
    .map(({ path }) => path);
  expect(violations(found, 'wait with waitUntil(condition), or hand in a clock')).toBe('');
});

test('every part has a README', () => {
  const found = parts.map((part) => `${part}/README.md`).filter((path) => !exists(path));
  expect(violations(found, 'write down what the part owns, how to add to it, and what does not belong there')).toBe('');
});

test('nothing of the project refers to a folder outside of it', () => {
  const outside = new RegExp(['\\.\\.', 'shared\\b'].join('/'));
  const found = ['README.md', 'ARCHITECTURE.md', ...parts.filter(exists).flatMap((part) => textFiles(part))]
    .filter(
      (path) => exists(path) && /\.(ts|js|mjs|svelte|md|ya?ml|toml|json|sh)$/.test(path) && !path.includes('container'),
    )
    .filter((path) => outside.test(read(path)));
  expect(violations(found, 'bring what is needed into the repository')).toBe('');
});
