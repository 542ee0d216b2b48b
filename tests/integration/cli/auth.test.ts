import { statSync } from 'node:fs';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { newEmail, registerPerson } from '../../support/people.ts';
import { Flare } from './flare.ts';

const { apiUrl: url, url: consoleUrl } = inject('platform');
const flare = new Flare(url);
const email = newEmail();
const password = 'correct horse battery';

beforeAll(async () => {
  const args = ['auth', 'register', '--email', email, '--name', 'Ada', '--password-stdin'];
  const { code, stderr } = await flare.run(args, { input: `${password}\n` });
  expect({ code, stderr }).toEqual({ code: 0, stderr: `Signed up and in to ${url} as ${email}.\n` });
});
afterAll(() => flare.remove());

interface WhoAmI {
  user: { email: string; name: string };
}

test('whoami shows the person, and no secret', async () => {
  const { code, stdout } = await flare.run(['auth', 'whoami', '--json']);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ apiUrl: url, user: { email, name: 'Ada' } });
  expect(stdout).not.toMatch(/bf[ar]_|csrf/);
  expect((await flare.run(['auth', 'whoami'])).stdout).toContain(`Deployment  ${url}`);
});

test('the configuration holds the tokens, for its owner only', () => {
  expect(statSync(flare.config).mode & 0o777).toBe(0o600);
  expect(flare.readConfig().profiles[url]?.tokens.refreshToken).toMatch(/^bfr_/);
});

test('six parallel commands that find the access token expired all succeed, with one refresh', async () => {
  const { refreshToken: before } = flare.readConfig().profiles[url]?.tokens ?? {};
  flare.expireAccessToken();
  const runs = await Promise.all(Array.from({ length: 6 }, () => flare.run(['template', 'list', '--json'])));
  expect(runs.map(({ code }) => code)).toEqual([0, 0, 0, 0, 0, 0]);
  const { refreshToken: after } = flare.readConfig().profiles[url]?.tokens ?? {};
  expect(after).not.toBe(before);
  // Had any of them spent the token twice, the deployment would have ended the sign-in.
  expect((await flare.run(['auth', 'whoami'])).code).toBe(0);
});

test('a password that is wrong is an error of its own, and changes nothing', async () => {
  const args = ['auth', 'login', '--email', email, '--password-stdin', '--json'];
  const { code, stdout, stderr } = await flare.run(args, { input: 'wrong password' });
  expect(code).toBe(3);
  expect(stdout).toBe('');
  expect(JSON.parse(stderr)).toMatchObject({
    error: { code: 'invalid_credentials', requestId: expect.stringMatching(/^req-/) },
  });
  expect((await flare.run(['auth', 'whoami'])).code).toBe(0);
});

test('a password is never an argument, and never guessed at without a terminal', async () => {
  expect((await flare.run(['auth', 'login', '--password', password])).code).toBe(2);
  const { code, stderr } = await flare.run(['auth', 'login', '--email', email]);
  expect(code).toBe(2);
  expect(stderr).toContain('--password-stdin');
});

test('a password that is typed is not shown', async () => {
  const other = new Flare(url);
  const screen = other.onTerminal(['auth', 'login', '--email', email]);
  await screen.sees(/Password: /);
  screen.write(`${password}x\u007F\r`);
  await screen.sees(/Signed in to .* as/);
  expect(await screen.exited).toBe(0);
  expect(screen.text).not.toContain('horse');
  other.remove();
});

test('a new password that is too short is refused before it is typed again, in plain words', async () => {
  const other = new Flare(url);
  const register = ['auth', 'register', '--email', newEmail()];
  const screen = other.onTerminal(register);
  await screen.sees(/Password: /);
  screen.write('short\r');
  await screen.sees(/Error: The password is too short: it needs at least 10 characters/);
  expect(await screen.exited).toBe(2);
  expect(screen.text).not.toContain('Again');
  const piped = await other.run([...register, '--password-stdin'], { input: 'x'.repeat(257) });
  expect(piped).toMatchObject({ code: 2, stderr: expect.stringContaining('too long: it may have 256') });
  other.remove();
});

async function startDeviceLogin(other: Flare) {
  const screen = other.onTerminal(['auth', 'login']);
  const [, code = ''] = await screen.sees(/confirm the code ([A-Z]{4}-[A-Z]{4})/);
  return { screen, code };
}

test('a device that a person approves is signed in as that person', async () => {
  const person = await registerPerson(url);
  const other = new Flare(url);
  const { screen, code } = await startDeviceLogin(other);
  expect(screen.text).toContain(`${consoleUrl}/device?user_code=${code}`);
  expect((await person.http.post(`/api/auth/device/requests/${code}/approve`)).status).toBe(200);
  expect(await screen.exited).toBe(0);
  expect((await other.json<WhoAmI>(['auth', 'whoami'])).user.email).toBe(person.email);
  const denied = await startDeviceLogin(other);
  expect((await person.http.post(`/api/auth/device/requests/${denied.code}/deny`)).status).toBe(200);
  expect(await denied.screen.exited).toBe(1);
  expect(denied.screen.text).toContain('The device request was denied');
  expect((await other.json<WhoAmI>(['auth', 'whoami'])).user.email).toBe(person.email);
  other.remove();
});

test('signing out everywhere asks first, ends the other sign-ins, and each is told to sign in again', async () => {
  const other = new Flare(url);
  await other.json(['auth', 'login', '--email', email, '--password-stdin'], { input: password });
  expect(await flare.run(['auth', 'logout-all'])).toMatchObject({ code: 2, stderr: expect.stringContaining('--yes') });
  const declined = flare.onTerminal(['auth', 'logout-all']);
  await declined.sees(/\[y\/N\] /);
  declined.write('n\r');
  expect(await declined.exited).toBe(1);
  expect((await flare.run(['auth', 'whoami'])).code).toBe(0);
  expect((await flare.run(['auth', 'logout-all', '--yes'])).code).toBe(0);
  for (const one of [flare, other]) {
    expect(await one.run(['session', 'list'])).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('flare auth login'),
    });
  }
  other.remove();
});

test('signing out where nobody answers still forgets the tokens, and says so', async () => {
  const other = new Flare(url);
  await other.json(['auth', 'login', '--email', email, '--password-stdin'], { input: password });
  const { profiles } = other.readConfig();
  const nowhere = 'http://localhost:9';
  other.file('config.json', JSON.stringify({ version: 1, profiles: { [nowhere]: profiles[url] } }));
  const { code, stderr } = await other.run(['auth', 'logout', '--api-url', nowhere]);
  expect({ code, stderr }).toMatchObject({ code: 0, stderr: expect.stringContaining('could not be reached') });
  expect(other.readConfig().profiles).toEqual({});
  other.remove();
});
