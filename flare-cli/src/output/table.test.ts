import { expect, test } from 'vitest';
import { type Column, columnKey, fields, table } from './table.ts';

interface Row {
  name: string;
  id: string;
  note: string;
}
const rows: Row[] = [
  { name: 'web', id: 'tpl-1', note: 'The shop’s front end, in Svelte' },
  { name: 'a much longer name', id: 'tpl-2', note: '' },
];
const columns: Column<Row>[] = [
  { header: 'NAME', value: ({ name }) => name },
  { header: 'ID', value: ({ id }) => id, rank: 2 },
  { header: 'NOTE', value: ({ note }) => note, rank: 1, shrinks: true },
];
const linesOf = (width?: number) => table(rows, columns, { columns: width }).text.split('\n');

test('columns are as wide as their widest cell, and lines end without blanks', () => {
  expect(linesOf()).toEqual([
    'NAME                ID     NOTE',
    'web                 tpl-1  The shop’s front end, in Svelte',
    'a much longer name  tpl-2',
  ]);
});

test('on a narrow terminal texts give way first, and names and ids stay whole', () => {
  expect(linesOf(40)).toEqual([
    'NAME                ID     NOTE',
    'web                 tpl-1  The shop’s f…',
    'a much longer name  tpl-2',
  ]);
});

test('where that is not enough, columns go by their rank, and it is known which', () => {
  expect(table(rows, columns, { columns: 30 })).toEqual({
    text: 'NAME                NOTE\nweb                 The shop’…\na much longer name',
    hidden: ['ID'],
  });
  expect(table(rows, columns, { columns: 20 }).hidden).toEqual(['ID', 'NOTE']);
});

test('on a terminal too narrow for anything, names are still whole', () => {
  expect(linesOf(5)).toEqual(['NAME', 'web', 'a much longer name']);
});

test('a column is called by one word', () => {
  expect(columnKey({ header: 'OPEN PORTS' })).toBe('open-ports');
});

test('wide characters and marks take the columns that they take on the screen', () => {
  const named = (name: string) => ({ name, id: 'x', note: '' });
  const { text } = table([named('日本'), named('e\u0301tude'), named('abcdef')], columns.slice(0, 2));
  expect(text.split('\n').slice(1)).toEqual(['日本    x', 'e\u0301tude   x', 'abcdef  x']);
});

test('no control sequence of somebody else’s reaches the terminal', () => {
  const row = { name: 'x\u001B]0;owned\u0007\u009B31m\ny', id: 'i', note: '' };
  const [, line] = table([row], columns).text.split('\n');
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
