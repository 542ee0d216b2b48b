import { expect, test } from 'vitest';
import { noteName, withNames } from './typed-names.ts';

test('ids that stand for a typed name are told as the name, as it has to be typed', () => {
  noteName('ses-k3v7q2xw5mzt4n6ypa2b', 'my session');
  expect(withNames('Start it: `flare session start ses-k3v7q2xw5mzt4n6ypa2b`, not ses-aaaaaaaaaaaaaaaaaaaa')).toBe(
    "Start it: `flare session start 'my session'`, not ses-aaaaaaaaaaaaaaaaaaaa",
  );
});
