// Bundles: a version's bytes are those that it announced, whoever uploads what, when and how often.
import { createHash } from 'node:crypto';
import { beforeAll, expect, inject, test } from 'vitest';
import { expectStatus, type Person, registerPerson } from '../../support/people.ts';
import { tarGz } from '../../support/tar.ts';
import { makeTemplate } from '../sessions/made-session.ts';

const { url } = inject('platform');

interface Version {
  readonly id: string;
  readonly state: string;
  readonly bundle: { readonly digest: string; readonly bytes: number };
}

let ada: Person;

beforeAll(async () => {
  ada = await registerPerson(url);
});

const gzip = { 'content-type': 'application/gzip' };
const newBundle = () => tarGz([{ name: 'index.html', content: crypto.randomUUID() }]);
const digestOf = (bytes: Buffer) => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
const othersLike = (bytes: Buffer) => Buffer.from(bytes.map((byte) => byte ^ 1));

/** A version that announces the bundle, perhaps with a wrong length; and its path. */
async function announced(bundle: Buffer, bytes = bundle.length) {
  const versions = `/api/templates/${(await makeTemplate(ada.http)).id}/versions`;
  const json = { manifest: { image: 'burstflare/base' }, bundle: { digest: digestOf(bundle), bytes } };
  const version = expectStatus(await ada.http.post(versions, { json }), 201).json<Version>();
  return { version, path: `${versions}/${version.id}` };
}

const put = (path: string, body: Buffer) => ada.http.put(`${path}/bundle`, { headers: gzip, body });

/** Without a length: what is too much is found out only by reading it. */
const putChunked = (path: string, body: Buffer) =>
  ada.http.put(`${path}/bundle`, { headers: { ...gzip, 'transfer-encoding': 'chunked' }, body });

test('other bytes than those that were announced are refused, also when the bundle is there', async () => {
  const bundle = newBundle();
  const { path } = await announced(bundle);
  const wrong = [othersLike(bundle), Buffer.concat([bundle, bundle]), bundle.subarray(1)];
  for (const when of ['before', 'after']) {
    for (const body of wrong) {
      for (const reply of [await put(path, body), await putChunked(path, body)])
        expect(reply.json(), when).toMatchObject({ status: 422, code: 'digest_mismatch' });
    }
    // The first of these is what `after` comes after; the second one changes nothing.
    expectStatus(await put(path, bundle), 200);
    expectStatus(await putChunked(path, bundle), 200);
  }
  expect(expectStatus(await ada.http.get(`${path}/bundle`), 200).body.equals(bundle)).toBe(true);
});

test('bytes without a content type are taken, as curl sends them, and any other type of bytes; the grant names one', async () => {
  const uploads: ((path: string, body: Buffer) => ReturnType<typeof put>)[] = [
    (path, body) => ada.http.put(`${path}/bundle`, { body }),
    (path, body) => ada.http.put(`${path}/bundle`, { headers: { 'content-type': 'application/octet-stream' }, body }),
    async (path, body) => {
      const grant = expectStatus(await ada.http.post(`${path}/upload-grant`), 201);
      const { url: address, headers } = grant.json<{ url: string; headers: Record<string, string> }>();
      expect(headers).toEqual(gzip);
      expect(grant.headers['location']).toBe(address);
      return ada.http.as({}).put(new URL(address).pathname, { body });
    },
  ];
  for (const upload of uploads) {
    const bundle = newBundle();
    const { path } = await announced(bundle);
    expect([200, 204]).toContain((await upload(path, bundle)).status);
    expect((await ada.http.get(path)).json<Version>().state).not.toBe('uploading');
  }
});

test('a download comes whole or in part, names its file, and parts come of the same bytes only', async () => {
  const bundle = newBundle();
  const { path } = await announced(bundle);
  expectStatus(await put(path, bundle), 200);
  const get = (headers: Record<string, string>) => ada.http.get(`${path}/bundle`, { headers });
  const whole = expectStatus(await get({}), 200);
  const sha256 = createHash('sha256').update(bundle);
  expect(whole.headers).toMatchObject({
    'accept-ranges': 'bytes',
    'content-length': String(bundle.length),
    'content-disposition': expect.stringMatching(/^attachment; filename="ver-[a-z2-7]{20}\.tar\.gz"$/),
    'repr-digest': `sha-256=:${sha256.digest('base64')}:`,
  });
  const etag = String(whole.headers['etag']);
  for (const [range, from, to] of [
    ['bytes=0-0', 0, 1],
    ['bytes=10-19', 10, 20],
    ['bytes=20-', 20, bundle.length],
    ['bytes=-7', bundle.length - 7, bundle.length],
    ['bytes=5-999999', 5, bundle.length],
  ] as const) {
    const part = expectStatus(await get({ range, 'if-range': etag }), 206);
    expect(part.body.equals(bundle.subarray(from, to)), range).toBe(true);
    expect(part.headers['content-range']).toBe(`bytes ${from}-${to - 1}/${bundle.length}`);
  }
  for (const range of ['bytes=5-2', 'bytes=0-1,4-5', 'lines=1-2', 'bytes=-'])
    expect(expectStatus(await get({ range }), 200).body.equals(bundle), range).toBe(true);
  expectStatus(await get({ range: 'bytes=0-0', 'if-range': '"other"' }), 200);
  const beyond = expectStatus(await get({ range: `bytes=${bundle.length}-` }), 416);
  expect(beyond.headers['content-range']).toBe(`bytes */${bundle.length}`);
});

test('a grant for a bundle that is there is used up by the same bytes only', async () => {
  const bundle = newBundle();
  const { path } = await announced(bundle);
  expectStatus(await put(path, bundle), 200);
  const grant = expectStatus(await ada.http.post(`${path}/upload-grant`), 201).json<{ url: string }>();
  const putByGrant = (body: Buffer) => ada.http.put(new URL(grant.url).pathname, { headers: gzip, body });
  expectStatus(await putByGrant(othersLike(bundle)), 422);
  expectStatus(await putByGrant(bundle), 204);
  expectStatus(await putByGrant(bundle), 404);
});

test('a grant’s address is one that its caller finds: programs do not know the names below .localhost', async () => {
  const { path } = await announced(newBundle());
  const host = `localhost:${new URL(url).port}`;
  const grantFor = async (headers: Record<string, string>) =>
    expectStatus(await ada.http.post(`${path}/upload-grant`, { headers }), 201).json<{ url: string }>().url;
  expect(new URL(await grantFor({ host })).origin).toBe(`http://${host}`);
  expect(new URL(await grantFor({})).origin).toBe(new URL(url).origin);
  // under a stranger's name there is no route, and so nothing of the contract
  const stranger = { headers: { host: `evil.example:${new URL(url).port}` }, conform: false };
  expect((await ada.http.post(`${path}/upload-grant`, stranger)).status).toBe(421);
});

test('of uploads at once just those of the announced bytes are answered well', async () => {
  const bundle = newBundle();
  const { path } = await announced(bundle);
  const bodies = [bundle, othersLike(bundle), bundle, othersLike(bundle), bundle];
  const replies = await Promise.all(bodies.map((body) => put(path, body)));
  expect(replies.map(({ status }) => status)).toEqual([200, 422, 200, 422, 200]);
});

test('a bundle that the workspace has is taken over by its digest and its length together', async () => {
  const bundle = newBundle();
  expectStatus(await put((await announced(bundle)).path, bundle), 200);
  for (const bytes of [7, 5000]) {
    const { version, path } = await announced(bundle, bytes);
    expect(version.state).toBe('uploading');
    expectStatus(await put(path, bundle), 422);
    expectStatus(await putChunked(path, bundle), 422);
  }
  const { version } = await announced(bundle);
  expect(version.state).not.toBe('uploading');
  expect(version.bundle.bytes).toBe(bundle.length);
});
