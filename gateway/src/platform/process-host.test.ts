// What the process host is asked, and what its answers mean to the gateway.
import { beforeEach, describe, expect, test } from 'vitest';
import { ProcessHost } from './process-host.ts';
import { GrantEnded, HostError } from './runtime-host.ts';

const instance = {
  ...{ state: 'running', sessionId: 'ses-a', instanceId: 'opn-a', kind: 'session', exit: null, disk: true },
  ...{ isolation: 'bubblewrap', startedAt: '2026-11-21T09:30:00.000Z', requests: 0 },
};

let asked: { path: string; method: string | undefined; body: unknown; headers: Record<string, string> }[];
let answer: () => Response | Promise<Response>;

const ask = async (path: string, { method, body, headers }: RequestInit) => {
  asked.push({ path, method, body, headers: Object.fromEntries(new Headers(headers)) });
  return answer();
};
const host = new ProcessHost(ask, 'the secret');

beforeEach(() => {
  asked = [];
  answer = () => Response.json(instance);
});

const thrownBy = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    (value) => Promise.reject(new Error(`It returned ${JSON.stringify(value)}.`)),
    (error: unknown) => error,
  );

test('each call goes where the contract has it, with the secret and no more than it needs', async () => {
  await host.start('ses-a', 'opn-a');
  await host.stop('ses-a', null, 5);
  expect(await host.kill('ses-a', 'opn-a')).toBe(true);
  expect(await host.inspect('ses-a')).toMatchObject({ state: 'running', instanceId: 'opn-a' });
  answer = () => Response.json({ items: [instance, { ...instance, sessionId: 'ses-b', state: 'exited' }] });
  expect(await host.present()).toEqual({ alive: new Set(['ses-a']), kept: new Set(['ses-b']) });
  answer = () => Response.json({ ended: 2 });
  await host.endGrants(['aus-a']);
  expect(asked.map(({ method, path, body }) => `${method} ${path} ${body as string}`)).toEqual([
    'PUT /instances/ses-a {"instanceId":"opn-a","kind":"session"}',
    'POST /instances/ses-a/stop {"instanceId":null,"graceSeconds":5}',
    'POST /instances/ses-a/kill {"instanceId":"opn-a"}',
    'GET /instances/ses-a undefined',
    'GET /instances undefined',
    'POST /grants/end {"grants":["aus-a"]}',
  ]);
  expect(new Set(asked.map(({ headers }) => headers['x-burstflare-host-secret']))).toEqual(new Set(['the secret']));
});

describe('whose fault it is', () => {
  const refusal = (status: number, code: string) => () => Response.json({ code, detail: 'For people.' }, { status });

  test.each<[string, () => Response | Promise<Response>, string, RegExp]>([
    ['a runtime that did not start', refusal(502, 'start_failed'), 'runtime', /^For people\.$/],
    ['a failure of its own', refusal(500, 'internal_error'), 'runtime', /^For people\.$/],
    ['a full disk', refusal(503, 'host_disk_full'), 'full', /^For people\.$/],
    ['a host that stops', refusal(503, 'host_stopping'), 'host', /^For people\.$/],
    ['a wrong secret', refusal(401, 'unauthenticated'), 'host', /^For people\.$/],
    ['a proxy’s error page', () => new Response('<html>', { status: 502 }), 'host', /refused startInstance with 502/],
    ['another form', () => Response.json({ ...instance, state: 'well' }), 'host', /agreed form: state: /],
    ['no JSON', () => new Response('<html>'), 'host', /agreed form: it is no JSON/],
    ['nobody there', () => Promise.reject(new Error('refused')), 'host', /cannot be reached: refused/],
  ])('%s', async (_, made, fault, words) => {
    answer = made;
    const error = await thrownBy(host.start('ses-a', 'opn-a'));
    expect(error).toMatchObject({ name: 'HostError', fault, message: expect.stringMatching(words) });
  });

  test.each([
    ['runtime_silent', 502, 'silent'],
    ['runtime_unreachable', 502, 'runtime'],
    ['runtime_answer_invalid', 502, 'runtime'],
    ['instance_not_running', 503, 'absent'],
    ['request_timeout', 408, 'stalled'],
    ['host_stopping', 503, 'host'],
    ['one_of_a_later_version', 503, 'host'],
  ])('on the way to a runtime, %s', async (code, status, fault) => {
    answer = () =>
      Response.json({ code, detail: 'For people.' }, { status, headers: { 'x-burstflare-host-refusal': code } });
    const error = await thrownBy(host.fetch('ses-a', '/ports'));
    expect(error).toBeInstanceOf(HostError);
    expect(error).toMatchObject({ fault, message: 'For people.' });
  });

  test('a leave that is over is neither’s, and what a runtime says is nobody’s refusal', async () => {
    const headers = { 'x-burstflare-host-refusal': 'grant_ended' };
    answer = () => Response.json({ code: 'grant_ended' }, { status: 401, headers });
    expect(await thrownBy(host.fetch('ses-a', '/ports'))).toBeInstanceOf(GrantEnded);
    answer = () => Response.json({ code: 'grant_ended' }, { status: 401 });
    expect((await host.fetch('ses-a', '/ports')).status).toBe(401);
  });
});

test('who is behind a request is the gateway’s word alone, and a GET keeps its body', async () => {
  const forged = {
    ...{ 'x-burstflare-grants': 'aus-b', 'x-burstflare-until': '1', 'x-burstflare-method': 'DELETE' },
    'x-burstflare-withheld-cookies': 'mine',
  };
  await host.fetch('ses-a', '/search', { headers: forged, body: 'q' }, { grants: ['aus-a', 'mem-a'], until: 99 });
  await host.fetch('ses-a', '/search', { headers: forged });
  await host.fetch('ses-a', '/', {}, { grants: ['aus-a'], until: 99, withheldCookies: ['pass', 'csrf'] });
  const secret = { 'x-burstflare-host-secret': 'the secret' };
  const given = { 'x-burstflare-grants': 'aus-a,mem-a', 'x-burstflare-until': '99', 'x-burstflare-method': 'GET' };
  expect(asked).toEqual([
    { path: '/instances/ses-a/runtime/search', method: 'POST', body: 'q', headers: { ...secret, ...given } },
    { path: '/instances/ses-a/runtime/search', method: 'GET', body: undefined, headers: secret },
    {
      path: '/instances/ses-a/runtime/',
      method: 'GET',
      body: undefined,
      headers: {
        ...{ ...secret, 'x-burstflare-grants': 'aus-a', 'x-burstflare-until': '99' },
        'x-burstflare-withheld-cookies': 'pass,csrf',
      },
    },
  ]);
});
