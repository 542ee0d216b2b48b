// Strangers who send what they like: a person still signs in within seconds, limits by address
// hold, and little is left of it.
import { readdirSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { waitUntil } from '../../../tools/start/wait.ts';
import { HttpClient, type Reply } from '../../support/http.ts';
import { expectStatus, newEmail, type Person, registerPerson } from '../../support/people.ts';
import { startPlatform, type TestPlatform } from '../../support/platform.ts';

// A derivation takes 0.15 s of a processor of its own; this leaves room for a machine that has none
// to spare.
const withinMs = 10_000;
const strangers = Array.from({ length: 200 }, (_, n) => `203.0.${n >> 5}.${n & 31}`);
const codeOf = (reply: Reply) => reply.json<{ code: string }>().code;

const signIn = (url: string, address: string, email: string, password: string) =>
  new HttpClient(url).post('/api/auth/login', {
    json: { email, password },
    headers: { 'cf-connecting-ip': address, 'x-forwarded-for': address },
  });

/** A sign-in whose sender hangs up as soon as it is sent. */
function hangUp(url: string, address: string): Promise<void> {
  const { host, port } = new URL(url);
  const body = JSON.stringify({ email: newEmail(), password: 'not the password' });
  const headers = {
    host,
    'content-type': 'application/json',
    'content-length': body.length,
    'cf-connecting-ip': address,
  };
  return new Promise((resolve) => {
    const sent = request({ host: '127.0.0.1', port, method: 'POST', path: '/api/auth/login', headers });
    sent.once('error', () => undefined).once('close', resolve);
    sent.end(body, () => sent.destroy());
  });
}

function limiterFiles(platform: TestPlatform): number {
  const files = readdirSync(join(platform.dataDir, 'state'), { recursive: true, encoding: 'utf8' });
  return files.filter((file) => /RateLimiter\/[0-9a-f]{64}\.sqlite$/.test(file)).length;
}

async function expectQuick(url: string, address: string, { email, password }: Person): Promise<void> {
  const began = Date.now();
  expectStatus(await signIn(url, address, email, password), 200);
  expect(Date.now() - began).toBeLessThan(withinMs);
}

describe('at home, where no header names an address', () => {
  let platform: TestPlatform;
  let ada: Person;

  beforeAll(async () => {
    platform = await startPlatform({
      env: { BURSTFLARE_VAR_RATE_LIMITS: 'login=1000000,register=1000000,device-start=5' },
    });
    ada = await registerPerson(platform.url);
  });
  afterAll(() => platform.stop());

  test('two hundred sign-ins at once, their senders gone, keep nobody waiting', async () => {
    await Promise.all(strangers.map((address) => hangUp(platform.url, address)));
    // What was sent may be read after this one, and is newer then: who is refused for it asks
    // again, as its answer says.
    const isIn = async () => (await signIn(platform.url, '198.51.100.1', ada.email, ada.password)).status === 200;
    await waitUntil(isIn, withinMs, 'the person to be signed in');
  });

  test('two hundred sign-ins at once end within seconds, most of them refused, and the newest is let in', async () => {
    const began = Date.now();
    const refused: Reply[] = [];
    const all = Promise.all(
      strangers.map(async (address) => {
        const reply = await signIn(platform.url, address, newEmail(), 'not the password');
        if (reply.status === 503) refused.push(reply);
        return reply.status;
      }),
    );
    try {
      // By then the strangers were all sent: whoever comes now is the newest.
      await waitUntil(() => refused.length > 100, 20_000, 'most strangers to be refused');
      await expectQuick(platform.url, '198.51.100.1', ada);
    } finally {
      await all;
    }
    expect(new Set(await all)).toEqual(new Set([401, 503]));
    expect(new Set(refused.map(codeOf))).toEqual(new Set(['sign_in_busy']));
    for (const { headers } of refused) expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    expect(Date.now() - began).toBeLessThan(20_000);
  });

  test('a made-up address buys no limit of its own, and leaves nothing', async () => {
    const ask = (address: string) =>
      new HttpClient(platform.url).post('/api/auth/device/start', {
        json: { clientName: 'x' },
        headers: { 'cf-connecting-ip': address, 'x-real-ip': address },
      });
    const statuses = [];
    for (const address of strangers.slice(0, 10)) statuses.push((await ask(address)).status);
    expect(statuses).toEqual([...Array.from({ length: 5 }, () => 200), ...Array.from({ length: 5 }, () => 429)]);
    expect(limiterFiles(platform)).toBe(1);
  });
});

describe('where what stands in front names the address', () => {
  let platform: TestPlatform;
  let ada: Person;

  beforeAll(async () => {
    const env = {
      BURSTFLARE_VAR_CALLER_ADDRESS_HEADER: 'cf-connecting-ip',
      BURSTFLARE_VAR_RATE_LIMITS: 'login=1000000,register=1000000,device-start=3',
    };
    platform = await startPlatform({ env });
    ada = await registerPerson(platform.url);
  });
  afterAll(() => platform.stop());

  test('a person signs in within seconds while two hundred addresses sign in again and again', async () => {
    let over = false;
    const again = new Set<string>();
    const hammer = async (address: string) => {
      while (!over) {
        await signIn(platform.url, address, newEmail(), 'not the password');
        again.add(address);
      }
    };
    const all = Promise.all(strangers.map(hammer));
    try {
      await waitUntil(() => again.size === strangers.length, 60_000, 'all of them to have asked before');
      await expectQuick(platform.url, '198.51.100.1', ada);
      await expectQuick(platform.url, '198.51.100.2', ada);
    } finally {
      over = true;
      await all;
    }
  });

  test('each address and each IPv6 network has its limit, and hundreds of them share few files', async () => {
    const ask = (address: string) =>
      new HttpClient(platform.url).post('/api/auth/device/start', {
        json: { clientName: 'x' },
        headers: { 'cf-connecting-ip': address },
      });
    const statusesOf = async (addresses: string[]) => {
      const statuses = [];
      for (const address of addresses) statuses.push((await ask(address)).status);
      return statuses;
    };
    const full = [200, 200, 200, 429];
    expect(await statusesOf(Array.from({ length: 4 }, () => '198.51.100.7'))).toEqual(full);
    expect(await statusesOf([1, 2, 3, 4].map((n) => `2001:db8:0:7:${n}::1`))).toEqual(full);
    expect(await statusesOf(['2001:db8:0:8::1', '198.51.100.8'])).toEqual([200, 200]);
    for (let n = 0; n < 600; n += 50) {
      await Promise.all(Array.from({ length: 50 }, (_, m) => ask(`10.1.${(n + m) >> 8}.${(n + m) & 255}`)));
    }
    expect(limiterFiles(platform)).toBeLessThanOrEqual(33);
  });
});
