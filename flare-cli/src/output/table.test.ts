import { expect, test } from 'vitest';
import { fields, table } from './table.ts';

const rows = [
  { name: 'web', id: 'tpl-1', note: 'The shop’s front end, in Svelte' },
  { name: 'a much longer name', id: 'tpl-2', note: '' },
];
const columns = [
  { header: 'NAME', value: ({ name }: (typeof rows)[0]) => name, shrinks: true },
  { header: 'ID', value: ({ id }: (typeof rows)[0]) => id },
  { header: 'NOTE', value: ({ note }: (typeof rows)[0]) => note, shrinks: true },
];

test('columns are as wide as their widest cell, and lines end without blanks', () => {
  expect(table(rows, columns)).toBe(
    [
      'NAME                ID     NOTE',
      'web                 tpl-1  The shop’s front end, in Svelte',
      'a much longer name  tpl-2',
    ].join('\n'),
  );
});

test('on a narrow terminal the widest texts give way, and ids stay whole', () => {
  const lines = table(rows, columns, { columns: 40 }).split('\n');
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(40);
  expect(lines[1]).toBe('web              tpl-1  The shop’s fron…');
  expect(lines[2]).toBe('a much longer …  tpl-2');
});

test('on a terminal too narrow for anything, no column vanishes', () => {
  expect(table(rows, columns, { columns: 5 })).toContain('tpl-2');
});

test('wide characters and marks take the columns that they take on the screen', () => {
  const named = (name: string) => ({ name, id: 'x', note: '' });
  const lines = table([named('日本'), named('e\u0301tude'), named('abcdef')], columns.slice(0, 2)).split('\n');
  expect(lines.slice(1)).toEqual(['日本    x', 'e\u0301tude   x', 'abcdef  x']);
});

test('no control sequence of somebody else’s reaches the terminal', () => {
  const [, line] = table([{ name: 'x\u001B]0;owned\u0007\u009B31m\ny', id: 'i', note: '' }], columns).split('\n');
  expect(line).toBe('x\uFFFD]0;owned\uFFFD\uFFFD31m y  i');
});

test('fields that are absent leave no line', () => {
  expect(
    fields([
      ['Name', 'web'],
      ['Because', undefined],
      ['State', 'running'],
    ]),
  ).toBe('Name   web\nState  running');
});
