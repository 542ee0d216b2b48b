// docs/security.md is a list of promises: each names what attacks it, and that is there under this
// name.
import { expect, test } from 'vitest';
import { exists, read, textFiles, violations } from './source-files.ts';

const document = 'docs/security.md';

interface Row {
  readonly threat: string;
  /** As the last column names them: paths without their ending. */
  readonly tests: readonly string[];
}

/** `a/{b,c}` as a/b and a/c. */
const expanded = (name: string): string[] => {
  const [all = '', choices] = /\{([^{}]*)\}/.exec(name) ?? [];
  return choices === undefined ? [name] : choices.split(',').flatMap((one) => expanded(name.replace(all, one)));
};

const namedIn = (text: string) => [...text.matchAll(/`([^`]+)`/g)].flatMap(([, name = '']) => expanded(name));

function rows(): Row[] {
  const cells = read(document)
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| threat |'))
    .map((line) => line.split('|').map((cell) => cell.trim()));
  return cells.map((cell) => ({ threat: cell[1] ?? '', tests: namedIn(cell.at(-2) ?? '') }));
}

const testFiles = new Set(textFiles().filter((path) => path.endsWith('.test.ts')));

/** The files of tests by one name; `*` stands for any within a folder. */
function filesOf(name: string): string[] {
  const path = name.endsWith('.test.ts') ? name : `${name}.test.ts`;
  const pattern = new RegExp(`^${path.replaceAll('.', '\\.').replaceAll('*', '[^/]*')}$`);
  return [...testFiles].filter((file) => pattern.test(file));
}

const runsTests = (path: string) => exists(path) && /\btest(\.\w+)*\(/.test(read(path));

test('each threat has the test that attacks it, and the test is there', () => {
  const all = rows();
  expect(all.length).toBeGreaterThan(30);
  const found = all.flatMap(({ threat, tests }) => {
    if (tests.length === 0) return [`${document}: "${threat}" names no test`];
    const missing = tests.filter((name) => !filesOf(name).some(runsTests));
    return missing.map((name) => `${document}: ${name} is no file of tests`);
  });
  expect(violations(found, 'name the test by its path, or write it; a row without a test is no promise')).toBe('');
});

test('what is no file of tests is not taken for one', () => {
  const names = ['tests/integration/runtime/limits', 'tests/integration/runtime', 'tests/integration/runtime/host'];
  expect(names.map((name) => filesOf(name).some(runsTests))).toEqual([true, false, false]);
  expect(expanded('a/{b,c}/{d,e}')).toEqual(['a/b/d', 'a/b/e', 'a/c/d', 'a/c/e']);
});

test('the address that a header names is believed where Cloudflare sets it, and nowhere else', () => {
  const sections = read('wrangler.toml').split(/^(?=\[)/m);
  const named = sections.filter((text) => /^CALLER_ADDRESS_HEADER = "cf-connecting-ip"$/m.test(text));
  const deployed = sections.filter((text) => /^\[env\.\w+\.vars\]/.test(text));
  expect(deployed.length).toBeGreaterThan(0);
  expect(named).toEqual(deployed);
});
