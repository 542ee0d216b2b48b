// Advice that works as written: each command line, setting, page and problem that a message, the
// contract or a document names is there.
import { expect, test } from 'vitest';
import { commandTable, namedCommandLines, wrongWith } from './command-lines.ts';
import {
  documentLinks,
  isThere,
  knownSettings,
  leads,
  namedFiles,
  namedScripts,
  namedSettings,
  scripts,
  settingOf,
} from './named-things.ts';
import { violations } from './source-files.ts';

test('every flare command line that is named is one that the CLI takes', async () => {
  const commands = await commandTable();
  const named = namedCommandLines();
  expect(named.length).toBeGreaterThan(100);
  const found = named.flatMap((one) => {
    const wrong = wrongWith(one, commands);
    return wrong === null ? [] : [`${one.where}: flare ${one.line}: ${wrong}`];
  });
  expect(violations(found, 'name a command with the flags and arguments that it has')).toBe('');
});

test('every setting that is named is one that something reads', () => {
  const known = knownSettings();
  const named = namedSettings();
  expect(named.length).toBeGreaterThan(50);
  const found = named.filter(({ name }) => !known.has(settingOf(name)));
  expect(
    violations(
      found.map(({ where, name }) => `${where}: ${name}`),
      'name the setting as it is read',
    ),
  ).toBe('');
});

test('every npm script that is named is one of ours', () => {
  const known = scripts();
  const found = namedScripts().filter(({ name }) => !known.has(name));
  expect(
    violations(
      found.map(({ where, name }) => `${where}: npm run ${name}`),
      'name a script that is there',
    ),
  ).toBe('');
});

test('every file that a document names is there', () => {
  const named = namedFiles();
  expect(named.length).toBeGreaterThan(50);
  const found = named.filter((place) => !isThere(place));
  expect(
    violations(
      found.map(({ where, name }) => `${where}: ${name}`),
      'name what is there',
    ),
  ).toBe('');
});

test('every link of a document leads to a file, and to a heading of it', () => {
  const found = documentLinks().filter(({ where, name }) => !leads(where, name));
  expect(
    violations(
      found.map(({ where, name }) => `${where}: ${name}`),
      'link to what is there',
    ),
  ).toBe('');
  expect(leads('docs/a.md:1', 'security.md#the-front-door')).toBe(true);
  expect(leads('README.md:1', 'docs/security.md#the-back-door')).toBe(false);
  expect(leads('README.md:1', 'docs/insecurity.md')).toBe(false);
});
