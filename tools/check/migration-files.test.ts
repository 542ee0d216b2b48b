import { expect, test } from 'vitest';
import { nameProblem } from './migration-files.ts';

test.each([
  ['0001_create_users.sql', 0, []],
  ['0003_add_seq.sql', 1, ['0003_add_seq.sql: it is the 2. migration, so its number is 0002']],
  ['2_AddThings.sql', 1, ['2_AddThings.sql: name it 0002_verb_and_noun.sql']],
])('%s in place %i', (name, index, problems) => {
  expect(nameProblem(name, index)).toEqual(problems);
});
