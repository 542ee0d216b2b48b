import { expect, test } from 'vitest';
import { cookieCredentials, memoryTokenStore, tokenCredentials } from './credentials.ts';
import { signedFetch, TrackedRequest } from './signed-fetch.ts';
import { tokens } from './testing/deployment.ts';

const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status });
const noWait = async () => {};

/** Keeps what was sent; refuses every proof but the given one. */
function recorder(good: (request: Request) => boolean) {
  const sent: { csrf: string | null; authorization: string | null; body: string }[] = [];
  const send = async (request: Request) => {
    const { headers } = request;
    sent.push({
      csrf: headers.get('x-csrf-token'),
      authorization: headers.get('authorization'),
      body: await request.text(),
    });
    return good(request) ? json({}) : json({ code: 'unauthenticated' }, 401);
  };
  return { sent, send };
}

const write = () => new TrackedRequest('http://x/api/templates', { method: 'POST', body: '{"name":"web"}' });

test('a browser repeats the CSRF value of the cookie on writes, and of no reads', async () => {
  const { sent, send } = recorder(() => true);
  const credentials = cookieCredentials(
    async () => json({}),
    () => 'a=1; burstflare_csrf=c%2F1',
  );
  const fetch = signedFetch({ send, credentials, wait: noWait });
  await fetch(write());
  await fetch(new TrackedRequest('http://x/api/templates'));
  expect(sent.map(({ csrf }) => csrf)).toEqual(['c/1', null]);
});

test('without a readable cookie, the newest answer tells the CSRF value', async () => {
  const { sent, send } = recorder(() => true);
  const credentials = cookieCredentials(
    async () => json({}),
    () => '',
  );
  credentials.notice({ csrfToken: 'c2' });
  await signedFetch({ send, credentials, wait: noWait })(write());
  expect(sent[0]?.csrf).toBe('c2');
});

test('ten browser writes share one refresh and are replayed whole with its CSRF value', async () => {
  let refreshes = 0;
  const { sent, send } = recorder((request) => request.headers.get('x-csrf-token') === 'new');
  const refresh = async () => {
    refreshes += 1;
    return json({ csrfToken: 'new' });
  };
  const credentials = cookieCredentials(refresh, () => '');
  const fetch = signedFetch({ send, credentials, wait: noWait });
  const answers = await Promise.all(Array.from({ length: 10 }, () => fetch(write())));
  expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200));
  expect(refreshes).toBe(1);
  expect(new Set(sent.map(({ body }) => body))).toEqual(new Set(['{"name":"web"}']));
});

test('everybody who waits for a refused refresh can read the refusal', async () => {
  const { send } = recorder(() => false);
  const credentials = cookieCredentials(
    async () => json({ code: 'refresh_token_invalid' }, 401),
    () => '',
  );
  const fetch = signedFetch({ send, credentials, wait: noWait });
  const answers = await Promise.all([fetch(write()), fetch(write())]);
  const codes = await Promise.all(answers.map(async (answer) => ((await answer.json()) as { code: string }).code));
  expect(codes).toEqual(['refresh_token_invalid', 'refresh_token_invalid']);
});

const upload = () => {
  const body = new Blob(['layer']).stream();
  const init: RequestInit & { duplex: 'half' } = { method: 'PUT', body, duplex: 'half' }; // not in the DOM's types yet
  return new TrackedRequest('http://x/upload', init);
};

test('a streamed upload whose token is about to expire refreshes first, and is sent once', async () => {
  const store = memoryTokenStore(tokens('old', 5_000));
  const { sent, send } = recorder((request) => request.headers.get('authorization') === 'Bearer bfa_new');
  const credentials = tokenCredentials(store, async () => json({ tokens: tokens('new') }), Date.now);
  expect((await signedFetch({ send, credentials, wait: noWait })(upload())).status).toBe(200);
  expect(sent).toEqual([{ csrf: null, authorization: 'Bearer bfa_new', body: 'layer' }]);
});

test('a streamed upload that is refused is not replayed', async () => {
  const { sent, send } = recorder(() => false);
  const refresh = async () => expect.unreachable('a refresh cannot help a body that is gone');
  const credentials = tokenCredentials(memoryTokenStore(tokens('revoked')), refresh, Date.now);
  expect((await signedFetch({ send, credentials, wait: noWait })(upload())).status).toBe(401);
  expect(sent).toHaveLength(1);
});
