// Signing up, in and out, and refresh tokens: what each answer tells, and what ends what.
import { request } from 'node:http';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { HttpClient, type Reply } from '../../support/http.ts';
import { type AuthResult, expectStatus, newEmail, type Person, registerPerson } from '../../support/people.ts';
import { startPlatform } from '../../support/platform.ts';

const { url } = inject('platform');
const password = 'correct horse battery';

let anybody: HttpClient;

beforeAll(() => {
  anybody = new HttpClient(url);
});

const codeOf = (reply: Reply) => reply.json<{ code: string }>().code;
const isLive = async (token: string) => (await anybody.as({ token }).get('/api/auth/me')).status === 200;
const refreshed = (reply: Reply) => expectStatus(reply, 200).json<Required<AuthResult>>().tokens;
const logIn = async (email: string, secret: string) => {
  const reply = await anybody.post('/api/auth/login', { json: { email, password: secret } });
  return expectStatus(reply, 200).json<Required<AuthResult>>().tokens;
};

/** One client: the server tells clients apart by address and user agent. */
const clientOf = (agent: string) => {
  const http = new HttpClient(url, { headers: { 'user-agent': agent } });
  return (refreshToken: string) => http.post('/api/auth/refresh', { json: { refreshToken } });
};

/** Sends a request whole and goes away before the answer. */
function hangUp(path: string, json: unknown): Promise<void> {
  const body = JSON.stringify(json);
  const { host, port } = new URL(url);
  const headers = { host, 'content-type': 'application/json', 'content-length': String(body.length) };
  return new Promise((resolve) => {
    const sent = request({ host: '127.0.0.1', port, method: 'POST', path, headers });
    sent.once('error', () => {});
    sent.once('close', resolve);
    sent.end(body, () => sent.destroy());
  });
}

describe('an account', () => {
  test('comes with a personal workspace that its person owns', async () => {
    const person = await registerPerson(url, { name: 'Ada' });
    const me = expectStatus(await person.http.get('/api/auth/me'), 200).json<Record<string, unknown>>();
    const workspace = { name: "Ada's workspace", personal: true, role: 'owner' };
    expect(me).toMatchObject({
      user: { email: person.email, name: 'Ada' },
      workspace,
      memberships: [workspace],
      passkeys: [],
      pendingDevices: [],
      pendingDeviceCodes: 0,
      authSessionId: person.authSessionId,
    });
    expect(me).not.toHaveProperty('csrfToken');
    expect(JSON.stringify(me)).not.toContain('scrypt');
  });

  test('is one for an e-mail address in any case, also when ten ask at once', async () => {
    const email = newEmail();
    const addresses = Array.from({ length: 10 }, (_, i) => (i % 2 ? email : email.toUpperCase()));
    const replies = await Promise.all(
      addresses.map((address) => anybody.post('/api/auth/register', { json: { email: address, password } })),
    );
    expect(replies.map(({ status }) => status).sort()).toEqual([201, ...Array.from({ length: 9 }, () => 409)]);
    expect(replies.filter(({ status }) => status === 409).map(codeOf)).toEqual(
      Array.from({ length: 9 }, () => 'email_taken'),
    );
    await logIn(email.toUpperCase(), password);
  });

  test('keeps its names within the contract however long the address or the name', async () => {
    const long = `${'n'.repeat(60)}${newEmail()}`;
    expectStatus(await anybody.post('/api/auth/register', { json: { email: long, password } }), 201);
    const json = { email: newEmail(), password, name: 'x'.repeat(100) };
    const made = expectStatus(await anybody.post('/api/auth/register', { json }), 201).json<AuthResult>();
    expect(made.user.name).toBe(json.name);
    const smiling = await registerPerson(url, { name: `a${'😀'.repeat(99)}` });
    const { workspace } = (await smiling.http.get('/api/auth/me')).json<{ workspace: { name: string } }>();
    expect(workspace.name).toBe(`a${'😀'.repeat(87)}'s workspace`);
  });

  test('is not told of by a wrong sign-in: a wrong password and an unknown address answer alike, byte for byte', async () => {
    const person = await registerPerson(url);
    const attempt = (email: string) =>
      anybody.post('/api/auth/login', { json: { email, password: 'not the password' } });
    const [wrong, unknown] = [await attempt(person.email), await attempt(newEmail())];
    const bare = (reply: Reply) => [reply.status, reply.text.replace(/req-[a-z2-7]{20}/, 'req')];
    expect(bare(unknown)).toEqual(bare(wrong));
    expect([wrong.status, codeOf(wrong)]).toEqual([401, 'invalid_credentials']);
  });

  test('can be signed in to after clients have hung up in the middle of a sign-in', async () => {
    const { email, password: secret } = await registerPerson(url);
    await Promise.all(Array.from({ length: 12 }, () => hangUp('/api/auth/login', { email, password: secret })));
    const replies = await Promise.all(Array.from({ length: 6 }, () => logIn(email, secret)));
    expect(replies.length).toBe(6);
  });
});

describe('a refresh token', () => {
  test('works once: the next use is of the next token, and the sign-in stays the same', async () => {
    const person = await registerPerson(url);
    const client = clientOf('one');
    let token = person.refreshToken;
    const seen = new Set([token]);
    for (let i = 0; i < 4; i++) {
      const reply = await client(token);
      expect(reply.json<AuthResult>().authSessionId).toBe(person.authSessionId);
      const next = refreshed(reply);
      expect(await isLive(next.accessToken)).toBe(true);
      token = next.refreshToken;
      seen.add(token);
    }
    expect(seen.size).toBe(5);
  });

  test('that comes back from another client ends the whole sign-in, its newest access token included', async () => {
    const person = await registerPerson(url);
    const other = await logIn(person.email, person.password);
    const [mine, thief] = [clientOf('mine'), clientOf('thief')];
    const newest = refreshed(await mine(person.refreshToken));
    const stolen = await thief(person.refreshToken);
    expect([stolen.status, codeOf(stolen)]).toEqual([401, 'refresh_token_reused']);
    for (const token of [person.token, newest.accessToken]) expect(await isLive(token)).toBe(false);
    const late = await mine(newest.refreshToken);
    expect([late.status, codeOf(late)]).toEqual([401, 'refresh_token_invalid']);
    // other sign-ins of the person are not touched
    expect(await isLive(other.accessToken)).toBe(true);
  });

  test('repeats the very same answer to the client that lost it', async () => {
    const person = await registerPerson(url);
    const client = clientOf('same');
    const [first, second] = [await client(person.refreshToken), await client(person.refreshToken)];
    expect(refreshed(second)).toEqual(refreshed(first));
    expect(await isLive(refreshed(second).accessToken)).toBe(true);
  });

  test('used by ten at once gives one answer', async () => {
    const person = await registerPerson(url);
    const client = clientOf('ten');
    const replies = await Promise.all(Array.from({ length: 10 }, () => client(person.refreshToken)));
    expect(new Set(replies.map((reply) => JSON.stringify(refreshed(reply)))).size).toBe(1);
  });

  test('lets nobody in as an access token, and an access token refreshes nothing', async () => {
    const person = await registerPerson(url);
    expect(await isLive(person.refreshToken)).toBe(false);
    expect((await clientOf('x')(person.token)).status).toBe(400);
    expect(codeOf(await clientOf('x')(`bfr_${person.token.slice(4)}`))).toBe('refresh_token_invalid');
    expect(codeOf(await anybody.post('/api/auth/refresh', { json: {} }))).toBe('refresh_token_invalid');
  });
});

describe('signing out', () => {
  test('ends this sign-in’s tokens and no other’s', async () => {
    const person = await registerPerson(url);
    const other = await logIn(person.email, person.password);
    const newest = refreshed(await clientOf('a')(person.refreshToken));
    expectStatus(await person.http.post('/api/auth/logout'), 204);
    for (const token of [person.token, newest.accessToken]) expect(await isLive(token)).toBe(false);
    expect(codeOf(await clientOf('a')(newest.refreshToken))).toBe('refresh_token_invalid');
    expect(await isLive(other.accessToken)).toBe(true);
  });

  test('everywhere ends every sign-in of the person, and nobody else’s', async () => {
    const [person, bystander] = await Promise.all([registerPerson(url), registerPerson(url)]);
    const others = await Promise.all([logIn(person.email, person.password), logIn(person.email, person.password)]);
    const reply = expectStatus(await person.http.post('/api/auth/logout-all'), 200);
    expect(reply.json()).toEqual({ revokedAuthSessions: 3 });
    for (const { accessToken, refreshToken } of others) {
      expect(await isLive(accessToken)).toBe(false);
      expect(codeOf(await clientOf('a')(refreshToken))).toBe('refresh_token_invalid');
    }
    expect(await isLive(person.token)).toBe(false);
    expect(await isLive(bystander.token)).toBe(true);
  });
});

describe('a deployment', () => {
  test.each([
    ['closed', 'registration_closed'],
    ['invite', 'registration_invite_only'],
  ])('whose registration is %s takes no accounts, says so, and limits how often one may ask', async (mode, code) => {
    const env = {
      BURSTFLARE_VAR_REGISTRATION: mode,
      BURSTFLARE_VAR_RATE_LIMITS: 'register=3',
      BURSTFLARE_VAR_CALLER_ADDRESS_HEADER: 'cf-connecting-ip',
    };
    const platform = await startPlatform({ env });
    try {
      const http = new HttpClient(platform.url);
      expect((await http.get('/api/health')).json()).toMatchObject({ status: 'ok', registration: mode });
      const attempt = () => http.post('/api/auth/register', { json: { email: newEmail(), password } });
      for (const left of ['2', '1', '0']) {
        const reply = await attempt();
        expect([reply.status, codeOf(reply)]).toEqual([403, code]);
        expect(reply.headers['x-burstflare-rate-limit-limit']).toBe('3');
        expect(reply.headers['x-burstflare-rate-limit-remaining']).toBe(left);
      }
      const limited = await attempt();
      expect([limited.status, codeOf(limited)]).toEqual([429, 'rate_limited']);
      expect(Number(limited.headers['retry-after'])).toBeGreaterThan(0);
      expect(limited.headers['x-burstflare-rate-limit-remaining']).toBe('0');
      expect(Number(limited.headers['x-burstflare-rate-limit-reset'])).toBeGreaterThan(Date.now() / 1000);
      // another address has a window of its own
      const elsewhere = await new HttpClient(platform.url).post('/api/auth/register', {
        json: { email: newEmail(), password },
      });
      expect(elsewhere.status).toBe(403);
    } finally {
      await platform.stop();
    }
  });
});

test('a token is of the person that it was given to', async () => {
  const people: Person[] = await Promise.all([registerPerson(url), registerPerson(url), registerPerson(url)]);
  const seen = await Promise.all(
    people.map(async ({ http }) => (await http.get('/api/auth/me')).json<AuthResult>().user.email),
  );
  expect(seen).toEqual(people.map(({ email }) => email));
});
