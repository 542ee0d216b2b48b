import { expect, test } from 'vitest';
import { nameProblem, versionProblem } from './migration-files.ts';

test.each([
  ['0001_create_users.sql', 0, []],
  ['0003_add_seq.sql', 1, ['0003_add_seq.sql: it is the 2. migration, so its number is 0002']],
  ['2_AddThings.sql', 1, ['2_AddThings.sql: name it 0002_verb_and_noun.sql']],
])('%s in place %i', (name, index, problems) => {
  expect(nameProblem(name, index)).toEqual(problems);
});

test('the newest migration sets the number that health reports', () => {
  expect(versionProblem('0012_add_seq.sql', 'UPDATE schema_meta SET version = 12;')).toEqual([]);
  expect(versionProblem('0012_add_seq.sql', 'UPDATE schema_meta SET version = 11;')).toEqual([
    '0012_add_seq.sql: end it with: UPDATE schema_meta SET version = 12;',
  ]);
});
