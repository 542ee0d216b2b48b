import { once } from 'node:events';
import { type IncomingMessage, request as httpRequest } from 'node:http';
import { ConnectionError, createClient, ProblemError } from '@burstflare/sdk';
import { expect, inject, test } from 'vitest';
import { CookieJar } from '../../support/cookies.ts';
import { newEmail } from '../../support/people.ts';

const { url } = inject('platform');

/** Node finds no name below .localhost, and its fetch names in Host what it connects to. */
async function onLoopback(request: Request): Promise<Response> {
  const { port, pathname, search, host } = new URL(request.url);
  const headers = { ...Object.fromEntries(request.headers), host };
  const sent = httpRequest({ host: '127.0.0.1', port, method: request.method, path: pathname + search, headers });
  sent.end(Buffer.from(await request.arrayBuffer()));
  // a response event carries the message
  const [message] = (await once(sent, 'response')) as [IncomingMessage];
  const parts = await message.toArray();
  const received = new Headers();
  for (const [name, values] of Object.entries(message.headersDistinct))
    for (const value of values ?? []) received.append(name, value);
  const { statusCode: status = 0 } = message;
  return new Response(status === 204 ? null : Buffer.concat(parts), { status, headers: received });
}

/**
 * fetch as a page of the deployment's origin has it: cookies kept and sent, and Origin on writes.
 */
function pageFetch(jar: CookieJar, sent: string[]) {
  return async (request: Request) => {
    const target = new URL(request.url);
    sent.push(`${request.method} ${target.pathname}`);
    request.headers.set('cookie', jar.header(target));
    if (request.method !== 'GET') request.headers.set('origin', target.origin);
    const response = await onLoopback(request);
    jar.store(target, response.headers.getSetCookie());
    return response;
  };
}

async function signUp() {
  const jar = new CookieJar();
  const sent: string[] = [];
  const client = createClient({ baseUrl: url, credentials: 'cookie', fetch: pageFetch(jar, sent) });
  const body = { email: newEmail(), password: 'correct horse battery', client: 'browser' as const };
  const result = await client.call('registerUser', { body });
  return { client, jar, sent, result };
}

test('a browser gets no token that a script could read, and writes with the CSRF value', async () => {
  const { client, result } = await signUp();
  expect(result.tokens).toBeUndefined();
  const template = await client.call('createTemplate', { body: { name: 'web' } });
  expect(await client.call('getTemplate', { params: { templateId: template.id } })).toEqual(template);
  await client.call('deleteTemplate', { params: { templateId: template.id } });
});

test('a page whose session cookie is gone renews it once for all its requests', async () => {
  const { client, jar, sent } = await signUp();
  jar.store(new URL(url), ['__Host-burstflare_session=; Path=/; Secure; Max-Age=0']);
  sent.length = 0;
  const made = await Promise.all(['a', 'b', 'c'].map((name) => client.call('createTemplate', { body: { name } })));
  expect(made.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
  expect(sent.filter((line) => line === 'POST /api/auth/refresh')).toHaveLength(1);
  const names = [];
  for await (const { name } of client.items('listTemplates', { query: { limit: 1 } })) names.push(name);
  expect(names.sort()).toEqual(['a', 'b', 'c']);
});

test('a page that is signed out is told so', async () => {
  const { client } = await signUp();
  await client.call('logOut');
  await expect(client.call('getMe')).rejects.toBeInstanceOf(ProblemError);
  await expect(client.call('getMe')).rejects.toMatchObject({ status: 401 });
});

test('a template whose answer was lost is not made twice', async () => {
  const { client: sure } = await signUp();
  let lose = true;
  const jar = new CookieJar();
  const send = pageFetch(jar, []);
  const client = createClient({
    baseUrl: url,
    credentials: 'cookie',
    fetch: async (request) => {
      const response = await send(request);
      if (!lose || new URL(request.url).pathname !== '/api/templates') return response;
      lose = false;
      throw new TypeError('fetch failed');
    },
  });
  await client.call('registerUser', {
    body: { email: newEmail(), password: 'correct horse battery', client: 'browser' },
  });
  const template = await client.call('createTemplate', { body: { name: 'once' } });
  const { items } = await client.call('listTemplates');
  expect(items.map(({ id }) => id)).toEqual([template.id]);
  expect((await sure.call('listTemplates')).items).toEqual([]);
});

test('an address where nothing listens is a connection error', async () => {
  const client = createClient({ baseUrl: 'http://127.0.0.1:9', credentials: 'cookie' });
  await expect(client.call('logIn', { body: { email: 'a@example.com', password: 'x' } })).rejects.toBeInstanceOf(
    ConnectionError,
  );
});
