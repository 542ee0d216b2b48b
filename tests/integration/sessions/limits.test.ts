// Limits on sessions: exact for each session of a person, and no made-up id gets the caller around
// them or leaves anything.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { registerPerson } from '../../support/people.ts';
import { startPlatform, type TestPlatform } from '../../support/platform.ts';
import { createSession, makeReleased } from './made-session.ts';

let platform: TestPlatform;

beforeAll(async () => {
  platform = await startPlatform({ env: { BURSTFLARE_VAR_RATE_LIMITS: 'session-lifecycle=2' } });
});
afterAll(() => platform?.stop());

function limiterFiles(): number {
  const folder = join(platform.dataDir, 'state/v3/do/burstflare-RateLimiter');
  const files = existsSync(folder) ? readdirSync(folder) : [];
  return files.filter((name) => name.endsWith('.sqlite') && name !== 'metadata.sqlite').length;
}

test('made-up ids make no limiters: a hundred of them leave not one file more', async () => {
  const ada = await registerPerson(platform.url);
  const attempt = (id: string) => ada.http.post(`/api/sessions/${id}/stop`);
  const first = await attempt('ses-aaaaaaaaaaaaaaaaaaaa');
  expect([first.status, first.headers['x-burstflare-rate-limit-remaining']]).toEqual([404, '1']);
  const before = limiterFiles();
  expect(before).toBeGreaterThan(0);
  const letter = (n: number) => String.fromCharCode(97 + n);
  const madeUp = Array.from({ length: 100 }, (_, n) =>
    `ses-${letter(n % 10)}${letter(Math.floor(n / 10))}`.padEnd(24, 'z'),
  );
  for (const reply of await Promise.all(madeUp.map(attempt))) expect(reply.status).toBe(404);
  expect(limiterFiles()).toBe(before);
});

test('an id that the contract rules out is not counted at all', async () => {
  const ada = await registerPerson(platform.url);
  const before = limiterFiles();
  for (const id of ['x', 'ses-A', `ses-${'a'.repeat(3000)}`]) {
    const reply = await ada.http.post(`/api/sessions/${id}/stop`);
    expect([reply.status, reply.headers['x-burstflare-rate-limit-limit']]).toEqual([404, undefined]);
  }
  expect(limiterFiles()).toBe(before);
});

test('each session of a person has the published limit to itself, and says when it may go on', async () => {
  const ada = await registerPerson(platform.url);
  const { template } = await makeReleased(ada.http);
  const [one, other] = [await createSession(ada.http, template.id), await createSession(ada.http, template.id)];
  const stop = (id: string) => ada.http.post(`/api/sessions/${id}/stop`);
  for (const left of ['1', '0']) expect((await stop(one.id)).headers['x-burstflare-rate-limit-remaining']).toBe(left);
  const limited = await stop(one.id);
  expect(limited.status).toBe(429);
  const [reset, wait] = [limited.headers['x-burstflare-rate-limit-reset'], Number(limited.headers['retry-after'])];
  expect(Math.abs(Number(reset) - Date.now() / 1000 - wait)).toBeLessThan(2);
  expect([wait > 50, wait <= 60]).toEqual([true, true]);
  expect((await stop(other.id)).headers['x-burstflare-rate-limit-remaining']).toBe('1');
});
