import { describe, test } from 'vitest';
import { activities } from './activities.ts';
import { killing } from './matrix.ts';
import { victims } from './victims.ts';

const { during, duringBuild, nothingRemains } = killing(victims.runtime);

describe('the runtime is killed while a session', () => {
  test.each(activities)('$name', during);
  test('is built', duringBuild);
});

test('nothing half-written remains of all this', nothingRemains);
