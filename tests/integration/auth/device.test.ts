// The device flow (RFC 8628): a device asks, a person answers, the device is let in once.
import { beforeAll, expect, inject, test } from 'vitest';
import { HttpClient, type Reply } from '../../support/http.ts';
import { type AuthResult, expectStatus, newEmail, type Person, registerPerson } from '../../support/people.ts';

const { url } = inject('platform');

interface DeviceStart {
  readonly deviceCode: string;
  readonly userCode: string;
  readonly verificationUri: string;
  readonly verificationUriComplete: string;
  readonly intervalSeconds: number;
}

let device: HttpClient;
let ada: Person;
let bob: Person;

beforeAll(async () => {
  device = new HttpClient(url);
  [ada, bob] = await Promise.all([registerPerson(url), registerPerson(url)]);
});

const begin = async (json: Record<string, unknown> = {}) =>
  expectStatus(await device.post('/api/auth/device/start', { json }), 200).json<DeviceStart>();
const poll = (deviceCode: string) => device.post('/api/auth/device/token', { json: { deviceCode } });
const decide = (person: Person, userCode: string, answer: 'approve' | 'deny') =>
  person.http.post(`/api/auth/device/requests/${userCode}/${answer}`);
const codeOf = (reply: Reply) => reply.json<{ code: string }>().code;

test('a device that was approved gets tokens of the person who approved, once', async () => {
  const started = await begin({ clientName: 'flare on a laptop' });
  expect(started.verificationUriComplete).toBe(`${started.verificationUri}?user_code=${started.userCode}`);
  const shown = await ada.http.get(`/api/auth/device/requests/${started.userCode}`);
  expect(shown.json()).toMatchObject({ state: 'pending', clientName: 'flare on a laptop' });
  expect(shown.text).not.toContain(started.deviceCode);
  expect((await decide(ada, started.userCode, 'approve')).json()).toMatchObject({ state: 'approved' });
  expect((await decide(ada, started.userCode, 'approve')).status).toBe(200);

  const reply = expectStatus(await poll(started.deviceCode), 200);
  const result = reply.json<AuthResult>();
  expect(result.user.email).toBe(ada.email);
  expect(result.authSessionId).not.toBe(ada.authSessionId);
  const http = device.as({ token: result.tokens?.accessToken ?? '' });
  expect((await http.get('/api/auth/me')).json<AuthResult>().user.email).toBe(ada.email);
  expect(codeOf(await poll(started.deviceCode))).toBe('expired_token');
  expect((await ada.http.get(`/api/auth/device/requests/${started.userCode}`)).json()).toMatchObject({
    state: 'approved',
  });
});

test('a device that polls too fast is told to slow down, by five seconds more each time', async () => {
  const { deviceCode, userCode, intervalSeconds } = await begin();
  expect(codeOf(await poll(deviceCode))).toBe('authorization_pending');
  const slowed = async () => {
    const problem = expectStatus(await poll(deviceCode), 400).json<{ code: string; context: { interval: number } }>();
    expect(problem.code).toBe('slow_down');
    return problem.context.interval;
  };
  expect([await slowed(), await slowed()]).toEqual([intervalSeconds + 5, intervalSeconds + 10]);
  // an approval does not shorten the wait
  expect((await decide(ada, userCode, 'approve')).status).toBe(200);
  expect(await slowed()).toBe(intervalSeconds + 15);
});

test('ten polls at once of an approved device give tokens once', async () => {
  const { deviceCode, userCode } = await begin();
  await decide(ada, userCode, 'approve');
  const replies = await Promise.all(Array.from({ length: 10 }, () => poll(deviceCode)));
  expect(replies.filter(({ status }) => status === 200).length).toBe(1);
  const refusals = replies.filter(({ status }) => status !== 200).map(codeOf);
  for (const code of refusals) expect(['slow_down', 'expired_token']).toContain(code);
});

test('a device that was turned away stays so', async () => {
  const { deviceCode, userCode } = await begin();
  expect((await decide(ada, userCode, 'deny')).json()).toMatchObject({ state: 'denied' });
  expect(codeOf(await poll(deviceCode))).toBe('access_denied');
  const late = await decide(ada, userCode, 'approve');
  expect([late.status, codeOf(late)]).toEqual([409, 'device_already_decided']);
  expect(codeOf(await poll(deviceCode))).toBe('access_denied');
});

test('of several people who answer at once, one decides', async () => {
  const { deviceCode, userCode } = await begin();
  const answers = (['approve', 'deny'] as const).flatMap((answer) =>
    [ada, bob].map((person) => decide(person, userCode, answer)),
  );
  const replies = await Promise.all(answers);
  expect(replies.filter(({ status }) => status === 200).length).toBe(1);
  expect(replies.filter(({ status }) => status === 409).length).toBe(3);
  expect(['authorization_pending', 'access_denied', 'slow_down', undefined]).toContain(
    (await poll(deviceCode)).json<{ code?: string }>().code,
  );
});

test('a request that names somebody is seen and answered by them alone', async () => {
  const { userCode } = await begin({ email: ada.email.toUpperCase(), clientName: 'named' });
  const me = (await ada.http.get('/api/auth/me')).json<{
    pendingDevices: { userCode: string }[];
    pendingDeviceCodes: number;
  }>();
  expect(me.pendingDevices.map((pending) => pending.userCode)).toEqual([userCode]);
  expect(me.pendingDeviceCodes).toBe(1);
  const missing = await bob.http.get('/api/auth/device/requests/BCDF-BCDF');
  const ways = [
    bob.http.get(`/api/auth/device/requests/${userCode}`),
    decide(bob, userCode, 'approve'),
    decide(bob, userCode, 'deny'),
  ];
  for (const reply of await Promise.all(ways)) {
    expect(reply.status).toBe(404);
    expect(reply.text.replace(/req-\w+/, '')).toBe(missing.text.replace(/req-\w+/, ''));
  }
  expect((await decide(ada, userCode, 'deny')).status).toBe(200);
  expect((await ada.http.get('/api/auth/me')).json<{ pendingDeviceCodes: number }>().pendingDeviceCodes).toBe(0);
});

test('whether an address has an account is not told by starting', async () => {
  const shape = async (email: string) => Object.keys(await begin({ email })).sort();
  expect(await shape(newEmail())).toEqual(await shape(ada.email));
});

test('an unknown device code is an expired one', async () => {
  expect(codeOf(await poll(`bfd_${'x'.repeat(43)}`))).toBe('expired_token');
});
