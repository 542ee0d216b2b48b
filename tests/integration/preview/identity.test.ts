// Who an app in a preview takes itself and its visitors for. Every header that tells it agrees, in
// the form that frameworks compare them in.
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { freePort } from '../../support/free-port.ts';
import { type Person, registerPerson } from '../../support/people.ts';
import { type Session } from '../sessions/made-session.ts';
import { connect, type OpenedPreview, passCookie, openApp } from './opened-preview.ts';
import { checks, type Seen } from './framework-checks.ts';
import { previewManifest } from './preview-app.ts';

const { url } = inject('platform');

let ada: Person;
let session: Session;
let preview: OpenedPreview;
let port: number;

beforeAll(async () => {
  ada = await registerPerson(url);
  port = await freePort();
  ({ session, preview } = await openApp(ada, previewManifest(port), port));
});
afterAll(() => ada.http.delete(`/api/sessions/${session.id}`));

/** What a browser says of a form that is sent from one of the app's own pages. */
const fromOwnPage = () => ({
  origin: preview.origin,
  referer: `${preview.origin}/form?step=1`,
  'content-type': 'application/x-www-form-urlencoded',
  'sec-fetch-site': 'same-origin',
  'sec-fetch-mode': 'navigate',
});

async function write(headers: Record<string, string>): Promise<Seen> {
  const reply = await preview.http.post('/echo', { body: 'name=x', headers });
  expect(reply.status).toBe(200);
  return reply.json<{ headers: Seen }>().headers;
}

describe('a write from the app’s own page', () => {
  test.each(checks)('is taken by $framework', async ({ accepts }) => {
    expect(await accepts(await write(fromOwnPage()))).toBe(true);
  });

  test('comes from where the app is, whichever header tells', async () => {
    const local = `localhost:${port}`;
    const seen = await write({
      ...fromOwnPage(),
      ...{ 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'ftp', 'x-forwarded-port': '1' },
      ...{ 'x-forwarded-scheme': 'ftp', 'x-forwarded-ssl': 'on', forwarded: 'host=evil.example' },
      'x-preview-origin': 'https://evil.example',
    });
    expect(seen).toMatchObject({
      host: local,
      origin: `http://${local}`,
      referer: `http://${local}/form?step=1`,
      'x-forwarded-host': local,
      'x-forwarded-proto': 'http',
      'x-preview-origin': preview.origin,
      'sec-fetch-site': 'same-origin',
    });
    for (const name of ['x-forwarded-port', 'x-forwarded-scheme', 'x-forwarded-ssl', 'forwarded'])
      expect(seen).not.toHaveProperty(name);
  });
});

test('a page of another site stays one: its origin and its address reach the app as they are', async () => {
  const foreign = ['https://evil.example', preview.origin.replace(session.id, 'ses-aaaaaaaaaaaaaaaaaaaa'), 'null'];
  foreign.push(preview.origin.replace('http:', 'https:'), `${preview.origin}.evil.example`, new URL(url).origin);
  for (const origin of foreign) {
    const headers = { origin, referer: `${origin}/page`, 'sec-fetch-site': 'cross-site' };
    const { headers: seen } = (await preview.http.get('/echo', { headers })).json<{ headers: Seen }>();
    expect([seen.origin, seen.referer, seen['sec-fetch-site']]).toEqual([origin, `${origin}/page`, 'cross-site']);
  }
});

test('a WebSocket’s handshake says the same', async () => {
  const cookie = `${passCookie}=${preview.pass}`;
  const { frames, close } = await connect(preview.origin, '/ws', { cookie, origin: preview.origin });
  await expect.poll(() => frames.length).toBe(1);
  const local = `localhost:${port}`;
  expect(JSON.parse(String(frames[0]))).toMatchObject({
    ...{ host: local, origin: `http://${local}`, 'x-forwarded-host': local, 'x-forwarded-proto': 'http' },
    'x-preview-origin': preview.origin,
  });
  await close();
});
