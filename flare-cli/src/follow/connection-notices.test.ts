import { expect, test } from 'vitest';
import { connectionNotices } from './connection-notices.ts';

test('an outage is reported once, however many tries it takes, and so is its end', () => {
  const said: string[] = [];
  const onState = connectionNotices((text) => said.push(text));
  for (const state of ['connecting', 'open'] as const) onState(state);
  expect(said).toEqual([]);
  for (let outage = 1; outage <= 2; outage += 1) {
    for (const state of ['reconnecting', 'reconnecting', 'reconnecting', 'open', 'open'] as const) onState(state);
    expect(said).toHaveLength(2 * outage);
  }
  expect(said.slice(0, 2)).toEqual(['The connection was lost; reconnecting.', 'Connected again.']);
});
