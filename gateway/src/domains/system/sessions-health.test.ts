import { expect, test } from 'vitest';
import type { RuntimeHost } from '../../platform/runtime-host.ts';
import { SessionsHealthReader } from './sessions-health.ts';

const well = { available: true, reason: null, isolation: 'bubblewrap', limits: [] };

function hostThat(answer: () => Promise<unknown>) {
  const asked = { times: 0 };
  const health = (withinMs: number) => {
    expect(withinMs).toBeLessThanOrEqual(1000);
    asked.times++;
    return answer();
  };
  // all that the reader asks for
  return { asked, host: { health } as unknown as RuntimeHost };
}

test('the host is asked once in ten seconds, however often health is', async () => {
  let now = 0;
  const { asked, host } = hostThat(async () => well);
  const reader = new SessionsHealthReader();
  for (now = 0; now < 10_000; now += 500) expect(await reader.read(host, { now: () => now })).toEqual(well);
  expect(asked.times).toBe(1);
  await reader.read(host, { now: () => now });
  expect(asked.times).toBe(2);
});

test('while a slow host is asked again, others get its last word at once', async () => {
  let now = 0;
  let answer: (health: unknown) => void = () => undefined;
  let slow = false;
  const { asked, host } = hostThat(() => (slow ? new Promise((resolve) => (answer = resolve)) : Promise.resolve(well)));
  const reader = new SessionsHealthReader();
  await reader.read(host, { now: () => now });
  [now, slow] = [20_000, true];
  const first = reader.read(host, { now: () => now });
  expect(await reader.read(host, { now: () => now })).toEqual(well);
  answer({ ...well, isolation: 'none' });
  expect((await first).isolation).toBe('none');
  expect(asked.times).toBe(2);
});

test('a host that does not answer as it should makes sessions unavailable, and health none the worse', async () => {
  const { host } = hostThat(() => Promise.reject(new Error('connection refused by secret')));
  const health = await new SessionsHealthReader().read(host, { now: () => 0 });
  expect(health).toEqual({ available: false, reason: expect.stringMatching(/./), isolation: null, limits: [] });
  expect(JSON.stringify(health)).not.toContain('secret');
});
