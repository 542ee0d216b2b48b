// A browser's sign-in: its tokens are cookies and nothing else, and its writes come from our own
// pages.
import { describe, expect, inject, test } from 'vitest';
import { CookieJar } from '../../support/cookies.ts';
import { HttpClient, type Reply } from '../../support/http.ts';
import {
  type AuthResult,
  expectStatus,
  newEmail,
  registerBrowserPerson,
  registerPerson,
} from '../../support/people.ts';

const { url } = inject('platform');
const { origin } = new URL(url);
const password = 'correct horse battery';
const anybody = new HttpClient(url);

const codeOf = (reply: Reply) => reply.json<{ code: string }>().code;

describe('a browser', () => {
  test('gets its tokens as cookies that no script reads, and never in the body', async () => {
    const json = { email: newEmail(), password, client: 'browser' };
    const reply = expectStatus(await anybody.post('/api/auth/register', { json, headers: { origin } }), 201);
    expect(reply.text).not.toMatch(/bf[ar]_/);
    expect(reply.json()).not.toHaveProperty('tokens');
    const flags = Object.fromEntries(
      (reply.headers['set-cookie'] ?? []).map((line) => {
        const [pair = '', ...rest] = line.split('; ');
        return [pair.split('=')[0], rest.filter((flag) => !flag.startsWith('Max-Age=')).sort()];
      }),
    );
    expect(flags).toEqual({
      '__Host-burstflare_session': ['HttpOnly', 'Path=/', 'SameSite=Lax', 'Secure'],
      '__Secure-burstflare_refresh': ['HttpOnly', 'Path=/api/auth/refresh', 'SameSite=Lax', 'Secure'],
      burstflare_csrf: ['Path=/', 'SameSite=Lax', 'Secure'],
    });
  });

  test('refreshes by its cookie, and loses all cookies when that has ended', async () => {
    const browser = await registerBrowserPerson(url);
    const at = new URL('/api/auth/refresh', url);
    const before = browser.jar.header(at);
    const reply = expectStatus(await browser.http.post('/api/auth/refresh', { json: {} }), 200);
    expect(reply.text).not.toMatch(/bf[ar]_/);
    expect(browser.jar.header(at)).not.toBe(before);
    expectStatus(await browser.http.get('/api/auth/me'), 200);
    const evil = await browser.http.post('/api/auth/refresh', {
      json: {},
      headers: { origin: 'https://evil.example' },
    });
    expect([evil.status, codeOf(evil)]).toEqual([403, 'origin_refused']);
    expectStatus(await browser.http.post('/api/auth/logout'), 204);
    expect(browser.jar.header(at)).toBe('');

    const stale = new HttpClient(url, { jar: new CookieJar() });
    const lost = await stale.post('/api/auth/refresh', { json: {}, headers: { origin, cookie: before } });
    expect(lost.status).toBe(401);
    expect((lost.headers['set-cookie'] ?? []).every((line) => line.includes('Max-Age=0'))).toBe(true);
    expect(lost.headers['set-cookie']?.length).toBe(3);
  });

  test('writes with the CSRF value of this very sign-in only', async () => {
    const [browser, other] = await Promise.all([registerBrowserPerson(url), registerBrowserPerson(url)]);
    const again = new HttpClient(url, { jar: new CookieJar(), headers: { origin } });
    const { email } = browser;
    const json = { email, password: browser.password, client: 'browser' };
    const second = expectStatus(await again.post('/api/auth/login', { json }), 200).json<AuthResult>();
    const write = (csrf: string) =>
      browser.http.post('/api/templates', { json: { name: 'x' }, headers: { 'x-csrf-token': csrf } });
    for (const csrf of [other.csrfToken, second.csrfToken, '', 'x'.repeat(200)]) {
      const reply = await write(csrf ?? '');
      expect([reply.status, codeOf(reply)]).toEqual([403, 'csrf_failed']);
    }
    expectStatus(await write(browser.csrfToken ?? ''), 201);
    expect((await browser.http.get('/api/auth/me')).json<AuthResult>().csrfToken).toBe(browser.csrfToken);
  });

  test('reads, by GET and HEAD, without a CSRF value', async () => {
    const browser = await registerBrowserPerson(url);
    const reader = browser.http.as({ jar: browser.jar });
    for (const method of ['GET', 'HEAD']) expect((await reader.request(method, '/api/templates')).status).toBe(200);
  });

  test('holds tokens that are worth nothing outside its cookies, and takes no other client’s tokens as cookies', async () => {
    const [browser, program] = await Promise.all([registerBrowserPerson(url), registerPerson(url)]);
    const cookies = browser.jar.header(new URL('/api/auth/refresh', url));
    const [access = '', refresh = ''] = ['bfa', 'bfr'].map((kind) => new RegExp(`${kind}_[^;]+`).exec(cookies)?.[0]);
    const codes = async (replies: Promise<Reply>[]) =>
      (await Promise.all(replies)).map((reply) => [reply.status, codeOf(reply)]);
    expect(
      await codes([
        anybody.as({ token: access }).get('/api/auth/me'),
        anybody.as({ token: access }).post('/api/templates', { json: { name: 'stolen' } }),
        anybody.post('/api/auth/refresh', { json: { refreshToken: refresh } }),
        anybody.get('/api/auth/me', { headers: { cookie: `__Host-burstflare_session=${program.token}` } }),
        anybody.post('/api/auth/refresh', {
          json: {},
          headers: { cookie: `__Secure-burstflare_refresh=${program.refreshToken}` },
        }),
      ]),
    ).toEqual([
      [401, 'unauthenticated'],
      [401, 'unauthenticated'],
      [401, 'refresh_token_invalid'],
      [401, 'unauthenticated'],
      [401, 'refresh_token_invalid'],
    ]);
    // None of it ended a sign-in, or used up its refresh token.
    expectStatus(await browser.http.post('/api/auth/refresh', { json: {} }), 200);
    expectStatus(await anybody.post('/api/auth/refresh', { json: { refreshToken: program.refreshToken } }), 200);
  });

  test('is not signed in from another site', async () => {
    const person = await registerPerson(url);
    const json = { email: person.email, password: person.password, client: 'browser' };
    const reply = await anybody.post('/api/auth/login', { json, headers: { origin: 'https://evil.example' } });
    expect([reply.status, reply.headers['set-cookie']]).toEqual([403, undefined]);
  });
});
